"""What the steps of a mapping call their tables and columns, and the small SQL that they share."""

from __future__ import annotations

from dataclasses import dataclass

from jalon.dossier.entity import Column, Sensitivity
from jalon.dossier.source import ColumnMapping
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.mapping.expressions import columns_of
from jalon.infocentre.readers.comparing import ODD_SPACES

RECEIVED = "received"
"""The table of cleaned cells that the first step reads (see ``readers.cleaning``)."""

PERIODS = "period words"
UNITS = "unit words"

SHOWN = 40
"""Characters of a faulty cell that a message repeats."""

KEPT = name("keep condition, as tried")
"""The column that says whether the keep condition holds."""

CONFIDENTIAL = frozenset({Sensitivity.PERSONAL, Sensitivity.SPECIAL})


def codes_table(column: str) -> str:
    """The name of the lookup that translates a column."""
    return f"codes of {column}"


def list_table(column: str) -> str:
    """The name of the lookup that holds the codes of the institution that a column may have."""
    return f"list of {column}"


@dataclass(frozen=True, slots=True)
class Check:
    """A fault that a row may have: the condition, and the column and cell that its message names."""

    code: str
    condition: str
    column: str
    value: str = "NULL"


def columns_read_by(mapping: ColumnMapping) -> tuple[str, ...]:
    """The source columns that the mapping of one column reads."""
    if mapping.source is not None:
        return (mapping.source,)
    if mapping.keys:
        return tuple(key.source for key in mapping.keys)
    return columns_of(mapping.expression) if mapping.expression is not None else ()


def is_confidential(column: Column) -> bool:
    """True for a column of whose cells nothing is repeated: personal, special, or kept as a pseudonym."""
    return column.sensitivity in CONFIDENTIAL or bool(column.pseudonym)


def text_of(mapping: ColumnMapping) -> str:
    """The SQL of what the file says for a column: its words, or the result of its expression."""
    computed = mapping.expression is not None
    return f"{tried(mapping.column)}[1]" if computed else words_of(mapping.column)


def select(columns: list[str], table: str) -> str:
    """A query of the columns of a table."""
    return "SELECT\n  " + ",\n  ".join(columns) + f"\nFROM {table}"


def comparable_text(text: str) -> str:
    """The SQL of a code as it is compared (see ``readers.comparing``)."""
    spaces = " " * len(ODD_SPACES)
    rewritten = f"nfc_normalize(translate({text}, {literal(ODD_SPACES)}, {literal(spaces)}))"
    # As many bytes as characters: nothing to rewrite, which is ten times slower.
    return f"CASE WHEN strlen({text}) = length({text}) THEN {text} ELSE {rewritten} END"


def join(table: str, text: str) -> str:
    """The join of a lookup by its word; a period is read from its cell, and is no code."""
    told = text if table == PERIODS else comparable_text(text)
    return f"LEFT JOIN {name(table)} ON {name(table)}.word = {told}"


def of_period(part: str) -> str:
    """The column of a part of the period that a row is of."""
    return name(f"{part} of the period")


def of_census(part: str) -> str:
    """The column of a day of the census."""
    return name(f"census {part}, as a day")


def words_of(column: str) -> str:
    """The column of what the file says, as text."""
    return name(f"{column}, as said")


def tried(column: str) -> str:
    """The column of what the expression gave: a value, or the reason why it gave none."""
    return name(f"{column}, as tried")


def meant(column: str) -> str:
    """The column of what the words mean once translated."""
    return name(f"{column}, as meant")


def unkeyed(column: str) -> str:
    """The column of what goes under a key to become a column's tokens."""
    return f"{column}, before its key"


def reason_said(check: Check) -> str:
    """The SQL of a reason: the code, the column and the cell of a fault."""
    parts = {"code": literal(check.code), "column": literal(check.column), "value": check.value}
    fields = ", ".join(f"'{key}': CAST({sql} AS VARCHAR)" for key, sql in parts.items())
    return "{" + fields + "}"


def shortened(text: str) -> str:
    """The SQL of a text cut at the characters that a message repeats."""
    return f"CASE WHEN length({text}) > {SHOWN} THEN left({text}, {SHOWN}) || '…' ELSE {text} END"
