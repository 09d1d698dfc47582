"""Operations on values as Spark writes them, to the effect that they have in the embedded engine."""

from __future__ import annotations

import sys

import sqlglot
from sqlglot import exp

from jalon.dossier.trees import Rule, filled, rewritten

DIALECT = "spark"

_SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What the embedded engine trims: every space of Unicode, no tabulation."""

_LENGTHENED = "".join(one for one in map(chr, range(sys.maxunicode + 1)) if len(one.upper()) > 1)
"""The letters that Spark turns into several capitals (ß, ŉ, ﬁ…), and the embedded engine into one."""

_CAPITALS = "".join(
    "ẞ" if one == "ß" else one.title() if len(one.title()) == 1 else one for one in _LENGTHENED
)
_STAND_INS = "".join(chr(0xF0000 + place) for place in range(len(_LENGTHENED)))
"""One for each such letter, among the characters that Unicode leaves to private use: they have no capital."""

_UPPER = f"translate(upper(translate(_it, '{_LENGTHENED}', '{_STAND_INS}')), '{_STAND_INS}', '{_CAPITALS}')"
_LOWER = "lower(translate(_it, 'İΣ', 'iσ'))"
"""No dot is added to the i, and a sigma is the same wherever it stands in the word."""

_NOTATION = """
CASE WHEN typeof(_it) <> 'double' OR CAST(_it AS STRING) NOT LIKE '%E%' THEN CAST(_it AS STRING)
WHEN abs(try_cast(CAST(_it AS STRING) AS DOUBLE)) BETWEEN 0.0001D AND 9999999999999998D
THEN regexp_replace(regexp_replace(
  CAST(try_cast(CAST(_it AS STRING) AS DECIMAL(38, 20)) AS STRING), '0+$', ''), '[.]$', '.0')
ELSE concat(
  regexp_replace(substring_index(CAST(_it AS STRING), 'E', 1), '[.]0$', ''),
  if(CAST(_it AS STRING) LIKE '%E-%', 'e-', 'e+'),
  regexp_replace(regexp_replace(substring_index(CAST(_it AS STRING), 'E', -1), '-', ''), '^([0-9])$', '0$1'))
END
"""
"""A value as a text: a binary number has its digits where Python and the embedded engine put them."""

_SUBSTRING = "substring(_it, if(_start = 0, 1, _start), if(_start = 0, _length - 1, _length))"
"""The place before the first character is one of those that are counted."""


def with_scalars(tree: exp.Expr) -> exp.Expr:
    """The tree of a query, its operations on values said as Spark says them."""
    for rule in SCALARS:
        tree = rewritten(tree, rule)
    return tree


def _through(template: str, **parts: exp.Expr) -> exp.Expr:
    return filled(
        sqlglot.parse_one(template, dialect=DIALECT), {f"_{name}": part for name, part in parts.items()}
    )


def _divided(node: exp.Expr) -> exp.Expr:
    """``a / b`` divides as measurements do; by zero it gives nothing."""
    if not isinstance(node, exp.Div) or isinstance(node, exp.SafeDivide):
        return node
    sides = [exp.cast(side.copy(), "double") for side in (node.this, node.expression)]
    return exp.func("try_divide", *sides)


def _remainder(node: exp.Expr) -> exp.Expr:
    """What remains of a division by zero is nothing."""
    if not isinstance(node, exp.Mod):
        return node
    return exp.Anonymous(
        this="try_mod", expressions=[node.this.unnest().copy(), node.expression.unnest().copy()]
    )


def _to_even(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Anonymous) and node.name.lower() == "round_even":
        return exp.Anonymous(this="rint", expressions=[node.expressions[0].copy()])
    return node


def _like(node: exp.Expr) -> exp.Expr:
    """A pattern in which a backslash is a character like another; case is left out as elsewhere."""
    if not isinstance(node, exp.Like | exp.ILike):
        return node
    sides = [node.this.copy(), node.expression.copy()]
    if isinstance(node, exp.ILike):
        sides = [exp.Lower(this=side) for side in sides]
    pattern = exp.func("replace", sides[1], exp.Literal.string("\\"), exp.Literal.string("\\\\"))
    return exp.Like(this=sides[0], expression=pattern, negate=node.args.get("negate"))


def _trimmed(node: exp.Expr) -> exp.Expr:
    if not isinstance(node, exp.Trim) or node.args.get("expression"):
        return node
    found = node.copy()
    found.set("expression", exp.Literal.string(_SPACES))
    found.set("position", node.args.get("position") or "BOTH")
    return found


def _cased(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Upper | exp.Lower):
        return _through(_UPPER if isinstance(node, exp.Upper) else _LOWER, it=node.this)
    return node


def _part(node: exp.Expr) -> exp.Expr:
    """``substring`` from a place that is not a plain number from 1 on, or before the end."""
    start = node.args.get("start") if isinstance(node, exp.Substring) else None
    if start is None or (isinstance(start, exp.Literal) and start.name != "0") or isinstance(start, exp.Neg):
        return node
    length = node.args.get("length") or exp.Literal.number(2**31 - 1)
    return _through(_SUBSTRING, it=node.this, start=start, length=length)


def _noted(node: exp.Expr) -> exp.Expr:
    if type(node) in {exp.Cast, exp.TryCast} and node.args["to"].is_type("text"):
        return exp.paren(_through(_NOTATION, it=node.this))
    return node


SCALARS: tuple[Rule, ...] = (_divided, _remainder, _to_even, _like, _trimmed, _cased, _part, _noted)
