"""Cells that a spreadsheet would run: made harmless where files are written for people.

A text that begins with = + - @, a tab or a line end is a formula for a spreadsheet, whoever wrote it in the
data (OWASP, *CSV Injection*). An apostrophe before it makes it a text again. A carriage return inside a cell
becomes a line feed, which writers of CSV put between quotes: alone it would start a row, and a formula.
Numbers stay numbers, negative ones included. JSON and Parquet are read by programs and keep the text as it
is.
"""

from __future__ import annotations

from typing import TypeVar

C = TypeVar("C")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a formula of a cell; some spreadsheets take the full-width signs for the plain ones."""


def harmless(cell: C) -> C | str:
    """A cell that no spreadsheet runs.

    >>> harmless("=1+1"), harmless("-12 %"), harmless(-12), harmless("a=b"), harmless(None)
    ("'=1+1", "'-12 %", -12, 'a=b', None)
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
