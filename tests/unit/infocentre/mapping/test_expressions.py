"""A failing expression is told from an empty one, and reads back what the source writes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jalon.dossier.entity import ColumnType
from unit.infocentre.building import (
    ENROLMENT,
    HEADER,
    SOURCE,
    Bench,
    column,
    entity,
    from_expression,
    replace,
)

AMOUNT = entity(column("amount", ColumnType.DECIMAL))


def amounts(folder: Path, expression: str, *cells: str, **reader: object) -> tuple[list[object], list[str]]:
    """The amounts accepted, and the reasons of the rows refused."""
    source = replace(SOURCE, columns=(from_expression("amount", expression),))
    bench = Bench(folder, source=source, entity=AMOUNT).read_by(delimiter=";", **reader)
    found = bench.load("year;code;a;b\n" + "".join(f"2020;N;{cell}\n" for cell in cells))
    return [row["amount"] for row in bench.rows()], [reason.code for reason in found.reasons]


def test_a_null_result_is_missing_and_a_failure_is_refused(tmp_path: Path) -> None:
    expression = 'CAST("a" AS DECIMAL(18, 2)) + CAST("b" AS DECIMAL(18, 2))'
    found = amounts(tmp_path, expression, "1.50;2", ";2", "1;many")
    assert found == ([Decimal("3.5"), None], ["expression-failed"])


def test_a_part_that_fails_twice_in_an_expression_refuses_its_row_alone(tmp_path: Path) -> None:
    expression = 'CASE WHEN CAST("a" AS DECIMAL(9, 2)) > 3 THEN CAST("a" AS DECIMAL(9, 2)) ELSE 0 END'
    found = amounts(tmp_path, expression, "80;", "82,5;", "2;")
    assert found == ([Decimal(80), Decimal(0)], ["expression-failed"])


def test_nor_does_a_part_that_two_columns_share_stop_the_file(tmp_path: Path) -> None:
    """As a quota of working time and the full-time equivalent made of it do."""
    both = (
        from_expression("quota", 'CAST("a" AS DECIMAL(9, 4)) / 100'),
        from_expression("amount", 'round(CAST("a" AS DECIMAL(9, 4)) / 100 * 0.5, 6)'),
    )
    wanted = entity(column("quota", ColumnType.DECIMAL), column("amount", ColumnType.DECIMAL))
    bench = Bench(tmp_path, source=replace(SOURCE, columns=both), entity=wanted).read_by(delimiter=";")
    found = bench.load("year;code;a\n2020;N;80\n2020;N;82,5\n")
    assert [(row["quota"], row["amount"]) for row in bench.rows()] == [(Decimal("0.8"), Decimal("0.4"))]
    assert {reason.code for reason in found.reasons} == {"expression-failed"}


@pytest.mark.parametrize(
    ("expression", "cell", "expected"),
    [
        ('coalesce("a", "b")', "1.234,5;", Decimal("1234.5")),
        ('length("a") + 0.5', "abc;", Decimal("3.5")),
    ],
)
def test_an_expression_gives_cells_or_numbers(
    tmp_path: Path, expression: str, cell: str, expected: Decimal
) -> None:
    assert amounts(tmp_path, expression, cell, decimal=",", thousands=".") == ([expected], [])


def test_keep_sets_aside_what_is_false_or_unknown_and_refuses_what_fails(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=replace(SOURCE, keep='CAST("students" AS INTEGER) > 10'))
    found = bench.load(HEADER + "2020,N,A,F,12\n2020,N,A,F,3\n2020,N,A,F,\n2020,N,A,F,x\n")
    assert (found.counts.accepted, found.counts.set_aside, found.counts.refused) == (1, 2, 1)
    assert [(r.code, r.count) for r in found.reasons if r.code != "cell-not-integer"] == [
        ("row-not-kept", 2),
        ("expression-failed", 1),
    ]
    assert bench.entity is ENROLMENT
