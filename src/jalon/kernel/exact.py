"""Exact arithmetic: decimal numbers of 40 digits, never binary fractions."""

from __future__ import annotations

from contextlib import AbstractContextManager
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)

_EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
_SETTLED = Context(prec=30, rounding=ROUND_HALF_EVEN)


def exact() -> AbstractContextManager[Context]:
    """The context in which exact computations are made."""
    return localcontext(_EXACT)


def settled(value: Decimal) -> Decimal:
    """``value`` without its last digits, so that a root or a power equal to a level compares equal to it."""
    return _SETTLED.plus(value)
