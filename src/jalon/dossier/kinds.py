"""What an expression yields, told from its tree: a kind of value, and how many decimals an exact one has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from jalon.dossier.entity import NUMERIC, ColumnType

SCALE = 10
"""The decimals of an exact column."""

_CAST = {
    exp.DataType.Type.INT: ColumnType.INTEGER,
    exp.DataType.Type.BIGINT: ColumnType.INTEGER,
    exp.DataType.Type.DECIMAL: ColumnType.DECIMAL,
    exp.DataType.Type.DOUBLE: ColumnType.NUMBER,
    exp.DataType.Type.VARCHAR: ColumnType.TEXT,
    exp.DataType.Type.TEXT: ColumnType.TEXT,
    exp.DataType.Type.DATE: ColumnType.DATE,
    exp.DataType.Type.BOOLEAN: ColumnType.BOOLEAN,
}
_DATES = frozenset({ColumnType.DATE, ColumnType.TEXT})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value.

    Attributes:
        type: what it holds; None when it cannot be told (``null``).
        scale: the decimals of an exact number; 0 for anything else.
    """

    type: ColumnType | None = None
    scale: int = 0


UNKNOWN = Kind()
_TEXT, _INTEGER, _BOOLEAN = Kind(ColumnType.TEXT), Kind(ColumnType.INTEGER), Kind(ColumnType.BOOLEAN)
_NUMBER = Kind(ColumnType.NUMBER)

Types = Mapping[str, ColumnType]


def kind_of(node: exp.Expr, types: Types) -> Kind:
    """What a part of an expression yields.

    Args:
        node: the part.
        types: what each column holds.

    >>> import sqlglot
    >>> types = {"hours": ColumnType.DECIMAL, "persons": ColumnType.INTEGER}
    >>> kind_of(sqlglot.parse_one("hours * persons * 1.25"), types)
    Kind(type=<ColumnType.DECIMAL: 'decimal'>, scale=12)
    """
    if isinstance(node, exp.Cast):
        return cast_to(node.args["to"])
    if isinstance(node, exp.Literal):
        return _literal(node)
    for kinds, told in _TOLD:
        if isinstance(node, kinds):
            return told(node, types)
    return next((kind for kinds, kind in _ALWAYS if isinstance(node, kinds)), UNKNOWN)


def can_be_cast(source: ColumnType, target: ColumnType) -> bool:
    """False where nothing of the one kind is anything of the other: a day is no number."""
    if source is target:
        return True
    return ColumnType.DATE not in {source, target} or {source, target} == _DATES


def cast_to(kind: exp.DataType) -> Kind:
    """What a cast to a type yields.

    >>> cast_to(exp.DataType.build("DECIMAL(10, 2)", dialect="duckdb")).scale
    2
    """
    found = _CAST.get(kind.this)
    if found is not ColumnType.DECIMAL:
        return Kind(found)
    sizes = [int(one.name) for one in kind.expressions]
    # As DuckDB reads a decimal of which nothing more is said.
    return Kind(found, sizes[1] if len(sizes) > 1 else 0 if sizes else 3)


def _column(node: exp.Expr, types: Types) -> Kind:
    found = types.get(node.name)
    return Kind(found, SCALE if found is ColumnType.DECIMAL else 0)


def _literal(node: exp.Literal) -> Kind:
    if node.is_string:
        return _TEXT
    if "e" in node.name.lower():
        return _NUMBER
    return Kind(ColumnType.DECIMAL, len(node.name.partition(".")[2])) if "." in node.name else _INTEGER


def _same(node: exp.Expr, types: Types) -> Kind:
    return kind_of(node.this, types)


def _together(node: exp.Expr, types: Types) -> Kind:
    return _widest(kind_of(one, types) for one in node.iter_expressions())


def _case(node: exp.Expr, types: Types) -> Kind:
    branches = [branch.args["true"] for branch in node.args["ifs"]]
    return _widest(kind_of(one, types) for one in (*branches, node.args.get("default")) if one)


def _if(node: exp.Expr, types: Types) -> Kind:
    return _widest(kind_of(one, types) for one in (node.args["true"], node.args.get("false")) if one)


def _product(node: exp.Expr, types: Types) -> Kind:
    sides = [kind_of(side, types) for side in (node.this, node.expression)]
    found = _widest(sides)
    return Kind(found.type, sum(side.scale for side in sides)) if found.scale else found


def _rounded(node: exp.Expr, types: Types) -> Kind:
    found, digits = kind_of(node.this, types), node.args.get("decimals")
    kept = int(digits.name) if isinstance(digits, exp.Literal) else 0
    return Kind(found.type, min(found.scale, kept))


def _widest(kinds: Iterable[Kind]) -> Kind:
    """The kind that holds all of them: a measurement before an exact number, before a whole one."""
    found = [kind for kind in kinds if kind.type is not None]
    if not all(kind.type in NUMERIC for kind in found):
        return found[0]
    for wide in (ColumnType.NUMBER, ColumnType.DECIMAL, ColumnType.INTEGER):
        if any(kind.type is wide for kind in found):
            return Kind(wide, 0 if wide is ColumnType.NUMBER else max(kind.scale for kind in found))
    return UNKNOWN


Told = Callable[[exp.Expr, Types], Kind]
_TOLD: tuple[tuple[tuple[type[exp.Expr], ...], Told], ...] = (
    ((exp.Column,), _column),
    ((exp.Paren, exp.Neg, exp.Abs, exp.Nullif), _same),
    ((exp.Round,), _rounded),
    ((exp.Mul,), _product),
    ((exp.Add, exp.Sub, exp.Mod, exp.Coalesce, exp.Greatest, exp.Least), _together),
    ((exp.Case,), _case),
    ((exp.If,), _if),
)
_ALWAYS: tuple[tuple[tuple[type[exp.Expr], ...], Kind], ...] = (
    ((exp.Div,), _NUMBER),
    ((exp.Lower, exp.Upper, exp.Trim, exp.Substring, exp.DPipe), _TEXT),
    ((exp.Length, exp.Year, exp.Month, exp.Day), _INTEGER),
    ((exp.Boolean, exp.Predicate, exp.Connector, exp.Not), _BOOLEAN),
)
