"""Records without DOI that repeat the title of another, told by a first reading of the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import pyarrow as pa

from jalon.infocentre.readers.table import Batch, Opened


@dataclass(frozen=True, slots=True)
class Repeated:
    """A file of publications with one column filled: does this record repeat the title of another?

    True for a record without DOI whose title, normalised, is that of a record with a DOI or of an earlier
    record without one: of several copies one is left. A record without title repeats nothing.

    Titles are kept in a private database on disk: the memory does not grow with the file.
    """

    raw: Opened
    column: str

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
                told = [self._repeats(titles, *row) for row in _rows(batch, number)]
                number += batch.rows.num_rows
                place = batch.rows.column_names.index(self.column)
                filled = batch.rows.set_column(place, self.column, pa.array(told, pa.string()))
                yield replace(batch, rows=filled)

    def _read_titles(self, titles: sqlite3.Connection) -> None:
        titles.execute("CREATE TABLE title (key TEXT PRIMARY KEY, first INTEGER) WITHOUT ROWID")
        number = 0
        for batch in self.raw.batches():
            rows = [(key, -1 if doi else row) for row, key, doi in _rows(batch, number) if key]
            number += batch.rows.num_rows
            titles.executemany(
                "INSERT INTO title VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET first = MIN(first, excluded.first)",
                rows,
            )

    def _repeats(self, titles: sqlite3.Connection, row: int, key: str | None, doi: str | None) -> str:
        if doi or not key:
            return "false"
        found = titles.execute("SELECT first FROM title WHERE key = ?", (key,)).fetchone()
        return "true" if found is not None and found[0] < row else "false"


def _rows(batch: Batch, first: int) -> Iterator[tuple[int, str | None, str | None]]:
    """Each record: its number in the file, its title key, its DOI."""
    columns = batch.rows["title_key"].to_pylist(), batch.rows["doi"].to_pylist()
    for place, (key, doi) in enumerate(zip(*columns, strict=True)):
        yield first + place, key, doi
