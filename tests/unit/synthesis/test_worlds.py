"""Synthetic worlds: the same for a seed, of the declared sizes, with nothing that could be real."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from jalon.dossier.resolve import read_dossier
from jalon.dossier.synthesis import Synthesis
from jalon.kernel.issues import Issues
from jalon.kernel.periods import Calendar, Period
from jalon.services.check import open_checked
from jalon.services.progress import Silent
from jalon.services.synthesize import Synthesized, synthesize
from jalon.synthesis.companies import false_siren, luhn
from jalon.synthesis.conditions import condition
from jalon.synthesis.students import students
from jalon.synthesis.world import ENTITIES, world
from worlds import write_dossier

EXAMPLE = Path(__file__).parents[3] / "examples" / "imt"


def recipe(folder: Path) -> Synthesis:
    found = open_checked(write_dossier(folder)).synthesis
    assert found is not None
    return found


def make(folder: Path, name: str, seed: int = 1) -> Synthesized:
    dossier = open_checked(write_dossier(folder / "recipe"))
    return synthesize(dossier, folder / name, seed=seed, scale=Decimal("0.3"), progress=Silent())


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_makes_the_same_files(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("two", 1), ("three", 2)):
        make(tmp_path, name, seed)
    one, two, three = (digests(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one["data/synthetic-enrolment-north.csv"] != three["data/synthetic-enrolment-north.csv"]


def test_the_draws_are_those_of_every_version_of_python(tmp_path: Path) -> None:
    """Written down once: another version, or a change of the generator, that moves them is seen here."""
    said = hashlib.sha256()
    for cluster in world(recipe(tmp_path), 7, Decimal("0.1")):
        said.update(f"{cluster.entity} {cluster.period.label} {cluster.rows}".encode())
    assert said.hexdigest()[:16] == "49c025cc3e51a364"


def test_a_thing_is_in_one_cluster_of_its_period(tmp_path: Path) -> None:
    """What the counting of the truth stands on."""
    seen: Counter[tuple[str, Period, object]] = Counter()
    entities = set()
    for cluster in world(recipe(tmp_path), 1, Decimal(1)):
        entities.add(cluster.entity)
        if cluster.key:
            names = {row[cluster.key] for _, row in cluster.rows}
            assert len(names) == 1
            seen[cluster.entity, cluster.period, names.pop()] += 1
    assert set(seen.values()) == {1}
    assert entities == ENTITIES


def test_the_true_answer_is_what_the_files_say(tmp_path: Path) -> None:
    """Counted again from the files, with sets."""
    made = make(tmp_path, "world")
    persons: defaultdict[str, set[str]] = defaultdict(set)
    for path in (tmp_path / "world" / "data").glob("synthetic-enrolment-*.csv"):
        with path.open(encoding="latin-1", newline="") as file:
            for row in csv.DictReader(file, delimiter="|"):
                if row["diploma"] == "engineering" and row["main"] == "true":
                    persons[row["year"]].add(row["person"])
    told = {
        answer.period.label: answer.true
        for answer in made.answers.answers
        if (answer.indicator, answer.unit) == ("students", "institute")
    }
    assert {year: len(found) for year, found in persons.items()} == told
    assert told["2022-23"] == 120, "three tenths of the 400 declared"


def test_persons_last_and_move(tmp_path: Path) -> None:
    years: defaultdict[object, dict[Period, set[str]]] = defaultdict(dict)
    situations = set()
    for cluster in students(recipe(tmp_path), 1, Decimal(1)):
        if cluster.entity == "enrolment" and cluster.rows[0][1]["diploma"] == "engineering":
            person = cluster.rows[0][1]["person"]
            years[person][cluster.period] = {unit for unit, row in cluster.rows if row["main"]}
            situations.update(row["situation"] for _, row in cluster.rows)
    assert sum(len(found) > 1 for found in years.values()) > 200
    moved = [p for p, found in years.items() if len(found) == 3 and len(set().union(*found.values())) > 1]
    assert moved
    assert situations == {"in-training", "gap-year", "abroad"}


def test_meters_add_up_to_the_year_through_a_gap_and_a_reset(tmp_path: Path) -> None:
    readings: defaultdict[tuple[str, object], list[tuple[Period, Decimal]]] = defaultdict(list)
    used: dict[tuple[str, object, int], Decimal] = {}
    for cluster in world(recipe(tmp_path), 1, Decimal(1)):
        for unit, row in cluster.rows:
            if cluster.entity == "meter-reading":
                readings[unit, row["energy"]].append((cluster.period, Decimal(str(row["reading"]))))
            if cluster.entity == "energy-use":
                used[unit, row["energy"], cluster.period.year] = Decimal(str(row["final_energy"]))
    for (unit, energy), found in readings.items():
        assert len(found) == 3 * 11, "a month a year is not read"
        levels = [level for _, level in found]
        if energy == "electricity":
            assert sum(levels) == sum(used[unit, energy, year] for year in (2022, 2023, 2024))
        else:
            resets = sum(after < before for before, after in pairwise(levels))
            assert resets == 1
            assert levels[-1] - levels[10] == used[unit, energy, 2023] + used[unit, energy, 2024]


def test_nothing_could_be_real(tmp_path: Path) -> None:
    made = make(tmp_path, "world")
    assert made.dossier.synthetic
    assert made.dossier.warning.fr.startswith("Données synthétiques. Personnes")
    assert "seed 1" in made.dossier.warning.en, "the notice of the contract gives way"
    assert all(luhn(false_siren(number)) % 10 for number in range(2000))
    assert len({false_siren(number) for number in range(2000)}) == 2000
    for path in (tmp_path / "world" / "data").iterdir():
        assert path.name.startswith("synthetic-")
    assert json.loads((tmp_path / "world" / "truth.json").read_text(encoding="utf-8"))["synthetic"] is True
    assert "synthétiques" in (tmp_path / "world" / "README.md").read_text(encoding="utf-8")


def test_the_example_meets_its_published_aggregates() -> None:
    """The IMT example at full size: students only, counted with sets."""
    dossier = read_dossier(EXAMPLE, Issues())
    assert dossier is not None
    assert dossier.synthesis is not None
    first = Period(Calendar.ACADEMIC_YEAR, 2022)
    engineers: set[object] = set()
    entrants: dict[object, object] = {}
    doctors: set[object] = set()
    for cluster in students(dossier.synthesis, 11, Decimal(1)):
        if cluster.period != first:
            break
        for _, row in cluster.rows if cluster.entity == "enrolment" else ():
            if row["main"] and row["diploma"] == "engineering":
                engineers.add(row["person"])
                if row["entrant"]:
                    entrants[row["person"]] = row["sex"]
            if row["main"] and row["diploma"] == "doctorate":
                doctors.add(row["person"])
    assert len(engineers) == 9653
    assert len(doctors) == 1560
    women = Fraction(sum(sex == "F" for sex in entrants.values()), len(entrants)) * 100
    assert round(float(women), 1) == 22.7


@pytest.mark.parametrize(
    ("text", "row", "met"),
    [
        ("a = 'x' or b", {"a": None, "b": True}, True),
        ("a = 'x' and b", {"a": None, "b": False}, False),
        ("not (a = 'x' and b)", {"a": None, "b": False}, True),
        ("not a = 'x'", {"a": None}, False),
        ("a is null", {"a": None}, True),
        ("a is not null and a in ('x', 'y')", {"a": "y"}, True),
        ("n * 2 >= 3", {"n": Decimal("1.5")}, True),
        ("n <> 0.1", {"n": Decimal("0.1")}, False),
    ],
)
def test_unknown_is_neither_true_nor_false(text: str, row: dict[str, object], met: bool) -> None:
    assert condition(text)(row) is met  # type: ignore[arg-type]
