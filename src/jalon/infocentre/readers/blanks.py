"""Blank cells and records: those that hold nothing but what is trimmed around cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.readers.comparing import BLANKS

CellText = TypeVar("CellText", str, str | None)


def is_blank(cells: Iterable[str | None]) -> bool:
    """True for a record that says nothing: spreadsheets write some below their tables, and they are no rows.

    >>> is_blank(["", " ", None]), is_blank(["", "0"])
    (True, False)
    """
    return not any(cell and cell.strip(BLANKS) for cell in cells)


def without_surplus(cells: Sequence[CellText], width: int) -> list[CellText]:
    """The cells without the blank ones that stand beyond a width.

    >>> without_surplus(["a", "b", "", " "], 2), without_surplus(["a", "b", "", "c"], 2)
    (['a', 'b'], ['a', 'b', '', 'c'])
    """
    end = len(cells)
    while end > width and is_blank(cells[end - 1 : end]):
        end -= 1
    return list(cells[:end])


def blank_rows(columns: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray | None:
    """Which rows hold nothing but blanks; None when there are none."""
    found: pa.ChunkedArray | None = None
    for column in columns:
        own = pc.fill_null(pc.equal(pc.utf8_trim(column, characters=BLANKS), ""), True)
        found = own if found is None else pc.and_(found, own)
        if not pc.any(found).as_py():
            return None
    return found
