"""Meters: what each month used, worked by hand, and real series against their published sums."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.dossier.entity import ColumnType
from jalon.dossier.metering import Meters, Repeated, Stamp, Step, ZeroMeans
from jalon.dossier.source import DateForm, ReaderKind, ReaderSpec, Unpivot
from jalon.infocentre.deliveries import Outcome
from jalon.kernel.periods import Calendar
from series import COUNTER, METERS, NORTH, hours, meters
from unit.infocentre.building import CSV, SOURCE, Bench, column, entity, from_cell

DATA = Path(__file__).resolve().parents[3] / "data"
HEAD = "meter,at,kwh\n"
PARIS = replace(METERS, timezone="Europe/Paris")


def test_hours_of_a_month_add_up_and_say_how_many_there_are(tmp_path: Path) -> None:
    """31 days of 24 hours at 0.1 kWh: 74.4 kWh exactly, where floats give 74.40000000000001."""
    content = HEAD + "".join(hours("a", f"2023-01-{day:02d}", ["0.1"] * 24) for day in range(1, 32))
    assert meters(tmp_path, content).of(
        "meter", "period", "amount", "hours_covered", "completeness", "flags"
    ) == [("a", "2023-01", "74.4", "744", "1", None)]


def test_a_month_of_which_hours_are_missing_is_not_made_up(tmp_path: Path) -> None:
    read = meters(
        tmp_path, HEAD + hours("a", "2023-01-01", ["2"] * 24) + hours("a", "2023-01-31", ["2"] * 12)
    )
    assert read.of("amount", "period_hours", "hours_covered", "readings", "flags") == [
        ("72", "744", "36", "36", "incomplete")
    ]
    assert read.notes["meters-incomplete"]["count"] == "1"
    assert {key: read.notes["meters-proof"][key] for key in ("came", "given", "removed")} == {
        "came": "72",
        "given": "72",
        "removed": "0",
    }


def test_a_local_month_with_summer_time_has_an_hour_less(tmp_path: Path) -> None:
    """In Paris, March 2023 lacks the hour from 2 to 3 on the 26th: 743 hours; October 2023 has 745."""
    rows = []
    at = datetime(2023, 3, 1)
    while at < datetime(2023, 4, 1):
        if (at.month, at.day, at.hour) != (3, 26, 2):
            rows.append(f"a,{at:%Y-%m-%d %H:%M},1\n")
        at += timedelta(hours=1)
    read = meters(tmp_path, HEAD + "".join(rows), PARIS)
    assert read.of("amount", "period_hours", "hours_covered", "flags") == [("743", "743", "743", None)]
    skipped = meters(tmp_path, HEAD + "a,2023-03-26 02:30,1\n", PARIS)
    assert skipped.rejects == [(2, "series-time-skipped")]


def test_the_hour_that_autumn_repeats_is_two_hours(tmp_path: Path) -> None:
    night = ["01:00", "02:00", "02:30", "02:00", "02:30", "03:00"]
    content = HEAD + "".join(f"a,2023-10-29 {at},{value}\n" for value, at in enumerate(night, start=1))
    half = replace(PARIS, step=Step.HALF)
    read = meters(tmp_path, content, half)
    assert read.rejects == []
    assert read.of("amount", "period_hours", "hours_covered", "readings") == [("21", "745", "3", "6")]
    third = meters(tmp_path, content + "a,2023-10-29 02:00,9\n", half)
    assert (8, "series-readings-differ") in third.rejects


def test_the_offset_of_a_time_wins_over_the_zone(tmp_path: Path) -> None:
    """23:30 at New Year in universal time is the next month, and year, in Paris."""
    read = meters(tmp_path, HEAD + "a,2022-12-31T23:30:00Z,1\n", PARIS)
    assert read.of("period") == [("2023-01",)]


@pytest.mark.parametrize(("stamp", "period"), [(Stamp.START, "2023-02"), (Stamp.END, "2023-01")])
def test_midnight_belongs_to_the_day_that_the_stamp_says(stamp: Stamp, period: str, tmp_path: Path) -> None:
    read = meters(tmp_path, HEAD + "a,2023-02-01 00:00,5\n", replace(METERS, stamp=stamp))
    assert read.of("period", "amount") == [(period, "5")]
    late = meters(tmp_path, HEAD + "a,2023-01-31 24:00,5\n", replace(METERS, stamp=stamp))
    assert late.of("period", "amount") == [(period, "5")]


# Counters


def index(*values: tuple[str, str]) -> str:
    return HEAD + "".join(f"a,{at},{value}\n" for at, value in values)


def test_an_index_gives_differences(tmp_path: Path) -> None:
    read = meters(
        tmp_path, index(("2023-01-01", "100"), ("2023-02-01", "130.5"), ("2023-03-01", "150")), COUNTER
    )
    assert read.of("period", "amount", "completeness", "flags") == [
        ("2023-01", "30.5", "1", None),
        ("2023-02", "19.5", "1", None),
    ]


def test_readings_that_do_not_fall_on_the_ends_of_months_are_shared_by_time(tmp_path: Path) -> None:
    """From 17 January to 14 February there are 28 days: 15 in January, 13 in February, of 280 kWh."""
    read = meters(tmp_path, index(("2023-01-17", "0"), ("2023-02-14", "280")), COUNTER)
    assert read.of("period", "amount", "flags") == [
        ("2023-01", "150", "incomplete prorated"),
        ("2023-02", "130", "incomplete prorated"),
    ]


def test_a_share_that_does_not_fall_even_loses_nothing(tmp_path: Path) -> None:
    read = meters(tmp_path, index(("2023-01-31", "0"), ("2023-02-03", "100")), COUNTER)
    amounts = [Decimal(amount or "") for (amount,) in read.of("amount")]
    assert amounts == [Decimal("33.333333333"), Decimal("66.666666667")]
    assert sum(amounts) == 100


def test_a_counter_at_its_last_index_starts_again(tmp_path: Path) -> None:
    """99,990 then 15 on a counter of five digits: 25 were used."""
    content = index(("2023-01-01", "99990"), ("2023-02-01", "15"))
    read = meters(tmp_path, content, replace(COUNTER, rollover=Decimal(100_000)))
    assert read.of("amount", "flags") == [("25", "rollover")]


@pytest.mark.parametrize("rollover", [None, Decimal(100_000)])
def test_a_counter_that_was_replaced_used_what_is_not_known(rollover: Decimal | None, tmp_path: Path) -> None:
    content = index(("2023-01-01", "5000"), ("2023-02-01", "40"), ("2023-03-01", "90"))
    read = meters(tmp_path, content, replace(COUNTER, rollover=rollover))
    assert read.of("period", "amount", "hours_covered", "flags") == [
        ("2023-01", None, "0", "incomplete replaced"),
        ("2023-02", "50", "672", None),
    ]
    assert read.notes["meters-replaced"]["count"] == "1"


def test_counters_read_too_far_apart_tell_nothing_of_a_month(tmp_path: Path) -> None:
    read = meters(tmp_path, index(("2020-01-01", "0"), ("2023-01-01", "900"), ("2023-02-01", "910")), COUNTER)
    assert read.of("period", "amount", "flags") == [
        ("2022-12", None, "incomplete too-long"),
        ("2023-01", "10", None),
    ]
    assert {key: read.notes["meters-proof"][key] for key in ("came", "given", "removed")} == {
        "came": "910",
        "given": "10",
        "removed": "900",
    }


# ZeroMeans, repetitions, estimates


def test_zeros_that_mean_missing_are_not_consumption(tmp_path: Path) -> None:
    content = HEAD + hours("a", "2023-01-01", ["3", "0", "0", "0", "4", "0", "5"])
    measured = meters(tmp_path, content)
    assert measured.of("amount", "hours_covered") == [("12", "7")]
    missing = meters(tmp_path, content, replace(METERS, zeros=ZeroMeans.MISSING))
    assert missing.of("amount", "hours_covered", "flags") == [("12", "3", "incomplete zeros-removed")]
    three = meters(tmp_path, content, replace(METERS, zeros=ZeroMeans.MISSING, zeros_run=3))
    assert three.of("amount", "hours_covered") == [("12", "4")], "one zero alone is a night, not a failure"
    assert three.notes["meters-zeros"]["count"] == "3"


def test_a_month_of_zeros_that_mean_missing_has_no_amount(tmp_path: Path) -> None:
    content = HEAD + hours("a", "2023-01-31", ["0"] * 24) + hours("a", "2023-02-01", ["0", "0", "7"])
    read = meters(tmp_path, content, replace(METERS, zeros=ZeroMeans.MISSING, zeros_run=2))
    assert read.of("period", "amount", "hours_covered", "readings") == [
        ("2023-01", None, "0", "24"),
        ("2023-02", "7", "1", "3"),
    ]


def test_repeated_readings(tmp_path: Path) -> None:
    same = HEAD + "a,2023-01-01 00:00,5\na,2023-01-01 00:00,5\n"
    assert meters(tmp_path, same).rejects == [(3, "series-reading-repeated")]
    other = HEAD + "a,2023-01-01 00:00,5\na,2023-01-01 00:00,6\n"
    refused = meters(tmp_path, other)
    assert sorted(refused.rejects) == [(2, "series-readings-differ"), (3, "series-readings-differ")]
    assert refused.rows == []
    first = meters(tmp_path, other, replace(METERS, repeated=Repeated.FIRST))
    last = meters(tmp_path, other, replace(METERS, repeated=Repeated.LAST))
    assert (first.of("amount"), last.of("amount")) == ([("5",)], [("6",)])


def test_readings_closer_than_their_step_are_said(tmp_path: Path) -> None:
    read = meters(tmp_path, HEAD + "a,2023-01-01 00:00,5\na,2023-01-01 00:30,5\n")
    assert read.of("amount", "hours_covered", "flags") == [("10", "1.5", "incomplete overlap")]


def test_estimates_are_flagged_and_words_kept(tmp_path: Path) -> None:
    spec = replace(METERS, quality="how", estimated=("E",), keep=("building",))
    content = "meter,at,kwh,how,building\na,2023-01-01 00:00,5,M,Nord\na,2023-01-01 01:00,6,E,Nord\n"
    assert meters(tmp_path, content, spec).of("building", "amount", "flags") == [
        ("Nord", "11", "estimated incomplete")
    ]


def test_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    lines = hours("a", "2023-01-01", ["1", "2", "3"]) + hours("b", "2023-01-01", ["4", "5"])
    back = "".join(reversed(lines.splitlines(keepends=True)))
    names = ("meter", "period", "amount", "hours_covered")
    assert meters(tmp_path, HEAD + lines).of(*names) == meters(tmp_path, HEAD + back).of(*names)


def test_numbers_and_days_as_the_source_writes_them(tmp_path: Path) -> None:
    reader = ReaderSpec(
        kind=ReaderKind.CSV, delimiter=";", decimal=",", thousands=" ", dates=DateForm.DAY_SLASH
    )
    read = meters(tmp_path, "meter;at;kwh\na;01/02/2023 00:00;1 234,5\n", METERS, reader=reader)
    assert read.of("period", "amount") == [("2023-02", "1234,5")]


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3000), st.integers(0, 10**6), st.booleans()),
        min_size=1,
        max_size=30,
        unique_by=lambda reading: reading[0],
    ),
    st.sampled_from([METERS, replace(METERS, step=Step.NEXT), replace(METERS, stamp=Stamp.END), PARIS]),
    st.sampled_from(list(Calendar)),
)
def test_what_comes_in_is_what_is_given_out_and_removed(
    readings: list[tuple[int, int, bool]], spec: Meters, calendar: Calendar
) -> None:
    start = datetime(2023, 1, 1)
    content = HEAD + "".join(
        f"a,{start + timedelta(hours=hour):%Y-%m-%dT%H:%M}+00:00,{value / 1000}\n"
        for hour, value, _ in readings
    )
    with TemporaryDirectory() as folder:
        read = meters(Path(folder), content, spec, calendar)
    given_out = sum(Decimal(row["amount"] or 0) for row in read.rows)
    came = sum((Decimal(str(value / 1000)) for _, value, _ in readings), Decimal())
    assert given_out + Decimal(read.notes["meters-proof"]["removed"]) == came
    for row in read.rows:
        assert 0 <= Decimal(row["completeness"] or "") <= 1
        assert Decimal(row["amount"] or 0) >= 0


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=30), st.sampled_from([None, Decimal(10**6)]))
def test_a_counter_never_gives_less_than_nothing(values: list[int], rollover: Decimal | None) -> None:
    start = datetime(2023, 1, 1)
    content = HEAD + "".join(
        f"a,{start + timedelta(days=9 * place):%Y-%m-%d},{value}\n" for place, value in enumerate(values)
    )
    with TemporaryDirectory() as folder:
        read = meters(Path(folder), content, replace(COUNTER, rollover=rollover))
    assert all(Decimal(row["amount"] or 0) >= 0 for row in read.rows)
    known = sum(max(0, after - before) for before, after in pairwise(values))
    if rollover is None:
        assert sum(Decimal(row["amount"] or 0) for row in read.rows) <= known
    if values == sorted(values):
        assert sum(Decimal(row["amount"] or 0) for row in read.rows) == values[-1] - values[0]


# Real series

MONTHS = Meters(
    meter=("building", "energy"),
    at="month",
    value="kwh",
    step=Step.MONTH,
    hours="hours",
    missing_hours="zero_hours",
)


def published() -> dict[tuple[str, str, str], tuple[Decimal, int, int]]:
    rows = csv.DictReader((DATA / "energy_cambridge" / "annual.csv").read_text().splitlines())
    return {
        (row["building"], row["energy"], row["year"]): (
            Decimal(row["kwh"]),
            int(row["hours"]),
            int(row["zero_hours"]),
        )
        for row in rows
    }


def test_months_of_real_buildings_make_their_published_years(tmp_path: Path) -> None:
    content = (DATA / "energy_cambridge" / "monthly.csv").read_text()
    read = meters(tmp_path, content, MONTHS, Calendar.YEAR)
    assert read.rejects == []
    found = {}
    for row in read.rows:
        found[row["building"] or "", row["energy"] or "", row["period"] or ""] = row
    expected = published()
    assert len(expected) == 59
    for key, (kwh, length, zeros) in expected.items():
        row = found[key]
        assert abs(Decimal(row["amount"] or "") - kwh) < Decimal("0.000001"), key
        assert int(row["hours_covered"] or "") == length - zeros, key
        assert ("zeros-removed" in (row["flags"] or "")) == (zeros > 0), key
        assert int(row["period_hours"] or "") == length, key


def test_each_month_of_a_real_building_says_its_hours(tmp_path: Path) -> None:
    content = (DATA / "energy_cambridge" / "monthly.csv").read_text()
    read = meters(tmp_path, content, MONTHS)
    rows = {(row["building"], row["energy"], row["period"]): row for row in read.rows}
    row = rows["b0", "electricity", "2008-01"]
    assert (row["amount"], row["hours_covered"], row["flags"]) == ("21051", "742", "incomplete zeros-removed")
    assert rows["b0", "electricity", "2008-02"]["flags"] is None


def test_daily_readings_and_bills_of_one_real_meter(tmp_path: Path) -> None:
    """The samples of OpenEEmeter: the same house by day, and by bills that do not follow the months."""
    text = (DATA / "energy_openeemeter" / "electricity-cdd-hdd-daily.csv").read_text()
    lines = text.splitlines()[1:]
    content = "meter,start,value\n" + "".join(f"il,{line}\n" for line in lines)
    spec = Meters(meter=("meter",), at="start", value="value", step=Step.DAY, timezone="America/Chicago")
    reader = replace(CSV, empty=("nan",))
    read = meters(tmp_path, content, spec, reader=reader)
    by_month: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        at, value = line.split(",")
        if value != "nan":
            by_month[at[:7]] += Decimal(value)
    assert {row["period"]: Decimal(row["amount"] or 0) for row in read.rows if row["amount"]} == by_month
    bills = (
        (DATA / "energy_openeemeter" / "electricity-cdd-hdd-billing_monthly.csv").read_text().splitlines()[1:]
    )
    content = "meter,start,value\n" + "".join(f"il,{line}\n" for line in bills)
    billed = meters(tmp_path, content, replace(spec, step=Step.NEXT), reader=reader)
    total = sum(Decimal(row["amount"] or 0) for row in billed.rows)
    assert total == sum(Decimal(line.split(",")[1]) for line in bills[:-1])
    assert "meters-open" not in billed.notes, "the last line has no value and ends the last bill"
    assert all("prorated" in (row["flags"] or "") for row in billed.rows)


# From a file to the lake

READINGS = entity(
    column("meter", required=True),
    column("energy", ColumnType.DECIMAL),
    column("hours_covered", ColumnType.DECIMAL, required=True),
    column("flags"),
)
OF_METERS = replace(
    SOURCE,
    reader=CSV,
    meters=METERS,
    unit_column=None,
    period_column="period",
    columns=(
        from_cell("meter", "meter"),
        from_cell("energy", "amount"),
        from_cell("hours_covered", "hours_covered"),
        from_cell("flags", "flags"),
    ),
)
MONTHLY = replace(READINGS, calendar=Calendar.MONTH)


def test_readings_reach_the_lake_as_months(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=OF_METERS, entity=MONTHLY, feed=NORTH)
    loaded = bench.load(HEAD + hours("a", "2023-01-31", ["1"] * 24) + hours("a", "2023-02-01", ["2"] * 24))
    assert loaded.outcome is Outcome.ACCEPTED
    rows = [(row["_line"], row["energy"], row["hours_covered"], row["flags"]) for row in bench.rows()]
    assert rows == [(2, 24, 24, "incomplete"), (26, 48, 24, "incomplete")]
    assert "meters-proof" in bench.codes


def test_a_wide_table_of_meters(tmp_path: Path) -> None:
    """One column a meter: the table is turned first."""
    source = replace(OF_METERS, unpivot=Unpivot(columns="m\\d", name="meter", value="kwh"))
    bench = Bench(tmp_path, source=source, entity=MONTHLY, feed=NORTH)
    bench.load("at,m1,m2\n2023-01-01 00:00,1,10\n2023-01-01 01:00,2,\n")
    rows = {row["meter"]: (row["energy"], row["hours_covered"]) for row in bench.rows()}
    assert rows == {"m1": (3, 2), "m2": (10, 1)}


def test_a_reading_below_zero_refuses_the_file(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=replace(OF_METERS, refused_up_to=Decimal(0)), entity=MONTHLY, feed=NORTH)
    assert bench.load(HEAD + "a,2023-01-01 00:00,-1\na,2023-01-01 01:00,1\n").outcome is Outcome.REFUSED
