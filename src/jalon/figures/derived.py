"""Derived indicators: an arithmetic expression on figures of the same cell, evaluated exactly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import sqlglot
from sqlglot import exp

from jalon.dossier.expressions import DIALECT
from jalon.kernel.exact import exact
from jalon.kernel.missing import Between, Missing, Reason, Value

Lookup = Callable[[str], Value]


def evaluate(expression: str, value_of: Lookup) -> Value:
    """The value of a checked expression; missing as soon as one of its terms is.

    Args:
        expression: arithmetic over names, such as ``100 * spent / planned``.
        value_of: gives the value of a name.

    >>> evaluate("100 * a / b", {"a": Decimal(1), "b": Decimal(4)}.__getitem__)
    Decimal('25')
    """
    with exact():
        return _value(sqlglot.parse_one(expression, dialect=DIALECT), value_of)


def _value(node: exp.Expr, value_of: Lookup) -> Value:
    if isinstance(node, exp.Paren):
        return _value(node.this, value_of)
    if isinstance(node, exp.Column):
        return value_of(node.name)
    if isinstance(node, exp.Literal):
        return Decimal(node.name)
    if isinstance(node, exp.Neg):
        return _value(node.this, value_of) * Decimal(-1)
    return _operation(node, _value(node.this, value_of), _value(node.expression, value_of))


def _operation(node: exp.Expr, left: Value, right: Value) -> Value:
    for side in (left, right):
        if isinstance(side, Missing) and not isinstance(side, Between):
            return side
    if isinstance(node, exp.Add):
        return left + right
    if isinstance(node, exp.Sub):
        return left - right
    if isinstance(node, exp.Mul):
        return left * right
    assert isinstance(node, exp.Div), "the dossier's checks let only arithmetic through"
    return Missing(Reason.UNDEFINED) if right == 0 else left / right
