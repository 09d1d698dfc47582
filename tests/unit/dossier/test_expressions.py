"""Expressions: what passes, which columns they read, what they add up."""

from __future__ import annotations

import pytest

from jalon.dossier.entity import Column, ColumnType
from jalon.dossier.expressions import Expected, Sum, Vocabulary, check_expression, columns_of, sum_of
from jalon.kernel.issues import Issues, Place

TYPES = {
    "students": ColumnType.INTEGER,
    "fees": ColumnType.DECIMAL,
    "diploma": ColumnType.TEXT,
    "main": ColumnType.BOOLEAN,
    "signed": ColumnType.DATE,
}
WORDS = Vocabulary("enrolment", {name: Column(name=name, type=kind) for name, kind in TYPES.items()})


def faults(text: str, expected: Expected) -> list[str]:
    issues = Issues()
    tree = check_expression(text, WORDS, expected, Place("f.yaml", 1), issues)
    assert (tree is None) is bool(len(issues))
    return [issue.code for issue in issues]


@pytest.mark.parametrize(
    "text",
    [
        "diploma = 'engineering'",
        "diploma in ('a', 'b') and not main",
        "(diploma = 'a' or diploma like 'b%') and students between 1 and 9",
        "main",
        "main = true",
        "diploma is not null",
        "upper(trim(diploma)) = 'A'",
        "signed >= '2020-01-01'",
        "signed >= date '2020-01-01'",
        "diploma <> '; drop table x --'",
    ],
)
def test_conditions_that_pass(text: str) -> None:
    assert faults(text, Expected.CONDITION) == []


@pytest.mark.parametrize(
    "text",
    [
        "students",
        "students + fees",
        "coalesce(fees, 0) * 1.5",
        "case when main then students else 0 end",
        "round(abs(-fees), 2)",
        "cast(diploma as int)",
        "try_cast(diploma as decimal(18, 2))",
        "1",
    ],
)
def test_numbers_that_pass(text: str) -> None:
    assert faults(text, Expected.NUMBER) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("true or exists (select 1)", "expression-refused"),
        ("diploma in (select x from y)", "expression-refused"),
        ("diploma in unnest(['a'])", "expression-refused"),
        ("(select true)", "expression-refused"),
        ("count(*) > 3", "expression-refused"),
        ("sum(students) over () > 3", "expression-refused"),
        ("read_text('/etc/passwd') = 'x'", "expression-refused"),
        ("glob('*') = 'x'", "expression-refused"),
        ("diploma = 'a' union select 1", "expression-refused"),
        ("attach 'x'", "expression-refused"),
        ("install httpfs", "expression-refused"),
        ("students = ?", "expression-refused"),
        ("main; select 1", "expression-syntax"),
        ("main)", "expression-syntax"),
        ("a.b.students = 1", "unknown-column"),
        ("STUDENTS > 1", "unknown-column"),
    ],
)
def test_what_could_reach_out_is_refused_with_one_fault(text: str, code: str) -> None:
    assert faults(text, Expected.CONDITION) == [code]


def test_columns_are_told_once_in_order() -> None:
    assert columns_of("students + fees * students") == ("fees", "students")
    assert columns_of("1") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fees", Sum(frozenset({"fees"}))),
        ("fees + coalesce(grants, 0) - 1", Sum(frozenset({"fees", "grants"}))),
        ("case when students > 3 then fees else -grants end", Sum(frozenset({"fees", "grants"}))),
        ("fees / 1000", Sum(frozenset({"fees"}), is_scaled=True)),
        ("2 * (fees + grants)", Sum(frozenset({"fees", "grants"}), is_scaled=True)),
        ("hours * price", None),
        ("1 / hours", None),
        ("length(diploma)", None),
        ("fees +", None),
    ],
)
def test_what_an_expression_adds_up(text: str, expected: Sum | None) -> None:
    assert sum_of(text) == expected
