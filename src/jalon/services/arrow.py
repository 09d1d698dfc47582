"""Flat rows as an Arrow table, for notebooks and Parquet files."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from jalon.services.show import Cell, Row


def as_arrow(rows: Sequence[Row]) -> pa.Table:
    """Rows as an Arrow table; numbers are doubles, so that a column has one type, and lists become text."""
    return pa.Table.from_pylist([{key: _cell(cell) for key, cell in row.items()} for row in rows])


def flat(cell: Cell) -> str | int | float | None:
    """A cell as one value."""
    if isinstance(cell, list):
        return "; ".join(f"{item['unit']}: {item['reason']}" for item in cell) or None
    return cell


def _cell(cell: Cell) -> str | float | bool | None:
    value = flat(cell)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
