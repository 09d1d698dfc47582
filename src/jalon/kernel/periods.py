"""Periods: calendar, academic and financial years, and months, as half-open spans of days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering


class Calendar(StrEnum):
    """A way of cutting time.

    The academic year starts on 1 September. The financial year of French public bodies is the calendar
    year; it is kept apart so that a head-count and an amount never share a calendar by accident.
    """

    YEAR = "year"
    ACADEMIC_YEAR = "academic-year"
    FINANCIAL_YEAR = "financial-year"
    MONTH = "month"


_FIRST_MONTH = {Calendar.YEAR: 1, Calendar.ACADEMIC_YEAR: 9, Calendar.FINANCIAL_YEAR: 1}
# Years before 1000 are typing errors; the year 9999 has no day after it.
_YEAR = re.compile(r"(?!9999)([1-9]\d{3})", re.ASCII)
_ACADEMIC = re.compile(r"(?!9999|9998)([1-9]\d{3})(?:[-/–](\d{2}|\d{4}))?", re.ASCII)
_MONTH = re.compile(r"(?!9999)([1-9]\d{3})-(\d{2})", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One period of a calendar, numbered so that the next one is ``number + 1``.

    For years the number is the year in which the period starts; for months it is ``12 × year + month − 1``.

    >>> Period.parse("2023-24", Calendar.ACADEMIC_YEAR).next().label
    '2024-25'
    >>> Period.parse("2023", Calendar.YEAR) < Period.parse("2024", Calendar.YEAR)
    True
    """

    calendar: Calendar
    number: int

    @classmethod
    def parse(cls, text: str, calendar: Calendar) -> Period:
        """Read a period as it is written in a dossier, a file or on the command line.

        Raises:
            ValueError: the text is no period of that calendar (``2023-25`` is no academic year).
        """
        reader = {Calendar.MONTH: _read_month, Calendar.ACADEMIC_YEAR: _read_academic}
        return cls(calendar, reader.get(calendar, _read_year)(text.strip()))

    @classmethod
    def containing(cls, day: date, calendar: Calendar) -> Period:
        """The period of a calendar in which a day falls.

        >>> Period.containing(date(2024, 3, 1), Calendar.ACADEMIC_YEAR).label
        '2023-24'
        """
        if calendar is Calendar.MONTH:
            return cls(calendar, day.year * 12 + day.month - 1)
        period = cls(calendar, day.year)
        return period if period.start <= day else period.shift(-1)

    @property
    def year(self) -> int:
        """The calendar year in which the period starts."""
        return self.number // 12 if self.calendar is Calendar.MONTH else self.number

    @property
    def start(self) -> date:
        """The first day."""
        if self.calendar is Calendar.MONTH:
            return date(self.year, self.number % 12 + 1, 1)
        return date(self.number, _FIRST_MONTH[self.calendar], 1)

    @property
    def end(self) -> date:
        """The first day that no longer belongs to the period."""
        return self.next().start

    @property
    def label(self) -> str:
        """How the period is written: ``2023``, ``2023-24`` or ``2024-09``."""
        if self.calendar is Calendar.MONTH:
            return f"{self.year:04d}-{self.number % 12 + 1:02d}"
        if self.calendar is Calendar.ACADEMIC_YEAR:
            return f"{self.number:04d}-{(self.number + 1) % 100:02d}"
        return f"{self.number:04d}"

    def shift(self, steps: int) -> Period:
        """The period ``steps`` later (earlier when negative)."""
        return Period(self.calendar, self.number + steps)

    def next(self) -> Period:
        """The period that follows."""
        return self.shift(1)

    def __sub__(self, other: Period) -> int:
        """How many periods lie between two periods of one calendar.

        Raises:
            ValueError: the calendars differ.
        """
        self._require_same_calendar(other)
        return self.number - other.number

    def __lt__(self, other: Period) -> bool:
        self._require_same_calendar(other)
        return self.number < other.number

    def _require_same_calendar(self, other: Period) -> None:
        if self.calendar is not other.calendar:
            raise ValueError(f"{self.label} is a {self.calendar}, {other.label} a {other.calendar}")

    def __str__(self) -> str:
        return self.label


def span(first: Period, last: Period) -> list[Period]:
    """Every period from ``first`` to ``last``, both included.

    >>> [p.label for p in span(Period(Calendar.YEAR, 2020), Period(Calendar.YEAR, 2022))]
    ['2020', '2021', '2022']
    """
    return [first.shift(step) for step in range(last - first + 1)]


def _read_year(text: str) -> int:
    found = _YEAR.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no year such as 2023")
    return int(found[1])


def _read_academic(text: str) -> int:
    found = _ACADEMIC.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no academic year such as 2023-24")
    year = int(found[1])
    following = str(year + 1)
    if found[2] and not following.endswith(found[2]):
        raise ValueError(f"{text!r} is no academic year: {year} is followed by {following}")
    return year


def _read_month(text: str) -> int:
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise ValueError(f"{text!r} is no month such as 2024-09")
    return int(found[1]) * 12 + int(found[2]) - 1
