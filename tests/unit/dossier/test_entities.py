"""Entities of the library, the columns that a dossier adds, and the dictionary of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.base import write_base
from jalon.dossier.entity import Entity, Sensitivity
from jalon.dossier.resolve import read_dossier
from jalon.kernel.issues import Issues
from jalon.services.dictionary import Entry, dictionary

EXPECTED = [
    "enrolment",
    "admission",
    "award",
    "mobility",
    "graduate-survey",
    "staff-contract",
    "publication",
    "authorship",
    "project",
    "participation",
    "ledger-line",
    "building",
    "meter",
    "meter-reading",
    "weather",
    "course",
    "course-activity",
    "lms-platform",
    "company",
    "engagement",
    "start-up",
    "process-case",
    "milestone",
]
NAMES = ("first_name", "last_name", "surname", "email", "birth_date", "ine", "phone", "address")


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entity]:
    dossier = read_dossier(write_base(tmp_path_factory.mktemp("base")), Issues())
    assert dossier is not None
    return dict(dossier.entities)


def test_the_library_has_every_entity_of_the_infocentre(entities: dict[str, Entity]) -> None:
    assert set(EXPECTED) - set(entities) == set()


def test_each_column_is_explained_in_both_languages(entities: dict[str, Entity]) -> None:
    for item in entities.values():
        for column in item.columns:
            assert column.description.fr and column.description.en, (item.id, column.name)  # noqa: PT018
            assert column.description.fr != column.description.en or " " not in column.description.fr


def test_persons_are_pseudonyms_and_nothing_names_them(entities: dict[str, Entity]) -> None:
    for item in entities.values():
        for column in item.columns:
            assert column.name not in NAMES
            if column.name == "person":
                assert column.pseudonym
                assert column.identity
                assert column.sensitivity is Sensitivity.PERSONAL


@pytest.mark.parametrize(
    ("entity", "column"),
    [
        ("enrolment", "disability"),
        ("enrolment", "nationality_group"),
        ("enrolment", "scholarship"),
        ("staff-contract", "sick_days"),
        ("staff-contract", "gross_pay"),
        ("graduate-survey", "gross_salary"),
    ],
)
def test_what_the_law_protects_most_is_special(entities: dict[str, Entity], entity: str, column: str) -> None:
    found = entities[entity].find(column)
    assert found is not None
    assert found.sensitivity is Sensitivity.SPECIAL


def _entries(folder: Path, entity: str, *, everything: bool = False) -> list[Entry]:
    issues = Issues()
    dossier = read_dossier(folder, issues)
    assert dossier is not None, list(issues)
    return [item for item in dictionary(dossier, everything=everything) if item.entity.id == entity]


def test_a_dossier_adds_columns_to_an_entity(tmp_path: Path) -> None:
    folder = write_base(tmp_path)
    (folder / "entities").mkdir()
    for name, column in (("a", "hall"), ("b", "club")):
        text = f"extends: enrolment-count\ncolumns:\n  - {{column: {column}, type: text}}\n"
        (folder / "entities" / f"{name}.yaml").write_text(text)
    source = folder / "sources" / "enrolments.yaml"
    source.write_text(source.read_text() + "  hall: diploma\n")
    found = {item.column.name: item for item in _entries(folder, "enrolment-count")}
    assert list(found)[-2:] == ["hall", "club"]
    assert found["hall"].sources == ("enrolments",)
    assert found["club"].sources == ()


def test_the_dictionary_says_who_fills_and_who_reads(tmp_path: Path) -> None:
    found = {item.column.name: item for item in _entries(write_base(tmp_path), "enrolment-count")}
    # By hand: « students » sums students where diploma = …, by sex and origin; « women » divides by sex.
    assert {name: item.indicators for name, item in found.items() if item.indicators} == {
        "diploma": ("students",),
        "sex": ("students", "women"),
        "origin": ("students",),
        "students": ("students", "women"),
    }
    assert found["discipline"].sources == ()
    assert _entries(tmp_path, "mobility") == []
    assert _entries(tmp_path, "mobility", everything=True) != []
