"""Marks: in which lines of a file some words stand, whatever the column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.readers.table import LINE, Opened


@dataclass(frozen=True, slots=True)
class Marked:
    """The lines of a file.

    Attributes:
        lines: by mark, those of which some cell holds it.
        unmarked: those that hold none, in order.
    """

    lines: Mapping[str, frozenset[int]]
    unmarked: tuple[int, ...]


def lines_marked(table: Opened, marks: Sequence[str]) -> Marked:
    """The lines of a file by the marks that their cells hold.

    Args:
        table: a file whose header has been read.
        marks: words; upper and lower case are told apart.

    Raises:
        UnreadableFile: the file cannot be read to its end.
    """
    found: dict[str, set[int]] = {mark: set() for mark in marks}
    every: set[int] = set()
    for batch in table.batches():
        columns = [column for column in batch.rows.column_names if column != LINE]
        every.update(batch.rows[LINE].to_pylist())
        for mark, lines in found.items():
            lines.update(_lines(batch.rows, columns, mark))
    unmarked = sorted(every.difference(*found.values()))
    return Marked({mark: frozenset(lines) for mark, lines in found.items()}, tuple(unmarked))


def _lines(rows: pa.Table, columns: Sequence[str], mark: str) -> list[int]:
    held = pa.repeat(False, rows.num_rows)
    for column in columns:
        if rows[column].type == pa.string():
            here = pc.fill_null(pc.match_substring(rows[column], mark), False)
            held = pc.or_(held, here.combine_chunks() if isinstance(here, pa.ChunkedArray) else here)
    lines: list[int] = rows[LINE].filter(held).to_pylist()
    return lines
