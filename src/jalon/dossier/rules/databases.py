"""A source that asks a database says which one, what it asks, and asks nothing that writes."""

from __future__ import annotations

from jalon.dossier.question import is_table_name, only_reads
from jalon.dossier.raw.located import Located
from jalon.dossier.source import ReaderKind, Source
from jalon.kernel.issues import Issues


def check_database(source: Located[Source], issues: Issues) -> None:
    """Connection, question and feeds of a source that is read from a database."""
    reader = source.value.reader
    if reader.kind is not ReaderKind.SQL:
        if reader.connection or reader.query:
            issues.error("sql-key-elsewhere", source.at("reader"), kind_of=reader.kind.value)
        return
    if not reader.connection:
        issues.error("sql-without-connection", source.at("reader"), source=source.value.id)
    if bool(reader.query) == bool(reader.table):
        issues.error("sql-one-question", source.at("reader"), source=source.value.id)
    elif reader.table and not is_table_name(reader.table):
        issues.error("sql-table-name", source.at("reader"), table=reader.table)
    elif reader.query and not only_reads(reader.query):
        issues.error("sql-writes", source.at("reader"))
    feeds = source.value.feeds
    if len(feeds) != 1 or feeds[0].path:
        issues.error("sql-feeds", source.place, source=source.value.id)
