"""The ends of a like-for-like comparison."""

from __future__ import annotations

from datetime import date

import pytest

from builders import baseline, dossier, indicator, target, year
from jalon.dossier.target import TargetForm
from jalon.figures.likeforlike import base_period, contract_span, last_period
from jalon.kernel.periods import Calendar, Period


@pytest.mark.parametrize(
    ("day", "calendar", "label"),
    [
        (date(2023, 8, 31), Calendar.ACADEMIC_YEAR, "2022-23"),
        (date(2023, 9, 1), Calendar.ACADEMIC_YEAR, "2023-24"),
        (date(2023, 12, 31), Calendar.YEAR, "2023"),
        (date(2024, 1, 1), Calendar.MONTH, "2024-01"),
        (date(2023, 12, 31), Calendar.MONTH, "2023-12"),
    ],
)
def test_the_period_of_a_day(day: date, calendar: Calendar, label: str) -> None:
    assert Period.containing(day, calendar).label == label


def test_the_contract_s_own_end_is_not_in_it() -> None:
    house = dossier([indicator()], [])  # from 2018-01-01 until 2024-01-01
    assert [p.label for p in contract_span(house, Calendar.YEAR)] == ["2018", "2023"]
    assert [p.label for p in contract_span(house, Calendar.ACADEMIC_YEAR)] == ["2017-18", "2023-24"]


def test_the_comparison_starts_at_the_institute_s_baseline() -> None:
    of_whole = target(TargetForm.LEVEL, "10 persons", base=baseline(2019))
    of_school = target(TargetForm.LEVEL, "10 persons", base=baseline(2021), unit="north")
    assert base_period(dossier([indicator()], [of_school, of_whole]), "students", Calendar.YEAR) == year(2019)
    assert base_period(dossier([indicator()], [of_school]), "students", Calendar.YEAR) == year(2018)


def test_it_ends_with_the_last_measured_period_of_the_contract() -> None:
    house = dossier([indicator()], [])
    assert last_period(house, Calendar.YEAR, [year(2022), year(2019), year(2025)]) == year(2022)
    assert last_period(house, Calendar.YEAR, [year(2025)]) is None
