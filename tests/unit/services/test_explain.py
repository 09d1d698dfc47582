"""An explanation leads from a figure to the rows of the files."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from jalon.kernel.texts import Language
from jalon.services.explain import Explanation, explain
from jalon.services.lineage import lineage_content
from jalon.services.problems import DossierProblem
from oracles.small import Small, indicator, perimeter, small, source


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    files = {
        "indicators/a.yaml": indicator("people", "{kind: total, entity: headcount, value: people}"),
        "indicators/b.yaml": indicator(
            "money", "{kind: total, entity: headcount, value: income}", unit="EUR"
        ),
        "indicators/c.yaml": indicator(
            "each", "{kind: derived, expression: money / people}", unit="EUR/person"
        ),
        "indicators/d.yaml": indicator("persons", "{kind: distinct, entity: register, key: person}"),
        "sources/a.yaml": source("headcount", "people.csv", "people income"),
        "sources/b.yaml": source("register", "register.csv", "person sex"),
        "people.csv": "unit,year,people,income\nnorth,2022,4,100\nsouth,2022,2,20\nsouth,2021,9,9\n",
        "register.csv": "unit,year,person,sex\nnorth,2022,ada,F\nsouth,2022,ada,F\n",
    }
    return small(tmp_path_factory.mktemp("explain"), files, perimeter("north", "south")).run()


def told(made: Small, name: str, unit: str = "institute", period: str = "2022") -> Explanation:
    return explain(made.dossier, made.workspace, name, unit, period)


def test_a_total_leads_to_its_rows(made: Small) -> None:
    found = told(made, "people")
    assert [(row.file, row.line, row.cells["people"]) for row in found.rows] == [
        ("people.csv", 2, "4"),
        ("people.csv", 3, "2"),
    ]
    assert found.row_count == 2
    assert [delivery.file for delivery in found.deliveries] == ["people.csv"]
    assert [figure.unit for figure in found.units] == ["north", "south"]
    assert [step.name for _, steps in found.steps for step in steps] == ["rows", "profile", "cells"]


def test_a_line_of_a_workbook_is_told_with_its_sheet(tmp_path: Path) -> None:
    read = source("headcount", "people.xlsx", "people").replace(
        "reader: {kind: csv}", "reader: {kind: xlsx, sheet: Heads 2022}"
    )
    files = {
        "indicators/a.yaml": indicator("people", "{kind: total, entity: headcount, value: people}"),
        "sources/a.yaml": read,
    }
    place = small(tmp_path, files, perimeter("north", "south"))
    with xlsxwriter.Workbook(str(place.folder / "people.xlsx")) as book:
        book.add_worksheet("Read me").write(1, 0, "north")
        page = book.add_worksheet("Heads 2022")
        for number, cells in enumerate((["unit", "year", "people"], ["north", 2022, 4])):
            page.write_row(number, 0, cells)
    made = place.run()
    found = told(made, "people", "north")
    assert [(row.file, row.line) for row in found.rows] == [("people.xlsx [Heads 2022]", 2)]
    content = lineage_content(made.dossier, found, None, Language.EN)
    assert [one["sheet"] for one in content["deliveries"]] == ["Heads 2022"]  # type: ignore[attr-defined]


def test_a_unit_alone_has_no_bridge(made: Small) -> None:
    found = told(made, "people", "south")
    assert found.units == ()
    assert [row.line for row in found.rows] == [3]


def test_a_derived_indicator_leads_to_the_rows_of_its_terms(made: Small) -> None:
    found = told(made, "each")
    assert [delivery.file for delivery in found.deliveries] == ["people.csv"]
    assert [(row.cells["people"], row.cells["income"]) for row in found.rows] == [("4", "100"), ("2", "20")]
    assert found.steps


def test_persons_are_counted_and_never_shown(made: Small) -> None:
    found = told(made, "persons")
    assert found.figure.value == 1
    assert [row.line for row in found.rows] == [2, 3]
    assert all("ada" not in row.cells.values() for row in found.rows)
    assert [step.name for _, steps in found.steps for step in steps][1:] == [
        "profile",
        "signed",
        "held",
        "several",
        "sets",
        "meanings",
        "members",
        "ledger",
        "cells",
    ]


@pytest.mark.parametrize(
    ("name", "unit", "period"),
    [("peple", "institute", "2022"), ("people", "nord", "2022"), ("people", "north", "1999")],
)
def test_a_figure_that_is_not_there(made: Small, name: str, unit: str, period: str) -> None:
    with pytest.raises(DossierProblem):
        told(made, name, unit, period)


def test_an_explanation_before_any_computation(tmp_path: Path) -> None:
    made = small(
        tmp_path,
        {"indicators/a.yaml": indicator("people", "{kind: total, entity: headcount, value: people}")},
    )
    with pytest.raises(DossierProblem, match="jalon compute"):
        told(made, "people")
