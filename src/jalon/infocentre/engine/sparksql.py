"""Steps as Spark writes them: what the embedded engine says in its own way is said again, to the same effect.

Steps are written once, in the notation of the embedded engine. Most of it is common; the rules below are the
rest. Each one is held by a test that runs the same rows through both engines.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import sqlglot
from sqlglot import exp

from jalon.infocentre.engine.sparkscalars import with_scalars

READ, WRITE = "duckdb", "spark"


@cache
def spark_sql(sql: str) -> str:
    """One selection in the notation of Spark.

    >>> spark_sql("SELECT a / b AS c FROM t")
    'SELECT TRY_DIVIDE(CAST(`a` AS DOUBLE), CAST(`b` AS DOUBLE)) AS `c` FROM `t`'
    """
    tree = with_scalars(sqlglot.parse_one(sql, dialect=READ))
    for rule in RULES:
        tree = tree.transform(rule)
    return tree.sql(dialect=WRITE, identify=True)


def _enumerated(node: exp.Expr) -> exp.Expr:
    """``enum_code(CAST(x AS ENUM(…)))``: the place of a word in a list, from 0; null when it is not there."""
    if not (isinstance(node, exp.Anonymous) and node.name.lower() == "enum_code"):
        return node
    (cast,) = node.expressions
    words = exp.Array(expressions=[word.copy() for word in cast.to.expressions])
    place = exp.func("array_position", words, exp.cast(cast.this.copy(), "string", dialect=WRITE))
    found = exp.Nullif(this=place, expression=exp.Literal.number(0))
    return exp.paren(exp.Sub(this=found, expression=exp.Literal.number(1)))


def _bits(node: exp.Expr) -> exp.Expr:
    """``set_bit(CAST('000' AS BIT), n, 1)``: a row of bits with one of them set, here as a text."""
    if not (isinstance(node, exp.Anonymous) and node.name.lower() == "set_bit"):
        return node
    zeros, place, _ = node.expressions
    text = f"concat(repeat('0', _n), '1', repeat('0', {len(zeros.this.name) - 1} - _n))"
    return sqlglot.parse_one(text, dialect=WRITE).transform(_put(place))


def _put(place: exp.Expr) -> Callable[[exp.Expr], exp.Expr]:
    def put(node: exp.Expr) -> exp.Expr:
        return place.copy() if isinstance(node, exp.Column) and node.name == "_n" else node

    return put


_UNION_OF_BITS = (
    "aggregate(collect_set(_bits), '', (_all, _one) -> concat_ws('', zip_with(split(_all, ''), "
    "split(_one, ''), (_left, _right) -> greatest(coalesce(_left, '0'), coalesce(_right, '0')))))"
)


def _or(node: exp.Expr) -> exp.Expr:
    """``bit_or``: the union of rows of bits, held as texts."""
    if not isinstance(node, exp.BitwiseOrAgg):
        return node
    bits = node.this.copy()

    def put(inner: exp.Expr) -> exp.Expr:
        return bits.copy() if isinstance(inner, exp.Column) and inner.name == "_bits" else inner

    return sqlglot.parse_one(_UNION_OF_BITS, dialect=WRITE).transform(put)


def _listed(node: exp.Expr) -> exp.Expr:
    """``list(DISTINCT x ORDER BY x)``, with its condition: the different values, in order."""
    if isinstance(node, exp.Filter) and isinstance(node.this, exp.ArrayAgg):
        inner = _distinct_of(node.this)
        if inner is not None:
            only = exp.Filter(this=exp.func("collect_set", inner), expression=node.expression.copy())
            return exp.func("array_sort", only)
    if isinstance(node, exp.ArrayAgg):
        inner = _distinct_of(node)
        return node if inner is None else exp.func("array_sort", exp.func("collect_set", inner))
    return node


def _distinct_of(node: exp.ArrayAgg) -> exp.Expr | None:
    inner = node.this.this if isinstance(node.this, exp.Order) else node.this
    if isinstance(inner, exp.Distinct):
        (value,) = inner.expressions
        found: exp.Expr = (value.this if isinstance(value, exp.Order) else value).copy()
        return found
    return None


def _replaced(node: exp.Expr) -> exp.Expr:
    """``* REPLACE (e AS c)``: every other column, then those."""
    if not isinstance(node, exp.Select):
        return node
    selected: list[exp.Expr] = []
    for item in node.expressions:
        star = item.this if isinstance(item, exp.Column) else item
        replaced = star.args.get("replace") if isinstance(star, exp.Star) else None
        if not replaced:
            selected.append(item)
            continue
        star.set("replace", None)
        star.set("except_", [exp.to_identifier(one.alias, quoted=True) for one in replaced])
        selected += [item, *replaced]
    node.set("expressions", selected)
    return node


def _numbered(node: exp.Expr) -> exp.Expr:
    """``row_number() OVER ()``: any number, different for each row."""
    if isinstance(node, exp.Window) and isinstance(node.this, exp.RowNumber) and not node.args.get("order"):
        return exp.func("monotonically_increasing_id")
    return node


RULES: tuple[Callable[[exp.Expr], exp.Expr], ...] = (
    _enumerated,
    _bits,
    _or,
    _listed,
    _replaced,
    _numbered,
)
