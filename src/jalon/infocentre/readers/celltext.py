"""Typed cells as text: what a cell of a workbook or a database would be in a text file of the same source."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

Cell = int | float | str | bool | time | date | datetime | timedelta
"""What a cell holds."""

DOUBLE_DIGITS, SINGLE_DIGITS = 15, 7
"""Decimal digits that a double, and a single, keeps whatever the number: those that follow may be noise."""

LARGE_DOUBLE, LARGE_SINGLE = 1e13, 1e5
"""From there on, so few digits would cut cents: all that tell the number from its neighbours are kept."""


def cell_text(cell: Cell, decimal: str) -> str | None:
    """A cell as it would be written in a text file of the same source; None when it is empty.

    Numbers take the decimal separator of the source, so that a cell typed as a number and a cell typed as
    text mean the same. Dates are written YYYY-MM-DD.

    >>> cell_text(39.0, ","), cell_text(1234.5, ","), cell_text(date(2022, 6, 30), ","), cell_text("", ",")
    ('39', '1234,5', '2022-06-30', None)
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return number_text(cell).replace(".", decimal)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, str):
        return cell or None
    return str(cell) if isinstance(cell, timedelta) else cell.isoformat()


def number_text(number: float | Decimal) -> str:
    """A number in digits, without exponent, without a fraction that is zero, without the noise of a double.

    What a sum of doubles leaves beyond their fifteen sure digits is no part of the number: 0.1 + 0.2 is 0.3.
    Decimals and whole numbers are exact, and stay as they are.

    >>> number_text(1e16), number_text(0.1), number_text(0.1 + 0.2)
    ('10000000000000000', '0.1', '0.3')
    >>> number_text(Decimal("0.30000000000000004"))
    '0.30000000000000004'
    """
    if isinstance(number, float) and abs(number) < LARGE_DOUBLE and not number.is_integer():
        return _digits(Decimal(f"{number:.{DOUBLE_DIGITS}g}"))
    return _digits(Decimal(str(number)))


def single_text(number: float, shortest: str) -> str:
    """A single in digits, as :func:`number_text`.

    Args:
        number: its value.
        shortest: the shortest decimal number that no other single is nearer to.

    >>> single_text(0.30000001192092896, "0.3"), single_text(16777216.0, "16777216")
    ('0.3', '16777216')
    """
    if abs(number) < LARGE_SINGLE and not number.is_integer():
        return _digits(Decimal(f"{number:.{SINGLE_DIGITS}g}"))
    return _digits(Decimal(shortest))


def _digits(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
