"""Three published vintages of the accounts of the INSA schools: 2019, 2020 and the current one.

They are loaded one after the other as corrections of one feed, each under the layout of its time, frozen, and
compared two by two. What differs is counted apart, by reading the three files with the csv module.

The layout of 2019 is the oldest, and has traps of its own: four amounts bear other names, the lines of
research income do not exist, and eight school-years are torn in two rows, one of which is nearly empty, in no
order. Where both halves fill a cell and disagree, the vintages that follow keep the fuller half five times,
and the sparser one twice: no rule about rows is right, so that each of them must be told.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from jalon.figures.components import Component
from jalon.figures.restatement import Kind
from jalon.infocentre.deliveries import Delivery, Outcome
from jalon.services.compare import Comparison, compare
from jalon.services.freeze import freeze
from jalon.services.load import load
from jalon.services.progress import Silent
from jalon.services.reproduce import reproduce
from jalon.services.vintages import verify
from oracles.small import Small, small
from oracles.test_insa_restated import DATA, SCHOOLS, indicator, names

Rows = list[dict[str, str]]
Key = tuple[str, str, str]
Cells = dict[Key, Decimal]

SAME = {
    "treasury": "Trésorerie",
    "working_capital": "Fonds de roulement net global",
    "working_capital_need": "Besoin en fonds de roulement",
    "net_result": "Résultat net comptable",
    "budget_balance": "Solde budgétaire",
    "acquisitions": "Acquisitions d'immobilisations",
    "external_charges": "Charges externes",
}
"""Amounts that the three vintages hold under one name."""


@dataclass(frozen=True)
class Vintage:
    """A published file, with the names that it gives to what the others name otherwise."""

    name: str
    file: str
    day: date
    renamed: dict[str, str]
    nature: str = "{constant: accounts}"
    more: str = ""

    @property
    def columns(self) -> dict[str, str]:
        return {**SAME, **self.renamed}

    @property
    def path(self) -> Path:
        return DATA / self.file


TORN = 'most_complete: ["uai - identifiant", exercice]\n'
V2019 = Vintage(
    "published-2019",
    "finances_insa.2019v1.csv",
    date(2020, 12, 1),
    {
        "income": "Produits encaissables",
        "charges": "Charges décaissables",
        "self_financing": "Capacité d'autofinancement CAF",
        "payroll": "Dépenses de personnel",
    },
    more=TORN,
)
V2020 = Vintage(
    "published-2020",
    "finances_insa.2020v1.csv",
    date(2021, 12, 1),
    {
        "income": "Produits de fonctionnement encaissables",
        "charges": "Charges de fonctionnement décaissables",
        "self_financing": "Capacité d'autofinancement",
        "payroll": "Dépenses de personnel",
    },
)
CURRENT = Vintage(
    "published-2024",
    "finances_insa.csv",
    date(2024, 10, 1),
    {**V2020.renamed, "payroll": "Charges de personnel"},
    nature="{from: source, codes: {Comptes financiers: accounts, Budget: budget}}",
)
VINTAGES = (V2019, V2020, CURRENT)
COLUMNS = tuple(V2019.columns)
PAIRS = [(V2019, V2020), (V2020, CURRENT), (V2019, CURRENT)]
BOTH = pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda one: one.name)


def entity() -> str:
    # Some amounts of 2020 are published as 4e+05: a measurement may be written so, an exact amount may not.
    columns = "\n".join(
        f"  - {{column: {name}, type: {'number' if name == 'budget_balance' else 'decimal'}, unit: EUR}}"
        for name in COLUMNS
    )
    head = "entity: account\nname: Accounts\ngrain: one row by school and year\ncalendar: financial-year\n"
    return f"{head}columns:\n  - {{column: nature, type: text, required: true}}\n{columns}\nkey: [nature]\n"


def source(one: Vintage) -> str:
    columns = "\n".join(f'  {name}: "{published}"' for name, published in one.columns.items())
    return f"""\
source: accounts
name: Accounts
entity: account
file: accounts.csv
reader: {{kind: csv, delimiter: ";", encoding: utf-8}}
unit: {{column: uai - identifiant, codes: uai}}
period: {{column: exercice}}
{one.more}columns:
  nature: {one.nature}
{columns}
"""


def dossier_files() -> dict[str, str]:
    part = "{{kind: total, entity: account, value: {}, where: \"nature = 'accounts'\"}}".format
    units = "\n".join(
        f"  - {{unit: {school}, name: {school}, codes: {{uai: {uai}}}}}" for uai, school in SCHOOLS.items()
    )
    return {
        "perimeter.yaml": f"institute: INSA\nunits:\n{units}\n",
        "entities/account.yaml": entity(),
        **{f"indicators/{name}.yaml": indicator(names(name), part(name)) for name in COLUMNS},
    }


def receive(made: Small, one: Vintage) -> Delivery:
    made.write({"sources/accounts.yaml": source(one), "accounts.csv": one.path.read_text(encoding="utf-8")})
    (delivery,) = load(made.dossier, made.workspace, as_of=one.day, progress=Silent()).deliveries
    return delivery


@dataclass(frozen=True)
class World:
    """The three vintages in one workspace, with the delivery that each came in."""

    made: Small
    deliveries: dict[str, Delivery]

    def compare(self, old: Vintage, new: Vintage) -> Comparison:
        return compare(self.made.dossier, self.made.workspace, old.name, new.name, as_of=CURRENT.day)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    made = small(tmp_path_factory.mktemp("insa"), dossier_files())
    (made.folder / "entities" / "headcount.yaml").unlink()
    (made.folder / "entities" / "register.yaml").unlink()
    found = {}
    for one in VINTAGES:
        found[one.name] = receive(made, one)
        signed = {"as_of": one.day, "signed_by": "board", "signed_on": one.day}
        freeze(made.dossier, made.workspace, one.name, progress=Silent(), **signed)  # type: ignore[arg-type]
    return World(made, found)


# What the files say, read apart


def raw(one: Vintage) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file, each with its line."""
    with one.path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter=";"))
    return [(line, row) for line, row in enumerate(rows, start=2) if row.get("source") != "Budget"]


def torn() -> dict[tuple[str, str], list[tuple[int, dict[str, str]]]]:
    """The school-years of 2019 that stand on several rows, the fuller row first."""
    found: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    for line, row in raw(V2019):
        found.setdefault((SCHOOLS[row["uai - identifiant"]], row["exercice"]), []).append((line, row))
    return {
        key: sorted(rows, key=lambda one: -sum(map(bool, one[1].values())))
        for key, rows in found.items()
        if len(rows) > 1
    }


def published(one: Vintage) -> Cells:
    """School, year and column → amount; of a torn row, the fuller half."""
    dropped = {line for rows in torn().values() for line, _ in rows[1:]} if one is V2019 else set()
    return {
        (SCHOOLS[row["uai - identifiant"]], row["exercice"], name): Decimal(row[column])
        for line, row in raw(one)
        for name, column in one.columns.items()
        if line not in dropped and row[column].strip()
    }


def moved(comparison: Comparison, kind: Kind) -> dict[Key, Fraction | None]:
    by_indicator = {names(name): name for name in COLUMNS}
    return {
        (move.cell.unit, move.cell.period.label, by_indicator[move.cell.indicator]): move.change
        for move in comparison.moves
        if move.kind is kind and move.cell.unit in SCHOOLS.values()
    }


# The three vintages against each other


@BOTH
def test_the_restated_cells_are_those_and_only_those(world: World, old: Vintage, new: Vintage) -> None:
    before, after = published(old), published(new)
    expected = {
        key: Fraction(after[key]) - Fraction(before[key])
        for key in before.keys() & after.keys()
        if before[key] != after[key]
    }
    comparison = world.compare(old, new)
    assert moved(comparison, Kind.MOVED) == expected
    assert moved(comparison, Kind.APPEARED).keys() == after.keys() - before.keys()
    assert moved(comparison, Kind.DISAPPEARED).keys() == before.keys() - after.keys()
    for move in comparison.moves:
        if move.kind is Kind.MOVED:
            assert move.of(Component.DATA) == move.change, "a file replaced by the next one, and nothing else"


@pytest.mark.parametrize(
    ("pair", "common", "restated", "treasury", "appeared", "disappeared"),
    [
        (PAIRS[0], 528, 62, 6, 70, 0),
        (PAIRS[1], 556, 70, 7, 210, 42),
        (PAIRS[2], 486, 62, 6, 280, 42),
    ],
    ids=["2019-2020", "2020-2024", "2019-2024"],
)
def test_how_much_the_ministry_restated(
    pair: tuple[Vintage, Vintage],
    world: World,
    common: int,
    restated: int,
    treasury: int,
    appeared: int,
    disappeared: int,
) -> None:
    """Counts made once by hand from the files: a change in them is a change of the data or of the reading."""
    before, after = (published(one) for one in pair)
    comparison = world.compare(*pair)
    found = moved(comparison, Kind.MOVED)
    assert (
        len(before.keys() & after.keys()),
        len(found),
        sum(key[2] == "treasury" for key in found),
        len(moved(comparison, Kind.APPEARED)),
        len(moved(comparison, Kind.DISAPPEARED)),
    ) == (common, restated, treasury, appeared, disappeared)


def test_each_vintage_restates_the_last_year_of_the_one_before_and_nothing_else(world: World) -> None:
    """The last year of a publication is provisional, though no column of 2019 or 2020 says so."""
    first = moved(world.compare(V2019, V2020), Kind.MOVED)
    second = moved(world.compare(V2020, CURRENT), Kind.MOVED)
    # The two others are charges of 2016 whose correction stood on the sparser half of a torn row.
    others = {("lyon", "2016", "charges"), ("toulouse", "2016", "charges")}
    assert {key for key in first if key[1] != "2019"} == others
    assert first.keys() - others == {key for key in published(V2019) if key[1] == "2019"}
    assert second.keys() == {key for key in published(V2020) if key[1] == "2020"}


def test_payroll_before_2018_is_gone_from_the_current_accounts(world: World) -> None:
    gone = moved(world.compare(V2020, CURRENT), Kind.DISAPPEARED)
    assert {(year, column) for _, year, column in gone} == {
        (str(year), "payroll") for year in range(2010, 2018)
    }


def test_what_moved_from_the_first_to_the_last_went_through_the_second(world: World) -> None:
    steps = [moved(world.compare(*pair), Kind.MOVED) for pair in pairwise(VINTAGES)]
    whole = moved(world.compare(V2019, CURRENT), Kind.MOVED)
    held = [published(one) for one in VINTAGES]
    for key in held[0].keys() & held[1].keys() & held[2].keys():
        assert whole.get(key, 0) == sum(step.get(key, 0) or 0 for step in steps), key


def test_the_three_vintages_come_out_again(world: World) -> None:
    assert verify(world.made.workspace) == ()
    for one in VINTAGES:
        done = reproduce(world.made.workspace, one.name)
        assert done.differences == ()
        assert done.figures > 500


# The rows of 2019 that are torn in two


def test_torn_rows_are_told_and_those_that_disagree_told_apart(world: World) -> None:
    delivery = world.deliveries[V2019.name]
    assert delivery.outcome is Outcome.ACCEPTED
    assert (delivery.counts.received, delivery.counts.accepted, delivery.counts.set_aside) == (65, 57, 8)
    told = {
        (one.line, one.column, one.value) if reason.code == "row-other-values" else (one.line, "", one.value)
        for reason in delivery.reasons
        for one in reason.examples
    }
    assert told == {
        (line, differing(row, kept), str(best))
        for (best, kept), *others in torn().values()
        for line, row in others
    }
    assert Counter({reason.code: reason.count for reason in delivery.reasons}) == {
        "row-other-values": 7,
        "row-less-complete": 1,
    }


def differing(row: dict[str, str], kept: dict[str, str]) -> str:
    """The first column read, in the order of the mapping, in which a half contradicts the row kept."""
    for column in V2019.columns.values():
        if row[column] and (not kept[column] or Decimal(row[column]) != Decimal(kept[column])):
            return column
    return ""


def test_no_rule_about_rows_is_right_for_every_torn_cell() -> None:
    """Why a half that disagrees is told: the vintages that follow keep now one, now the other."""
    later, sides = published(V2020), Counter[str]()
    for (school, year), ((_, kept), (_, other)) in torn().items():
        for name, column in V2019.columns.items():
            if kept[column] and other[column] and Decimal(kept[column]) != Decimal(other[column]):
                value = later[school, year, name]
                sides["fuller" if value == Decimal(kept[column]) else "sparser"] += 1
                assert value in {Decimal(kept[column]), Decimal(other[column])}
    assert sides == {"fuller": 5, "sparser": 2}


def test_without_a_word_about_torn_rows_the_file_is_refused(tmp_path: Path) -> None:
    """The first of two halves would be kept by chance: for three school-years, the nearly empty one."""
    made = small(tmp_path, dossier_files())
    delivery = receive(made, replace(V2019, more=""))
    assert delivery.outcome is Outcome.REFUSED
    assert [(reason.code, reason.count) for reason in delivery.reasons] == [("row-duplicate", 8)]
    sparse_first = [key for key, rows in torn().items() if rows[0][0] > rows[1][0]]
    assert len(sparse_first) == 3
