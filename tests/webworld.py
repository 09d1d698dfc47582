"""The dossier that the tests of the site serve: two schools, persons, a survey filled in by hand."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from faults.base import BASE, INDICATOR_END

STUDENTS = "person;year;sex;programme\n"
NORTH = STUDENTS + "".join(
    f"{1000 + number};{year};{'F' if number % 3 == 0 else 'M'};engineering\n"
    for year in (2020, 2021, 2022)
    for number in range(30 + 2 * (year - 2020))
)
SOUTH = STUDENTS + "".join(
    f"{1020 + number};{year};{'F' if number % 4 == 0 else 'M'};engineering\n"
    for year in (2020, 2021, 2022)
    for number in range(24)
)
"""Ten persons of North are also in South: they are counted once in the institute."""

_MARK = "direction: up\ncalendar: year\n"

WORLD: Mapping[str, str] = {
    **{name: text for name, text in BASE.items() if name in {"dossier.yaml", "perimeter.yaml"}},
    "entities/student.yaml": """\
entity: student
name: {fr: Étudiants, en: Students}
grain: {fr: une ligne par étudiant et par an, en: one row by student and year}
calendar: year
key: [person]
columns:
  - {column: person, type: text, required: true, identity: person, sensitivity: personal, description: person}
  - {column: sex, type: text, required: true, values: [F, M], sensitivity: internal, description: sex}
  - {column: programme, type: text, required: true, description: programme}
""",
    "entities/survey.yaml": """\
entity: survey
name: {fr: Enquête de satisfaction, en: Satisfaction survey}
grain: {fr: une ligne par école et par an, en: one row by school and year}
calendar: year
columns:
  - {column: answers, type: integer, required: true, description: {fr: réponses reçues, en: answers received}}
  - {column: satisfied, type: integer, required: true, description: {fr: satisfaits, en: satisfied}}
""",
    "contract.yaml": """\
contract: example
title: {fr: Contrat d’exemple, en: Example contract}
since: 2020-01-01
until: 2026-01-01
reference: The contract
parties:
  - {party: institution, name: {fr: Les écoles, en: The schools}}
  - {party: state, name: {fr: L’État, en: The State}}
axes:
  - {axis: training, title: {fr: Former, en: Train}}
objectives:
  - objective: more-students
    axis: training
    title: {fr: Former plus d’étudiants, en: Train more students}
    reference: The contract
  - objective: satisfaction
    axis: training
    title: {fr: Satisfaire les étudiants, en: Satisfy students}
    reference: The contract
targets:
  # A comment that an edit must keep.
  - target: students-2025
    objective: more-students
    indicator: students
    unit: [institute, north, south]
    form: relative
    value: "+20 %"
    baseline: {period: 2020}
    horizon: 2025
    population: enrolled
    reference: The contract
  - target: satisfied-2025
    objective: satisfaction
    indicator: satisfied
    form: level
    value: "80 %"
    horizon: 2025
    population: enrolled
    reference: The contract
commitments:
  - commitment: jobs
    party: state
    title: {fr: Emplois, en: Jobs}
    reference: The contract
""",
    "indicators/students.yaml": f"""\
indicator: students
name: {{fr: Étudiants, en: Students}}
definition: {{fr: "Étudiants inscrits, chacun compté une fois", en: "Students enrolled, each counted once"}}
measure: {{kind: distinct, entity: student, key: person}}
unit: persons
{INDICATOR_END}breakdowns: [sex]
""",
    "indicators/satisfied.yaml": f"""\
indicator: satisfied
name: {{fr: Étudiants satisfaits, en: Satisfied students}}
definition: {{fr: Part des répondants satisfaits, en: Share of respondents who are satisfied}}
measure: {{kind: collected, entity: survey, numerator: satisfied, denominator: answers, across_units: pool}}
unit: "%"
{INDICATOR_END}""",
    "sources/students.yaml": """\
source: students
name: {fr: Étudiants, en: Students}
entity: student
owner: registry
reader: {kind: csv, delimiter: ";"}
period: {column: year}
columns: {person: person, sex: sex, programme: programme}
due: {months_after: 2}
files:
  - {unit: north, file: data/students-north.csv}
  - {unit: south, file: data/students-south.csv}
""",
    "sources/survey.yaml": """\
source: survey
name: {fr: Enquête de satisfaction, en: Satisfaction survey}
entity: survey
owner: students' office
reader: {kind: csv, delimiter: ";"}
period: {column: year}
columns: {answers: answers, satisfied: satisfied}
due: {months_after: 3}
files:
  - {unit: north}
  - {unit: south}
""",
    "quality/students.yaml": """\
entity: student
rules:
  - rule: students-jump
    kind: year-on-year
    severity: refuse
    tolerated: 60
    because:
      fr: "les étudiants changent de plus de 60 % d’une année à l’autre : une année est-elle incomplète ?"
      en: "students change by more than 60 % from one year to the next: is a year incomplete?"
""",
    "data/students-north.csv": NORTH,
    "data/students-south.csv": SOUTH,
}


def write_world(folder: Path) -> Path:
    """The dossier, written in a folder."""
    for name, text in WORLD.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def serve_world() -> Path:
    """Write it in a folder of this process, and name it to the site before Django reads its settings.

    Returns:
        the folder of the dossier; its workspace is ``.jalon`` inside.
    """
    folder = write_world(Path(tempfile.mkdtemp(prefix="jalon-web-")) / "world")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "jalon.web.settings",
        "JALON_DOSSIER": str(folder),
        "JALON_HTTPS": "0",
        "JALON_DEMO": "1",
        "JALON_SECRET_KEY": "for tests only, of a site that is thrown away",
    }
    os.environ.pop("JALON_HOME", None)
    return folder
