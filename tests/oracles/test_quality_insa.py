"""The rules of the INSA example on real data, against what another column of the same files says.

The ministry's column « rce » gives the year in which a school took over its payroll, which Jalon does not
read; the two published vintages of the accounts are compared by a rule and by the csv module.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.deliveries import Outcome
from jalon.infocentre.finding import Finding
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language
from jalon.review.render.markdown import render_markdown
from jalon.services.check import open_checked
from jalon.services.load import load
from jalon.services.overrides import override
from jalon.services.places import workspace_of
from jalon.services.progress import Silent
from jalon.services.quality import quality
from jalon.services.report import Reports, report_content
from jalon.services.reportpage import report_document
from oracles import by_hand
from oracles.small import small
from oracles.test_insa_restated import NEW, OLD, SCHOOLS

DAY = date(2025, 12, 31)
BREAK = "income-breaks"
INCOME = "Produits de fonctionnement encaissables"
Place = tuple[Dossier, Workspace]


def accounts(file: Path = NEW) -> Iterator[dict[str, str]]:
    """The rows of the accounts, read apart."""
    with file.open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle, delimiter=";")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    dossier = open_checked(by_hand.DATA.parent)
    workspace = workspace_of(dossier, tmp_path_factory.mktemp("home"))
    loaded = load(dossier, workspace, as_of=DAY, progress=Silent())
    assert {one.outcome for one in loaded.deliveries} == {Outcome.ACCEPTED}, "the rules hold nothing back"
    return dossier, workspace


def found(place: Place, rule: str) -> dict[tuple[str, str], Finding]:
    every = quality(*place, as_of=DAY).findings
    return {(one.unit, one.period): one for _, one in every if one.rule == rule}


def test_income_breaks_in_the_year_the_ministry_says_and_in_no_other(place: Place) -> None:
    rows = list(accounts())
    held = {(row["uai - identifiant"], int(row["exercice"])) for row in rows if row[INCOME]}
    transferred = {
        (SCHOOLS[row["uai - identifiant"]], row["rce"])
        for row in rows
        if row["rce"] and (row["uai - identifiant"], int(row["rce"]) - 1) in held
    }
    assert len(transferred) == 5, "Centre Val de Loire was transferred in its first year: nothing was before"
    # Hauts-de-France has no such year: its accounts of 2020, the first, are short.
    assert found(place, BREAK).keys() == transferred | {("hauts-de-france", "2021")}


def test_the_delivery_report_lists_every_break_once(place: Place) -> None:
    report = Reports(*place, DAY).of_feed("accounts")
    page = render_markdown(report_document(place[0], report, Language.EN))
    breaks = [line for line in page.splitlines() if BREAK in line]
    assert len(breaks) == 6
    assert any("INSA Strasbourg | 2013 | 181.19 % | 40 %" in line for line in breaks)
    told = report_content(report, Language.EN)["findings"]
    assert isinstance(told, list)
    assert {(one["unit"], one["period"]) for one in told if one["rule"] == BREAK} == found(
        place, BREAK
    ).keys()


def test_the_change_is_that_of_the_published_amounts(place: Place) -> None:
    amounts = {
        (SCHOOLS[row["uai - identifiant"]], int(row["exercice"])): Fraction(row[INCOME])
        for row in accounts()
        if row[INCOME]
    }
    for (school, year), finding in found(place, BREAK).items():
        now, before = amounts[school, int(year)], amounts[school, int(year) - 1]
        assert abs(Fraction(finding.measured) - 100 * (now - before) / before) < Fraction(1, 10**6)


def test_a_school_that_leaves_the_file_is_the_only_large_change_of_enrolments(place: Place) -> None:
    # Rennes is a member, owes its enrolments, and has no row after 2021 in a file that lists everything.
    changes = found(place, "students-change-from-one-year-to-the-next")
    assert {where: (one.measured, one.rows) for where, one in changes.items()} == {
        ("rennes", "2022"): (-100, 0)
    }


def test_the_other_rules_of_the_example_find_nothing(place: Place) -> None:
    rules = {finding.rule for _, finding in quality(*place, as_of=DAY).findings}
    assert "own-resources-are-part-of-income" not in rules
    assert set(found(place, "own-resources-break")) == {("toulouse", "2012")}, (
        "+48 %, in the year of its transfer"
    )


def test_a_break_explained_stays_seen_and_is_not_taken_for_the_next_one(place: Place) -> None:
    dossier, workspace = place
    override(
        dossier,
        workspace,
        rule=BREAK,
        unit="toulouse",
        period="2012",
        value=Decimal(173),
        because="payroll transferred by the State",
        by="accounting agency",
        day=DAY,
    )
    loaded = load(dossier, workspace, as_of=DAY, progress=Silent(), feeds=("accounts",))
    assert [one.outcome for one in loaded.deliveries] == [Outcome.ACCEPTED], (
        "what is only noted holds nothing back"
    )
    breaks = found(place, BREAK)
    explained = breaks.pop(("toulouse", "2012"))
    assert explained.override is not None
    assert all(one.override is None for one in breaks.values())


ACCOUNT = """
entity: {name}
name: {name}
grain: one row by school and year
calendar: financial-year
key: [nature]
columns:
  - {{column: nature, type: text, required: true}}
  - {{column: europe, type: decimal, unit: EUR}}
"""
SOURCE = """
source: {name}
name: {name}
entity: {name}
file: {name}.csv
reader: {{kind: csv, delimiter: ";", encoding: utf-8}}
unit: {{column: uai - identifiant, codes: uai}}
period: {{column: exercice}}
columns:
  nature: {nature}
  europe: "{europe}"
"""
RECONCILED = """
entity: new-accounts
rules:
  - rule: vintages-agree
    kind: reconcile
    severity: reserve
    value: europe
    where: nature = 'accounts'
    with: {entity: old-accounts, value: europe}
    because: the ministry restated European subsidies
"""


def test_two_vintages_are_reconciled_cell_by_cell(tmp_path: Path) -> None:
    nature = "{from: source, codes: {Comptes financiers: accounts, Budget: budget}}"
    units = "\n".join(
        f"  - {{unit: {school}, name: {school}, codes: {{uai: {uai}}}}}" for uai, school in SCHOOLS.items()
    )
    files = {}
    for name, file, said in (("old-accounts", OLD, "{constant: accounts}"), ("new-accounts", NEW, nature)):
        files[f"entities/{name}.yaml"] = ACCOUNT.format(name=name)
        files[f"sources/{name}.yaml"] = SOURCE.format(name=name, nature=said, europe=by_hand.EUROPE)
        files[f"{name}.csv"] = file.read_text(encoding="utf-8")
    files["quality/vintages.yaml"] = RECONCILED
    made = small(tmp_path, files, f"institute: INSA\nunits:\n{units}\n")
    assert made.load(DAY).is_whole

    def europe(file: Path) -> dict[tuple[str, str], Fraction]:
        rows = [row for row in accounts(file) if row.get("source") != "Budget"]
        return {
            (SCHOOLS[row["uai - identifiant"]], row["exercice"]): Fraction(row[by_hand.EUROPE] or 0)
            for row in rows
        }

    old, new = europe(OLD), europe(NEW)
    expected = {
        key: 100 * (new[key] - old[key]) / max(abs(new[key]), abs(old[key]))
        for key in old.keys() & new.keys()
        if old[key] != new[key]
    }
    assert new["lyon", "2020"] - old["lyon", "2020"] == -239_614, "the ministry did restate it"
    measured = {
        (one.unit, one.period): one.measured
        for one in quality(made.dossier, made.workspace, as_of=DAY).between
    }
    assert measured.keys() == expected.keys()
    assert all(abs(Fraction(measured[key]) - expected[key]) < Fraction(1, 10**6) for key in expected)
