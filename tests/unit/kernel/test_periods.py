"""Periods: written, read, ordered and followed in each calendar."""

from __future__ import annotations

from datetime import date

import pytest

from jalon.kernel.periods import Calendar, Period, span

YEAR, ACADEMIC, FINANCIAL, MONTH = (
    Calendar.YEAR,
    Calendar.ACADEMIC_YEAR,
    Calendar.FINANCIAL_YEAR,
    Calendar.MONTH,
)


@pytest.mark.parametrize(
    ("text", "calendar", "label", "start", "end"),
    [
        ("2023", YEAR, "2023", date(2023, 1, 1), date(2024, 1, 1)),
        (" 2023 ", FINANCIAL, "2023", date(2023, 1, 1), date(2024, 1, 1)),
        ("2023-24", ACADEMIC, "2023-24", date(2023, 9, 1), date(2024, 9, 1)),
        ("2023-2024", ACADEMIC, "2023-24", date(2023, 9, 1), date(2024, 9, 1)),
        ("2023/2024", ACADEMIC, "2023-24", date(2023, 9, 1), date(2024, 9, 1)),
        ("2023–24", ACADEMIC, "2023-24", date(2023, 9, 1), date(2024, 9, 1)),
        ("2023", ACADEMIC, "2023-24", date(2023, 9, 1), date(2024, 9, 1)),
        ("1999-00", ACADEMIC, "1999-00", date(1999, 9, 1), date(2000, 9, 1)),
        ("1999-2000", ACADEMIC, "1999-00", date(1999, 9, 1), date(2000, 9, 1)),
        ("2024-12", MONTH, "2024-12", date(2024, 12, 1), date(2025, 1, 1)),
        ("2024-02", MONTH, "2024-02", date(2024, 2, 1), date(2024, 3, 1)),
    ],
)
def test_a_period_is_a_half_open_span_of_days(
    text: str, calendar: Calendar, label: str, start: date, end: date
) -> None:
    period = Period.parse(text, calendar)
    assert (period.label, str(period), period.start, period.end) == (label, label, start, end)


@pytest.mark.parametrize(
    ("text", "calendar"),
    [
        ("2023-25", ACADEMIC),
        ("2023-23", ACADEMIC),
        ("2023-2124", ACADEMIC),
        ("1999-01", ACADEMIC),
        ("2023-24", YEAR),
        ("2023-01", FINANCIAL),
        ("23", YEAR),
        ("2023.0", YEAR),
        ("-2023", YEAR),
        ("", YEAR),
        ("0000", YEAR),
        ("0023", YEAR),
        ("9999", YEAR),
        ("٢٠٢٣", YEAR),
        ("2024-13", MONTH),
        ("2024-00", MONTH),
        ("2024-1", MONTH),
        ("2024", MONTH),
        ("2023-24", MONTH),
    ],
)
def test_what_is_no_period_is_refused(text: str, calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="is no"):
        Period.parse(text, calendar)


def test_next_and_shift_cross_years_and_centuries() -> None:
    assert Period.parse("1999-00", ACADEMIC).next().label == "2000-01"
    assert Period.parse("2023-12", MONTH).next().label == "2024-01"
    assert Period.parse("2024-01", MONTH).shift(-13).label == "2022-12"
    assert Period.parse("2024-03", MONTH).year == 2024


def test_periods_of_one_calendar_are_ordered_and_counted() -> None:
    first, last = Period(YEAR, 2018), Period(YEAR, 2023)
    assert first < last
    assert last >= first
    assert last - first == 5
    assert [period.label for period in span(first, first.shift(2))] == ["2018", "2019", "2020"]
    assert span(last, first) == []


@pytest.mark.parametrize("other", [ACADEMIC, FINANCIAL, MONTH])
def test_periods_of_two_calendars_never_mix(other: Calendar) -> None:
    year, stranger = Period(YEAR, 2023), Period(other, 2023)
    assert year != stranger
    with pytest.raises(ValueError, match="is a year"):
        _ = year < stranger
    with pytest.raises(ValueError, match="is a year"):
        _ = year - stranger
