"""A small dossier without a fault, and the cases that break it in one place.

A case says what changes in which file. The sign ▸ in the new text marks where the fault must be reported:
it is taken out before the file is written, so a case needs no line number and still checks line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jalon.kernel.issues import Level, Place

MARK = "▸"

BASE: Mapping[str, str] = {
    "dossier.yaml": """\
dossier: example
title: {fr: Exemple, en: Example}
institution: Exemple
""",
    "perimeter.yaml": """\
institute: {fr: Les écoles, en: The schools}
units:
  - unit: north
    name: North
    codes: {uai: 0000001A}
  - unit: south
    name: South
    codes: {uai: 0000002B}
""",
    "parameters.yaml": """\
price_indices:
  - index: prices
    name: Prices
    entity: price-index
    value: index_value
    where: series = 'all'
""",
    "contract.yaml": """\
contract: example
title: Example
since: 2020-01-01
until: 2026-01-01
parties:
  - {party: institution, name: The schools}
axes:
  - {axis: training, title: Training}
objectives:
  - objective: more-students
    axis: training
    title: More students
targets:
  - target: students-2025
    objective: more-students
    indicator: students
    form: relative
    value: "+20 %"
    baseline: {period: 2020}
    horizon: 2025
    population: enrolled
    reference: The contract
  - target: women-2025
    objective: more-students
    indicator: women
    form: level
    value: "30 %"
    horizon: 2025
    population: enrolled
    reference: The contract
commitments:
  - commitment: jobs
    party: institution
    title: Jobs
    reference: The contract
""",
    "indicators/students.yaml": """\
indicator: students
name: Students
definition: Students enrolled
measure:
  kind: total
  entity: enrolment-count
  value: students
  where: diploma = 'engineering'
unit: persons
direction: up
calendar: year
stage: enrolled
population: {id: enrolled, text: Students enrolled}
owner: Registry
frequency: yearly
available: in March
breakdowns: [sex, origin]
since: 2010-01-01
reference: The contract
""",
    "indicators/women.yaml": """\
indicator: women
name: Women
definition: Women among students
measure:
  kind: ratio
  numerator: {kind: total, entity: enrolment-count, value: students, where: sex = 'F'}
  denominator: {kind: total, entity: enrolment-count, value: students}
unit: "%"
direction: up
calendar: year
stage: enrolled
population: {id: enrolled, text: Students enrolled}
owner: Registry
frequency: yearly
available: in March
since: 2010-01-01
reference: The contract
""",
    "sources/enrolments.yaml": """\
source: enrolments
name: Enrolments
entity: enrolment-count
file: data/enrolments.csv
reader: {kind: csv, delimiter: ";"}
unit: {column: school, codes: uai}
period: {column: year}
columns:
  diploma: {from: diploma, codes: {ING: engineering, DOC: doctorate}}
  sex: sex
  origin: origin
  students: students
""",
    "data/enrolments.csv": "school;year;diploma;sex;origin;students\n0000001A;2020;ING;F;near;10\n",
}

INDICATOR_END = """\
direction: up
calendar: year
stage: enrolled
population: {id: enrolled, text: Students enrolled}
owner: Registry
frequency: yearly
available: in March
since: 2010-01-01
reference: The contract
"""


def indicator(name: str, body: str) -> str:
    """A file of an indicator: what the case is about, and the rest that every indicator needs."""
    return f"indicator: {name}\nname: Name\ndefinition: Definition\n{body}{INDICATOR_END}"


Change = tuple[str, str] | str
"""A replacement of a text that stands once in a file of the base dossier, or a whole file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One mistake of an author.

    Attributes:
        code: the fault that must be reported, alone.
        changes: what differs from the base dossier, by file.
        en, fr: words that the message must hold.
        about: what tells it from other cases of the same code.
        place: the place, when no mark can show it.
        prepare: what a text cannot do: remove a file, make a link, write bytes.
    """

    code: str
    changes: Mapping[str, Change] = field(default_factory=dict)
    en: tuple[str, ...]
    fr: tuple[str, ...]
    about: str = ""
    place: Place | None = None
    level: Level = Level.ERROR
    prepare: Callable[[Path], None] | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.about}".strip().replace(" ", "-")

    def write(self, folder: Path) -> Place:
        """Write the faulty dossier; returns where the fault must be reported."""
        marked = self.place
        for name, text in {**BASE, **{name: self._text(name) for name in self.changes}}.items():
            if MARK in text:
                assert marked is None, "a case has one mark, or a place"
                marked = _position(name, text)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(MARK, ""), encoding="utf-8")
        if self.prepare:
            self.prepare(folder)
        assert marked is not None, "a case says where its fault must be reported"
        return marked

    def _text(self, name: str) -> str:
        change = self.changes[name]
        if isinstance(change, str):
            return change
        old, new = change
        assert BASE[name].count(old) == 1, f"{old!r} stands {BASE[name].count(old)} times in {name}"
        return BASE[name].replace(old, new)


def write_base(folder: Path) -> Path:
    """The dossier without a fault."""
    for name, text in BASE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _position(name: str, text: str) -> Place:
    before = text[: text.index(MARK)]
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
