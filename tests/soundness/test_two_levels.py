"""A group of schools is the sum of those below it: nothing is counted at two levels."""

from __future__ import annotations

from pathlib import Path

from oracles.small import indicator, small, source

TREE = """
institute: The whole
units:
  - {unit: university, name: University, member: [{since: 2021-01-01}]}
  - {unit: north, name: North, parent: university}
  - {unit: south, name: South, parent: university}
  - {unit: west, name: West}
"""
FILES = {
    "indicators/i.yaml": indicator("people", "{kind: total, entity: headcount, value: people}"),
    "sources/s.yaml": source("headcount", "people.csv", "people"),
    "people.csv": "unit,year,people\nnorth,2020,1\nwest,2020,9\nnorth,2022,10\nsouth,2022,7\nwest,2022,5\n",
}


def test_a_group_is_the_sum_of_its_units_and_the_whole_counts_each_once(tmp_path: Path) -> None:
    here = small(tmp_path, FILES, TREE).run()
    values = {"university": 17, "north": 10, "south": 7, "west": 5, "institute": 22}
    assert here.values("people", "2022") == values
    row = here.row("people", "institute", "2022")
    assert (row["expected_units"], row["received_units"]) == (3, 3)


def test_a_group_that_lacks_a_unit_is_incomplete(tmp_path: Path) -> None:
    rows = "unit,year,people\nnorth,2022,10\nwest,2022,5\n"
    here = small(tmp_path, {**FILES, "people.csv": rows}, TREE).run()
    row = here.row("people", "university", "2022")
    assert (row["value"], row["state"], row["expected_units"]) == (10, "incomplete", 2)


def test_the_units_of_a_group_come_with_it(tmp_path: Path) -> None:
    """Before the university joins, its schools are not members: their rows are in no figure."""
    here = small(tmp_path, FILES, TREE).run()
    assert here.values("people", "2020") == {"west": 9, "institute": 9}


def test_rows_that_name_a_group_are_refused(tmp_path: Path) -> None:
    rows = "unit,year,people\nuniversity,2022,17\nwest,2022,5\n"
    loaded = small(tmp_path, {**FILES, "people.csv": rows}, TREE).load()
    assert "row-unit-unknown" in [issue.code for issue in loaded.issues]
