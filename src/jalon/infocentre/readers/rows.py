"""Rows gathered one by one into batches."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from jalon.infocentre.readers.rejects import Reject, rejected
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import Batch, text_rows

GATHERED_ROWS = 5_000
"""Rows in a batch of records that are read one by one: their cells may be long texts."""

GATHERED_CHARACTERS = 32 << 20
"""Characters in such a batch, so that many long cells do not fill the memory."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file on which its record starts, and a cell for each column."""

    line: int
    cells: tuple[str | None, ...]


@dataclass(slots=True)
class Gathering:
    """The rows and rejected records of the next batch."""

    header: tuple[str, ...]
    _rows: list[Row] = field(default_factory=list)
    _refused: list[Reject] = field(default_factory=list)
    _aside: list[Reject] = field(default_factory=list)
    _characters: int = 0

    @property
    def is_full(self) -> bool:
        """True when the batch should be given."""
        count = len(self._rows) + len(self._refused) + len(self._aside)
        return count >= GATHERED_ROWS or self._characters >= GATHERED_CHARACTERS

    def add(self, row: Row) -> None:
        """Add a row."""
        self._rows.append(row)
        self._characters += sum(len(cell) for cell in row.cells if cell)

    def reject(self, record: Reject, status: Status = Status.REFUSED) -> None:
        """Add a record that is no row."""
        (self._refused if status is Status.REFUSED else self._aside).append(record)

    def batch(self, done: int) -> Batch:
        """What was gathered, as a batch; the next one starts empty."""
        columns = [
            pa.array([row.cells[place] for row in self._rows], pa.string())
            for place in range(len(self.header))
        ]
        rows = text_rows(self.header, columns, pa.array([row.line for row in self._rows], pa.int64()))
        refused = pa.concat_tables([rejected(self._refused), rejected(self._aside, Status.SET_ASIDE)])
        self._rows, self._refused, self._aside, self._characters = [], [], [], 0
        return Batch(rows, refused, done)
