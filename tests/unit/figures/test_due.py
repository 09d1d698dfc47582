"""When rows are due, seen from a day."""

from __future__ import annotations

from datetime import date

import pytest

from jalon.dossier.source import Due
from jalon.figures.due import last_late
from jalon.kernel.periods import Calendar, Period


@pytest.mark.parametrize(
    ("months", "calendar", "as_of", "label"),
    [
        # The rows of 2022, due three months after its end.
        (3, Calendar.YEAR, date(2023, 3, 31), "2021"),
        (3, Calendar.YEAR, date(2023, 4, 1), "2022"),
        (3, Calendar.YEAR, date(2024, 3, 31), "2022"),
        # Due before the year ends: a budget.
        (-14, Calendar.YEAR, date(2022, 11, 1), "2023"),
        (7, Calendar.ACADEMIC_YEAR, date(2024, 3, 31), "2021-22"),
        (7, Calendar.ACADEMIC_YEAR, date(2024, 4, 1), "2022-23"),
        (1, Calendar.MONTH, date(2024, 1, 31), "2023-11"),
        (60, Calendar.MONTH, date(2024, 1, 1), "2018-12"),
    ],
)
def test_the_last_period_that_is_late(months: int, calendar: Calendar, as_of: date, label: str) -> None:
    assert last_late(Due(months=months), calendar, as_of).label == label


def test_without_a_rule_a_period_is_due_when_it_ends() -> None:
    assert last_late(None, Calendar.YEAR, date(2022, 12, 31)).label == "2021"
    assert last_late(None, Calendar.YEAR, date(2023, 1, 1)).label == "2022"


def test_days_and_grace_are_added() -> None:
    due = Due(months=2, days=15, grace=10)
    # The rows of 2022: two months and fifteen days after its end, then ten days of grace.
    assert due.day(Period(Calendar.YEAR, 2022)) == date(2023, 3, 15)
    assert last_late(due, Calendar.YEAR, date(2023, 3, 25)).label == "2021"
    assert last_late(due, Calendar.YEAR, date(2023, 3, 26)).label == "2022"
