"""Degree-days worked by hand, and again from a real station without any of Jalon's code."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from jalon.dossier.entity import ColumnType
from jalon.dossier.metering import DegreeDays, Step, Temperature, Weather
from jalon.infocentre.deliveries import Outcome
from jalon.kernel.periods import Calendar
from series import CSV, WEATHER, weather
from unit.infocentre.building import FEED, SOURCE, Bench, column, entity, from_cell

DATA = Path(__file__).resolve().parents[3] / "data" / "energy_cambridge"
HEAD = "station,at,t\n"
HOURLY = replace(WEATHER, method=DegreeDays.HOURLY)


def day(on: str, *temperatures: float) -> str:
    """Twenty-four hours that repeat some temperatures."""
    hours = (temperatures * 24)[:24]
    return "".join(f"s,{on} {hour:02d}:00,{value}\n" for hour, value in enumerate(hours))


def test_a_day_by_the_two_methods(tmp_path: Path) -> None:
    """12 hours at 4 °C and 12 at 24 °C: (4 + 24) / 2 = 14, so 4 degree-days; by the hour 14 × 12 / 24 = 7."""
    content = HEAD + day("2023-01-01", 4, 24)
    names = ("period", "hdd", "cdd", "mean_temperature", "hours_covered", "days_covered", "flags")
    assert weather(tmp_path, content).of(*names) == [("2023-01", "4", "0", "14", "24", "1", "incomplete")]
    assert weather(tmp_path, content, HOURLY).of(*names) == [
        ("2023-01", "7", "0", "14", "24", "1", "incomplete")
    ]


def test_a_warm_day_cools_and_does_not_heat_less_than_nothing(tmp_path: Path) -> None:
    content = HEAD + day("2023-07-01", 20, 38) + day("2023-07-02", 10)
    read = weather(tmp_path, content)
    assert read.of("hdd", "cdd", "days_covered") == [("8", "3", "2")], (
        "29 °C is 3 above 26; 10 °C is 8 below 18"
    )


def test_other_bases(tmp_path: Path) -> None:
    spec = replace(WEATHER, base=Decimal("15.5"), cooling_base=Decimal(20))
    assert weather(tmp_path, HEAD + day("2023-07-01", 14), spec).of("hdd", "cdd") == [("1.5", "0")]


def test_a_day_with_too_few_hours_is_not_made_up(tmp_path: Path) -> None:
    short = "".join(day("2023-01-02", 0).splitlines(keepends=True)[:17])
    read = weather(tmp_path, HEAD + day("2023-01-01", 8) + short)
    assert read.of("hdd", "hours_covered", "days_covered", "flags") == [("10", "41", "1", "incomplete")]
    assert read.notes["weather-incomplete"]["days"] == "30"
    alone = weather(tmp_path, HEAD + short)
    assert alone.of("hdd", "mean_temperature", "days_covered") == [(None, "0", "0")]


def test_days_told_by_their_least_and_greatest(tmp_path: Path) -> None:
    spec = Weather(station="station", at="at", minimum="low", maximum="high", step=Step.DAY)
    content = "station,at,low,high\n" + "".join(f"s,2023-02-{number:02d},-2,6\n" for number in range(1, 29))
    read = weather(tmp_path, content, spec)
    assert read.of("hdd", "hours_covered", "days_covered", "flags") == [("448", "672", "28", None)], "16 × 28"
    wrong = weather(tmp_path, "station,at,low,high\ns,2023-02-01,6,-2\n", spec)
    assert wrong.rejects == [(2, "weather-impossible")]


def test_fahrenheit(tmp_path: Path) -> None:
    """50 °F is 10 °C."""
    spec = replace(WEATHER, unit=Temperature.FAHRENHEIT)
    assert weather(tmp_path, HEAD + day("2023-01-01", 50), spec).of("hdd", "mean_temperature") == [
        ("8", "10")
    ]
    assert weather(tmp_path, HEAD + "s,2023-01-01 00:00,150\n").rejects == [(2, "weather-impossible")]


def test_the_day_is_that_of_the_zone(tmp_path: Path) -> None:
    """The last hour of December in universal time is in January in Paris."""
    content = HEAD + "s,2022-12-31T23:00:00Z,5\n"
    spec = replace(WEATHER, timezone="Europe/Paris")
    assert weather(tmp_path, content, spec).of("period") == [("2023-01",)]


def test_readings_closer_than_their_step_do_not_make_a_longer_day(tmp_path: Path) -> None:
    halves = "".join(f"s,2023-01-01 {n // 2:02d}:{30 * (n % 2):02d},5\n" for n in range(48))
    assert weather(tmp_path, HEAD + halves).of("hours_covered") == [("24.5",)]


def test_readings_every_three_hours_measure_three_hours(tmp_path: Path) -> None:
    """A SYNOP station in January: 10 °C until noon, 4 after it, so 11 degree-days a day by both methods."""
    rows = [
        f"s,2023-01-{number:02d} {hour:02d}:00,{10 if hour < 12 else 4}\n"
        for number in range(1, 32)
        for hour in range(0, 24, 3)
    ]
    content = HEAD + "".join(rows)
    names = ("hdd", "mean_temperature", "hours_covered", "days_covered", "flags")
    for spec in (replace(WEATHER, step=Step.THREE), replace(HOURLY, step=Step.THREE)):
        read = weather(tmp_path, content, spec)
        assert read.of(*names) == [("341", "7", "744", "31", None)]
        assert read.notes == {}
    undeclared = weather(tmp_path, content)
    assert undeclared.of("hdd", "hours_covered") == [(None, "248")]
    assert undeclared.notes["weather-step"]["hours"] == "3"
    lacking = weather(tmp_path, HEAD + "".join(rows[3:]), replace(WEATHER, step=Step.THREE))
    assert lacking.of("days_covered", "hours_covered") == [("30", "735")], "15 hours of the first day"


def test_hours_that_lack_here_and_there_are_no_longer_step(tmp_path: Path) -> None:
    lines = day("2023-01-01", 4).splitlines(keepends=True)
    read = weather(tmp_path, HEAD + "".join(lines[:3] + lines[6:]))
    assert "weather-step" not in read.notes


@pytest.mark.parametrize("method", list(DegreeDays))
def test_a_real_station(method: DegreeDays, tmp_path: Path) -> None:
    """Bedford, January and February 2012, from the csv module and fractions alone."""
    text = (DATA / "weather.csv").read_text()
    days: dict[str, list[Fraction]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        days[row["datetime"][:10]].append(Fraction(row["air_temperature [degC]"]))
    expected: dict[str, Fraction] = defaultdict(Fraction)
    for on, found in days.items():
        assert len(found) == 24
        middle = (min(found) + max(found)) / 2
        hourly = sum((max(Fraction(0), 18 - one) for one in found), Fraction(0)) / 24
        expected[on[:7]] += max(Fraction(0), 18 - middle) if method is DegreeDays.MINMAX else hourly
    content = "station," + "\nbedford,".join(text.strip().split("\n")) + "\n"
    spec = Weather(station="station", at="datetime", temperature="air_temperature [degC]", method=method)
    read = weather(tmp_path, content, spec)
    assert [row["period"] for row in read.rows] == ["2012-01", "2012-02"]
    for row in read.rows:
        assert abs(Fraction(row["hdd"] or "") - expected[row["period"] or ""]) < Fraction(1, 10**8)
        assert (row["flags"], row["hours_covered"]) == (None, row["period_hours"])


def test_degree_days_reach_the_lake(tmp_path: Path) -> None:
    held = replace(
        entity(
            column("station", required=True),
            column("hdd", ColumnType.DECIMAL),
            column("days", ColumnType.INTEGER),
            shared=True,
        ),
        calendar=Calendar.MONTH,
    )
    source = replace(
        SOURCE,
        reader=CSV,
        weather=WEATHER,
        unit_column=None,
        period_column="period",
        columns=(from_cell("station", "station"), from_cell("hdd", "hdd"), from_cell("days", "days_covered")),
    )
    bench = Bench(tmp_path, source=source, entity=held, feed=FEED)
    assert bench.load(HEAD + day("2023-01-01", 4, 24)).outcome is Outcome.ACCEPTED
    assert [(row["station"], row["hdd"], row["days"]) for row in bench.rows()] == [("s", 4, 1)]
    assert "weather-incomplete" in bench.codes
