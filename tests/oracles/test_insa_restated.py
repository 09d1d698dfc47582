"""The ministry restated the accounts of the INSA schools: every restated cell is explained, down to its line.

Two published vintages are loaded under their own layouts and frozen. Which cells differ is found apart, by
reading the two files with the csv module.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from jalon.figures.components import Component
from jalon.figures.restatement import Kind, Move, Part
from jalon.kernel.missing import present
from jalon.services.compare import Comparison, compare
from jalon.services.freeze import freeze
from jalon.services.moves import over_periods
from jalon.services.progress import Silent
from jalon.services.reproduce import reproduce
from jalon.services.rowsbehind import RowsBehind
from jalon.services.vintages import verify
from oracles.small import Small, small

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "examples" / "insa" / "data"
OLD, NEW = DATA / "finances_insa.2020v1.csv", DATA / "finances_insa.csv"
OLD_DAY, NEW_DAY = date(2021, 12, 1), date(2024, 10, 1)
SCHOOLS = {
    "0180974L": "centre-val-de-loire",
    "0597131F": "hauts-de-france",
    "0690192J": "lyon",
    "0350097R": "rennes",
    "0760165S": "rouen",
    "0670190T": "strasbourg",
    "0310152X": "toulouse",
}
COLUMNS = {
    "treasury": "Trésorerie",
    "working_capital": "Fonds de roulement net global",
    "working_capital_need": "Besoin en fonds de roulement",
    "net_result": "Résultat net comptable",
    "budget_balance": "Solde budgétaire",
    "acquisitions": "Acquisitions d'immobilisations",
    "anr_other": "ANR hors investissements d'avenir",
    "anr_investments": "ANR investissements d'avenir",
    "research_contracts": "Contrats et prestations de recherche hors ANR",
    "european_subsidies": "Subventions Union Européenne",
    "regional_subsidies": "Subventions de la région",
    "other_subsidies": "Autres Subventions",
    "fees": "Droits d'inscription",
    "apprenticeship_tax": "Taxe d'apprentissage",
    "valorisation": "Valorisation",
    "income": "Produits de fonctionnement encaissables",
    "charges": "Charges de fonctionnement décaissables",
}
"""Amounts that the two vintages hold under the same name."""

Cells = Mapping[tuple[str, str, str], Decimal]


def names(column: str) -> str:
    return column.replace("_", "-")


def entity() -> str:
    # Two amounts are published as 4e+05 and 5e+05: a measurement may be written so, an exact amount may not.
    rounded = {"budget_balance", "apprenticeship_tax"}
    kinds = {name: "number" if name in rounded else "decimal" for name in COLUMNS}
    columns = "\n".join(f"  - {{column: {name}, type: {kind}, unit: EUR}}" for name, kind in kinds.items())
    head = "entity: account\nname: Accounts\ngrain: one row by school and year\ncalendar: financial-year\n"
    return f"{head}columns:\n  - {{column: nature, type: text, required: true}}\n{columns}\nkey: [nature]\n"


def source(file: str, nature: str) -> str:
    """The layouts differ: the older one does not say whether a row is a budget, and holds none."""
    columns = "\n".join(f'  {name}: "{published}"' for name, published in COLUMNS.items())
    return f"""\
source: accounts
name: Accounts
entity: account
file: {file}
reader: {{kind: csv, delimiter: ";", encoding: utf-8}}
unit: {{column: uai - identifiant, codes: uai}}
period: {{column: exercice}}
columns:
  nature: {nature}
{columns}
"""


def indicator(name: str, measure: str, unit: str = "EUR") -> str:
    return f"""\
indicator: {name}
name: {name}
definition: {name}
measure: {measure}
unit: "{unit}"
direction: up
calendar: financial-year
stage: accounts
population: {{id: accounts, text: accounts}}
owner: accounting
frequency: yearly
available: in July
since: 2010-01-01
reference: {{document: Accounts}}
"""


def dossier_files(old: Path) -> dict[str, str]:
    part = "{{kind: total, entity: account, value: {}, where: \"nature = 'accounts'\"}}".format
    units = "\n".join(
        f"  - {{unit: {school}, name: {school}, codes: {{uai: {uai}}}}}" for uai, school in SCHOOLS.items()
    )
    ratio = f"{{kind: ratio, numerator: {part('fees')}, denominator: {part('income')}}}"
    derived = "{kind: derived, expression: income - charges}"
    return {
        "perimeter.yaml": f"institute: INSA\nunits:\n{units}\n",
        "entities/account.yaml": entity(),
        "sources/accounts.yaml": source("old.csv", "{constant: accounts}"),
        "old.csv": old.read_text(encoding="utf-8"),
        "new.csv": NEW.read_text(encoding="utf-8"),
        **{f"indicators/{name}.yaml": indicator(names(name), part(name)) for name in COLUMNS},
        "indicators/fee-share.yaml": indicator("fee-share", ratio, "%"),
        "indicators/margin.yaml": indicator("margin", derived),
    }


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Small, Comparison]:
    made = small(tmp_path_factory.mktemp("insa"), dossier_files(OLD))
    (made.folder / "entities" / "headcount.yaml").unlink()
    (made.folder / "entities" / "register.yaml").unlink()
    frozen(made, "published-2020", OLD_DAY)
    nature = "{from: source, codes: {Comptes financiers: accounts, Budget: budget}}"
    made.write({"sources/accounts.yaml": source("new.csv", nature)})
    frozen(made, "published-2024", NEW_DAY)
    names_ = ("published-2020", "published-2024")
    return made, compare(made.dossier, made.workspace, *names_, as_of=NEW_DAY)


def frozen(made: Small, name: str, day: date) -> None:
    assert made.load(day).is_whole
    freeze(made.dossier, made.workspace, name, as_of=day, signed_by="board", signed_on=day, progress=Silent())


def published(file: Path) -> Cells:
    """Every amount of the accounts in a file, read apart: school, year and column → amount."""
    with file.open(encoding="utf-8-sig", newline="") as handle:
        rows = [row for row in csv.DictReader(handle, delimiter=";") if row.get("source") != "Budget"]
    return {
        (SCHOOLS[row["uai - identifiant"]], row["exercice"], name): Decimal(row[column])
        for row in rows
        for name, column in COLUMNS.items()
        if row[column].strip()
    }


def schools(comparison: Comparison, *kinds: Kind) -> Iterable[tuple[tuple[str, str, str], Move]]:
    """The moves of schools in the indicators that are one column each."""
    by_indicator = {names(name): name for name in COLUMNS}
    for move in comparison.moves:
        if move.kind in kinds and move.cell.indicator in by_indicator and move.cell.unit in SCHOOLS.values():
            yield (move.cell.unit, move.cell.period.label, by_indicator[move.cell.indicator]), move


def test_the_restated_cells_are_those_and_only_those(restated: tuple[Small, Comparison]) -> None:
    before, after = published(OLD), published(NEW)
    expected = {
        key: Fraction(after[key]) - Fraction(before[key])
        for key in set(before) & set(after)
        if before[key] != after[key]
    }
    assert len(expected) > 100, "the ministry did restate these accounts"
    assert sum(key[2] == "treasury" for key in expected) == 7
    _, comparison = restated
    assert {key: move.change for key, move in schools(comparison, Kind.MOVED)} == expected
    assert all(move.of(Component.DATA) == move.change for _, move in schools(comparison, Kind.MOVED))


def test_what_appears_was_not_published_before(restated: tuple[Small, Comparison]) -> None:
    before, after = published(OLD), published(NEW)
    _, comparison = restated
    assert {key for key, _ in schools(comparison, Kind.APPEARED)} == set(after) - set(before)
    assert {key for key, _ in schools(comparison, Kind.DISAPPEARED)} == set(before) - set(after)


def test_each_restated_cell_is_explained_down_to_its_line(restated: tuple[Small, Comparison]) -> None:
    made, comparison = restated
    lines = {name: read_lines(made.folder / name) for name in ("old.csv", "new.csv")}
    with RowsBehind(comparison, made.workspace) as behind:
        found = {key: behind.of(move) for key, move in schools(comparison, Kind.MOVED)}
    for (school, year, column), (row,) in found.items():
        (cell,) = row.cells
        assert (row.unit, cell.column) == (school, column)
        assert row.before is not None
        assert row.after is not None
        for at, value in ((row.before, cell.before), (row.after, cell.after)):
            told = dict(zip(lines[at.file][0], lines[at.file][at.line - 1], strict=True))
            assert (SCHOOLS[told["uai - identifiant"]], told["exercice"]) == (school, year)
            assert Decimal(told[COLUMNS[column]]) == Decimal(str(value))


def read_lines(file: Path) -> list[list[str]]:
    return [line.split(";") for line in file.read_text(encoding="utf-8-sig").splitlines()]


def test_the_institute_and_what_is_derived_add_up(restated: tuple[Small, Comparison]) -> None:
    _, comparison = restated
    moves = {(m.cell.indicator, m.cell.unit, m.cell.period.label): m for m in comparison.moves}
    whole = moves["treasury", "institute", "2020"]
    schools_ = [moves["treasury", school, "2020"].change for school in SCHOOLS.values()]
    assert whole.change == sum(schools_)
    assert over_periods(comparison, "treasury") == [Part((Component.DATA,), whole.change)]
    assert over_periods(comparison, "fee-share") == [], "shares of several years have no sum"
    margin, income, charges = (moves[name, "lyon", "2020"].change for name in ("margin", "income", "charges"))
    assert margin == income - charges
    share = moves["fee-share", "institute", "2020"]
    before, after = present(share.before or Decimal(0)), present(share.after or Decimal(0))
    assert before is not None
    assert after is not None
    assert share.change == Fraction(after) - Fraction(before)


def test_both_vintages_come_out_again(restated: tuple[Small, Comparison]) -> None:
    made, _ = restated
    assert verify(made.workspace) == ()
    for name in ("published-2020", "published-2024"):
        done = reproduce(made.workspace, name)
        assert done.differences == ()
        assert done.figures > 1000
