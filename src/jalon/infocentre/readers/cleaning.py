"""Cleaning: cells without the blanks around them, null when they say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.readers.header import BLANKS
from jalon.infocentre.readers.table import Batch, Opened


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file whose cells are cleaned as they are read (see :class:`jalon.infocentre.readers.table.Opened`).

    ``empty`` holds the words that mean nothing beside the empty cell.
    """

    raw: Opened
    empty: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self.raw.header

    def batches(self) -> Iterator[Batch]:
        """The batches of the file."""
        for batch in self.raw.batches():
            yield replace(batch, rows=cleaned(batch.rows, self.empty))


def cleaned(rows: pa.Table, empty: tuple[str, ...]) -> pa.Table:
    """The same rows, every text cell trimmed, and null when it is empty or one of the ``empty`` words."""
    nothing = pa.array(["", *empty], pa.string())
    columns = [_clean(column, nothing) if column.type == pa.string() else column for column in rows.columns]
    return pa.Table.from_arrays(columns, names=rows.column_names)


def _clean(column: pa.ChunkedArray, nothing: pa.Array) -> pa.ChunkedArray:
    trimmed = pc.utf8_trim(column, characters=BLANKS)
    return pc.if_else(pc.is_in(trimmed, value_set=nothing), None, trimmed)
