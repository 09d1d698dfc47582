"""A dossier over the large register: distinct students, share of women, and twenty other distinct counts."""

from __future__ import annotations

import os
from pathlib import Path

from enrolments import UNITS

COUNTS = {
    "students": "",
    "entrants": "entrant",
    "engineers": "diploma = 'engineering'",
    "managers": "diploma = 'management'",
    "bachelors": "diploma = 'bachelor'",
    "masters": "diploma = 'master'",
    "doctors": "diploma = 'doctorate'",
    "others": "diploma = 'other'",
    "apprentices": "route = 'apprentice'",
    "continuing": "route = 'continuing-education'",
    "secondary": "not main",
    "men": "sex = 'M'",
    "women-entrants": "entrant and sex = 'F'",
    "women-engineers": "diploma = 'engineering' and sex = 'F'",
    "women-managers": "diploma = 'management' and sex = 'F'",
    "women-masters": "diploma = 'master' and sex = 'F'",
    "women-doctors": "diploma = 'doctorate' and sex = 'F'",
    "women-apprentices": "route = 'apprentice' and sex = 'F'",
    "apprentice-engineers": "diploma = 'engineering' and route = 'apprentice'",
    "new-engineers": "diploma = 'engineering' and entrant",
    "schools": "diploma in ('engineering', 'management')",
    "main-entrants": "main and entrant",
}
"""Twenty-two distinct counts, by name, with their condition; growth on a base year reads the first."""
WOMEN = "sex = 'F'"

HEAD = """\
dossier: register
title: {fr: Un grand fichier, en: A large register}
institution: {fr: Douze écoles, en: Twelve schools}
"""
CONTRACT = """\
contract: register
title: {fr: Sans engagement, en: Without commitments}
since: 2014-01-01
until: 2025-01-01
reference: {document: Benchmark}
"""
SOURCE = """\
source: enrolments
name: {fr: Inscriptions, en: Enrolments}
entity: enrolment
reader: {kind: parquet}
period: {column: year}
columns:
  person: person
  programme: programme
  diploma: diploma
  route: route
  sex: sex
  main: main
  entrant: entrant
exhaustive: true
files:
"""
INDICATOR = """\
indicator: {name}
name: {name}
definition: {name}
measure:
{measure}
unit: "{unit}"
decimals: {decimals}
direction: up
calendar: academic-year
stage: enrolled
population: {{id: everybody, text: everybody}}
owner: benchmark
frequency: yearly
available: next year
since: 2000-01-01
reference: {{document: Benchmark}}
"""


def write_register_dossier(folder: Path, data: Path) -> None:
    """Write the dossier, the files of ``data`` linked into it, one a unit."""
    (folder / "data").mkdir(parents=True)
    for unit in UNITS:
        os.link(data / f"{unit}.parquet", folder / "data" / f"{unit}.parquet")
    (folder / "sources").mkdir()
    (folder / "indicators").mkdir()
    units = "".join(f"  - {{unit: {unit}, name: {unit}}}\n" for unit in UNITS)
    texts = {
        "dossier.yaml": HEAD,
        "contract.yaml": CONTRACT,
        "perimeter.yaml": f"institute: {{fr: Ensemble, en: Whole}}\nunits:\n{units}",
        "sources/enrolments.yaml": SOURCE + "".join(_file(unit) for unit in UNITS),
        "indicators/women.yaml": _indicator("women", _ratio(), "%", 2),
    }
    for name, where in COUNTS.items():
        texts[f"indicators/{name}.yaml"] = _indicator(name, _distinct(where), "persons", 0)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _file(unit: str) -> str:
    return f"  - {{unit: {unit}, file: data/{unit}.parquet}}\n"


def _indicator(name: str, measure: str, unit: str, decimals: int) -> str:
    return INDICATOR.format(name=name, measure=measure, unit=unit, decimals=decimals)


def _distinct(where: str, indent: str = "  ") -> str:
    lines = ["kind: distinct", "entity: enrolment", "key: person"]
    lines += [f'where: "{where}"'] if where else []
    return "\n".join(indent + line for line in lines)


def _ratio() -> str:
    above, below = _distinct(WOMEN, "    "), _distinct("", "    ")
    return f"  kind: ratio\n  numerator:\n{above}\n  denominator:\n{below}"
