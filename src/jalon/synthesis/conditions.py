"""Conditions and values of indicators, worked out on one row in plain Python.

The engine works them out in SQL on all rows at once. This second reading is what the truth of a synthetic
world stands on; it knows less, and says so (:class:`NotReadHere`) rather than guess.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache

import sqlglot
from sqlglot import exp

from jalon.dossier.expressions import DIALECT
from jalon.synthesis.rows import Cell, Row

Told = Cell | Fraction
"""What an expression yields; None is SQL's null: unknown, neither true nor false."""
Reading = Callable[[Row], Told]


class NotReadHere(Exception):
    """An expression holds a construct that this reading does not know."""


@cache
def condition(text: str) -> Callable[[Row], bool]:
    """A condition that tells whether a row meets it; an unknown condition is not met.

    >>> condition("sex = 'F' and year >= 2")({"sex": "F", "year": 2})
    True
    >>> condition("not sex = 'F'")({"sex": None})
    False

    Raises:
        NotReadHere: the condition holds something else than comparisons, lists, and, or, not.
    """
    reading = _reading(sqlglot.parse_one(text, dialect=DIALECT))
    return lambda row: reading(row) is True


@cache
def value(text: str) -> Callable[[Row], Fraction | None]:
    """An arithmetic expression over the columns of a row; None when a cell it needs is empty.

    >>> value("quota * months / 12")({"quota": Decimal("0.5"), "months": 6})
    Fraction(1, 4)

    Raises:
        NotReadHere: the expression holds something else than the four operations.
    """
    reading = _reading(sqlglot.parse_one(text, dialect=DIALECT))

    def read(row: Row) -> Fraction | None:
        told = reading(row)
        if told is None or isinstance(told, str):
            return None
        return Fraction(told)

    return read


def _reading(node: exp.Expr) -> Reading:
    for kind, make in _MAKERS.items():
        if isinstance(node, kind):
            return make(node)
    raise NotReadHere(node.sql(dialect=DIALECT))


def _column(node: exp.Expr) -> Reading:
    name = node.name
    return lambda row: row.get(name)


def _literal(node: exp.Expr) -> Reading:
    constant: Told = node.name if node.args.get("is_string") else Fraction(node.name)
    return lambda _row: constant


def _boolean(node: exp.Expr) -> Reading:
    constant = bool(node.this)
    return lambda _row: constant


def _inside(node: exp.Expr) -> Reading:
    return _reading(node.this)


def _not(node: exp.Expr) -> Reading:
    inner = _reading(node.this)

    def read(row: Row) -> Told:
        told = inner(row)
        return None if told is None else not told

    return read


def _both(node: exp.Expr) -> Reading:
    """SQL's and: false as soon as one side is, else unknown when one side is."""
    return _joined(node, decisive=False)


def _either(node: exp.Expr) -> Reading:
    """SQL's or: true as soon as one side is, else unknown when one side is."""
    return _joined(node, decisive=True)


def _joined(node: exp.Expr, *, decisive: bool) -> Reading:
    left, right = _reading(node.args["this"]), _reading(node.args["expression"])

    def read(row: Row) -> Told:
        first = left(row)
        if first is decisive:
            return decisive
        second = right(row)
        if second is decisive:
            return decisive
        return None if first is None or second is None else not decisive

    return read


def _listed(node: exp.Expr) -> Reading:
    if node.args.get("query"):
        raise NotReadHere(node.sql(dialect=DIALECT))
    inner, words = _reading(node.this), [_reading(item) for item in node.expressions]

    def read(row: Row) -> Told:
        told = inner(row)
        return None if told is None else told in [word(row) for word in words]

    return read


def _null(node: exp.Expr) -> Reading:
    if not isinstance(node.args["expression"], exp.Null):
        raise NotReadHere(node.sql(dialect=DIALECT))
    inner = _reading(node.this)
    return lambda row: inner(row) is None


def _two_sided(node: exp.Expr) -> Reading:
    apply, is_exact = _OPERATORS[type(node)], isinstance(node, _ARITHMETIC)
    left, right = _reading(node.args["this"]), _reading(node.args["expression"])

    def read(row: Row) -> Told:
        first, second = left(row), right(row)
        if first is None or second is None:
            return None
        return apply(_exact(first), _exact(second)) if is_exact else apply(first, second)

    return read


_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div)
"""Fractions compare with decimal numbers exactly, but do not add to them."""


def _exact(told: Cell | Fraction) -> Cell | Fraction:
    return Fraction(told) if isinstance(told, int | Decimal) and not isinstance(told, bool) else told


_OPERATORS: dict[type[exp.Expr], Callable[..., Told]] = {
    exp.EQ: operator.eq,
    exp.NEQ: operator.ne,
    exp.GT: operator.gt,
    exp.GTE: operator.ge,
    exp.LT: operator.lt,
    exp.LTE: operator.le,
    exp.Add: operator.add,
    exp.Sub: operator.sub,
    exp.Mul: operator.mul,
    exp.Div: operator.truediv,
}
_MAKERS: dict[type[exp.Expr], Callable[[exp.Expr], Reading]] = {
    exp.Column: _column,
    exp.Literal: _literal,
    exp.Boolean: _boolean,
    exp.Paren: _inside,
    exp.Not: _not,
    exp.And: _both,
    exp.Or: _either,
    exp.In: _listed,
    exp.Is: _null,
    **dict.fromkeys(_OPERATORS, _two_sided),
}
