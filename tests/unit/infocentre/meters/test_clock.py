"""Times of readings as they are written, months that are as long as they are, and the hour of autumn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jalon.dossier.metering import Stamp, Step
from jalon.dossier.source import DateForm
from jalon.infocentre.meters.numbers import number
from series import COUNTER, CSV, METERS, meters

HEAD = "meter,at,kwh\n"
PARIS = replace(METERS, timezone="Europe/Paris")


@pytest.mark.parametrize(
    ("written", "form", "expected"),
    [
        ("2023-01-01 9:00", DateForm.ISO, "2023-01 1"),
        ("01/01/2023 9:00", DateForm.DAY_SLASH, "2023-01 1"),
        ("2023-01-01 00:00:00+01", DateForm.ISO, "2023-01 1"),
        ("2022-12-31 23:00:00 UTC", DateForm.ISO, "2023-01 1"),
        ("2022-12-31 23:30+00", DateForm.ISO, "2023-01 1"),
        ("2022123123", DateForm.COMPACT, "2022-12 1"),
        ("202212312330", DateForm.COMPACT, "2022-12 0.5"),
    ],
)
def test_times_as_software_writes_them(written: str, form: DateForm, expected: str, tmp_path: Path) -> None:
    read = meters(tmp_path, f"{HEAD}a,{written},1\n", PARIS, reader=replace(CSV, dates=form))
    assert read.rejects == []
    assert [f"{period} {amount}" for period, amount in read.of("period", "amount")][:1] == [expected]


@pytest.mark.parametrize("written", ["01/2023", "202301", "2023-01"])
def test_months_as_software_writes_them(written: str, tmp_path: Path) -> None:
    read = meters(tmp_path, f"{HEAD}a,{written},31\n", replace(PARIS, step=Step.MONTH))
    assert read.of("period", "amount", "completeness") == [("2023-01", "31", "1")]


@pytest.mark.parametrize("written", ["13/2023", "202313", "2023-01-01 24:30", "2023-01-01 9", "2023010125"])
def test_times_that_are_none(written: str, tmp_path: Path) -> None:
    reader = replace(CSV, dates=DateForm.COMPACT)
    assert meters(tmp_path, f"{HEAD}a,{written},1\n", reader=reader).rejects == [
        (2, "series-time-unreadable")
    ]


@pytest.mark.parametrize(
    ("written", "decimal", "thousands", "expected"),
    [
        ("1e-05", ".", "", "0.00001"),
        ("5.551115123125783e-17", ".", "", "5.551115123125783E-17"),
        ("1.5E+02", ".", "", "1.5E+2"),
        ("1\u202f234,5", ",", " ", "1234.5"),
        ("1\u00a0234,5", ",", " ", "1234.5"),
        ("1 234,5", ",", "\u202f", "1234.5"),
        ("1e25", ".", "", "None"),
        ("1e-99", ".", "", "None"),
        ("0e-99", ".", "", "0"),
    ],
)
def test_numbers_as_software_writes_them(written: str, decimal: str, thousands: str, expected: str) -> None:
    assert str(number(written, decimal, thousands)) == expected


# Months


def monthly(*days: str) -> str:
    return HEAD + "".join(f"a,{day},100\n" for day in days)


def test_months_told_by_their_last_day_are_whole(tmp_path: Path) -> None:
    """100 kWh up to 31 January are those of January, and so on: nothing is shared, nothing overlaps."""
    spec = replace(PARIS, step=Step.MONTH, stamp=Stamp.END)
    read = meters(tmp_path, monthly("2023-01-31", "2023-02-28", "2023-03-31", "2023-04-30"), spec)
    assert read.of("period", "amount", "completeness", "flags") == [
        ("2023-01", "100", "1", None),
        ("2023-02", "100", "1", None),
        ("2023-03", "100", "1", None),
        ("2023-04", "100", "1", None),
    ]


def test_a_second_reading_of_the_last_day_of_a_month_has_no_time_left(tmp_path: Path) -> None:
    spec = replace(PARIS, step=Step.MONTH, stamp=Stamp.END)
    read = meters(tmp_path, HEAD + "a,2023-01-31,100\na,2023-01-31 12:00,5\na,2023-02-28,100\n", spec)
    assert read.of("period", "amount", "completeness", "flags") == [
        ("2023-01", "100", "1", None),
        ("2023-02", "105", "1", "overlap"),
    ]


def test_months_that_begin_on_their_last_day_follow_each_other(tmp_path: Path) -> None:
    """From 31 January to 28 February, to 31 March, to 30 April: one day of each lies in the month before."""
    spec = replace(PARIS, step=Step.MONTH)
    read = meters(tmp_path, monthly("2023-01-31", "2023-02-28", "2023-03-31"), spec)
    assert read.of("period", "hours_covered", "flags") == [
        ("2023-01", "24", "incomplete prorated"),
        ("2023-02", "672", "prorated"),
        ("2023-03", "743", "prorated"),
        ("2023-04", "696", "incomplete prorated"),
    ]


@pytest.mark.parametrize("stamp", list(Stamp))
@pytest.mark.parametrize("day", [28, 29, 30])
def test_months_read_on_one_day_follow_each_other(stamp: Stamp, day: int, tmp_path: Path) -> None:
    """Of a leap year: 29 February is the last day of its month, and no longer month is cut by it."""
    days = [f"2024-{month:02d}-{min(day, 29) if month == 2 else day}" for month in range(1, 7)]
    read = meters(tmp_path, monthly(*days), replace(PARIS, step=Step.MONTH, stamp=stamp))
    assert not any("overlap" in (row["flags"] or "") for row in read.rows)
    assert all(row["completeness"] == "1" for row in read.rows[1:-1])


# The hour that autumn repeats


def october(step: timedelta) -> list[str]:
    """The times of October 2023 in Paris, local and without offset."""
    at, found = datetime(2023, 9, 30, 22, tzinfo=UTC), []
    while at <= datetime(2023, 10, 31, 23, tzinfo=UTC):
        found.append(f"{at.astimezone(ZoneInfo('Europe/Paris')):%Y-%m-%d %H:%M}")
        at += step
    return found


@pytest.mark.parametrize("minutes", [60, 30])
@pytest.mark.parametrize("is_back", [False, True])
def test_an_index_of_october_in_either_order(minutes: int, is_back: bool, tmp_path: Path) -> None:
    """One kWh an hour over the 745 hours of the month."""
    rows = [
        f"a,{at},{1000 + place * minutes / 60}\n"
        for place, at in enumerate(october(timedelta(minutes=minutes)))
    ]
    content = HEAD + "".join(reversed(rows) if is_back else rows)
    read = meters(tmp_path, content, replace(COUNTER, timezone="Europe/Paris"))
    assert read.of("period", "amount", "completeness", "flags") == [("2023-10", "745", "1", None)]


def test_two_exports_that_overlap_on_the_autumn_day(tmp_path: Path) -> None:
    """The second one begins on the 29th: its hundred quarters of an hour repeat those of the first one."""
    rows = [f"a,{at},{place}\n" for place, at in enumerate(october(timedelta(minutes=15))[:-1])]
    again = [row for row in rows if row[2:12] == "2023-10-29"]
    assert len(again) == 100
    head = [row for row in rows if row[2:12] <= "2023-10-29"]
    tail = [row for row in rows if row[2:12] >= "2023-10-29"]
    read = meters(tmp_path, HEAD + "".join(head + tail), replace(PARIS, step=Step.QUARTER))
    assert {code for _, code in read.rejects} == {"series-reading-repeated"}
    assert len(read.rejects) == 100
    assert read.of("amount", "completeness") == [(str(2980 * 2979 // 2), "1")]


def test_a_third_reading_that_says_otherwise_disputes_both(tmp_path: Path) -> None:
    content = HEAD + "".join(f"a,2023-10-29 {at}\n" for at in ("01:00,1", "02:00,2", "02:00,3", "02:00,4"))
    read = meters(tmp_path, content, PARIS)
    assert sorted(read.rejects) == [(line, "series-readings-differ") for line in (3, 4, 5)]
    assert read.of("amount") == [("1",)]
