"""Tiny dossiers written in a folder, taken the whole way: check, load, compute, show.

A test writes its units, its indicators and a few rows of CSV; everything else has a default that makes a
sound dossier: three schools, a contract from 2020 to 2024, a source that lists every school in one file.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import indent

from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Figure, FigureSet, Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language
from jalon.services.check import check, open_checked
from jalon.services.compute import Computed, compute
from jalon.services.load import Loaded, load
from jalon.services.places import workspace_of
from jalon.services.progress import Silent
from jalon.services.rows import Cell, Row
from jalon.services.show import Selection, show, stored_figures

DAY = date(2030, 1, 1)
"""Long after everything was due."""

HEAD = """
dossier: small
title: A small dossier
institution: Small institute
"""
CONTRACT = """
contract: small
title: Small contract
since: 2020-01-01
until: 2025-01-01
"""
PRICES = """
price_indices:
  - {index: prices, name: Prices, entity: price-index, where: series = 'all', value: index_value, months: 12,
     reference: {document: Prices}}
"""
PRICE_SOURCE = """
source: prices
name: Prices
entity: price-index
file: prices.csv
reader: {kind: csv}
period: {column: month}
columns:
  series: {constant: all}
  index_value: level
"""
HEADCOUNT = """
entity: headcount
name: Head-counts
grain: one row by unit, year, kind and sex
calendar: year
columns:
  - {column: kind, type: text}
  - {column: sex, type: text}
  - {column: people, type: integer, unit: persons}
  - {column: area, type: decimal, unit: m2}
  - {column: income, type: decimal, unit: EUR}
  - {column: grants, type: decimal, unit: EUR}
"""
REGISTER = """
entity: register
name: Register
grain: one row by unit, year and person
calendar: year
columns:
  - {column: person, type: text, required: true, sensitivity: personal}
  - {column: sex, type: text}
  - {column: main, type: boolean}
"""


def source(
    entity: str,
    file: str,
    columns: str,
    *,
    name: str = "",
    more: str = "",
    unit: str = "unit: {column: unit}",
) -> str:
    """A source whose columns bear the names of the entity's."""
    told = "\n".join(f"  {column}: {column}" for column in columns.split())
    return f"""
source: {name or entity}
name: {name or entity} file
entity: {entity}
file: {file}
reader: {{kind: csv}}
{unit}
period: {{column: year}}
columns:
{told}
{more}
"""


def indicator(
    name: str,
    measure: str,
    *,
    unit: str = "persons",
    calendar: str = "year",
    more: str = "",
    since: int = 2000,
) -> str:
    """An indicator with that measure, written as in a dossier."""
    return f"""
indicator: {name}
name: {name}
definition: {name}
measure:
{indent(measure.strip(), "  ")}
unit: "{unit}"
direction: up
calendar: {calendar}
stage: enrolled
population: {{id: everyone, text: everyone}}
owner: steering
frequency: yearly
available: next year
since: {since}-01-01
reference: {{document: Test}}
{more}
"""


def perimeter(*units: str, **members: str) -> str:
    """Units by identifier; ``members`` gives the membership of those that join or leave."""
    written = []
    for unit in units:
        member = f", member: [{members[unit]}]" if unit in members else ""
        written.append(f"  - {{unit: {unit}, name: {unit.capitalize()}{member}}}")
    return "institute: Institute\nunits:\n" + "\n".join(written) + "\n"


Category = tuple[str, str]


@dataclass
class Small:
    """A dossier in a folder, with its workspace beside it."""

    folder: Path
    home: Path

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.lstrip("\n"), encoding="utf-8")

    def copy(self, folder: Path) -> Small:
        """The same dossier and workspace, to spoil."""
        shutil.copytree(self.folder.parent, folder, dirs_exist_ok=True)
        return Small(folder / self.folder.name, folder / self.home.name)

    @property
    def faults(self) -> list[str]:
        return [issue.code for issue in check(self.folder).issues]

    @property
    def dossier(self) -> Dossier:
        return open_checked(self.folder)

    @property
    def workspace(self) -> Workspace:
        return workspace_of(self.dossier, self.home)

    def load(self, as_of: date = DAY, feed: str = "", file: Path | None = None) -> Loaded:
        feeds = (feed,) if feed else ()
        return load(self.dossier, self.workspace, as_of=as_of, progress=Silent(), feeds=feeds, file=file)

    def compute(self, as_of: date = DAY) -> Computed:
        return compute(self.dossier, self.workspace, as_of=as_of, progress=Silent())

    def run(self, as_of: date = DAY) -> Small:
        """Load what is whole, then compute."""
        loaded = self.load(as_of)
        assert loaded.is_whole, [issue.code for issue in loaded.issues]
        self.compute(as_of)
        return self

    @property
    def figures(self) -> FigureSet:
        return stored_figures(self.workspace, totals_only=False)

    def figure(
        self, indicator: str, unit: str, year: str, *breakdown: Category, scope: Scope = Scope.AS_IT_WAS
    ) -> Figure:
        found = self.figures.series(indicator, unit, scope, breakdown)
        return next(figure for figure in found if figure.period.label == year)

    def row(
        self,
        indicator: str,
        unit: str,
        year: str,
        *,
        scope: Scope = Scope.AS_IT_WAS,
        breakdown: str | None = None,
        language: Language = Language.EN,
    ) -> Row:
        """The one row that « jalon show » prints for a cell."""
        selection = Selection(
            indicators=(indicator,), units=(unit,), periods=(year,), scope=scope, breakdown=breakdown
        )
        (row,) = show(self.dossier, self.workspace, selection, language)
        return row

    def value(self, indicator: str, unit: str, year: str) -> Cell:
        return self.row(indicator, unit, year)["value"]

    def values(self, indicator: str, year: str) -> dict[str, Cell]:
        """The value of each unit and of the institute in a year."""
        rows = show(
            self.dossier, self.workspace, Selection(indicators=(indicator,), periods=(year,)), Language.EN
        )
        return {str(row["unit"]): row["value"] for row in rows}


def small(folder: Path, files: Mapping[str, str], units: str = "") -> Small:
    """A dossier of three schools (or of ``units``, a whole perimeter) with the given files."""
    made = Small(folder / "dossier", folder / "home")
    made.write(
        {
            "dossier.yaml": HEAD,
            "perimeter.yaml": units or perimeter("north", "south", "east"),
            "contract.yaml": CONTRACT,
            "entities/headcount.yaml": HEADCOUNT,
            "entities/register.yaml": REGISTER,
            **files,
        }
    )
    return made


def monthly(levels: Mapping[int, str]) -> str:
    """A price file: every month of a year at one level."""
    rows = [f"{year}-{month:02d},{level}" for year, level in levels.items() for month in range(1, 13)]
    return "\n".join(["month,level", *rows]) + "\n"
