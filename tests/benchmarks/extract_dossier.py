"""A dossier over the large extract: typed, listed and required columns, a key, a pseudonym and rules."""

from __future__ import annotations

import os
from pathlib import Path

from extract import CODES

HEAD = """\
dossier: extract
title: {fr: Un grand extrait, en: A large extract}
institution: {fr: Douze écoles, en: Twelve schools}
synthetic: true
"""
CONTRACT = """\
contract: extract
title: {fr: Sans engagement, en: Without commitments}
since: 2019-01-01
until: 2025-01-01
reference: {document: Benchmark}
"""
ENTITY = """\
entity: registration
name: {fr: Inscriptions, en: Registrations}
grain: {fr: une ligne par inscription, en: one row by registration}
calendar: academic-year
key: [person, programme]
columns:
  - column: person
    type: text
    required: true
    identity: person
    sensitivity: personal
    pseudonym: person
    description: person
  - {column: programme, type: text, required: true, description: programme}
  - column: diploma
    type: text
    required: true
    values: [engineering, management, bachelor, master, doctorate, other]
    description: diploma
  - {column: route, type: text, values: [student, apprentice, continuing-education], description: route}
  - {column: sex, type: text, required: true, values: [F, M, X], description: sex}
  - {column: birth, type: date, sensitivity: personal, description: date of birth}
  - {column: enrolled, type: date, required: true, description: day of enrolment}
  - {column: main, type: boolean, required: true, description: main enrolment}
  - {column: entrant, type: boolean, required: true, description: first enrolment}
  - {column: situation, type: text, values: [in-training, gap-year, abroad, hosted], description: situation}
  - {column: nationality, type: text, required: true, description: country}
  - {column: secondary_year, type: integer, description: year of the secondary diploma}
  - {column: secondary, type: text, description: kind of secondary diploma}
  - {column: department, type: text, description: department}
  - {column: fees, type: decimal, unit: EUR, description: fees paid}
  - {column: credits, type: decimal, description: credits obtained}
  - {column: attendance, type: number, description: share of the sessions attended}
"""
SOURCE = """\
source: registrations
name: {fr: Inscriptions, en: Registrations}
entity: registration
owner: benchmark
reader: {kind: csv, delimiter: ";", decimal: ","}
period: {column: annee}
unit: {column: uai, codes: uai}
columns:
  person:
    keys:
      - {scheme: ine, from: ine}
      - {scheme: local, from: numero, within: unit}
  programme: formation
  diploma:
    from: diplome
    codes: {ING: engineering, MAS: master, LIC: bachelor, DOC: doctorate, MAN: management, AUT: other}
  route: {from: regime, codes: {FI: student, FA: apprentice, FC: continuing-education}}
  sex: {from: sexe, codes: {"1": M, "2": F}}
  birth: naissance
  enrolled: inscription
  main: {from: principale, codes: {O: oui, N: non}}
  entrant: {from: entrant, codes: {O: oui, N: non}}
  situation: {from: situation, codes: {F: in-training, C: gap-year, E: abroad}}
  nationality: nationalite
  secondary_year: bac_annee
  secondary: bac_serie
  department: departement
  fees: droits
  credits: credits
  attendance: assiduite
refused_up_to: 1
exhaustive: true
file: data/extract.csv
"""
RULES = """\
entity: registration
rules:
  - rule: fees-are-plausible
    kind: range
    severity: reserve
    value: fees
    low: 0
    high: 20000
    tolerated: 0.1
    because: {fr: "des droits sont hors de l’échelle", en: "fees are out of scale"}
  - rule: students-are-old-enough
    kind: row
    severity: note
    condition: year(enrolled) - year(birth) >= 15
    tolerated: 1
    because: {fr: "des inscrits ont moins de quinze ans", en: "students are under fifteen"}
  - rule: secondary-diploma-is-dated
    kind: completeness
    severity: note
    column: secondary_year
    tolerated: 20
    because: {fr: "l’année du baccalauréat manque", en: "the year of the secondary diploma is missing"}
  - rule: enrolments-change
    kind: year-on-year
    severity: note
    tolerated: 20
    floor: 500
    because: {fr: "les inscriptions changent de plus de 20 %", en: "enrolments change by more than 20 %"}
"""


def write_extract_dossier(folder: Path, data: Path) -> None:
    """Write the dossier, the file linked into it."""
    (folder / "data").mkdir(parents=True)
    os.link(data, folder / "data" / "extract.csv")
    for name in ("sources", "entities", "quality"):
        (folder / name).mkdir()
    units = "".join(
        f"  - {{unit: {unit}, name: {unit}, codes: {{uai: {code}}}}}\n" for unit, code in CODES.items()
    )
    texts = {
        "dossier.yaml": HEAD,
        "contract.yaml": CONTRACT,
        "perimeter.yaml": f"institute: {{fr: Ensemble, en: Whole}}\nunits:\n{units}",
        "entities/registration.yaml": ENTITY,
        "quality/registrations.yaml": RULES,
        "sources/registrations.yaml": SOURCE,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
