"""Mistakes in reading: files, YAML and the fields of a record."""

from __future__ import annotations

from pathlib import Path

from faults.base import BASE, Case, indicator
from jalon.kernel.issues import Place

STUDENTS = "indicators/students.yaml"
LATIN = "dossier: exemple\ntitle: École\ninstitution: Exemple\n"


def _unreadable(folder: Path) -> None:
    (folder / "indicators" / "folder.yaml").mkdir()


def _latin(folder: Path) -> None:
    (folder / "dossier.yaml").write_bytes(LATIN.encode("latin-1"))


CASES = (
    Case(
        code="file-unreadable",
        place=Place("indicators/folder.yaml"),
        prepare=_unreadable,
        en=("indicators/folder.yaml cannot be read", "Check that the file is there"),
        fr=("ne peut pas être lu", "Vérifiez que le fichier existe"),
    ),
    Case(
        code="yaml-encoding",
        place=Place("dossier.yaml", 2),
        prepare=_latin,
        en=("dossier.yaml is not written in UTF-8", "Save the file as UTF-8"),
        fr=("n’est pas écrit en UTF-8", "Enregistrez le fichier en UTF-8"),
    ),
    Case(
        code="yaml-syntax",
        about="colon in a text",
        changes={STUDENTS: ("definition: Students enrolled", "definition: Students▸: enrolled")},
        en=("cannot be read as YAML", "mapping values", "double quotes"),
        fr=("ne se lit pas comme du YAML", "guillemets droits"),
    ),
    Case(
        code="yaml-syntax",
        about="unquoted percent",
        changes={"indicators/women.yaml": ('unit: "%"', "unit: ▸%")},
        en=("cannot start any token", "starts with %"),
        fr=("ne se lit pas", "qui commence par %"),
    ),
    Case(
        code="yaml-syntax",
        about="control character",
        changes={"dossier.yaml": ("title: {fr: Exemple,", "title: {fr: Ex\x07emple,")},
        place=Place("dossier.yaml", 2, 15),
        en=("control characters",),
        fr=("ne se lit pas",),
    ),
    Case(
        code="yaml-tab",
        changes={STUDENTS: ("  kind: total", "▸\tkind: total")},
        en=("indented with a tab", "Indent with spaces"),
        fr=("tabulation", "espaces"),
    ),
    Case(
        code="yaml-not-a-record",
        about="a list",
        changes={"dossier.yaml": "▸- dossier: example\n"},
        en=("must hold keys and values", "Start the file with a key"),
        fr=("doit contenir des clés", "Commencez le fichier par une clé"),
    ),
    Case(
        code="yaml-not-a-record",
        about="an empty file",
        changes={STUDENTS: "# nothing yet\n"},
        place=Place(STUDENTS, 1),
        en=("must hold keys and values",),
        fr=("doit contenir des clés",),
    ),
    Case(
        code="yaml-several-documents",
        changes={STUDENTS: BASE[STUDENTS] + "▸---\nindicator: more\n"},
        en=("several YAML documents", "split the file"),
        fr=("plusieurs documents YAML", "séparez le fichier"),
    ),
    Case(
        code="yaml-alias",
        about="bomb",
        changes={
            "dossier.yaml": "dossier: ▸&a [x, x]\ntitle: &b [*a, *a, *a]\ninstitution: [*b, *b, *b, *b]\n",
        },
        en=("Anchors and aliases", "Write the value in full"),
        fr=("ancres et les alias", "Écrivez la valeur en entier"),
    ),
    Case(
        code="yaml-tag",
        about="python object",
        changes={"dossier.yaml": ("institution: Exemple", "institution: ▸!!python/object:os.system ls")},
        en=("!!python/object:os.system", "no code", "Remove the tag"),
        fr=("!!python/object:os.system", "pas de code", "Retirez l’étiquette"),
    ),
    Case(
        code="yaml-too-deep",
        changes={"dossier.yaml": ("institution: Exemple", "institution: " + "[" * 40 + "▸[]" + "]" * 40)},
        en=("More than 40 levels", "Flatten"),
        fr=("Plus de 40 niveaux", "Aplatissez"),
    ),
    Case(
        code="yaml-duplicate-key",
        changes={STUDENTS: ("unit: persons", "unit: persons\n▸unit: kWh")},
        en=("« unit » is written twice", "line 9", "Keep one"),
        fr=("écrite deux fois", "ligne 9", "Gardez l’une des deux"),
    ),
    Case(
        code="yaml-key-not-text",
        changes={"dossier.yaml": ("institution: Exemple", "institution: {▸[a]: b}")},
        en=("is not a word", "plain words"),
        fr=("n’est pas un mot", "simples mots"),
    ),
    Case(
        code="unknown-key",
        changes={STUDENTS: ("owner: Registry", "owner: Registry\n▸notez: x")},
        en=("« notez » is not known", "Did you mean notes?"),
        fr=("« notez »", "Vouliez-vous écrire notes ?"),
    ),
    Case(
        code="unknown-key",
        about="misspelt required key is not also missing",
        changes={STUDENTS: ("calendar: year", "▸calender: year")},
        en=("« calender »", "mean calendar?"),
        fr=("« calender »", "écrire calendar ?"),
    ),
    Case(
        code="missing-key",
        about="direction is never guessed",
        changes={STUDENTS: "▸" + BASE[STUDENTS].replace("direction: up\n", "")},
        en=("« direction » is missing", "Add « direction: … »"),
        fr=("Il manque la clé « direction »", "Ajoutez « direction: … »"),
    ),
    Case(
        code="missing-key",
        about="key without a value",
        changes={STUDENTS: ("owner: Registry", "▸owner:")},
        en=("« owner » is missing",),
        fr=("« owner »",),
    ),
    Case(
        code="missing-key",
        about="no unit in the perimeter",
        changes={"perimeter.yaml": "institute: The schools\n▸units: []\n"},
        en=("« units » is missing",),
        fr=("« units »",),
    ),
    Case(
        code="expected-record",
        changes={STUDENTS: ("population: {id: enrolled, text: Students enrolled}", "population: ▸enrolled")},
        en=("« population » must hold keys and values", "indented"),
        fr=("« population » doit contenir des clés", "en retrait"),
    ),
    Case(
        code="expected-list",
        changes={"perimeter.yaml": "institute: The schools\nunits: ▸north\n"},
        en=("« units » must be a list", "[a, b]"),
        fr=("« units » doit être une liste", "[a, b]"),
    ),
    Case(
        code="expected-words",
        changes={STUDENTS: ("breakdowns: [sex, origin]", "breakdowns: [▸{column: sex}]")},
        en=("« breakdowns » must be a list of words",),
        fr=("« breakdowns » doit être une liste de mots",),
    ),
    Case(
        code="expected-scalar",
        changes={STUDENTS: ("owner: Registry", "owner: ▸[Registry, Studies]")},
        en=("« owner » must be one value", "on one line"),
        fr=("« owner » doit être une seule valeur", "sur une ligne"),
    ),
    Case(
        code="bad-text",
        changes={"dossier.yaml": ("title: {fr: Exemple, en: Example}", "▸title: [a, b]")},
        en=("« title » must be a text", "{fr: mots, en: words}"),
        fr=("« title » doit être un texte", "{fr: mots, en: words}"),
    ),
    Case(
        code="unquoted-comma",
        changes={
            "dossier.yaml": ("{fr: Exemple, en: Example}", "{fr: Exemple, ▸grand et beau, en: Example}")
        },
        en=("A comma cuts the text of « title »", "« grand et beau »", "double quotes"),
        fr=("Une virgule coupe le texte de « title »", "guillemets droits"),
    ),
    Case(
        code="bad-identifier",
        changes={"sources/enrolments.yaml": ("source: enrolments", "source: ▸../enrolments")},
        en=("« ../enrolments »", "« source: my-name »"),
        fr=("« ../enrolments »", "« source: mon-nom »"),
    ),
    Case(
        code="bad-column-name",
        changes={
            "entities/visit.yaml": (
                "entity: visit\nname: Visits\ngrain: one row by visit\ncalendar: year\n"
                "columns:\n  - {column: ▸Date de visite, type: date}\n"
            )
        },
        en=("« Date de visite »", "underscores"),
        fr=("« Date de visite »", "tirets bas"),
    ),
    Case(
        code="bad-date",
        about="day 40",
        changes={"contract.yaml": ("since: 2020-01-01", "since: ▸40/06/2022")},
        en=("« 40/06/2022 » is not a date that exists", "YYYY-MM-DD"),
        fr=("« 40/06/2022 » n’est pas une date qui existe", "AAAA-MM-JJ"),
    ),
    Case(
        code="bad-date",
        about="30 February in a reference",
        changes={
            "contract.yaml": ("until: 2026", "reference: {document: Act, checked: ▸2022-02-30}\nuntil: 2026")
        },
        en=("« 2022-02-30 »",),
        fr=("« 2022-02-30 »",),
    ),
    Case(
        code="bad-link",
        changes={
            "contract.yaml": (
                "until: 2026",
                'reference: {document: Act, href: ▸"javascript:x()"}\nuntil: 2026',
            )
        },
        en=("« javascript:x() » is not the address", "https://"),
        fr=("« javascript:x() » n’est pas l’adresse", "https://"),
    ),
    Case(
        code="bad-number",
        changes={STUDENTS: ("direction: up", "decimals: ▸deux\ndirection: up")},
        en=("« deux » is not a number", "1234.5"),
        fr=("« deux » n’est pas un nombre", "1234.5"),
    ),
    Case(
        code="number-out-of-range",
        changes={STUDENTS: ("direction: up", "▸decimals: -1\ndirection: up")},
        en=("« decimals » is -1", "from 0 to 10"),
        fr=("« decimals » vaut -1", "de 0 à 10"),
    ),
    Case(
        code="bad-boolean",
        about="yes is a word",
        changes={"dossier.yaml": ("institution: Exemple", "institution: Exemple\nsynthetic: ▸yes")},
        en=("« yes » is neither true nor false",),
        fr=("« yes » n’est ni true ni false",),
    ),
    Case(
        code="bad-period",
        about="two years apart",
        changes={"contract.yaml": ("baseline: {period: 2020}", "baseline: {▸period: 2020-25}")},
        en=("« 2020-25 »", "« year »", "2023-24"),
        fr=("« 2020-25 »", "« year »", "2023-24"),
    ),
    Case(
        code="bad-quantity",
        about="comma between thousands",
        changes={"contract.yaml": ('value: "30 %"', '▸value: "11,600 persons"')},
        en=("« 11,600 persons »", "spaces between thousands"),
        fr=("« 11,600 persons »", "espaces entre les milliers"),
    ),
    Case(
        code="unknown-unit",
        about="of a target",
        changes={"contract.yaml": ('value: "30 %"', '▸value: "30 person"')},
        en=("« person »", "Did you mean persons?"),
        fr=("« person »", "Vouliez-vous écrire persons ?"),
    ),
    Case(
        code="unknown-unit",
        about="of an indicator",
        changes={STUDENTS: ("unit: persons", "▸unit: student")},
        en=("« student »", "Possible choices"),
        fr=("« student »", "Choix possibles"),
    ),
    Case(
        code="unknown-word",
        about="direction",
        changes={STUDENTS: ("direction: up", "▸direction: upp")},
        en=("« upp » is not accepted for « direction »", "mean up?"),
        fr=("« upp » n’est pas accepté pour « direction »", "écrire up ?"),
    ),
    Case(
        code="unknown-word",
        about="kind of measure hides nothing else",
        changes={
            STUDENTS: indicator(
                "students",
                "measure:\n  ▸kind: ratios\n  numerator: {kind: total}\nunit: persons\n",
            )
        },
        en=("« ratios »", "mean ratio?"),
        fr=("« ratios »", "écrire ratio ?"),
    ),
    Case(
        code="unknown-word",
        about="verdict method",
        changes={
            "contract.yaml": (
                "parties:",
                "verdicts: {▸method: linear-gab, on_track: -0.05, behind: -0.4}\nparties:",
            )
        },
        en=("« linear-gab »", "mean linear-gap?"),
        fr=("« linear-gab »", "écrire linear-gap ?"),
    ),
    Case(
        code="unknown-word",
        about="form does not judge the value",
        changes={"contract.yaml": ("form: relative", "▸form: relatif")},
        en=("« relatif »", "mean relative?"),
        fr=("« relatif »", "écrire relative ?"),
    ),
)
