"""Which period a row belongs to: told by a constant, a date, or the census day that it covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import examples
from faults.deliveries.cases_mapping import SPELLS, STAY, YEARLY
from jalon.dossier.entity import Census
from jalon.dossier.source import DateForm, Source
from jalon.infocentre.deliveries import Counts, Outcome
from jalon.kernel.periods import Calendar, Period
from unit.infocentre.building import Bench, from_cell

PLAIN = (from_cell("programme", "programme"),)
SPELL = replace(SPELLS, columns=PLAIN)
TOLD = replace(SPELL, period_column="year")
HEADER = "year,code,programme,start,end\n"


def periods(folder: Path, source: Source, content: str) -> list[object]:
    bench = Bench(folder, source=source, entity=STAY)
    bench.load(content)
    return [row["period"] for row in bench.rows()]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2023-09-01", "2024-06-30", ["2023-24"]),
        ("2024-01-15", "2024-01-15", ["2023-24"]),  # that very day, both ends included
        ("2024-01-16", "2024-06-30", []),
        ("2023-09-01", "2024-01-14", []),
        ("2024-01-16", "2025-01-14", []),  # nearly a year, between two census days
        ("2024-02-29", "2025-01-15", ["2024-25"]),
        ("2023-09-01", "2025-01-14", ["2023-24"]),
    ],
)
def test_a_row_counts_on_the_census_day_it_covers(
    tmp_path: Path, start: str, end: str, expected: list[object]
) -> None:
    filler = ",N,a,2019-09-01,2020-08-31\n"
    found = periods(tmp_path, SPELL, HEADER + f",N,b,{start},{end}\n" + filler)
    assert found == [*expected, "2019-20"]


def test_an_open_row_counts_in_the_period_of_its_file(tmp_path: Path) -> None:
    rows = "2023-24,N,a,2020-09-01,\n2023-24,N,b,2024-02-01,\n2022-23,N,c,2020-09-01,2023-01-15\n"
    bench = Bench(tmp_path, source=TOLD, entity=STAY)
    delivery = bench.load(HEADER + rows)
    assert [(row["period"], row["programme"]) for row in bench.rows()] == [("2023-24", "a"), ("2022-23", "c")]
    assert delivery.counts == Counts(received=3, accepted=2, set_aside=1)
    assert delivery.outcome is Outcome.ACCEPTED, "a row that does not count is no mistake"


def test_an_open_row_without_a_period_is_refused(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=SPELL, entity=STAY)
    assert bench.load(HEADER + ",N,a,2020-09-01,\n").counts.refused == 1
    assert "census-several-periods" in bench.codes


@pytest.mark.parametrize("cell", ["2023-02-29", "31/01/2024", "soon"])
def test_a_day_that_does_not_exist_is_refused_at_either_end(tmp_path: Path, cell: str) -> None:
    bench = Bench(tmp_path, source=SPELL, entity=STAY)
    delivery = bench.load(HEADER + f",N,a,{cell},2024-06-30\n,N,a,2023-09-01,{cell}\n")
    assert [(reason.code, reason.count) for reason in delivery.reasons] == [("cell-not-date", 2)]


def test_the_rule_of_the_time_applies(tmp_path: Path) -> None:
    rules = (
        Census(month=1, day=15, until=date(2025, 1, 1)),
        Census(month=12, day=1, since=date(2025, 1, 1)),
    )
    bench = Bench(tmp_path, source=SPELL, entity=replace(STAY, census=rules))
    bench.load(
        HEADER + ",N,old,2024-01-10,2024-01-20\n,N,new,2025-11-20,2025-12-02\n,N,no,2026-01-10,2026-01-20\n"
    )
    assert [(row["period"], row["programme"]) for row in bench.rows()] == [
        ("2023-24", "old"),
        ("2025-26", "new"),
    ]


DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))


@settings(max_examples=examples(25), deadline=None)
@given(spells=st.lists(st.tuples(DAYS, st.integers(-40, 900)), min_size=1, max_size=12))
def test_rows_are_judged_as_by_hand(
    tmp_path_factory: pytest.TempPathFactory, spells: list[tuple[date, int]]
) -> None:
    bench = Bench(tmp_path_factory.mktemp("spells"), source=SPELL, entity=STAY)
    lines = [
        f",N,p{number},{start},{start + timedelta(days=days)}\n"
        for number, (start, days) in enumerate(spells)
    ]
    delivery = bench.load(HEADER + "".join(lines))
    refused = aside = 0
    accepted: list[object] = []
    for start, days in spells:
        end = start + timedelta(days=days)
        covered = [year for year in range(2014, 2032) if start <= date(year, 1, 15) <= end]
        refused += days < 0 or len(covered) > 1
        aside += days >= 0 and not covered
        accepted += [f"{covered[0] - 1}-{covered[0] % 100:02d}"] if len(covered) == 1 else []
    assert (delivery.counts.refused, delivery.counts.set_aside) == (refused, aside)
    assert [row["period"] for row in (bench.rows() if accepted else [])] == accepted


def test_a_file_without_a_year(tmp_path: Path) -> None:
    source = replace(YEARLY, columns=PLAIN, period_column="", period_constant="2023-24")
    assert periods(tmp_path, source, "code,programme\nN,a\nS,b\n") == ["2023-24", "2023-24"]


@pytest.mark.parametrize(
    ("form", "cell", "starts", "expected"),
    [
        (DateForm.ISO, "2023-08-31", None, "2022-23"),
        (DateForm.ISO, "2023-09-01", None, "2023-24"),
        (DateForm.DAY_SLASH, "01/09/2023", None, "2023-24"),
        (DateForm.DAY_SLASH, "2023-09-01", None, "2023-24"),  # as a workbook gives it
        (DateForm.MONTH_SLASH, "09/01/2023", None, "2023-24"),
        (DateForm.COMPACT, "20240229", None, "2023-24"),
        (DateForm.DAY_DOT, "30.09.2023", (10, 1), "2022-23"),
        (DateForm.DAY_HYPHEN, "01-10-2023", (10, 1), "2023-24"),
    ],
)
def test_the_period_that_contains_a_date(
    tmp_path: Path, form: DateForm, cell: str, starts: tuple[int, int] | None, expected: str
) -> None:
    reader = replace(YEARLY.reader, dates=form)
    source = replace(YEARLY, columns=PLAIN, period_dates=True, year_starts=starts, reader=reader)
    assert periods(tmp_path, source, f"year,code,programme\n{cell},N,a\n") == [expected]


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        (DateForm.DAY_SLASH, "1/9/2023"),
        (DateForm.DAY_SLASH, "31/02/2023"),
        (DateForm.DAY_SLASH, "13-01-2023"),
        (DateForm.DAY_DOT, "01/09/2023"),
        (DateForm.MONTH_SLASH, "13/01/2023"),
        (DateForm.COMPACT, "2023091"),
        (DateForm.ISO, "20230901"),
        (DateForm.ISO, "0001-01-01"),
        (DateForm.ISO, "9999-12-31"),
    ],
)
def test_a_date_in_another_form_is_refused(tmp_path: Path, form: DateForm, cell: str) -> None:
    reader = replace(YEARLY.reader, dates=form)
    source = replace(YEARLY, columns=PLAIN, period_dates=True, reader=reader)
    bench = Bench(tmp_path, source=source, entity=STAY)
    assert bench.load(f"year,code,programme\n{cell},N,a\n").counts.refused == 1
    assert "row-date-wrong" in bench.codes


@given(
    day=st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    calendar=st.sampled_from([Calendar.YEAR, Calendar.ACADEMIC_YEAR, Calendar.FINANCIAL_YEAR]),
)
def test_each_period_has_its_census_day_inside(day: date, calendar: Calendar) -> None:
    period = Period.containing(day, calendar)
    census = Census(month=1, day=15).day_of(period)
    assert census is not None
    assert period.start <= census < period.end
    assert (census.month, census.day) == (1, 15)
