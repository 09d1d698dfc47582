"""Mistakes in the files, the names and the sources of a dossier."""

from __future__ import annotations

import shutil
from pathlib import Path

from faults.base import BASE, Case
from jalon.kernel.issues import Level, Place

SOURCE = "sources/enrolments.yaml"
CONTRACT = "contract.yaml"
PERIMETER = "perimeter.yaml"
FILES = "file: data/enrolments.csv\n"
UNIT = "unit: {column: school, codes: uai}\n"
VISITS = """\
entity: visit
name: Visits
grain: one row by visit
calendar: year
columns:
  - {column: minutes, type: number}
  - {column: place, type: text}
"""


def _remove_contract(folder: Path) -> None:
    (folder / "contract.yaml").unlink()


def _remove_all(folder: Path) -> None:
    shutil.rmtree(folder)


def _link_outside(folder: Path) -> None:
    outside = folder.parent / "outside.csv"
    outside.write_text("a;b\n", encoding="utf-8")
    (folder / "data" / "link.csv").symlink_to(outside)


FOLDER = (
    Case(
        code="dossier-not-found",
        place=Place(""),  # the folder itself, whose name changes from one run to the next
        prepare=_remove_all,
        en=("There is no folder", "holds dossier.yaml"),
        fr=("Il n’y a pas de dossier", "contient dossier.yaml"),
    ),
    Case(
        code="dossier-file-missing",
        place=Place("contract.yaml"),
        prepare=_remove_contract,
        en=("contract.yaml is missing", "A dossier needs"),
        fr=("contract.yaml manque", "a besoin de"),
    ),
    Case(
        code="stray-file",
        changes={"indicators/more.yml": BASE["indicators/students.yaml"]},
        place=Place("indicators/more.yml"),
        level=Level.WARNING,
        en=("indicators/more.yml is not read", "ending .yaml"),
        fr=("indicators/more.yml n’est pas lu", "terminaison .yaml"),
    ),
)

NAMES = (
    Case(
        code="duplicate-name",
        about="two units",
        changes={PERIMETER: ("  - unit: south\n", "  - ▸unit: north\n")},
        en=("unit « north » is declared twice", "perimeter.yaml:3:5", "own identifier"),
        fr=("« north » (unité) est déclaré deux fois", "perimeter.yaml:3:5", "son identifiant"),
    ),
    Case(
        code="duplicate-name",
        about="one code for two units",
        changes={PERIMETER: ("uai: 0000002B", "▸uai: 0000001A")},
        en=("code uai « 0000001A »", "perimeter.yaml:5:13"),
        fr=("« 0000001A » (code uai)", "perimeter.yaml:5:13"),
    ),
    Case(
        code="duplicate-name",
        about="two targets",
        changes={CONTRACT: ("target: women-2025", "target: ▸students-2025")},
        en=("target « students-2025 »", "contract.yaml:14:13"),
        fr=("« students-2025 » (cible)",),
    ),
    Case(
        code="duplicate-name",
        about="one unit twice in a target",
        changes={CONTRACT: ("form: relative", "unit: [north, ▸north]\n    form: relative")},
        en=("unit « north »",),
        fr=("« north » (unité)",),
    ),
    Case(
        code="duplicate-name",
        about="two files for one unit",
        changes={
            SOURCE: BASE[SOURCE]
            .replace(FILES, "files: [{unit: north}, {unit: south}, {▸unit: north}]\n")
            .replace(UNIT, "")
        },
        en=("feed « enrolments/north »",),
        fr=("« enrolments/north » (flux)",),
    ),
    Case(
        code="duplicate-name",
        about="two columns",
        changes={"entities/visit.yaml": VISITS.replace("column: place", "▸column: minutes")},
        en=("column « minutes »",),
        fr=("« minutes » (column)",),
    ),
    Case(
        code="unknown-name",
        about="indicator of a target",
        changes={CONTRACT: ("indicator: women", "▸indicator: woman")},
        en=("no indicator named « woman »", "Did you mean women?"),
        fr=("« woman » (indicateur) n’existe pas", "Vouliez-vous écrire women ?"),
    ),
    Case(
        code="unknown-name",
        about="the periods of a target of an unknown indicator are not judged",
        changes={
            CONTRACT: (
                'indicator: women\n    form: level\n    value: "30 %"\n    horizon: 2025',
                '▸indicator: intake\n    form: level\n    value: "30 %"\n    horizon: 2025-26',
            )
        },
        en=("« intake »",),
        fr=("« intake »",),
    ),
    Case(
        code="unknown-name",
        about="axis",
        changes={CONTRACT: ("    axis: training", "    ▸axis: trainings")},
        en=("no axis named « trainings »", "mean training?"),
        fr=("« trainings » (axe)", "écrire training ?"),
    ),
    Case(
        code="unknown-name",
        about="unit of a target",
        changes={CONTRACT: ("form: relative", "unit: [north, ▸sud]\n    form: relative")},
        en=("no unit named « sud »", "north"),
        fr=("« sud » (unité)", "north"),
    ),
    Case(
        code="unknown-name",
        about="party",
        changes={CONTRACT: ("    party: institution\n", "    ▸party: state\n")},
        en=("no party named « state »",),
        fr=("« state » (partie)",),
    ),
    Case(
        code="unknown-name",
        about="code list",
        changes={SOURCE: (UNIT, "▸unit: {column: school, codes: uia}\n")},
        en=("no code list named « uia »", "mean uai?"),
        fr=("« uia » (liste de codes)", "écrire uai ?"),
    ),
    Case(
        code="unknown-name",
        about="entity",
        changes={"indicators/students.yaml": ("  entity: enrolment-count", "  ▸entity: enrolments-count")},
        en=("no entity named", "mean enrolment-count?"),
        fr=("(entité) n’existe pas", "écrire enrolment-count ?"),
    ),
    Case(
        code="unknown-name",
        about="parent",
        changes={PERIMETER: ("name: South", "name: South\n    ▸parent: nord")},
        en=("« nord »", "mean north?"),
        fr=("« nord »", "écrire north ?"),
    ),
    Case(
        code="reserved-name",
        about="the institute is no unit",
        changes={PERIMETER: ("  - unit: south", "  - ▸unit: institute")},
        en=("« institute » is a name that Jalon keeps", "another name"),
        fr=("« institute » est un nom que Jalon se réserve", "un autre nom"),
    ),
    Case(
        code="reserved-name",
        about="column",
        changes={"entities/visit.yaml": VISITS.replace("column: place", "▸column: period")},
        en=("« period »",),
        fr=("« period »",),
    ),
    Case(
        code="unit-cycle",
        changes={
            PERIMETER: "institute: I\nunits:\n"
            "  - {unit: north, name: N, codes: {uai: 1}, ▸parent: south}\n"
            "  - {unit: south, name: S, parent: north}\n"
            "  - {unit: annex, name: A, parent: south}\n"
        },
        en=("north → south → north", "« parent »"),
        fr=("north → south → north", "« parent »"),
    ),
    Case(
        code="until-before-since",
        about="version of an indicator",
        changes={"indicators/students.yaml": ("since: 2010-01-01", "since: 2010-01-01\n▸until: 2009-01-01")},
        en=("It ends on 2009-01-01", "2010-01-01", "« until »"),
        fr=("La fin, 2009-01-01", "2010-01-01", "« until »"),
    ),
    Case(
        code="until-before-since",
        about="membership",
        changes={
            PERIMETER: ("name: South", "name: South\n    member: [{since: 2020-01-01, ▸until: 2020-01-01}]")
        },
        en=("It ends on 2020-01-01",),
        fr=("La fin, 2020-01-01",),
    ),
    Case(
        code="versions-overlap",
        changes={
            "indicators/students-2.yaml": BASE["indicators/students.yaml"].replace(
                "since: 2010-01-01", "▸since: 2022-01-01"
            )
        },
        en=("Two versions of « students »", "indicators/students.yaml:18:1", "« until »"),
        fr=("Deux versions de « students »", "indicators/students.yaml:18:1", "« until »"),
    ),
    Case(
        code="thresholds-upside-down",
        changes={
            CONTRACT: (
                "parties:",
                "verdicts: {method: linear-gap, ▸on_track: -0.4, behind: -0.05}\nparties:",
            )
        },
        en=("« on_track » (-0.4) is below « behind » (-0.05)",),
        fr=("« on_track » (-0.4)", "« behind » (-0.05)"),
    ),
    Case(
        code="identity-not-text",
        changes={"entities/visit.yaml": VISITS.replace("type: number", "type: number, ▸identity: guest")},
        en=("Column minutes", "« type: text »"),
        fr=("La colonne minutes", "« type: text »"),
    ),
    Case(
        code="thresholds-upside-down",
        about="against a shipped one",
        changes={CONTRACT: ("parties:", "verdicts: {▸moderate: 0.97}\nparties:")},
        en=("« substantial » (0.95) is below « moderate » (0.97)",),
        fr=("« substantial » (0.95)", "« moderate » (0.97)"),
    ),
    Case(
        code="unit-on-a-text",
        changes={"entities/visit.yaml": VISITS.replace("type: text", "type: text, ▸unit: persons")},
        en=("« place » is of type text", "Remove « unit »"),
        fr=("« place » est de type text", "Retirez « unit »"),
    ),
    Case(
        code="values-need-text",
        changes={
            "entities/visit.yaml": VISITS.replace(
                "{column: minutes, type: number}", "{▸column: minutes, type: number, values: [a]}"
            )
        },
        en=("« minutes » lists its values", "« type: text »"),
        fr=("« minutes » énumère ses valeurs", "« type: text »"),
    ),
)

SOURCES = (
    Case(
        code="bad-delimiter",
        changes={SOURCE: ('delimiter: ";"', '▸delimiter: ";;"')},
        en=("« ;; » is not one character", "tab"),
        fr=("« ;; » n’est pas un caractère unique", "tab"),
    ),
    Case(
        code="mapping-needs-one-origin",
        changes={SOURCE: ("  sex: sex", "  ▸sex: {from: sex, constant: F}")},
        en=("« sex » has no single origin", "from, constant"),
        fr=("« sex » n’a pas une origine unique", "from, constant"),
    ),
    Case(
        code="path-outside-dossier",
        about="parent folder",
        changes={SOURCE: (FILES, "▸file: ../secret.csv\n")},
        en=("« ../secret.csv » leaves the dossier", "inside the dossier", "jalon load"),
        fr=("« ../secret.csv » sort du dossier", "dans le dossier", "jalon load"),
    ),
    Case(
        code="path-outside-dossier",
        about="absolute",
        changes={SOURCE: (FILES, "▸file: /etc/passwd\n")},
        en=("« /etc/passwd »",),
        fr=("« /etc/passwd »",),
    ),
    Case(
        code="path-outside-dossier",
        about="symbolic link",
        changes={SOURCE: (FILES, "▸file: data/link.csv\n")},
        prepare=_link_outside,
        en=("« data/link.csv » leaves the dossier",),
        fr=("« data/link.csv » sort du dossier",),
    ),
    Case(
        code="path-outside-dossier",
        about="of one unit",
        changes={
            SOURCE: BASE[SOURCE]
            .replace(FILES, "files:\n  - unit: north\n    ▸file: ../north.csv\n")
            .replace(UNIT, "")
        },
        en=("« ../north.csv »",),
        fr=("« ../north.csv »",),
    ),
    Case(
        code="file-not-found",
        changes={SOURCE: (FILES, "▸file: data/enrolment.csv\n")},
        en=("« data/enrolment.csv » is not in the dossier", "Did you mean enrolments.csv?"),
        fr=("« data/enrolment.csv » n’est pas dans le dossier", "écrire enrolments.csv ?"),
    ),
    Case(
        code="unknown-encoding",
        changes={SOURCE: ("reader: {kind: csv, ", "▸reader: {kind: csv, encoding: utf-9, ")},
        en=("« utf-9 » does not exist", "cp1252"),
        fr=("« utf-9 » n’existe pas", "cp1252"),
    ),
    Case(
        code="unknown-encoding",
        about="no text",
        changes={SOURCE: ("reader: {kind: csv, ", "▸reader: {kind: csv, encoding: base64, ")},
        en=("« base64 » does not exist",),
        fr=("« base64 » n’existe pas",),
    ),
    Case(
        code="decimal-is-thousands",
        changes={SOURCE: ("reader: {kind: csv, ", '▸reader: {kind: csv, thousands: ".", ')},
        en=("« . » cannot separate both", "« thousands »"),
        fr=("« . » ne peut pas séparer", "« thousands »"),
    ),
    Case(
        code="bad-pattern",
        changes={SOURCE: ("columns:\n", "unpivot: {▸columns: '(\\d{4', name: n, value: v}\ncolumns:\n")},
        en=("is no regular expression", "\\d{4}-\\d{2}"),
        fr=("n’est pas une expression régulière", "\\d{4}-\\d{2}"),
    ),
    Case(
        code="required-column-unmapped",
        changes={SOURCE: BASE[SOURCE].replace("  students: students\n", "").replace("columns:", "▸columns:")},
        en=("enrolment-count requires the column « students »", "under « columns »"),
        fr=("enrolment-count exige la colonne « students »", "sous « columns »"),
    ),
    Case(
        code="unknown-column",
        about="misspelt required column of a mapping",
        changes={SOURCE: ("  students: students", "  ▸student: students")},
        en=("enrolment-count has no column « student »", "Did you mean students?"),
        fr=("enrolment-count n’a pas de colonne « student »", "écrire students ?"),
    ),
    Case(
        code="unknown-column",
        about="empty cells of a text",
        changes={
            SOURCE: (
                "columns:\n",
                "empty_cells:\n"
                "  - {columns: [▸sex, students], means: zero-when-another-is-reported, because: x}\n"
                "columns:\n",
            )
        },
        en=("no column « sex »", "students"),
        fr=("« sex »", "students"),
    ),
    Case(
        code="unknown-column",
        about="key of an entity",
        changes={"entities/visit.yaml": VISITS + "key: [▸minute]\n"},
        en=("The entity visit has no column « minute »", "mean minutes?"),
        fr=("L’entité visit n’a pas de colonne « minute »", "écrire minutes ?"),
    ),
    Case(
        code="shared-entity-with-unit",
        changes={
            "sources/prices.yaml": "source: prices\nname: P\nentity: price-index\nreader: {kind: csv}\n"
            "▸unit: {column: school}\nperiod: {column: month}\ncolumns: {series: a, index_value: b}\n"
        },
        en=("price-index is shared", "Remove « unit »"),
        fr=("price-index est commune", "Retirez « unit »"),
    ),
    Case(
        code="source-without-unit",
        changes={SOURCE: "▸" + BASE[SOURCE].replace(UNIT, "")},
        en=("which unit the rows of source « enrolments »", "« unit: {column: …} »"),
        fr=("à quelle unité", "« unit: {column: …} »"),
    ),
    Case(
        code="unit-told-twice",
        changes={SOURCE: BASE[SOURCE].replace(FILES, "files: [{unit: north}]\n").replace(UNIT, "▸" + UNIT)},
        en=("both by a column and by file", "Keep one"),
        fr=("à la fois par une colonne et par fichier", "Gardez l’un"),
    ),
    Case(
        code="file-told-twice",
        changes={
            SOURCE: BASE[SOURCE].replace(FILES, "▸" + FILES + "files: [{unit: north}]\n").replace(UNIT, "")
        },
        en=("both « file » and « files »", "Keep « file »"),
        fr=("à la fois « file » et « files »", "Gardez « file »"),
    ),
    Case(
        code="value-not-accepted",
        about="code",
        changes={SOURCE: ("  sex: sex", "  sex: {from: sex, codes: {H: M, ▸E: W}}")},
        en=("« sex » does not accept « W »", "F, M, X"),
        fr=("« sex » n’accepte pas « W »", "F, M, X"),
    ),
    Case(
        code="value-not-accepted",
        about="constant",
        changes={SOURCE: ("  sex: sex", "  sex: {▸constant: femme}")},
        en=("« femme »",),
        fr=("« femme »",),
    ),
    Case(
        code="cell-is-text",
        changes={SOURCE: ("  students: students", "  students: {▸expression: \"'a' || students * 2\"}")},
        en=("« students » is the text of a cell", "cast("),
        fr=("« students » est le texte d’une cellule",),
    ),
    Case(
        code="cells-unit-differs",
        changes={SOURCE: ("  students: students", "  students: {from: students, ▸unit: kWh}")},
        en=("are said to be in kWh", "« students » holds persons"),
        fr=("dites en kWh", "contient des persons"),
    ),
    Case(
        code="unit-is-a-group",
        changes={
            "perimeter.yaml": BASE["perimeter.yaml"] + "  - {unit: east, name: East, parent: north}\n",
            SOURCE: BASE[SOURCE]
            .replace(UNIT, "")
            .replace("file: data/enrolments.csv", "files: [{▸unit: north, file: data/enrolments.csv}]"),
        },
        en=("« north » is made of other units",),
        fr=("« north » est faite d’autres unités",),
    ),
    Case(
        code="other-without-codes",
        changes={SOURCE: ("  origin: origin", "  origin: {from: origin, ▸other: far}")},
        en=("« origin » says what other values become", "« codes »"),
        fr=("« origin » dit ce que deviennent", "« codes »"),
    ),
    Case(
        code="index-needs-shared-months",
        changes={
            "parameters.yaml": "price_indices:\n  - index: prices\n    name: P\n    ▸entity: energy-use\n"
            "    value: final_energy\n"
        },
        en=("energy-use does not hold that", "« calendar: month »"),
        fr=("l’entité energy-use", "« calendar: month »"),
    ),
    Case(
        code="expression-refused",
        about="file read by a mapping",
        changes={
            SOURCE: ("  origin: origin", "  origin: {▸expression: (select * from read_csv('/etc/passwd'))}")
        },
        en=("READ_CSV", "no subquery"),
        fr=("READ_CSV", "ni sous-requête"),
    ),
    Case(
        code="expression-refused",
        about="function in what is kept",
        changes={SOURCE: ("columns:\n", "▸keep: getenv('HOME') = 'x'\ncolumns:\n")},
        en=("GETENV",),
        fr=("GETENV",),
    ),
)

CASES = (*FOLDER, *NAMES, *SOURCES)
