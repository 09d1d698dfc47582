"""Each measure on a few rows, worked out by hand: the arithmetic stands beside the expected value."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jalon.figures.figure import Scope
from oracles.small import PRICE_SOURCE, PRICES, indicator, monthly, perimeter, small, source

PEOPLE = source("headcount", "people.csv", "kind sex people area income grants")
HEADER = "unit,year,kind,sex,people,area,income,grants\n"
REGISTERED = source("register", "register.csv", "person sex main")


def test_a_total_adds_rows_that_meet_every_condition(tmp_path: Path) -> None:
    measure = """
kind: total
entity: headcount
value: people
where: kind = 'student' and sex = 'F'
"""
    rows = """\
north,2022,student,F,10,,,
north,2022,student,F,5,,,
north,2022,student,M,90,,,
north,2022,staff,F,40,,,
south,2022,student,F,7,,,
east,2022,student,F,1,,,
"""
    files = {
        "indicators/i.yaml": indicator("women", measure),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER + rows,
    }
    made = small(tmp_path, files).run()
    assert made.values("women", "2022") == {
        "north": 10 + 5,
        "south": 7,
        "east": 1,
        "institute": 10 + 5 + 7 + 1,
    }


def test_a_total_of_decimals_is_exact(tmp_path: Path) -> None:
    measure = "{kind: total, entity: headcount, value: income + grants}"
    rows = "north,2022,,,,,0.1,0.2\nsouth,2022,,,,,0.1,0.2\neast,2022,,,,,10000000000000.01,0.01\n"
    files = {
        "indicators/i.yaml": indicator("money", measure, unit="EUR"),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER + rows,
    }
    made = small(tmp_path, files).run()
    assert made.figure("money", "north", "2022").value == Decimal("0.1") + Decimal("0.2")
    # 0.3 + 0.3 + 10 000 000 000 000.02: binary floating point gives …0.619140625
    assert made.figure("money", "institute", "2022").value == Decimal("10000000000000.62")


def test_an_amount_is_shown_in_the_indicator_s_unit(tmp_path: Path) -> None:
    measure = "{kind: total, entity: headcount, value: income}"
    rows = "north,2022,,,,,1234500,\nsouth,2022,,,,,500,\neast,2022,,,,,0,\n"
    files = {
        "indicators/i.yaml": indicator("money", measure, unit="kEUR"),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER + rows,
    }
    made = small(tmp_path, files).run()
    # 1 234 500 € = 1 234.5 k€; + 0.5 k€ + 0
    assert made.values("money", "2022") == {"north": 1234.5, "south": 0.5, "east": 0, "institute": 1235}


def test_a_stock_adds_across_units_in_each_period(tmp_path: Path) -> None:
    measure = "{kind: stock, entity: headcount, value: area, across_periods: last}"
    rows = "".join(
        f"{unit},{year},,,,{area},,\n"
        for unit, year, area in (
            ("north", 2022, "1000.5"), ("north", 2022, "200"), ("south", 2022, "300"), ("east", 2022, "10"),
            ("north", 2023, "900"), ("south", 2023, "300"), ("east", 2023, "10"),
        )
    )  # fmt: skip
    files = {
        "indicators/i.yaml": indicator("floor", measure, unit="m2"),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER + rows,
    }
    made = small(tmp_path, files).run()
    assert made.value("floor", "north", "2022") == 1200.5
    assert made.value("floor", "institute", "2022") == 1510.5  # 1 000.5 + 200 + 300 + 10
    assert made.value("floor", "institute", "2023") == 1210  # 900 + 300 + 10, nothing carried over


def test_a_person_in_two_schools_counts_once_in_the_whole(tmp_path: Path) -> None:
    measure = "{kind: distinct, entity: register, key: person, where: main}"
    rows = """\
unit,year,person,sex,main
north,2022,ada,F,true
north,2022,ada,F,true
north,2022,ben,M,true
south,2022,ada,F,true
south,2022,cleo,F,true
south,2022,dan,M,false
east,2022,ada,F,true
east,2022,ben,M,true
"""
    files = {
        "indicators/i.yaml": indicator("persons", measure),
        "sources/s.yaml": REGISTERED,
        "register.csv": rows,
    }
    made = small(tmp_path, files).run()
    # north {ada, ben}, south {ada, cleo}, east {ada, ben}; together {ada, ben, cleo}
    assert made.values("persons", "2022") == {"north": 2, "south": 2, "east": 2, "institute": 3}
    bridge = made.figure("persons", "institute", "2022").bridge
    assert bridge is not None
    # 2 + 2 + 2 = 6; ada is counted twice too many, ben once too many: 6 − 3 + 0 = 3
    assert (bridge.sum_of_units, bridge.counted_twice, bridge.institute_only) == (6, 3, 0)


def test_a_ratio_divides_the_sums(tmp_path: Path) -> None:
    made = small(tmp_path, WOMEN).run()
    assert made.value("share", "north", "2022") == 10.0  # 10 / 100
    assert made.value("share", "south", "2022") == 90.0  # 9 / 10
    whole = made.row("share", "institute", "2022")
    # (10 + 9) / (100 + 10) = 19 / 110; the mean of the two shares would be 50 %
    assert whole["numerator"] == 19
    assert whole["denominator"] == 110
    assert whole["value"] == pytest.approx(100 * 19 / 110, abs=1e-12)


WOMEN = {
    "perimeter.yaml": perimeter("north", "south"),
    "indicators/i.yaml": indicator(
        "share",
        """
kind: ratio
numerator: {kind: total, entity: headcount, value: people, where: sex = 'F'}
denominator: {kind: total, entity: headcount, value: people}
""",
        unit="%",
    ),
    "sources/s.yaml": PEOPLE,
    "people.csv": HEADER
    + "north,2022,,F,10,,,\nnorth,2022,,M,90,,,\nsouth,2022,,F,9,,,\nsouth,2022,,M,1,,,\n",
}


def test_a_ratio_of_distinct_counts_pools_persons(tmp_path: Path) -> None:
    measure = """
kind: ratio
numerator: {kind: distinct, entity: register, key: person, where: sex = 'F'}
denominator: {kind: distinct, entity: register, key: person}
"""
    rows = "unit,year,person,sex\n" + "".join(
        f"{unit},2022,{person},{sex}\n"
        for unit, person, sex in (
            ("north", "ada", "F"), ("north", "ben", "M"),
            ("south", "ada", "F"), ("south", "cleo", "F"),
            ("east", "dan", "M"),
        )
    )  # fmt: skip
    files = {
        "indicators/i.yaml": indicator("share", measure, unit="%"),
        "sources/s.yaml": source("register", "register.csv", "person sex"),
        "register.csv": rows,
    }
    made = small(tmp_path, files).run()
    # {ada, cleo} / {ada, ben, cleo, dan} = 2 / 4, not (1 + 2 + 0) / (2 + 2 + 1)
    assert made.value("share", "institute", "2022") == 50
    assert made.value("share", "east", "2022") == 0  # dan is there and is no woman: a known zero


def test_constant_prices_take_inflation_out(tmp_path: Path) -> None:
    made = small(tmp_path, RESEARCH).run()
    # Prices rise by 12 %. North goes from 1 000 to 1 176 (+17.6 %): 1 176 / 1.12 = 1 050, +5 % in real terms.
    assert made.value("research", "north", "2020") == 1000
    assert made.value("research", "north", "2021") == 1050
    # South goes from 500 to 560, exactly the inflation: 560 / 1.12 = 500, no real growth.
    assert made.value("research", "south", "2021") == 500
    assert made.value("research", "institute", "2021") == 1550


RESEARCH = {
    "perimeter.yaml": WOMEN["perimeter.yaml"],
    "parameters.yaml": PRICES,
    "sources/prices.yaml": PRICE_SOURCE,
    "prices.csv": monthly({2020: "100", 2021: "112"}),
    "indicators/i.yaml": indicator(
        "research",
        "{kind: constant-price, entity: headcount, value: income, index: prices, base_year: 2020}",
        unit="EUR 2020",
    ),
    "sources/s.yaml": PEOPLE,
    "people.csv": HEADER
    + "north,2020,,,,,1000,\nnorth,2021,,,,,1176,\nsouth,2020,,,,,500,\nsouth,2021,,,,,560,\n",
}


def test_a_year_s_price_is_the_mean_of_its_months(tmp_path: Path) -> None:
    months = "".join(f"2021-{month:02d},{100 + month}\n" for month in range(1, 13))
    files = {**RESEARCH, "prices.csv": monthly({2020: "100"}) + months}
    made = small(tmp_path, files).run()
    # mean of 101 … 112 = 106.5; 1 176 × 100 / 106.5
    assert made.value("research", "north", "2021") == pytest.approx(1176 * 100 / 106.5, rel=1e-15)


def test_a_derived_indicator_is_recomputed_for_the_whole(tmp_path: Path) -> None:
    rows = "north,2022,,,100,,50000,\nsouth,2022,,,10,,20000,\neast,2022,,,5,,1000,\n"
    files = {
        "indicators/a.yaml": indicator("students", "{kind: total, entity: headcount, value: people}"),
        "indicators/b.yaml": indicator(
            "money", "{kind: total, entity: headcount, value: income}", unit="EUR"
        ),
        "indicators/c.yaml": indicator(
            "money-per-student", "{kind: derived, expression: money / students}", unit="EUR/person"
        ),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER + rows,
    }
    made = small(tmp_path, files).run()
    assert made.value("money-per-student", "north", "2022") == 500  # 50 000 / 100
    assert made.value("money-per-student", "south", "2022") == 2000  # 20 000 / 10
    # (50 000 + 20 000 + 1 000) / (100 + 10 + 5) = 71 000 / 115, neither a sum nor a mean
    assert made.value("money-per-student", "institute", "2022") == pytest.approx(71000 / 115, rel=1e-15)


COLLECTED = """
entity: survey
name: Survey
grain: one row by unit and year
calendar: year
columns:
  - {column: employed, type: integer, unit: persons}
  - {column: answered, type: integer, unit: persons}
"""


@pytest.mark.parametrize(
    ("measure", "unit", "north", "south", "whole"),
    [
        # 30 + 8
        ("{kind: collected, entity: survey, value: employed, across_units: add}", "persons", 30, 8, 38),
        # 30 / 40, 8 / 10, then (30 + 8) / (40 + 10)
        (
            "{kind: collected, entity: survey, numerator: employed, denominator: answered, "
            "across_units: pool}", "%", 75, 80, 76,
        ),
        ("{kind: collected, entity: survey, value: employed, across_units: none}", "persons", 30, 8, None),
    ],
)  # fmt: skip
def test_collected_numbers_go_together_as_declared(
    tmp_path: Path, measure: str, unit: str, north: int, south: int, whole: int | None
) -> None:
    files = {
        "perimeter.yaml": WOMEN["perimeter.yaml"],
        "entities/survey.yaml": COLLECTED,
        "indicators/i.yaml": indicator("employed", measure, unit=unit),
        "sources/s.yaml": source("survey", "survey.csv", "employed answered"),
        "survey.csv": "unit,year,employed,answered\nnorth,2022,30,40\nsouth,2022,8,10\n",
    }
    made = small(tmp_path, files).run()
    assert made.values("employed", "2022") == {"north": north, "south": south, "institute": whole}


def test_like_for_like_holds_to_the_schools_of_both_ends(tmp_path: Path) -> None:
    measure = "{kind: total, entity: headcount, value: people}"
    rows = "".join(
        f"{unit},{year},,,{people},,,\n"
        for unit, year, people in (
            ("north", 2020, 100), ("south", 2020, 50),
            ("north", 2021, 101), ("south", 2021, 51), ("east", 2021, 9),
            ("north", 2022, 102), ("east", 2022, 10),
        )
    )  # fmt: skip
    files = {
        "indicators/i.yaml": indicator("students", measure),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER + rows,
    }
    made = small(tmp_path, files).run()
    # 2020 is where the contract starts, 2022 the last year measured: only north is there at both.
    found = [
        made.row("students", "institute", year, scope=Scope.LIKE_FOR_LIKE)["value"]
        for year in ("2020", "2021", "2022")
    ]
    assert found == [100, 101, 102]
    assert [made.value("students", "institute", year) for year in ("2020", "2021", "2022")] == [150, 161, 112]
    assert made.row("students", "institute", "2020")["state"] == "incomplete"
