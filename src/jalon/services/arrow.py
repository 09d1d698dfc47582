"""Flat rows as an Arrow table, for notebooks and Parquet files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from jalon.services.rows import Cell, Row


def as_arrow(rows: Sequence[Row]) -> pa.Table:
    """Rows as an Arrow table; numbers are doubles, so that a column has one type, and lists become text."""
    return pa.Table.from_pylist([{key: _cell(cell) for key, cell in row.items()} for row in rows])


def flat(cell: Cell) -> str | int | float | None:
    """A cell as one value."""
    if isinstance(cell, list):
        return "; ".join(map(_line, cell)) or None
    return cell


def _line(item: Mapping[str, str]) -> str:
    """A unit and its reason; for anything else what is filled, by name."""
    if "reason" in item:
        return f"{item['unit']}: {item['reason']}"
    return ", ".join(f"{key}={text}" for key, text in item.items() if text)


def _cell(cell: Cell) -> str | float | bool | None:
    value = flat(cell)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
