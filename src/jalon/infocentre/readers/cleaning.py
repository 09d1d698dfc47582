"""Cleaning: cells without the blanks around them, null when they say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.readers.comparing import BLANKS
from jalon.infocentre.readers.table import Batch, Opened

_ALL_BLANKS = tuple(blank.encode() for blank in BLANKS)
_ASCII_BLANKS = tuple(blank for blank in _ALL_BLANKS if blank.isascii())


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
    trimmed = pc.utf8_trim(column, characters=BLANKS) if _may_have_blanks(column) else column
    if len(nothing) == 1 and pc.min(pc.binary_length(trimmed)).as_py() != 0:
        return trimmed  # lengths are looked at in a tenth of the time of texts
    is_nothing = pc.is_in(trimmed, value_set=nothing)
    return pc.if_else(is_nothing, None, trimmed) if pc.any(is_nothing).as_py() else trimmed


def _may_have_blanks(column: pa.ChunkedArray) -> bool:
    """Whether any cell holds a blank, at an edge or not: trimming looks at every letter, this at bytes."""
    texts = (chunk.buffers()[2] for chunk in column.chunks)
    return any(_holds_blanks(text.to_pybytes()) for text in texts if text is not None)


def _holds_blanks(text: bytes) -> bool:
    blanks = _ASCII_BLANKS if text.isascii() else _ALL_BLANKS
    return any(blank in text for blank in blanks)
