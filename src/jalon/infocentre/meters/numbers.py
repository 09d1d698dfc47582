"""Exact decimal arithmetic of readings: nothing is rounded but what is given out."""

from __future__ import annotations

import re
from decimal import Context, Decimal

EXACT = Context(prec=120)
"""Readings have up to 78 digits; sums of a billion of them stay exact."""

GIVEN = 9
"""Decimals of what is given out; a share of a reading is cut to as many."""

_NUMBER = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_LARGEST, _FINEST = 18, -60
"""Digits before and after the point that a reading may have: floats near zero are written 5.55e-17."""

_SPACES = " \u00a0\u202f"
"""A declared space stands for every kind of space, as in the cells of a mapping."""

_QUANTUM = Decimal(1).scaleb(-GIVEN)


def number(text: str, decimal: str, thousands: str) -> Decimal | None:
    """A number as the source writes it; None when it is none.

    >>> number("1 234,5", ",", " "), number("12h", ".", "")
    (Decimal('1234.5'), None)
    >>> number("1.5E+02", ".", ""), number("1e-05", ".", ""), number("1e99", ".", "")
    (Decimal('1.5E+2'), Decimal('0.00001'), None)
    """
    marks = _SPACES if thousands and thousands in _SPACES else thousands
    bare = "".join(letter for letter in text if letter not in marks) if marks else text
    standard = bare.replace(decimal, ".") if decimal != "." else bare
    is_clear = decimal == "." or "." not in bare
    if not is_clear or not _NUMBER.fullmatch(standard):
        return None
    found = Decimal(standard)
    _, digits, exponent = found.as_tuple()
    is_held = isinstance(exponent, int) and len(digits) + exponent <= _LARGEST and exponent >= _FINEST
    if not found:
        return Decimal(0)
    return found if is_held else None


def add(*terms: Decimal) -> Decimal:
    """The exact sum."""
    total = Decimal(0)
    for term in terms:
        total = EXACT.add(total, term)
    return total


def share(amount: Decimal, part: int, whole: int) -> Decimal:
    """A part of an amount, cut to the decimals that are given out."""
    return EXACT.quantize(EXACT.divide(EXACT.multiply(amount, Decimal(part)), Decimal(whole)), _QUANTUM)


def written(amount: Decimal, decimal: str) -> str:
    """A number as text, without needless zeros, with the decimal mark of the source.

    >>> written(Decimal("12.500"), ","), written(Decimal("0E+2"), "."), written(Decimal("1E+2"), ".")
    ('12,5', '0', '100')
    """
    text = format(EXACT.quantize(amount, _QUANTUM), "f")
    text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text.replace(".", decimal)
