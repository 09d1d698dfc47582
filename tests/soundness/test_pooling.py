"""Shares are ratios of sums over units that have both; units of measurement never mix."""

from __future__ import annotations

from pathlib import Path

import pytest

from oracles.small import Small, indicator, perimeter, small, source

SHARE = """
kind: ratio
numerator: {kind: total, entity: headcount, value: grants}
denominator: {kind: total, entity: headcount, value: income}
"""
HEADER = "unit,year,people,income,grants\n"
PEOPLE = source("headcount", "people.csv", "people income grants")


def share(folder: Path, rows: str) -> Small:
    files = {
        "indicators/i.yaml": indicator("share", SHARE, unit="%"),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER + rows,
    }
    return small(folder, files).run()


def test_the_share_of_the_whole_is_no_mean_of_shares(tmp_path: Path) -> None:
    made = share(tmp_path, "north,2022,,1000,100\nsouth,2022,,10,9\neast,2022,,10,1\n")
    assert made.value("share", "institute", "2022") == pytest.approx(100 * 110 / 1020)
    assert made.value("share", "institute", "2022") != pytest.approx((10 + 90 + 10) / 3)


def test_half_a_share_is_in_neither_sum(tmp_path: Path) -> None:
    # South has a numerator and no denominator, east the reverse: neither may weigh on one side alone.
    made = share(tmp_path, "north,2022,,1000,100\nsouth,2022,,,900\neast,2022,,5000,\n")
    whole = made.row("share", "institute", "2022")
    assert (whole["numerator"], whole["denominator"], whole["value"]) == (100, 1000, 10)
    assert (whole["state"], whole["expected_units"], whole["received_units"]) == ("incomplete", 3, 1)
    assert made.values("share", "2022") == {"north": 10, "south": None, "east": None, "institute": 10}


def test_a_zero_denominator_is_undefined_alone_and_pooled_with_others(tmp_path: Path) -> None:
    made = share(tmp_path, "north,2022,,1000,100\nsouth,2022,,0,50\neast,2022,,1000,0\n")
    assert made.row("share", "south", "2022")["reason"] == "undefined (zero denominator)"
    assert made.value("share", "east", "2022") == 0
    assert made.value("share", "institute", "2022") == 7.5  # (100 + 50 + 0) / (1 000 + 0 + 1 000)


def test_a_derived_indicator_takes_only_units_that_have_every_term(tmp_path: Path) -> None:
    files = {
        "indicators/a.yaml": indicator("people", "{kind: total, entity: headcount, value: people}"),
        "indicators/b.yaml": indicator(
            "money", "{kind: total, entity: headcount, value: income}", unit="EUR"
        ),
        "indicators/c.yaml": indicator(
            "each", "{kind: derived, expression: money / people}", unit="EUR/person"
        ),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER + "north,2022,10,1000,\nsouth,2022,,9000,\neast,2022,90,,\n",
    }
    made = small(tmp_path, files).run()
    assert made.value("money", "institute", "2022") == 10000  # north + south
    assert made.value("people", "institute", "2022") == 100  # north + east
    # 10 000 / 100 would mix the money of one school with the people of another.
    assert made.values("each", "2022") == {"north": 100, "south": None, "east": None, "institute": 100}
    assert made.row("each", "institute", "2022")["received_units"] == 1


# Units of measurement

AMOUNTS = """
entity: amounts
name: Amounts
grain: one row by unit and year
calendar: year
columns:
  - {column: thousands, type: decimal, unit: kEUR}
  - {column: euros, type: decimal, unit: EUR}
  - {column: people, type: integer, unit: persons}
"""


def amounts(folder: Path, measure: str, unit: str) -> Small:
    files = {
        "entities/amounts.yaml": AMOUNTS,
        "indicators/i.yaml": indicator("money", measure, unit=unit),
        "sources/s.yaml": source("amounts", "amounts.csv", "thousands euros people"),
        "amounts.csv": "unit,year,thousands,euros,people\nnorth,2022,2,8000,4\nsouth,2022,3,2000,1\n",
    }
    return small(folder, files, perimeter("north", "south"))


@pytest.mark.parametrize(
    ("measure", "unit", "whole"),
    [
        # 2 k€ + 3 k€
        ("{kind: total, entity: amounts, value: thousands}", "EUR", 5000),
        ("{kind: total, entity: amounts, value: case when euros > 0 then thousands end}", "EUR", 5000),
        ("{kind: collected, entity: amounts, value: thousands, across_units: add}", "EUR", 5000),
        # 5 000 € / 10 000 €
        (
            "{kind: ratio, numerator: {kind: total, entity: amounts, value: thousands},"
            " denominator: {kind: total, entity: amounts, value: euros}}",
            "%",
            50,
        ),
        (
            "{kind: collected, entity: amounts, numerator: thousands, denominator: euros,"
            " across_units: pool}",
            "%",
            50,
        ),
        # 5 000 € / 5 persons
        (
            "{kind: ratio, numerator: {kind: total, entity: amounts, value: thousands},"
            " denominator: {kind: total, entity: amounts, value: people}}",
            "EUR/person",
            1000,
        ),
    ],
)
def test_thousands_of_euros_are_euros(tmp_path: Path, measure: str, unit: str, whole: int) -> None:
    made = amounts(tmp_path, measure, unit).run()
    assert made.value("money", "institute", "2022") == whole


def test_euros_and_thousands_of_euros_are_not_added(tmp_path: Path) -> None:
    made = amounts(tmp_path, "{kind: total, entity: amounts, value: thousands + euros}", "EUR")
    assert made.faults == ["columns-differ-in-unit"]
