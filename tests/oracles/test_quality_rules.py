"""What rules measure where one could be mistaken: edges worked by hand on files of a few rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.dossier.entity import ColumnType
from jalon.dossier.perimeter import Membership
from jalon.dossier.source import NotExpected, Source
from jalon.infocentre.deliveries import Outcome
from jalon.kernel.periods import Calendar
from judging import BECAUSE, PUPILS, Court, override, rule
from unit.infocentre.building import FEED, PERIMETER, SOURCE, column, entity

NORTH_2020 = ("north", "2020")


def test_a_share_of_faulty_rows_is_tolerated_up_to_its_very_value(tmp_path: Path) -> None:
    rows = [f"2020,N,p{n},Eng,F,{-1 if n < 2 else 1},1" for n in range(8)]  # 2 of 8: 25 %
    at_most = rule("range", value="students", low=Decimal(0), tolerated="25")
    assert Court(tmp_path, [at_most]).judge(*rows) == {}
    assert Court(tmp_path, [replace(at_most, tolerated=Decimal("24.9"))]).judge(*rows)[NORTH_2020].rows == 2


def test_a_condition_is_asked_of_the_rows_it_looks_at(tmp_path: Path) -> None:
    # Of the two engineers, one has no sex: it cannot be told. The doctor is not looked at.
    court = Court(tmp_path, [rule("row", where="diploma = 'Eng'", condition="sex = 'F' or students > 3")])
    found = court.judge("2020,N,a,Eng,M,1,1", "2020,N,b,Eng,,1,1", "2020,N,c,Doc,M,1,1", "2020,N,d,Eng,M,4,1")
    assert found[NORTH_2020].rows == 1
    assert found[NORTH_2020].lines == (2,)
    assert found[NORTH_2020].measured == Decimal("33.333333")


def test_completeness_is_of_each_unit_and_period_apart(tmp_path: Path) -> None:
    court = Court(tmp_path, [rule("completeness", column="sex", tolerated="50")])
    found = court.judge(
        "2020,N,a,Eng,,1,1", "2020,N,b,Eng,,1,1", "2020,N,c,Eng,F,1,1",
        "2020,S,d,Eng,,1,1", "2020,S,e,Eng,F,1,1", "2021,N,f,Eng,M,1,1",
    )  # fmt: skip
    assert {key: one.measured for key, one in found.items()} == {NORTH_2020: Decimal("66.666667")}


def test_shares_add_up_to_one_within_a_tolerance(tmp_path: Path) -> None:
    court = Court(
        tmp_path, [rule("sum", value="share", columns=("person",), equals=Decimal(1), tolerated="0.01")]
    )
    found = court.judge(
        "2020,N,a,Eng,F,1,0.333", "2020,N,a,Doc,F,1,0.667",  # 1.000
        "2020,N,b,Eng,F,1,0.5", "2020,N,b,Doc,F,1,0.49",  # 0.99: at the tolerance
        "2020,N,c,Eng,F,1,0.5", "2020,N,c,Doc,F,1,0.4",  # 0.90
        "2020,N,d,Eng,F,1,1.3",  # 1.30: the largest gap
    )  # fmt: skip
    assert (found[NORTH_2020].measured, found[NORTH_2020].rows) == (Decimal("0.3"), 3)
    assert found[NORTH_2020].lines == (6, 8)


def test_debit_equals_credit_to_the_cent(tmp_path: Path) -> None:
    # 0.1 + 0.2 − 0.3 is not zero in binary numbers; it is in decimals.
    balance = rule("sum", value="case when sex = 'F' then share else -share end", columns=("diploma",))
    court = Court(tmp_path, [balance])
    rows = ("2020,N,a,E1,F,1,0.10", "2020,N,b,E1,F,1,0.20", "2020,N,c,E1,M,1,0.30")
    assert court.judge(*rows) == {}
    assert court.judge(*rows, "2020,N,d,E2,F,1,0.01")[NORTH_2020].measured == Decimal("0.01")


def test_a_sum_compares_groups_of_empty_cells_too(tmp_path: Path) -> None:
    court = Court(tmp_path, [rule("sum", value="share", columns=("diploma",), equals=Decimal(1))])
    found = court.judge("2020,N,a,,F,1,0.5", "2020,N,b,,F,1,0.5", "2020,N,c,Eng,F,1,")
    # Rows without a diploma make a group, of sum 1; the sum of nothing is 0, a gap of 1.
    assert (found[NORTH_2020].measured, found[NORTH_2020].rows) == (1, 1)


def test_nothing_is_said_without_a_period_before(tmp_path: Path) -> None:
    court = Court(tmp_path, [rule("year-on-year", tolerated="1"), rule("drift", column="sex", tolerated="1")])
    # 2020 is not the period before 2022.
    assert court.judge("2020,N,a,Eng,F,1,1", "2022,N,a,Eng,M,90,1") == {}


def test_small_numbers_are_not_judged_under_the_floor(tmp_path: Path) -> None:
    small = rule("year-on-year", tolerated="20", floor=Decimal(3), severity="note")
    rows = ["2020,N,a,Eng,F,1,1", "2021,N,a,Eng,F,1,1", "2021,N,b,Eng,F,1,1"]
    assert Court(tmp_path, [small]).judge(*rows) == {}
    assert Court(tmp_path, [small]).judge(*rows, "2021,N,c,Eng,F,1,1")["north", "2021"].measured == 200


def test_distinct_values_may_be_what_is_counted(tmp_path: Path) -> None:
    persons = rule("year-on-year", distinct="person", tolerated="20")
    court = Court(tmp_path, [persons])
    # Rows triple, persons do not.
    rows = ("2020,N,a,Eng,F,1,1", "2021,N,a,Eng,F,1,1", "2021,N,a,Doc,F,1,1", "2021,N,a,Mas,F,1,1")
    assert court.judge(*rows) == {}


def test_drift_against_the_lake_gives_what_it_gives_in_one_file(tmp_path: Path) -> None:
    drift = rule("drift", column="diploma", tolerated="10", severity="note")
    court = Court(tmp_path, [drift])
    assert court.judge("2020,N,a,Eng,F,1,1", "2020,N,b,Doc,F,1,1") == {}
    assert court.judge("2021,N,a,Eng,F,1,1", "2021,N,b,Eng,F,1,1")["north", "2021"].measured == 50


def test_rows_left_out_as_repeated_are_not_judged(tmp_path: Path) -> None:
    keyed = replace(PUPILS, key=("person",))
    court = Court(
        tmp_path, [rule("sum", value="share", columns=("person",), equals=Decimal(1))], entity=keyed
    )
    delivery = court.load("2020,N,a,Eng,F,1,1", "2020,N,a,Eng,F,1,1")
    assert delivery.counts.refused == 1
    assert delivery.findings == ()


def test_rows_that_belong_to_no_unit_are_judged(tmp_path: Path) -> None:
    shared = entity(column("diploma"), column("students", ColumnType.INTEGER), shared=True)
    court = Court(tmp_path, [rule("range", value="students", low=Decimal(0))], entity=shared)
    court.source = replace(court.source, unit_column=None)
    path = tmp_path / "x.csv"
    path.write_text("year,diploma,students\n2020,Eng,-1\n")
    found = court.load_file(path).findings
    assert [(one.unit, one.period, one.measured) for one in found] == [("", "2020", 100)]


def test_an_explanation_of_another_unit_or_rule_covers_nothing(tmp_path: Path) -> None:
    growth = rule("year-on-year", value="students", tolerated="20")
    others = [override("2021", "99", unit="south"), override("2021", "99", rule="another")]
    found = Court(tmp_path, [growth], others).judge("2020,N,a,Eng,F,100,1", "2021,N,a,Eng,F,150,1")
    assert found["north", "2021"].override is None


EXHAUSTIVE = replace(SOURCE, exhaustive=True)
SHRINKS = rule("year-on-year", value="students", tolerated="20", floor=Decimal(5), severity="note")
BOTH_THEN_NORTH = ("2020,N,a,Eng,F,10,1", "2020,S,b,Eng,F,10,1", "2021,N,a,Eng,F,10,1")


def test_a_unit_that_is_gone_from_a_file_that_lists_everything_changed_by_all(tmp_path: Path) -> None:
    found = Court(tmp_path, [SHRINKS], source=EXHAUSTIVE).judge(*BOTH_THEN_NORTH)
    assert {key: (one.measured, one.rows) for key, one in found.items()} == {("south", "2021"): (-100, 0)}


def test_it_is_gone_too_when_only_the_lake_held_it(tmp_path: Path) -> None:
    court = Court(tmp_path, [SHRINKS], source=EXHAUSTIVE)
    court.load(*BOTH_THEN_NORTH[:2])
    assert court.judge(BOTH_THEN_NORTH[2]).keys() == {("south", "2021")}


@pytest.mark.parametrize(
    "source",
    [
        replace(SOURCE, exhaustive=False),
        replace(EXHAUSTIVE, until=date(2021, 1, 1)),
        replace(EXHAUSTIVE, feeds=(FEED, replace(FEED, id="sise/other"))),
        replace(
            EXHAUSTIVE, not_expected=(NotExpected(unit="south", because=BECAUSE, since=date(2021, 1, 1)),)
        ),
    ],
    ids=["not-exhaustive", "not-owed", "several-files", "exempt"],
)
def test_rows_that_did_not_come_are_not_a_fall_to_nothing(tmp_path: Path, source: Source) -> None:
    assert Court(tmp_path, [SHRINKS], source=source).judge(*BOTH_THEN_NORTH) == {}


def test_a_unit_that_left_the_perimeter_is_not_gone(tmp_path: Path) -> None:
    south = PERIMETER.units[1]
    left = replace(south, memberships=(Membership(since=date(1900, 1, 1), until=date(2021, 1, 1)),))
    court = Court(tmp_path, [SHRINKS], source=EXHAUSTIVE)
    court.perimeter = replace(PERIMETER, units=(PERIMETER.units[0], left))
    assert court.judge(*BOTH_THEN_NORTH) == {}


def test_missing_amounts_and_changes_from_zero_are_no_percentage(tmp_path: Path) -> None:
    court = Court(tmp_path, [SHRINKS], source=EXHAUSTIVE)
    rows = ("2020,N,a,Eng,F,0,1", "2021,N,a,Eng,F,50,1", "2020,S,b,Eng,F,50,1", "2021,S,b,Eng,F,,1")
    assert court.judge(*rows) == {}


def test_a_month_is_compared_with_the_same_month_of_the_year_before(tmp_path: Path) -> None:
    # Heating: 90 in January, 10 in July. Only January 2021 changed by more than a fifth.
    monthly = replace(PUPILS, calendar=Calendar.MONTH)
    rules = [SHRINKS, rule("drift", id="drifts", column="diploma", tolerated="20", severity="note")]
    found = Court(tmp_path, rules, entity=monthly).load(
        "2020-01,N,a,Gas,F,90,1", "2020-07,N,a,Power,F,10,1",
        "2021-01,N,a,Gas,F,120,1", "2021-07,N,a,Power,F,9,1",
    )  # fmt: skip
    assert [(one.rule, one.period, one.measured) for one in found.findings] == [
        ("year-on-year-rule", "2021-01", Decimal("33.333333"))
    ]


def test_what_was_accepted_later_does_not_cover_an_earlier_day(tmp_path: Path) -> None:
    growth = rule("year-on-year", value="students", tolerated="20")
    rows = ("2020,N,a,Eng,F,100,1", "2021,N,a,Eng,F,150,1")
    court = Court(tmp_path, [growth], [override("2021", "50", day=date(2025, 2, 1))])
    assert court.load(*rows, as_of="2025-01-31").outcome is Outcome.REFUSED
    assert court.load(*rows, as_of="2025-02-01").outcome is Outcome.WITH_RESERVATIONS


@pytest.mark.parametrize(
    ("severity", "outcome"),
    [
        ("refuse", Outcome.WITH_RESERVATIONS),
        ("reserve", Outcome.WITH_RESERVATIONS),
        ("note", Outcome.ACCEPTED),
    ],
)
def test_an_explanation_never_makes_a_delivery_worse(tmp_path: Path, severity: str, outcome: Outcome) -> None:
    growth = rule("year-on-year", value="students", tolerated="20", severity=severity)
    court = Court(tmp_path, [growth], [override("2021", "50")])
    assert court.load("2020,N,a,Eng,F,100,1", "2021,N,a,Eng,F,150,1").outcome is outcome
    assert court.codes == ["rule-overridden"]
