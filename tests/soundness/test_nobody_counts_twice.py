"""Persons in two schools, and rows that two sources bring, count once; categories add up to the total."""

from __future__ import annotations

from pathlib import Path

from jalon.figures.figure import Figure
from oracles.small import Small, indicator, perimeter, small, source

PERSONS = "{kind: distinct, entity: register, key: person}"


def test_a_person_in_two_schools_counts_once(tmp_path: Path) -> None:
    rows = "".join(f"{unit},2022,p{person},F\n" for unit in ("north", "south", "east") for person in range(5))
    files = {
        "indicators/i.yaml": indicator("persons", PERSONS),
        "sources/s.yaml": source("register", "register.csv", "person sex"),
        "register.csv": "unit,year,person,sex\n" + rows,
    }
    made = small(tmp_path, files).run()
    assert made.values("persons", "2022") == {"north": 5, "south": 5, "east": 5, "institute": 5}


def test_a_person_whom_two_sources_list_counts_once(tmp_path: Path) -> None:
    files = {
        "indicators/i.yaml": indicator("persons", PERSONS),
        "sources/a.yaml": source("register", "a.csv", "person sex", name="registry"),
        "sources/b.yaml": source("register", "b.csv", "person sex", name="library"),
        "a.csv": "unit,year,person,sex\nnorth,2022,ada,F\nnorth,2022,ben,M\nsouth,2022,cleo,F\n",
        "b.csv": "unit,year,person,sex\nnorth,2022,ada,F\nsouth,2022,ada,F\neast,2022,dan,M\n",
    }
    made = small(tmp_path, files).run()
    assert made.values("persons", "2022") == {"north": 2, "south": 2, "east": 1, "institute": 4}


def test_each_file_of_a_school_replaces_only_its_own_rows(tmp_path: Path) -> None:
    """One file a school: loading one again adds nothing to the others, nor to itself."""
    files = {
        "indicators/i.yaml": indicator("people", "{kind: total, entity: headcount, value: people}"),
        "sources/s.yaml": source(
            "headcount",
            "",
            "people",
            unit="files: [{unit: north, file: n.csv}, {unit: south, file: s.csv}, {unit: east, file: e.csv}]",
        ).replace("file: \n", ""),
        "n.csv": "year,people\n2022,10\n",
        "s.csv": "year,people\n2022,20\n",
        "e.csv": "year,people\n2022,30\n",
    }
    made = small(tmp_path, files).run()
    made.write({"n.csv": "year,people\n2022,11\n"})
    made.load()
    made.load()
    made.compute()
    assert made.values("people", "2022") == {"north": 11, "south": 20, "east": 30, "institute": 61}


def by(made: Small, name: str, column: str, unit: str) -> dict[str, Figure]:
    found = [figure for figure in made.figures.figures if figure.indicator == name and figure.unit == unit]
    return {f.breakdown[0][1]: f for f in found if [c for c, _ in f.breakdown] == [column]}


def test_categories_add_up_to_the_total_and_the_untold_is_one_of_them(tmp_path: Path) -> None:
    measure = "{kind: total, entity: headcount, value: people, where: kind = 'student'}"
    rows = """\
unit,year,kind,sex,people
north,2022,student,F,10
north,2022,student,M,20
north,2022,student,,3
north,2022,staff,F,999
south,2022,student,F,4
south,2022,student,X,1
east,2022,student,M,6
"""
    files = {
        "indicators/i.yaml": indicator("students", measure, more="breakdowns: [sex]"),
        "sources/s.yaml": source("headcount", "people.csv", "kind sex people"),
        "people.csv": rows,
    }
    made = small(tmp_path, files).run()
    whole = by(made, "students", "sex", "institute")
    assert {name: figure.value for name, figure in whole.items()} == {"F": 14, "M": 26, "X": 1, "—": 3}
    assert made.value("students", "institute", "2022") == 14 + 26 + 1 + 3
    for unit in ("north", "south", "east"):
        parts = [figure.value for figure in by(made, "students", "sex", unit).values()]
        assert sum(parts) == made.value("students", unit, "2022")


def test_persons_by_category_are_united_within_it(tmp_path: Path) -> None:
    rows = "unit,year,person,sex\nnorth,2022,ada,F\nsouth,2022,ada,F\nsouth,2022,ben,M\n"
    files = {
        "indicators/i.yaml": indicator("persons", PERSONS, more="breakdowns: [sex]"),
        "sources/s.yaml": source("register", "register.csv", "person sex"),
        "register.csv": rows,
    }
    made = small(tmp_path, files, perimeter("north", "south")).run()
    whole = by(made, "persons", "sex", "institute")
    assert {name: figure.value for name, figure in whole.items()} == {"F": 1, "M": 1}
    assert made.value("persons", "institute", "2022") == 2
