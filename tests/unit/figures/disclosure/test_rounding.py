"""Rounding, on numbers worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from disclosed import Table, published
from jalon.dossier.disclosure import DisclosureMethod, DisclosureRule
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Figure
from jalon.kernel.missing import Missing, Reason

ROUND = DisclosureRule(
    method=DisclosureMethod.ROUND,
    base=5,
    percentages_from=Decimal("22.5"),
    averages_from=Decimal(8),
    since=date(1900, 1, 1),
)
TABLE: Table = {"north": {"F": 2, "M": 20}, "south": {"F": 13, "M": 10}, "east": {"F": 8, "M": 4}}


def found(indicator: str, unit: str, sex: str = "", rule: DisclosureRule = ROUND) -> Figure:
    breakdown = (("sex", sex),) if sex else ()
    figures = published(TABLE, rule).figures.figures
    return next(
        one for one in figures if (one.indicator, one.unit, one.breakdown) == (indicator, unit, breakdown)
    )


def test_each_number_is_rounded_from_the_exact_one() -> None:
    # Women: 2 → 0, 13 → 15, 8 → 10, and their total 23 → 25. Men: 20, 10, 4 → 5, and 34 → 35.
    # Everybody: 22 → 20, 23 → 25, 12 → 10, and 57 → 55.
    units = ("north", "south", "east", INSTITUTE)
    assert [found("students", unit, "F").value for unit in units] == [0, 15, 10, 25]
    assert [found("students", unit, "M").value for unit in units] == [20, 10, 5, 35]
    assert [found("students", unit).value for unit in units] == [20, 25, 10, 55]
    # A total is not the sum of its rounded parts: 25 women and 35 men make 60, not 55.


def test_a_percentage_on_few_persons_is_not_told() -> None:
    # 22 is below 22.5, 23 is not: 13 / 23 is 56.5 %, printed with the one decimal of the indicator.
    few, enough = found("women", "north"), found("women", "south")
    assert isinstance(few.value, Missing)
    assert few.value.reason is Reason.SUPPRESSED
    assert (few.numerator, few.denominator) == (0, 20)
    assert enough.value == Decimal("0.6"), "the exact share would give 13 and 23 back"
    assert (enough.numerator, enough.denominator) == (15, 25)


def test_another_base() -> None:
    assert found("students", INSTITUTE, rule=replace(ROUND, base=10)).value == 60
