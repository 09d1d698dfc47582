"""Coherence from files to answer: rows loaded, figures computed and stored, targets put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.kernel.missing import Between
from jalon.outlook.coherence.model import Answer, Coherence
from jalon.services.coherence import coherent
from oracles.small import CONTRACT, DAY, Small, indicator, perimeter, small, source

HEADS = """
parties: [{party: institution, name: Schools}]
axes: [{axis: training, title: Training}]
objectives: [{objective: more, axis: training, title: More}]
targets:
"""


def aim(name: str, of: str, value: str, unit: str = "institute", more: str = "") -> str:
    return (
        f"  - {{target: {name}, objective: more, indicator: {of}, unit: {unit}, form: level, "
        f"value: '{value}', horizon: 2024, population: everyone, reference: {{document: Test}}{more}}}\n"
    )


def made(folder: Path, *targets: str, units: str = "") -> Small:
    """Nine persons: five in north, six in south, two of them in both; four women, one of them in both."""
    north, south = ("F", "F", "M", "M", "F"), ("M", "F", "F", "M", "M", "M")
    persons = [("north", place, sex) for place, sex in enumerate(north, 1)]
    persons += [("south", place, sex) for place, sex in enumerate(south, 4)]
    rows = "".join(f"{unit},2021,p{place},{sex},true\n" for unit, place, sex in persons)
    return small(
        folder,
        {
            "contract.yaml": CONTRACT + HEADS + "".join(targets),
            "sources/register.yaml": source("register", "register.csv", "person sex main"),
            "register.csv": "unit,year,person,sex,main\n" + rows,
            "indicators/people.yaml": indicator("people", "{kind: distinct, entity: register, key: person}"),
            "indicators/women.yaml": indicator(
                "women", "{kind: distinct, entity: register, key: person, where: sex = 'F'}"
            ),
        },
        units or perimeter("north", "south"),
    ).run()


def answered(dossier: Small) -> Coherence:
    return coherent(dossier.dossier, dossier.workspace, DAY).found.answers[0]


@pytest.mark.parametrize(
    ("asked", "answer"), [("18", Answer.ADDS_UP), ("19", Answer.DEPENDS), ("21", Answer.FALLS_SHORT)]
)
def test_persons_that_schools_share_are_counted_once(tmp_path: Path, asked: str, answer: Answer) -> None:
    # Both double: 10 and 12; the two that they share are two still, or four: 18 to 20.
    targets = [
        aim("whole", "people", f"{asked} persons"),
        aim("n", "people", "10 persons", "north"),
        aim("s", "people", "12 persons", "south"),
    ]
    found = answered(made(tmp_path, *targets))
    assert found.answer is answer
    assert isinstance(found.implied, Between)
    assert (found.implied.low, found.implied.high) == (18, 20)
    assert found.naive == 22


def test_a_contradiction_is_found_from_the_files(tmp_path: Path) -> None:
    dossier = made(
        tmp_path,
        aim("whole", "people", "20 persons"),
        aim("w", "women", "30 persons", "north"),
        aim("n", "people", "10 persons", "north"),
    )
    found = coherent(dossier.dossier, dossier.workspace, DAY)
    (one,) = found.found.contradictions
    assert "20 persons above" in one.text.en.replace("\u00a0", " ")
    place = found.place_of(one)
    assert place is not None
    assert place.file == "contract.yaml"


def test_nothing_need_be_computed(tmp_path: Path) -> None:
    dossier = small(
        tmp_path,
        {
            "contract.yaml": CONTRACT + HEADS + aim("whole", "people", "20 persons"),
            "indicators/people.yaml": indicator("people", "{kind: distinct, entity: register, key: person}"),
        },
    )
    assert answered(dossier).answer is Answer.NOT_KNOWN


def test_the_ledger_knows_which_schools_share(tmp_path: Path) -> None:
    # East shares nobody: that it grows tenfold leaves the two of north and south between 2 and 4.
    units = perimeter("north", "south", "east")
    targets = [
        aim("whole", "people", "48 persons"),
        aim("n", "people", "10 persons", "north"),
        aim("s", "people", "12 persons", "south"),
        aim("e", "people", "30 persons", "east"),
    ]
    dossier = made(tmp_path, *targets, units=units)
    file = dossier.folder / "register.csv"
    more = "".join(f"east,2021,q{place},F,true\n" for place in range(3))
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    dossier.run()
    found = answered(dossier)
    assert isinstance(found.implied, Between)
    assert (found.implied.low, found.implied.high) == (48, 50)
    assert found.answer is Answer.ADDS_UP
