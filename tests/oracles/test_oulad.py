"""From registrations to distinct students, on real data: the bridge is exact at every level.

The Open University Learning Analytics Dataset (Kuzilek, Hlosta, Zdrahal 2017; CC BY 4.0; see
``tests/data/oulad``): seven modules are the units, presentations the periods. A presentation code is a year
with B for February or J for October: its period is the month in which it starts. Students of several modules
or presentations are what a sum counts twice. The second computation is made of Python sets.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import FigureSet
from jalon.figures.overlap import Side, read_overlaps
from jalon.infocentre.workspace import Workspace
from jalon.kernel.periods import Calendar, Period
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.load import load
from jalon.services.progress import Silent
from jalon.services.show import stored_figures

EXTRACT = Path(__file__).parents[1] / "data" / "oulad" / "registrations.csv.gz"
STARTS = {"B": "02", "J": "10"}
GROUPS = {"social-sciences": ("AAA", "BBB", "GGG"), "sciences": ("CCC", "DDD", "EEE", "FFF")}
MODULES = [module for modules in GROUPS.values() for module in modules]

Registration = tuple[str, str, str]
"""Module, presentation, student."""


def registrations() -> list[Registration]:
    with gzip.open(EXTRACT, "rt", encoding="utf-8") as file:
        return [(r["code_module"], r["code_presentation"], r["id_student"]) for r in csv.DictReader(file)]


# A grain is how registrations are cut in time: by presentation, by calendar year, all at once.
def month(presentation: str) -> str:
    return f"{presentation[:4]}-{STARTS[presentation[4]]}"


GRAINS = {
    "presentation": (Calendar.MONTH, month),
    "year": (Calendar.YEAR, lambda presentation: presentation[:4]),
    "dataset": (Calendar.YEAR, lambda _presentation: "2013"),
}


@pytest.fixture(scope="module")
def rows() -> list[Registration]:
    return registrations()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, rows: list[Registration]) -> Workspace:
    folder = tmp_path_factory.mktemp("oulad")
    for name, text in written(rows).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    dossier, workspace = open_checked(folder), Workspace(folder / "home")
    assert load(dossier, workspace, as_of=date(2015, 1, 1), progress=Silent()).is_whole
    compute(dossier, workspace, as_of=date(2015, 1, 1), progress=Silent())
    return workspace


@pytest.fixture(scope="module")
def figures(workspace: Workspace) -> FigureSet:
    return stored_figures(workspace)


# The same in Python


def students(rows: Iterable[Registration], grain: str) -> dict[tuple[str, str], set[str]]:
    """Who is registered, by period and module."""
    cut = GRAINS[grain][1]
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for module, presentation, student in rows:
        found[cut(presentation), module].add(student)
    return dict(found)


def periods(grain: str, rows: Iterable[Registration]) -> list[str]:
    return sorted({GRAINS[grain][1](presentation) for _, presentation, _ in rows})


# Checks


def test_the_extract_is_the_one_cited(rows: list[Registration]) -> None:
    assert len(rows) == 32_593
    assert len({student for _, _, student in rows}) == 28_785
    assert len(set(rows)) == len(rows), "nobody is registered twice in a presentation of a module"


@pytest.mark.parametrize("grain", GRAINS)
def test_each_module(figures: FigureSet, rows: list[Registration], grain: str) -> None:
    expected = students(rows, grain)
    for (period, module), persons in expected.items():
        assert value(figures, grain, module, period) == len(persons), (period, module)
        taken = sum(1 for m, p, _ in rows if m == module and GRAINS[grain][1](p) == period)
        assert value(figures, grain, module, period, "registrations") == taken


@pytest.mark.parametrize("grain", GRAINS)
def test_all_modules_and_the_bridge(figures: FigureSet, rows: list[Registration], grain: str) -> None:
    by_module = students(rows, grain)
    for period in periods(grain, rows):
        parts = [persons for (p, _), persons in by_module.items() if p == period]
        union, total = set[str]().union(*parts), sum(map(len, parts))
        figure = figures.get(f"students-by-{grain}", INSTITUTE, read(grain, period))
        assert figure is not None
        assert figure.bridge is not None
        assert figure.value == len(union)
        assert figure.bridge.sum_of_units == total
        assert figure.bridge.counted_twice == total - len(union)
        assert figure.bridge.institute_only == 0
        registered = sum(1 for _, p, _ in rows if GRAINS[grain][1](p) == period)
        assert value(figures, grain, INSTITUTE, period, "registrations") == registered


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("group", GROUPS)
def test_groups_of_modules(figures: FigureSet, rows: list[Registration], grain: str, group: str) -> None:
    by_module = students(rows, grain)
    for period in periods(grain, rows):
        union = set[str]().union(*(by_module.get((period, module), set()) for module in GROUPS[group]))
        assert value(figures, grain, group, period) == len(union), period


@pytest.mark.parametrize("grain", GRAINS)
def test_any_set_of_modules(workspace: Workspace, rows: list[Registration], grain: str) -> None:
    """Each of the 127 sets, from the stored ledger alone."""
    overlaps, by_module = read_overlaps(workspace.figures), students(rows, grain)
    for period in periods(grain, rows):
        ledger = overlaps.ledger(f"students-by-{grain}", Side.COUNT, read(grain, period))
        assert ledger is not None
        for size in range(1, len(MODULES) + 1):
            for chosen in combinations(MODULES, size):
                union = set[str]().union(*(by_module.get((period, module), set()) for module in chosen))
                assert ledger.count(frozenset(chosen)) == len(union), (period, chosen)


def test_the_figures_printed_in_the_documents(figures: FigureSet) -> None:
    """docs/explanation/proof-oulad.md prints this table."""
    shown = [("presentation", f"{year}-{start}") for year in (2013, 2014) for start in STARTS.values()]
    shown += [("year", "2013"), ("year", "2014"), ("dataset", "2013")]
    page = (EXTRACT.parents[3] / "docs" / "explanation" / "proof-oulad.md").read_text(encoding="utf-8")
    for grain, period in shown:
        registered = value(figures, grain, INSTITUTE, period, "registrations")
        total, twice, whole = bridge(figures, grain, period)
        line = f"| {registered:,} | {total:,} | {twice:,} | {whole:,} |"
        assert line in page, (grain, period, line)


def value(figures: FigureSet, grain: str, unit: str, period: str, what: str = "students") -> Decimal:
    figure = figures.get(f"{what}-by-{grain}", unit, read(grain, period))
    assert figure is not None
    assert isinstance(figure.value, Decimal), (what, grain, unit, period, figure.value)
    return figure.value


def bridge(figures: FigureSet, grain: str, period: str) -> tuple[Decimal, Decimal, Decimal]:
    figure = figures.get(f"students-by-{grain}", INSTITUTE, read(grain, period))
    assert figure is not None
    assert figure.bridge is not None
    return figure.bridge.sum_of_units, figure.bridge.counted_twice, figure.value  # type: ignore[return-value]


def read(grain: str, period: str) -> Period:
    return Period.parse(period, GRAINS[grain][0])


# The dossier


def written(rows: list[Registration]) -> Mapping[str, str]:
    """A dossier of the seven modules: one file a module, read at three grains."""
    return dict(_files(rows))


def _files(rows: list[Registration]) -> Iterator[tuple[str, str]]:
    yield "dossier.yaml", "dossier: oulad\ntitle: OULAD\ninstitution: The Open University\n"
    groups = "".join(f"  - {{unit: {group}, name: {group}}}\n" for group in GROUPS)
    units = "".join(f"  - {{unit: {m}, name: {m}, parent: {g}}}\n" for g, ms in GROUPS.items() for m in ms)
    yield "perimeter.yaml", f"institute: All modules\nunits:\n{groups}{units}"
    yield "contract.yaml", CONTRACT
    for grain, (calendar, cut) in GRAINS.items():
        yield f"entities/{grain}.yaml", ENTITY.format(grain=grain, calendar=calendar)
        files = "".join(f"  - {{unit: {module}, file: data/{grain}-{module}.csv}}\n" for module in MODULES)
        yield f"sources/{grain}.yaml", SOURCE.format(grain=grain, files=files)
        for what, measure, unit in (
            ("students", "kind: distinct, key: student", "persons"),
            ("registrations", "kind: total, value: registrations", "degrees"),
        ):
            text = INDICATOR.format(what=what, grain=grain, measure=measure, unit=unit, calendar=calendar)
            yield f"indicators/{what}-by-{grain}.yaml", text
        for module in MODULES:
            lines = [f"{cut(p)};{student}" for m, p, student in rows if m == module]
            yield f"data/{grain}-{module}.csv", "\n".join(["period;student", *lines, ""])


CONTRACT = """\
contract: none
title: No contract
since: 2013-01-01
until: 2015-01-01
parties: [{party: institution, name: The Open University}]
axes: []
objectives: []
"""
ENTITY = """\
entity: registration-by-{grain}
name: Registrations
grain: one row by module, {grain} and registration
calendar: {calendar}
columns:
  - {{column: student, type: text, required: true, sensitivity: personal, description: student}}
  - {{column: registrations, type: integer, required: true, description: one}}
"""
SOURCE = """\
source: {grain}
name: Registrations
entity: registration-by-{grain}
reader: {{kind: csv, delimiter: ";"}}
period: {{column: period}}
columns:
  student: student
  registrations: {{constant: "1"}}
files:
{files}"""
INDICATOR = """\
indicator: {what}-by-{grain}
name: "{what}"
definition: "{what} of the modules"
measure: {{{measure}, entity: registration-by-{grain}}}
unit: {unit}
direction: up
calendar: {calendar}
stage: registered
population: {{id: registered, text: students registered}}
owner: registry
frequency: yearly
available: at once
since: 2013-01-01
reference: Kuzilek, Hlosta, Zdrahal 2017
"""
