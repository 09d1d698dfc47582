"""Records of a publication that another record of the file tells too, found by a first reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import pyarrow as pa

from jalon.infocentre.readers.table import Batch, Opened

TITLE = "repeats_title"
KEY = "repeats_key"


def marked(table: Opened, needed: Iterable[str]) -> Opened:
    """A file of publications, with the two columns filled for a mapping that needs one of them."""
    return Repeated(table) if {TITLE, KEY} & set(needed) else table


@dataclass(frozen=True, slots=True)
class Repeated:
    """A file of publications with two columns filled.

    ``repeats_title`` is true for a record without DOI whose title, normalised, is that of a record with a DOI
    or of an earlier record without one: of several copies one is left. Without title, nothing is repeated.
    ``repeats_key`` is true when an earlier record has the same ``publication_key``: two deposits of one DOI.

    Titles and keys are kept in a private database on disk: the memory does not grow with the file.
    """

    raw: Opened

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self.raw.header

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`."""
        with closing(sqlite3.connect("")) as titles:
            self._read_titles(titles)
            number = 0
            for batch in self.raw.batches():
                same_title = [_repeats_title(titles, *row) for row in _rows(batch, number)]
                same_key = [_repeats_key(titles, key) for key in batch.rows["publication_key"].to_pylist()]
                number += batch.rows.num_rows
                filled = _filled(_filled(batch.rows, TITLE, same_title), KEY, same_key)
                yield replace(batch, rows=filled)

    def _read_titles(self, titles: sqlite3.Connection) -> None:
        titles.execute("CREATE TABLE title (key TEXT PRIMARY KEY, first INTEGER) WITHOUT ROWID")
        titles.execute("CREATE TABLE publication (key TEXT PRIMARY KEY) WITHOUT ROWID")
        number = 0
        for batch in self.raw.batches():
            rows = [(key, -1 if doi else row) for row, key, doi in _rows(batch, number) if key]
            number += batch.rows.num_rows
            titles.executemany(
                "INSERT INTO title VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET first = MIN(first, excluded.first)",
                rows,
            )


def _repeats_title(titles: sqlite3.Connection, row: int, key: str | None, doi: str | None) -> str:
    if doi or not key:
        return "false"
    found = titles.execute("SELECT first FROM title WHERE key = ?", (key,)).fetchone()
    return "true" if found is not None and found[0] < row else "false"


def _repeats_key(titles: sqlite3.Connection, key: str | None) -> str:
    if not key:
        return "false"
    new = titles.execute("INSERT OR IGNORE INTO publication VALUES (?)", (key,)).rowcount == 1
    return "false" if new else "true"


def _filled(rows: pa.Table, column: str, cells: list[str]) -> pa.Table:
    return rows.set_column(rows.column_names.index(column), column, pa.array(cells, pa.string()))


def _rows(batch: Batch, first: int) -> Iterator[tuple[int, str | None, str | None]]:
    """Each record: its number in the file, its title key, its DOI."""
    columns = batch.rows["title_key"].to_pylist(), batch.rows["doi"].to_pylist()
    for place, (key, doi) in enumerate(zip(*columns, strict=True)):
        yield first + place, key, doi
