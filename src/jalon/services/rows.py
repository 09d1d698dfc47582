"""Rows: what services answer with, for tables, files and notebooks."""

from __future__ import annotations

Cell = str | int | float | None | list[dict[str, str]]
Row = dict[str, Cell]
