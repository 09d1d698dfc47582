"""SISE: the counts of the survey on a fictitious extract, worked by hand; the public file, read whole.

The extract has nine enrolments of seven persons in two schools, all invented.
"""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pytest

from house.tree import ROOT
from jalon.dossier.entity import ColumnType
from jalon.infocentre.deliveries import Outcome
from oracles.small import Small, indicator, perimeter, small
from unit.infocentre.building import CSV, SOURCE, Bench, column, entity, from_cell

PAGE = ROOT / "docs" / "how-to" / "student-systems.md"
PUBLIC = ROOT.parent / "shared" / "data" / "french_he" / "sise.csv.gz"
HEADER = "rentree;ine;diplom;typ_dipl;regime;sexe;inspr;nouveau;amena\n"
# Ada has a main and a second enrolment in north, and another main one in south; Bob is on a gap year; Cam
# follows a PJ diploma; Dee is an apprentice; Eve has only a second enrolment.
NORTH = """\
2023;ada;ing-info;FI;10;2;O;O;0
2023;ada;master-ia;MA;10;2;N;O;0
2023;bob;ing-info;FI;10;1;O;N;3
2023;cam;prepa;PJ;10;1;O;O;0
2023;dee;ing-élec;FI;11;2;O;O;
2023;eve;master-ia;MA;10;2;N;O;0
"""
SOUTH = """\
2023;ada;ing-meca;FI;10;2;O;N;0
2023;fay;ing-meca;FI;20;2;O;O;0
2023;gus;these;DR;10;1;O;O;0
"""
COUNTS = {
    "students": "main",
    "second": "not main",
    "enrolments": "true",
    "gap": "main and situation = 'gap-year'",
}


def snippet(title: str) -> str:
    """A block of the page, as a reader would copy it."""
    found = re.search(rf'^```yaml title="{title}"\n(.*?)^```$', PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert found
    return found[1]


@pytest.fixture
def made(tmp_path: Path) -> Small:
    asked = {
        f"indicators/{name}.yaml": indicator(
            name,
            f'kind: total\nentity: enrolment\nvalue: "1"\nwhere: {where}',
            calendar="academic-year",
        )
        for name, where in COUNTS.items()
    }
    persons = indicator(
        "persons", "kind: distinct\nentity: enrolment\nkey: person\nwhere: main", calendar="academic-year"
    )
    files = {**asked, "indicators/persons.yaml": persons, "sources/sise.yaml": snippet("sources/sise.yaml")}
    made = small(tmp_path, files, perimeter("north", "south"))
    for unit, rows in {"north": NORTH, "south": SOUTH}.items():
        file = tmp_path / f"{unit}.csv"
        file.write_bytes((HEADER + rows).encode("cp1252"))
        assert made.load(feed=f"sise/{unit}", file=file).is_whole
    made.compute()
    return made


def test_the_counts_of_the_survey(made: Small) -> None:
    found = {
        name: {unit: value for unit, value in made.values(name, "2023-24").items() if value is not None}
        for name in [*COUNTS, "persons"]
    }
    assert found == {
        # ada, bob, dee | ada, fay, gus
        "students": {"north": 3, "south": 3, "institute": 6},
        # ada and eve in the master
        "second": {"north": 2, "south": 0, "institute": 2},
        # without cam
        "enrolments": {"north": 5, "south": 3, "institute": 8},
        "gap": {"north": 1, "south": 0, "institute": 1},
        # ada once
        "persons": {"north": 3, "south": 3, "institute": 5},
    }


def test_what_the_survey_leaves_out_is_set_aside_and_said(made: Small, tmp_path: Path) -> None:
    file = tmp_path / "again.csv"
    file.write_bytes((HEADER + NORTH + "2023;hal;prepa;PJ;10;1;O;O;0\n").encode("cp1252"))
    loaded = made.load(feed="sise/north", file=file)
    assert loaded.deliveries[0].counts.set_aside == 2
    assert "PJ" in str([issue for issue in loaded.issues if issue.code == "row-not-kept"])


def test_the_public_file_is_read_whole(tmp_path: Path) -> None:
    if not PUBLIC.exists():
        pytest.skip("the public SISE file is not beside the repository")
    with gzip.open(PUBLIC, "rt", encoding="utf-8", newline="") as file:
        written = [int(row["Etudiants"]) for row in csv.DictReader(file)]
    bench = Bench(
        tmp_path,
        source=replace(
            SOURCE,
            reader=replace(CSV, empty=("NA",)),
            unit_column=None,
            period_column="Rentrée",
            columns=(from_cell("sex", "Sexe"), from_cell("students", "Etudiants")),
        ),
        entity=entity(column("sex"), column("students", ColumnType.INTEGER, required=True), shared=True),
    )
    delivery = bench.load(PUBLIC)
    assert (delivery.outcome, delivery.counts.accepted) == (Outcome.ACCEPTED, len(written))
    assert pc.sum(bench.table()["students"]).as_py() == sum(written)
