"""Checked expressions, said so that every engine gives the same value on every row.

Engines agree on what is exact, and each has its own way where SQL leaves one: a number made whole, a text
read as a number, a binary number rounded. Such parts are said here in words that have one meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import sqlglot
from sqlglot import exp

from jalon.dossier.entity import ColumnType, Entity
from jalon.dossier.expressions import DIALECT
from jalon.dossier.kinds import SCALE, Types, cast_to, kind_of
from jalon.dossier.trees import filled, rewritten

EXACT_SCALE = 20
"""The most decimals that an exact number is given: eighteen digits are left before the point."""

_NUMBER_WRITTEN = "^ *[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)? *$"
_WRITTEN = {
    ColumnType.INTEGER: _NUMBER_WRITTEN,
    ColumnType.DECIMAL: _NUMBER_WRITTEN,
    ColumnType.NUMBER: _NUMBER_WRITTEN,
    ColumnType.BOOLEAN: "^[A-Za-z01]+$",
    ColumnType.DATE: "^ *[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T].*)?$",
}
"""How a text says a value of each type; what is said otherwise (``1_000``, ``Infinity``) is nothing."""

_NOTATION = "CAST(_it AS VARCHAR)"
_EXACTLY = (
    f"CASE WHEN abs(_it) < 1e3 THEN CAST({_NOTATION} AS DECIMAL(18, 15)) "
    f"WHEN abs(_it) < 1e8 THEN CAST({_NOTATION} AS DECIMAL(18, 10)) "
    f"ELSE CAST({_NOTATION} AS DECIMAL(38, 15)) END"
)
"""Eighteen digits where they are enough: DuckDB reads them thirty times faster than thirty-eight."""

# Through a text: DuckDB takes a cast out of a comparison, and with it what cannot be converted.
_WHOLE = {
    ColumnType.NUMBER: "round_even(_it, 0)",
    ColumnType.DECIMAL: "CAST(round(_it, 0) AS VARCHAR)",
    ColumnType.TEXT: "CAST(round(TRY_CAST(_it AS DECIMAL(38, 18)), 0) AS VARCHAR)",
    ColumnType.INTEGER: _NOTATION,
}
_ROUNDED = (
    f"CASE WHEN abs(_it) < 1e3 THEN CAST(round(CAST({_NOTATION} AS DECIMAL(18, 15)), _digits) AS DOUBLE) "
    f"WHEN abs(_it) < 1e7 THEN CAST(round(CAST({_NOTATION} AS DECIMAL(18, 11)), _digits) AS DOUBLE) "
    f"WHEN abs(_it) < 1e17 THEN CAST(round(CAST({_NOTATION} AS DECIMAL(38, 20)), _digits) AS DOUBLE) "
    "ELSE _it END"
)


@cache
def portable(text: str, entity: Entity) -> str:
    """A checked expression over the rows of an entity; a cast gives nothing on a cell that does not convert.

    A measurement is read by its shortest notation and its halves are rounded away from zero. Where a product
    would have more than twenty decimals, each of its factors is first rounded to ten.

    >>> from jalon.kernel.periods import Calendar
    >>> from jalon.kernel.texts import EMPTY
    >>> posts = Entity(id="post", name=EMPTY, grain=EMPTY, calendar=Calendar.YEAR, columns=())
    >>> portable("cast(3.7 as integer) > length(unit)", posts)
    'TRY_CAST(CAST(ROUND(3.7, 0) AS TEXT) AS INT) > LENGTH(unit)'
    """
    types = types_of(entity)
    tree = sqlglot.parse_one(text, dialect=DIALECT)
    return rewritten(tree, lambda node: _said(node, types)).sql(dialect=DIALECT)


def summed(text: str, entity: Entity) -> str:
    """SQL: what is added up over the rows of an entity; exact, so that the order of rows is of no account.

    A measurement (a binary number) enters by its shortest notation: fifteen decimals below a thousand, ten
    beyond.
    """
    said = portable(text, entity)
    if not is_measurement(text, entity):
        return f"({said})"
    return _through(_EXACTLY, sqlglot.parse_one(said, dialect=DIALECT)).sql(dialect=DIALECT)


def is_measurement(text: str, entity: Entity) -> bool:
    """True for an expression that yields a binary number: a measured column, or a division."""
    tree = sqlglot.parse_one(text, dialect=DIALECT)
    return kind_of(tree, types_of(entity)).type is ColumnType.NUMBER


def types_of(entity: Entity) -> dict[str, ColumnType]:
    """What each column that an expression may use holds."""
    context = dict.fromkeys(entity.context_columns, ColumnType.TEXT)
    return {**context, **{column.name: column.type for column in entity.columns}}


def _said(node: exp.Expr, types: Types) -> exp.Expr:
    for kind, say in _SAID:
        if isinstance(node, kind):
            return say(node, types)
    return node


def _cast(node: exp.Expr, types: Types) -> exp.Expr:
    source, target = kind_of(node.this, types).type, cast_to(node.args["to"]).type
    value, to = node.this.copy(), node.args["to"].copy()
    if source is ColumnType.TEXT and target is not ColumnType.TEXT:
        value = _written(value, target)
    if target is ColumnType.INTEGER:
        value = _whole(value, source)
    elif source is ColumnType.NUMBER and target is ColumnType.DECIMAL:
        value = _through(_NOTATION, value)
    return exp.TryCast(this=value, to=to)


def _written(value: exp.Expr, target: ColumnType | None) -> exp.Expr:
    """A text that says a value of a type; nothing where it says something else."""
    pattern = _WRITTEN.get(target) if target else None
    if pattern is None:
        return value
    then = "replace(_it, '/', '-')" if target is ColumnType.DATE else "_it"
    return _through(f"CASE WHEN regexp_matches(_it, '{pattern}') THEN {then} END", value)


def _whole(value: exp.Expr, source: ColumnType | None) -> exp.Expr:
    """A number without its decimals: halves go away from zero, those of a binary number to the even one."""
    template = _WHOLE.get(source) if source else None
    return _through(template, value) if template else value


def _round(node: exp.Expr, types: Types) -> exp.Expr:
    digits = node.args.get("decimals")
    is_binary = kind_of(node.this, types).type is ColumnType.NUMBER
    if not is_binary or not isinstance(digits, exp.Literal) or digits.name == "0":
        return node
    return _through(_ROUNDED, node.this, _digits=digits)


def _product(node: exp.Expr, types: Types) -> exp.Expr:
    kinds = [kind_of(side, types) for side in (node.this, node.expression)]
    if ColumnType.NUMBER in {kind.type for kind in kinds} or sum(k.scale for k in kinds) <= EXACT_SCALE:
        return node
    sides = [
        _through(f"CAST(_it AS DECIMAL(38, {SCALE}))", side)
        if kind.scale > SCALE and not isinstance(side, exp.Literal)
        else side.copy()
        for side, kind in zip((node.this, node.expression), kinds, strict=True)
    ]
    return exp.Mul(this=sides[0], expression=sides[1])


def _through(template: str, value: exp.Expr, **others: exp.Expr) -> exp.Expr:
    return filled(sqlglot.parse_one(template, dialect=DIALECT), {"_it": value, **others})


_SAID: tuple[tuple[tuple[type[exp.Expr], ...], Callable[[exp.Expr, Types], exp.Expr]], ...] = (
    ((exp.Cast,), _cast),
    ((exp.Round,), _round),
    ((exp.Mul,), _product),
)
