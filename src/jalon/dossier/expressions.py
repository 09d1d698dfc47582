"""SQL scalar expressions written in a dossier: parsed, and checked against the columns they may use.

Only an allowlist of constructs passes: comparisons, arithmetic, CASE, a few scalar functions. Subqueries,
aggregates, file access, casts to anything but simple types and every function with a side effect are refused by
not being in the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from jalon.dossier.entity import NUMERIC, Column, ColumnType
from jalon.kernel.issues import Issues, Place
from jalon.kernel.suggestions import hint

DIALECT = "duckdb"


class Expected(StrEnum):
    """What an expression must yield."""

    CONDITION = "condition"
    NUMBER = "number"
    ANY = "any"


_CONDITIONS = (
    exp.And,
    exp.Or,
    exp.Not,
    exp.EQ,
    exp.NEQ,
    exp.GT,
    exp.GTE,
    exp.LT,
    exp.LTE,
    exp.Is,
    exp.In,
    exp.Between,
    exp.Like,
    exp.ILike,
    exp.StartsWith,
    exp.Boolean,
)
_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg)
_SCALARS = (
    exp.Column,
    exp.Identifier,
    exp.Literal,
    exp.Null,
    exp.Paren,
    exp.Case,
    exp.If,
    exp.Coalesce,
    exp.Nullif,
    exp.Abs,
    exp.Round,
    exp.Greatest,
    exp.Least,
    exp.Lower,
    exp.Upper,
    exp.Trim,
    exp.Length,
    exp.Substring,
    exp.DPipe,
    exp.Cast,
    exp.TryCast,
    exp.DataType,
)
_ALLOWED = (*_CONDITIONS, *_ARITHMETIC, *_SCALARS)
_CASTS = {
    exp.DataType.Type.INT,
    exp.DataType.Type.BIGINT,
    exp.DataType.Type.DECIMAL,
    exp.DataType.Type.DOUBLE,
    exp.DataType.Type.VARCHAR,
    exp.DataType.Type.TEXT,
    exp.DataType.Type.DATE,
    exp.DataType.Type.BOOLEAN,
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The columns an expression may use; ``owner`` names them in messages (« entity enrolment »)."""

    owner: str
    columns: Mapping[str, Column]

    def names(self) -> list[str]:
        """The names."""
        return list(self.columns)


def check_expression(
    text: str, vocabulary: Vocabulary, expected: Expected, place: Place, issues: Issues
) -> exp.Expression | None:
    """Parse an expression and report everything wrong with it.

    Args:
        text: SQL in DuckDB's notation.
        vocabulary: the columns it may use.
        expected: what it must yield.
        place: where it is written.
        issues: receives the faults.

    Returns:
        The tree, or None when it has faults.
    """
    before = len(issues)
    tree = _parse(text, place, issues)
    if tree is None:
        return None
    _refuse_what_is_not_allowed(tree, text, place, issues)
    _check_columns(tree, vocabulary, place, issues)
    _check_kind(tree, text, expected, vocabulary, place, issues)
    _check_operands(tree, vocabulary, place, issues)
    _check_closed_lists(tree, vocabulary, place, issues)
    return tree if len(issues) == before else None


def columns_of(text: str) -> tuple[str, ...]:
    """The columns a checked expression uses, each once, in alphabetical order."""
    tree = sqlglot.parse_one(text, dialect=DIALECT)
    return tuple(sorted({column.name for column in tree.find_all(exp.Column)}))


def _parse(text: str, place: Place, issues: Issues) -> exp.Expression | None:
    try:
        trees = sqlglot.parse(text, dialect=DIALECT)
    except SqlglotError as error:
        problem = str(error).splitlines()[0].split(". Line")[0]
        issues.error("expression-syntax", place, expression=text, problem=problem)
        return None
    if len(trees) != 1 or trees[0] is None:
        issues.error("expression-syntax", place, expression=text, problem="one expression is expected")
        return None
    tree: exp.Expression = trees[0]
    return tree


def _refuse_what_is_not_allowed(tree: exp.Expression, text: str, place: Place, issues: Issues) -> None:
    for node in tree.walk():
        if isinstance(node, exp.Cast) and node.to.this not in _CASTS:
            issues.error("expression-refused", place, expression=text, part=node.sql(DIALECT))
            return
        if not isinstance(node, _ALLOWED) or (isinstance(node, exp.In) and node.args.get("query")):
            part = node.sql(DIALECT)
            issues.error("expression-refused", place, expression=text, part=part[:80])
            return


def _check_columns(tree: exp.Expression, vocabulary: Vocabulary, place: Place, issues: Issues) -> None:
    for column in sorted(tree.find_all(exp.Column), key=lambda item: item.name):
        name = column.name if not column.table else f"{column.table}.{column.name}"
        if name not in vocabulary.columns:
            known = hint(name, vocabulary.names())
            issues.error("unknown-column", place, column=name, owner=vocabulary.owner, known=known)


def _check_kind(
    tree: exp.Expression,
    text: str,
    expected: Expected,
    vocabulary: Vocabulary,
    place: Place,
    issues: Issues,
) -> None:
    root = tree.unnest()
    column = vocabulary.columns.get(root.name) if isinstance(root, exp.Column) else None
    is_condition = isinstance(root, _CONDITIONS) or (column and column.type is ColumnType.BOOLEAN)
    if expected is Expected.CONDITION and not is_condition:
        issues.error("expression-not-a-condition", place, expression=text)
    if expected is Expected.NUMBER and (is_condition or (column and column.type not in NUMERIC)):
        issues.error("expression-not-a-number", place, expression=text)


def _check_operands(tree: exp.Expression, vocabulary: Vocabulary, place: Place, issues: Issues) -> None:
    """Arithmetic on a text column would be a wrong number or a failure at computation."""
    for node in tree.find_all(*_ARITHMETIC):
        for operand in node.iter_expressions():
            inner = operand.unnest()
            column = vocabulary.columns.get(inner.name) if isinstance(inner, exp.Column) else None
            if column and column.type not in NUMERIC:
                issues.error("expression-not-a-number", place, expression=inner.sql(DIALECT))


def _check_closed_lists(tree: exp.Expression, vocabulary: Vocabulary, place: Place, issues: Issues) -> None:
    """A value misspelt in a condition would select nothing, which reads like a zero."""
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.In):
        column = node.this.unnest()
        known = vocabulary.columns.get(column.name) if isinstance(column, exp.Column) else None
        values = node.expressions if isinstance(node, exp.In) else [node.expression]
        for value in values:
            literal = value.unnest()
            if known and known.values and literal.is_string and literal.name not in known.values:
                listed = hint(literal.name, known.values)
                issues.error("unknown-value", place, value=literal.name, column=known.name, known=listed)
