"""SQL scalar expressions written in a dossier: parsed, and checked against the columns they may use.

Only an allowlist of constructs passes: comparisons, arithmetic, CASE, a few scalar functions. Subqueries,
aggregates, file access, casts to anything but simple types and every function with a side effect are refused
by not being in the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from jalon.dossier.entity import NUMERIC, Column, ColumnType
from jalon.dossier.kinds import can_be_cast, cast_to, kind_of
from jalon.kernel.issues import Issues, Place
from jalon.kernel.suggestions import hint

DIALECT = "duckdb"


class Expected(StrEnum):
    """What an expression must yield."""

    CONDITION = "condition"
    NUMBER = "number"
    ARITHMETIC = "arithmetic"
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
    exp.DataTypeParam,
    exp.Year,
    exp.Month,
    exp.Day,
)
_TEXTS = (exp.Lower, exp.Upper, exp.Trim, exp.Substring, exp.DPipe)
_DERIVED = (exp.Column, exp.Identifier, exp.Literal, exp.Paren, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg)
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
    """The columns an expression may use; ``owner`` is the entity that has them."""

    owner: str
    columns: Mapping[str, Column]

    def names(self) -> list[str]:
        """The names."""
        return list(self.columns)


def check_expression(
    text: str, vocabulary: Vocabulary, expected: Expected, place: Place, issues: Issues
) -> exp.Expr | None:
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
    tree = check_construct(text, expected, place, issues)
    if tree is None:
        return None
    _check_columns(tree, vocabulary, expected, place, issues)
    if len(issues) > before:
        return None
    _check_kind(tree, text, expected, vocabulary, place, issues)
    _check_operands(tree, vocabulary, place, issues)
    _check_comparisons(tree, vocabulary, place, issues)
    _check_casts(tree, vocabulary, place, issues)
    _check_closed_lists(tree, vocabulary, place, issues)
    return tree if len(issues) == before else None


def check_construct(text: str, expected: Expected, place: Place, issues: Issues) -> exp.Expr | None:
    """Parse an expression whose columns are not known yet, and refuse what no expression may hold.

    Returns:
        The tree, or None when it has faults.
    """
    tree = _parse(text, place, issues) if text else None
    if tree is None:
        return None
    refused = _refused(tree, expected)
    if refused is not None:
        part = refused.sql(DIALECT)[:80]
        code = "derived-needs-arithmetic" if expected is Expected.ARITHMETIC else "expression-refused"
        issues.error(code, place, expression=text, part=part)
        return None
    return tree


def cells_in_arithmetic(tree: exp.Expr) -> tuple[str, ...]:
    """The source columns that a mapping adds or multiplies as they are: a cell is text until it is cast."""
    operands = [
        operand.unnest() for node in tree.find_all(*_ARITHMETIC) for operand in node.iter_expressions()
    ]
    return tuple(dict.fromkeys(one.name for one in operands if isinstance(one, exp.Column)))


@cache
def conjuncts(text: str) -> tuple[str, ...]:
    """The conditions that a checked condition joins by AND: it holds where each of them does.

    >>> conjuncts("sex = 'F' and (main or entrant)")
    ("sex = 'F'", '(main OR entrant)')
    """
    tree = sqlglot.parse_one(text, dialect=DIALECT).unnest()
    parts = tree.flatten(unnest=False) if isinstance(tree, exp.And) else [tree]
    return tuple(part.sql(dialect=DIALECT) for part in parts)


@cache
def columns_of(text: str) -> tuple[str, ...]:
    """The columns a checked expression uses, each once, in alphabetical order."""
    tree = sqlglot.parse_one(text, dialect=DIALECT)
    return tuple(sorted({column.name for column in tree.find_all(exp.Column)}))


@dataclass(frozen=True, slots=True)
class Sum:
    """What an expression adds up: its columns, and whether a number in it multiplies or divides them."""

    columns: frozenset[str]
    is_scaled: bool = False


def sum_of(text: str) -> Sum | None:
    """What an expression adds up, so that its unit is known; None when it is not a sum (``price * hours``).

    >>> sorted(sum_of("case when students > 0 then (grants + fees) / 1000 end").columns)
    ['fees', 'grants']
    >>> sum_of("price * hours") is None
    True
    """
    try:
        return _sum(sqlglot.parse_one(text, dialect=DIALECT))
    except SqlglotError:
        return None


def _sum(node: exp.Expr) -> Sum | None:
    if isinstance(node, exp.Column):
        return Sum(frozenset({node.name}))
    if isinstance(node, exp.Literal | exp.Null):
        return Sum(frozenset())
    if isinstance(node, exp.Case):
        branches = [branch.args["true"] for branch in node.args["ifs"]]
        return _together([*branches, node.args["default"]] if node.args.get("default") else branches)
    if isinstance(node, exp.Mul | exp.Div):
        return _product(node)
    if isinstance(
        node, exp.Paren | exp.Neg | exp.Abs | exp.Add | exp.Sub | exp.Coalesce | exp.Greatest | exp.Least
    ):
        return _together(list(node.iter_expressions()))
    return None


def _product(node: exp.Mul | exp.Div) -> Sum | None:
    sides = [_sum(side) for side in (node.this, node.expression)]
    if None in sides or (isinstance(node, exp.Div) and sides[1] and sides[1].columns):
        return None
    with_columns = [side for side in sides if side and side.columns]
    return Sum(with_columns[0].columns, is_scaled=True) if len(with_columns) == 1 else None


def _together(nodes: list[exp.Expr]) -> Sum | None:
    sums = [_sum(node) for node in nodes]
    known = [found for found in sums if found is not None]
    if len(known) < len(sums):
        return None
    columns = frozenset[str]().union(*(found.columns for found in known))
    return Sum(columns, is_scaled=any(found.is_scaled for found in known))


def _parse(text: str, place: Place, issues: Issues) -> exp.Expr | None:
    try:
        trees = _trees(text)
    except SqlglotError as error:
        problem = str(error).splitlines()[0].split(". Line")[0]
        issues.error("expression-syntax", place, expression=text, problem=problem)
        return None
    if len(trees) != 1 or trees[0] is None:
        issues.error("expression-syntax", place, expression=text, problem="one expression is expected")
        return None
    return trees[0].copy()


@lru_cache(maxsize=4096)
def _trees(text: str) -> list[exp.Expr | None]:
    """The trees of a text, to be copied: the same expression is checked again whenever a dossier is."""
    return sqlglot.parse(text, dialect=DIALECT)


def _refused(tree: exp.Expr, expected: Expected) -> exp.Expr | None:
    """The first part that no expression may hold, or None."""
    allowed = _DERIVED if expected is Expected.ARITHMETIC else _ALLOWED
    for node in tree.walk():
        is_cast_elsewhere = isinstance(node, exp.Cast) and node.to.this not in _CASTS
        is_query = isinstance(node, exp.In) and bool(node.args.get("query") or node.args.get("unnest"))
        is_word = expected is Expected.ARITHMETIC and isinstance(node, exp.Literal) and node.is_string
        is_free = isinstance(node, exp.Round | exp.Substring) and _is_free(node)
        if not isinstance(node, allowed) or is_cast_elsewhere or is_query or is_word or is_free:
            return node
    return None


def _is_free(node: exp.Expr) -> bool:
    """True for a rounding to a number of digits that rows say, or a part of a text counted backwards."""
    digits, length = node.args.get("decimals"), node.args.get("length")
    is_said = digits is None or isinstance(
        digits.this if isinstance(digits, exp.Neg) else digits, exp.Literal
    )
    return not is_said or isinstance(length, exp.Neg)


def _check_columns(
    tree: exp.Expr, vocabulary: Vocabulary, expected: Expected, place: Place, issues: Issues
) -> None:
    for column in sorted(tree.find_all(exp.Column), key=lambda item: item.name):
        name = column.name if not column.table else f"{column.table}.{column.name}"
        if name in vocabulary.columns:
            continue
        known = hint(name, vocabulary.names())
        if _is_compared_word(column, vocabulary):
            issues.error("text-without-quotes", place, text=name, owner=vocabulary.owner)
        elif expected is Expected.ARITHMETIC:
            issues.error("unknown-name", place, kind="indicator", name=name, known=known)
        else:
            issues.error("unknown-column", place, column=name, owner=vocabulary.owner, known=known)


def _is_compared_word(column: exp.Column, vocabulary: Vocabulary) -> bool:
    """True for what a known text column is compared with: a text whose quotes were forgotten or doubled."""
    comparison = column.parent
    if not isinstance(comparison, exp.EQ | exp.NEQ | exp.In) or comparison.this is column:
        return False
    other = vocabulary.columns.get(comparison.this.name)
    return other is not None and other.type is ColumnType.TEXT


def _check_kind(
    tree: exp.Expr,
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
    if expected in {Expected.NUMBER, Expected.ARITHMETIC} and (
        is_condition or root.is_string or isinstance(root, _TEXTS) or (column and column.type not in NUMERIC)
    ):
        issues.error("expression-not-a-number", place, expression=text)


def _check_operands(tree: exp.Expr, vocabulary: Vocabulary, place: Place, issues: Issues) -> None:
    """Arithmetic on a text column would be a wrong number or a failure at computation."""
    for node in tree.find_all(*_ARITHMETIC):
        for operand in node.iter_expressions():
            inner = operand.unnest()
            column = vocabulary.columns.get(inner.name) if isinstance(inner, exp.Column) else None
            if column and column.type not in NUMERIC:
                issues.error("expression-not-a-number", place, expression=inner.sql(DIALECT))


def _check_comparisons(tree: exp.Expr, vocabulary: Vocabulary, place: Place, issues: Issues) -> None:
    """What is compared has one type: a text that meets a number fails at computation; NULL equals nothing."""
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Between):
        sides = [side.unnest() for side in node.iter_expressions()]
        if any(isinstance(side, exp.Null) for side in sides):
            issues.error("null-compared", place, part=node.sql(DIALECT), column=sides[0].sql(DIALECT))
        columns = [vocabulary.columns.get(side.name) for side in sides if isinstance(side, exp.Column)]
        for column in [found for found in columns if found]:
            for side in sides:
                if _clashes(column, side):
                    context = {"column": column.name, "type": column.type, "value": side.sql(DIALECT)}
                    issues.error("types-compared", place, **context)


def _check_casts(tree: exp.Expr, vocabulary: Vocabulary, place: Place, issues: Issues) -> None:
    """A cast that gives nothing on any row reads like empty cells."""
    types = {name: column.type for name, column in vocabulary.columns.items()}
    for node in tree.find_all(exp.Cast):
        source, target = kind_of(node.this, types).type, cast_to(node.to).type
        if source is not None and target is not None and not can_be_cast(source, target):
            issues.error("cast-impossible", place, part=node.sql(DIALECT), source=source, target=target)


def _clashes(column: Column, side: exp.Expr) -> bool:
    if isinstance(side, exp.Literal):
        if column.type is ColumnType.DATE:
            return not side.is_string
        return (
            bool(side.is_string)
            if column.type in NUMERIC
            else column.type is ColumnType.TEXT and not side.is_string
        )
    return isinstance(side, exp.Boolean) and column.type is not ColumnType.BOOLEAN


def _check_closed_lists(tree: exp.Expr, vocabulary: Vocabulary, place: Place, issues: Issues) -> None:
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
