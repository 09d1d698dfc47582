"""Counters that fall, come back, are replaced or are read once; and the words that go with a period."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from jalon.dossier.metering import Step, ZeroMeans
from series import COUNTER, METERS, meters

HEAD = "meter,at,kwh\n"
AMOUNTS = ("period", "amount", "flags")


def index(*values: tuple[str, str]) -> str:
    return HEAD + "".join(f"a,{at},{value}\n" for at, value in values)


# The words that go with a period

PLACED = replace(COUNTER, keep=("building", "school"))
MOVED = """meter,at,kwh,building,school
E1,2022-12-01,0,H1,north
E1,2023-01-01,100,H1,north
E1,2023-02-01,200,H1,south
E1,2023-03-01,350,H1,south
E1,2023-04-01,450,H1,south
"""


def test_each_month_of_a_counter_has_the_words_of_the_reading_that_begins_it(tmp_path: Path) -> None:
    assert meters(tmp_path, MOVED, PLACED).of("period", "school", "amount") == [
        ("2022-12", "north", "100"),
        ("2023-01", "north", "100"),
        ("2023-02", "south", "150"),
        ("2023-03", "south", "100"),
    ]


def test_each_month_of_intervals_has_its_own_first_word(tmp_path: Path) -> None:
    """January in the old building, February in the new one, and a move in the middle of March."""
    moves = [("2023-01-30", "OLD"), ("2023-01-31", "OLD"), ("2023-02-01", "NEW"), ("2023-02-02", "NEW")]
    moves += [("2023-03-01", "NEW"), ("2023-03-15", "THIRD")]
    content = "meter,at,kwh,building\n" + "".join(f"E1,{day},1,{name}\n" for day, name in moves)
    read = meters(tmp_path, content, replace(METERS, step=Step.DAY, keep=("building",)))
    assert read.of("period", "building") == [("2023-01", "OLD"), ("2023-02", "NEW"), ("2023-03", "NEW")]


# Dips

DIP = [("2023-01-01", "50000"), ("2023-01-10", "50090"), ("2023-01-11", "0"), ("2023-01-12", "50110")]
AFTER = [("2023-02-01", "50310"), ("2023-03-01", "50600")]


def test_an_index_that_is_lost_for_a_day_is_not_consumption(tmp_path: Path) -> None:
    """From 50,000 to 50,310 the counter counted 310 kWh in January, whatever was read on the 11th."""
    read = meters(tmp_path, index(*DIP, *AFTER), COUNTER)
    assert read.of(*AMOUNTS) == [("2023-01", "310", "dip-removed"), ("2023-02", "290", None)]
    assert read.notes["meters-dip"]["count"] == "1"
    assert "meters-replaced" not in read.notes


def test_a_dip_of_several_readings_is_one_dip(tmp_path: Path) -> None:
    longer = [*DIP[:3], ("2023-01-11 06:00", "0"), ("2023-01-11 12:00", "0"), *DIP[3:]]
    read = meters(tmp_path, index(*longer, *AFTER), COUNTER)
    assert read.of("amount", "completeness") == [("310", "1"), ("290", "1")]
    assert read.notes["meters-dip"]["count"] == "3"


def test_a_young_counter_that_was_replaced_is_no_dip(tmp_path: Path) -> None:
    """5,000 kWh a year, then a new counter that counts 5,200 the year after: it does pass the old index."""
    content = index(
        ("2020-01-01", "0"), ("2021-01-01", "5000"), ("2021-01-01 00:01", "0"), ("2022-01-01", "5200")
    )
    read = meters(tmp_path, content, COUNTER)
    assert sum(Decimal(amount or 0) for (amount,) in read.of("amount")) == 10_200
    assert "meters-dip" not in read.notes
    assert read.notes["meters-replaced"]["count"] == "1"


def test_a_counter_of_which_the_pace_is_not_known_counts_nothing_over_a_fall(tmp_path: Path) -> None:
    """Read once before it falls: a dip and 200 kWh in two years, or a new counter and 5,200, nobody knows."""
    content = index(
        ("2022-11-15", "5000"), ("2022-12-01", "0"), ("2023-01-01", "5200"), ("2023-02-01", "5300")
    )
    read = meters(tmp_path, content, COUNTER)
    assert read.of(*AMOUNTS) == [
        ("2022-11", None, "dip-removed incomplete replaced"),
        ("2022-12", None, "dip-removed incomplete replaced"),
        ("2023-01", "100", None),
    ]


def test_a_dip_near_the_last_index_is_no_rollover(tmp_path: Path) -> None:
    """99,990 is in the last tenth and 0 in the first; but the counter is at 99,995 the day after."""
    content = index(
        ("2023-01-01", "99900"), ("2023-01-10", "99990"), ("2023-01-11", "0"), ("2023-01-12", "99995")
    )
    read = meters(tmp_path, content, replace(COUNTER, rollover=Decimal(100_000)))
    assert read.of("amount", "flags") == [("95", "dip-removed incomplete")]


def test_zeros_of_an_index_that_mean_missing(tmp_path: Path) -> None:
    spec = replace(COUNTER, zeros=ZeroMeans.MISSING)
    read = meters(tmp_path, index(*DIP, *AFTER), spec)
    assert read.of(*AMOUNTS) == [("2023-01", "310", "zeros-removed"), ("2023-02", "290", None)]
    assert read.notes["meters-zeros"]["count"] == "1"
    two = meters(tmp_path, index(*DIP, *AFTER), replace(spec, zeros_run=2))
    assert two.of("flags") == [("dip-removed",), (None,)], "a single zero is a reading again, and a dip"
    last = meters(tmp_path, index(*DIP[:3]), spec)
    assert last.of("amount", "hours_covered") == [("90", "216")]


# A counter that is read once


def test_a_counter_that_is_read_once_is_said(tmp_path: Path) -> None:
    content = HEAD + "E1,2023-01-01,1000\nE1,2023-02-01,1500\nE2,2023-02-01,900000\n"
    read = meters(tmp_path, content, COUNTER)
    assert read.of("meter", "amount") == [("E1", "500")]
    assert read.notes["meters-open"]["count"] == "1"
