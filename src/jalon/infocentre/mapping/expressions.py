"""Expressions of a mapping: the columns they read, and how a failure is told from an empty result."""

from __future__ import annotations

import sqlglot
from sqlglot import expressions

from jalon.infocentre.engine.quoting import literal


def columns_of(expression: str) -> tuple[str, ...]:
    """The source columns that a checked SQL scalar reads, each once.

    >>> columns_of('"Etudiants" + coalesce("Inscriptions", "Etudiants")')
    ('Etudiants', 'Inscriptions')
    """
    found = sqlglot.parse_one(expression, dialect="duckdb").find_all(expressions.Column)
    return tuple(sorted({column.name for column in found}))


def attempted(expression: str) -> str:
    """SQL: a list of the one truth value of a condition, or null when it cannot be computed on this row.

    The list is what tells a failure from a null value.
    """
    return f"TRY(list_value(CAST(({_safe(expression)}) AS BOOLEAN)))"


def attempted_text(expression: str, decimal: str) -> str:
    """SQL: a list of the one value of an expression as text, or null when it cannot be computed.

    A number is written with the decimal separator of the source, so that it is read back like the cells.
    """
    value = f"({_safe(expression)})"
    text = f"CAST({value} AS VARCHAR)"
    if decimal != ".":
        as_cell = f"replace({text}, '.', {literal(decimal)})"
        text = f"CASE WHEN typeof({value}) = 'VARCHAR' THEN {text} ELSE {as_cell} END"
    return f"TRY(list_value({text}))"


def _safe(expression: str) -> str:
    return sqlglot.parse_one(expression, dialect="duckdb").sql(dialect="duckdb", comments=False)
