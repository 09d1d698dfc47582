"""Expressions that are accepted and refused, checked while the page is made."""

from __future__ import annotations

from jalon.dossier.entity import Column, ColumnType
from jalon.dossier.expressions import Expected, Vocabulary, check_expression
from jalon.kernel.issues import Issues, Place

_COLUMNS = (
    Column(name="students", type=ColumnType.INTEGER),
    Column(name="enrolments", type=ColumnType.INTEGER),
    Column(name="diploma", type=ColumnType.TEXT, values=("engineering", "master", "doctorate", "other")),
    Column(name="level", type=ColumnType.TEXT),
)
_VOCABULARY = Vocabulary("enrolments", {column.name: column for column in _COLUMNS})

_CONDITIONS = {
    "diploma = 'engineering' and students > 0": "comparisons, `and`, `or`, `not`",
    "diploma in ('master', 'doctorate')": "lists",
    "level is not null": "presence",
    "students between 1 and 10": "ranges",
    "level like 'BAC%'": "patterns",
}
_VALUES = {
    "students + enrolments": "arithmetic",
    "case when diploma = 'other' then 0 else students end": "`case`",
    "coalesce(students, 0)": "also `nullif`, `abs`, `round`, `greatest`, `least`",
}
_TEXTS = {
    "upper(trim(level))": "also `lower`, `length`, `substring`, `||`",
    "cast(level as integer)": "casts to numbers, text, date, boolean; also `try_cast`",
}
_REFUSED = (
    "(select max(students) from t) > 0",
    "sum(students) > 0",
    "read_csv('other.csv') = 1",
    "studnets > 0",
    "diploma = engineering",
    "diploma = 'ingénieur'",
    "students = null",
    "round(students, enrolments) = 1",
    "cast(cast(level as date) as integer) > 0",
)


def accepted() -> list[tuple[str, str]]:
    """Expressions that pass, with what they show.

    Raises:
        AssertionError: one of them no longer passes.
    """
    kinds = ((_CONDITIONS, Expected.CONDITION), (_VALUES, Expected.NUMBER), (_TEXTS, Expected.ANY))
    for texts, expected in kinds:
        for text in texts:
            assert not _codes(text, expected), f"{text} is no longer accepted: correct tools/reference"
    return [(text, why) for texts, _ in kinds for text, why in texts.items()]


def refused() -> list[tuple[str, str]]:
    """Expressions that do not pass, with the code of their fault.

    Raises:
        AssertionError: one of them passes.
    """
    found = [(text, _codes(text, Expected.CONDITION)) for text in _REFUSED]
    assert all(codes for _, codes in found), f"accepted: {[text for text, codes in found if not codes]}"
    return [(text, codes[0]) for text, codes in found]


def _codes(text: str, expected: Expected) -> list[str]:
    issues = Issues()
    check_expression(text, _VOCABULARY, expected, Place("page", 1), issues)
    return [issue.code for issue in issues]
