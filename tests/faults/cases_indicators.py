"""Mistakes in indicators: expressions, units of measurement, calendars, combinations."""

from __future__ import annotations

from faults.base import BASE, Case, Change, indicator

STUDENTS = "indicators/students.yaml"
OTHER = "indicators/other.yaml"
CONDITION = "  where: diploma = 'engineering'"
VALUE = "  value: students\n"
FINANCIAL = "calendar: financial-year"


def where(text: str) -> dict[str, Change]:
    """The condition of the head-count replaced; YAML needs quotes around what it would read itself."""
    return {STUDENTS: (CONDITION, f'  where: ▸"{text}"')}


def value(text: str) -> dict[str, Change]:
    """The value of the head-count replaced."""
    return {STUDENTS: (VALUE, f'  ▸value: "{text}"\n')}


def collected(body: str) -> dict[str, Change]:
    measure = f"measure:\n  kind: collected\n  entity: project-progress\n{body}"
    return {OTHER: indicator("other", measure)}


def accounts(name: str, body: str) -> str:
    return indicator(name, body).replace("calendar: year", FINANCIAL)


SURVEY = """\
entity: survey
name: Survey
grain: one row by unit and year
calendar: year
columns:
  - {column: firms, type: integer, distinct_of: {fr: entreprises, en: firms}}
"""
DISTINCT = (
    "measure: {{kind: distinct, entity: enrolment, key: person, where: unit = '{unit}'}}\nunit: persons\n"
)


def of_unit(name: str, unit: str) -> str:
    text = indicator(name, DISTINCT.format(unit=unit))
    return text.replace("calendar: year", "calendar: academic-year")


ADDITIVITY = (
    *(
        Case(
            code="sum-of-distinct-counts",
            about=about,
            changes={
                "entities/survey.yaml": SURVEY,
                OTHER: indicator("other", f"▸measure: {measure}\nunit: persons\n"),
            },
            en=("« firms » is a distinct count", "across_units: distinct", "« distinct » on rows"),
            fr=("« firms » est un décompte", "across_units: distinct"),
        )
        for about, measure in (
            ("total", "{kind: total, entity: survey, value: firms}"),
            ("stock", "{kind: stock, entity: survey, value: firms + 1}"),
            ("added by hand", "{kind: collected, entity: survey, value: firms, across_units: add}"),
            (
                "pooled",
                "{kind: collected, entity: survey, numerator: firms, denominator: firms, across_units: pool}",
            ),
        )
    ),
    Case(
        code="units-added-by-hand",
        changes={
            "indicators/a.yaml": of_unit("a", "north"),
            "indicators/b.yaml": of_unit("b", "south"),
            "indicators/c.yaml": indicator(
                "c", "measure: {kind: derived, ▸expression: a + b}\nunit: persons\n"
            ).replace("calendar: year", "calendar: academic-year"),
        },
        en=("« a + b »", "without the condition on the unit"),
        fr=("« a + b »", "sans condition sur l’unité"),
    ),
)

EXPRESSIONS = (
    Case(
        code="expression-syntax",
        changes=value("students +"),
        en=("« students + » is not an SQL expression", "single quotes"),
        fr=("« students + » n’est pas une expression SQL", "apostrophes droites"),
    ),
    Case(
        code="expression-syntax",
        about="injection",
        changes=where("sex = 'F'; drop table enrolment"),
        en=("one expression is expected",),
        fr=("n’est pas une expression SQL",),
    ),
    *(
        Case(
            code="expression-refused",
            about=about,
            changes=changes,
            en=(part, "no subquery"),
            fr=(part, "n’est pas accepté"),
        )
        for about, changes, part in (
            ("subquery", value("(select max(students) from enrolment)"), "SELECT"),
            ("subquery in a list", where("sex in (select code from secrets)"), "SELECT"),
            ("exists", where("exists (select 1)"), "EXISTS"),
            ("file", value("read_csv('/etc/passwd')"), "READ_CSV"),
            ("aggregate", value("sum(students)"), "SUM(students)"),
            ("window", value("max(students) over ()"), "MAX(students)"),
            ("environment", where("getenv('HOME') = 'x'"), "GETENV"),
            ("chance", value("random()"), "RANDOM()"),
            ("clock", where("current_date > '2020-01-01'"), "CURRENT_DATE"),
            ("cast to a list", value("cast(students as int[])"), "CAST(students AS INT[])"),
            ("cast to bytes", value("students::blob"), "CAST(students AS BLOB)"),
            ("cast to a structure", value("cast(students as struct(a int))"), "CAST("),
            ("star", value("*"), "*"),
            ("parameter", value("$1"), "$1"),
        )
    ),
    Case(
        code="unknown-column",
        about="did you mean",
        changes=where("diplome = 'engineering'"),
        en=("enrolment-count has no column « diplome »", "Did you mean diploma?"),
        fr=("enrolment-count n’a pas de colonne « diplome »", "Vouliez-vous écrire diploma ?"),
    ),
    Case(
        code="unknown-column",
        about="of another table",
        changes=value("secrets.students"),
        en=("« secrets.students »",),
        fr=("« secrets.students »",),
    ),
    Case(
        code="unknown-column",
        about="breakdown",
        changes={STUDENTS: ("breakdowns: [sex, origin]", "breakdowns: [sex, ▸origine]")},
        en=("« origine »", "mean origin?"),
        fr=("« origine »", "écrire origin ?"),
    ),
    Case(
        code="unknown-column",
        about="second condition of a list",
        changes={
            STUDENTS: (
                CONDITION,
                "  where:\n    - condition: sex = 'F'\n    - ▸condition: levels = 'M1'\n      because: x",
            )
        },
        en=("« levels »", "mean level?"),
        fr=("« levels »", "écrire level ?"),
    ),
    Case(
        code="text-without-quotes",
        about="none",
        changes=where("sex = F"),
        en=("« F » is read as a column", "'F'"),
        fr=("« F » se lit comme une colonne", "'F'"),
    ),
    Case(
        code="text-without-quotes",
        about="double",
        changes={STUDENTS: (CONDITION, '  where: ▸sex = "F"')},
        en=("« F » is read as a column", "single quotes"),
        fr=("« F » se lit comme une colonne", "apostrophes droites"),
    ),
    Case(
        code="unknown-value",
        about="closed list",
        changes=where("sex = 'Femme'"),
        en=("« sex » never holds « Femme »", "would select nothing", "F, M, X"),
        fr=("« sex » ne contient jamais « Femme »", "ne choisirait rien", "F, M, X"),
    ),
    Case(
        code="unknown-value",
        about="of what the source translates",
        changes=where("diploma = 'enginering'"),
        en=("« diploma » never holds « enginering »", "Did you mean engineering?"),
        fr=("« enginering »", "Vouliez-vous écrire engineering ?"),
    ),
    Case(
        code="unknown-value",
        about="in a list",
        changes=where("sex in ('F', 'H')"),
        en=("« H »",),
        fr=("« H »",),
    ),
    Case(
        code="types-compared",
        about="text and number",
        changes=where("level = 1"),
        en=("« level » holds text values", "compared with 1", "single quotes"),
        fr=("« level » contient des valeurs de type text", "apostrophes droites"),
    ),
    Case(
        code="types-compared",
        about="number and text",
        changes=where("students > '9'"),
        en=("« students » holds integer values", "'9'"),
        fr=("« students »", "'9'"),
    ),
    Case(
        code="types-compared",
        about="period",
        changes=where("period >= 2018"),
        en=("« period » holds text values",),
        fr=("« period »",),
    ),
    Case(
        code="cast-impossible",
        about="condition on a whole number",
        changes=where("cast(cast(students as date) as text) = '2022-01-01'"),
        en=("turns integer into date", "empty on every row"),
        fr=("une valeur de type integer en date", "vide sur chaque ligne"),
    ),
    Case(
        code="cast-impossible",
        about="day made a number",
        changes=value("cast(cast(level as date) as integer)"),
        en=("« CAST(CAST(level AS DATE) AS INT) » turns date into integer", "year(…)"),
        fr=("une valeur de type date en integer", "year(…)"),
    ),
    Case(
        code="expression-refused",
        about="rounded as rows say",
        changes=value("round(students, students)"),
        en=("ROUND(students, students)",),
        fr=("ROUND(students, students)",),
    ),
    Case(
        code="expression-refused",
        about="part counted backwards",
        changes=where("substring(level, 3, -1) = 'M'"),
        en=("SUBSTRING(level, 3, -1)",),
        fr=("SUBSTRING(level, 3, -1)",),
    ),
    Case(
        code="null-compared",
        changes=where("origin <> null"),
        en=("« origin <> NULL » is never true", "« origin IS NOT NULL »"),
        fr=("n’est jamais vrai", "« origin IS NOT NULL »"),
    ),
    Case(
        code="expression-not-a-condition",
        changes=where("students"),
        en=("is a value where a condition is expected", "students > 0"),
        fr=("là où une condition est attendue", "students > 0"),
    ),
    Case(
        code="expression-not-a-number",
        about="text column",
        changes=value("diploma"),
        en=("« diploma » is not a number", "column of numbers"),
        fr=("« diploma » n’est pas un nombre", "colonne de nombres"),
    ),
    Case(
        code="expression-not-a-number",
        about="condition",
        changes=value("students > 3"),
        en=("« students > 3 » is not a number",),
        fr=("« students > 3 » n’est pas un nombre",),
    ),
    Case(
        code="expression-not-a-number",
        about="operand",
        changes=value("students + level"),
        en=("« level » is not a number",),
        fr=("« level » n’est pas un nombre",),
    ),
)

MEASURES = (
    Case(
        code="collected-needs-one-form",
        changes={
            OTHER: indicator(
                "other",
                "▸measure:\n  kind: collected\n  entity: project-progress\n  numerator: steps_done\n"
                '  across_units: none\nunit: "%"\n',
            )
        },
        en=("« other » needs either a value, or a numerator", "both"),
        fr=("« other » demande soit une valeur", "à la fois"),
    ),
    Case(
        code="pool-needs-parts",
        changes=collected("  value: steps_done\n  ▸across_units: pool\nunit: milestones\n"),
        en=("« other » cannot be pooled", "« across_units: none »"),
        fr=("« other » ne peut pas être mis en commun", "« across_units: none »"),
    ),
    Case(
        code="add-needs-value",
        changes=collected(
            '  numerator: steps_done\n  denominator: steps_planned\n  ▸across_units: add\nunit: "%"\n'
        ),
        en=("« other » is a numerator over a denominator", "« across_units: pool »"),
        fr=("« other » est un numérateur sur un dénominateur", "« across_units: pool »"),
    ),
    Case(
        code="price-year-differs",
        changes={
            OTHER: accounts(
                "other",
                "measure: {kind: constant-price, entity: annual-account, value: valorisation, index: prices, "
                "base_year: 2022}\n▸unit: EUR 2021\n",
            )
        },
        en=("« EUR 2021 » is not money at 2022 prices", "EUR 2022"),
        fr=("« EUR 2021 » n’est pas une monnaie aux prix de 2022", "EUR 2022"),
    ),
    Case(
        code="constant-unit-on-current-money",
        changes={
            OTHER: accounts(
                "other",
                "measure: {kind: total, entity: annual-account, value: valorisation}\n▸unit: EUR 2022\n",
            )
        },
        en=("« EUR 2022 » is constant money", "« constant-price »"),
        fr=("« EUR 2022 » est une monnaie constante", "« constant-price »"),
    ),
    Case(
        code="unknown-name",
        about="price index",
        changes={
            OTHER: accounts(
                "other",
                "measure: {kind: constant-price, entity: annual-account, value: valorisation, ▸index: price, "
                "base_year: 2022}\nunit: EUR 2022\n",
            )
        },
        en=("no price index named « price »", "mean prices?"),
        fr=("« price » (indice de prix)", "écrire prices ?"),
    ),
    Case(
        code="share-is-no-count",
        changes={STUDENTS: BASE[STUDENTS].replace("unit: persons", '▸unit: "%"')},
        en=("A sum or a count cannot be expressed in « % »", "« ratio »"),
        fr=("ne peut pas s’exprimer en « % »", "« ratio »"),
    ),
    Case(
        code="unit-differs-from-columns",
        changes={
            OTHER: accounts(
                "other",
                "measure: {kind: total, entity: annual-account, value: valorisation}\n▸unit: persons\n",
            )
        },
        en=("in « persons »", "« valorisation », which is in « EUR »", "Correct « unit »"),
        fr=("en « persons »", "« valorisation », qui est en « EUR »", "Corrigez « unit »"),
    ),
    Case(
        code="columns-differ-in-unit",
        changes={
            "entities/visit.yaml": "entity: visit\nname: V\ngrain: one row\ncalendar: year\ncolumns:\n"
            "  - {column: fees, type: decimal, unit: EUR}\n  - {column: grants, type: decimal, unit: kEUR}\n",
            OTHER: indicator(
                "other", "measure: {kind: total, entity: visit, ▸value: fees + grants}\nunit: EUR\n"
            ),
        },
        en=("fees (EUR), grants (kEUR)", "one unit"),
        fr=("fees (EUR), grants (kEUR)", "même unité"),
    ),
    Case(
        code="scaled-twice",
        changes={
            OTHER: accounts(
                "other",
                "measure: {kind: total, entity: annual-account, ▸value: valorisation / 1000}\nunit: kEUR\n",
            )
        },
        en=("« valorisation / 1000 » would be converted twice", "EUR to kEUR", "Remove"),
        fr=("serait converti deux fois", "de EUR à kEUR", "Retirez"),
    ),
    Case(
        code="ratio-unit-differs",
        about="like by like",
        changes={
            OTHER: indicator(
                "other",
                "measure:\n  kind: ratio\n"
                "  numerator: {kind: total, entity: enrolment-count, value: students, where: sex = 'F'}\n"
                "  denominator: {kind: total, entity: enrolment-count, value: students}\n▸unit: persons\n",
            )
        },
        en=("divides persons by persons", "« persons »", "is in %"),
        fr=("divise persons par persons", "« persons »", "est en %"),
    ),
    Case(
        code="ratio-unit-differs",
        about="unlike",
        changes={
            OTHER: indicator(
                "other",
                "measure:\n  kind: ratio\n"
                "  numerator: {kind: total, entity: energy-use, value: final_energy}\n"
                '  denominator: {kind: total, entity: enrolment-count, value: students}\n▸unit: "%"\n',
            )
        },
        en=("divides energy by persons", "EUR/person"),
        fr=("divise energy par persons", "EUR/person"),
    ),
    Case(
        code="calendar-differs",
        changes={STUDENTS: ("calendar: year", "▸calendar: academic-year")},
        place=None,
        en=("« academic-year »", "enrolment-count the calendar « year »", "« calendar: year »"),
        fr=("« academic-year »", "enrolment-count le calendrier « year »", "« calendar: year »"),
    ),
)

ALERTS = (
    Case(
        code="alerts-upside-down",
        changes={STUDENTS: ("owner:", "alerts: [{vigilance: 100, ▸alert: 150, since: 2020-01-01}]\nowner:")},
        en=("Alert (150) lies on the better side of vigilance (100)", "the direction is up"),
        fr=("L’alerte (150) est du meilleur côté de la vigilance (100)",),
    ),
    Case(
        code="alerts-need-direction",
        changes={
            OTHER: indicator(
                "other",
                "measure: {kind: total, entity: enrolment-count, value: students}\nunit: persons\n"
                "▸alerts: [{vigilance: 100, alert: 50, since: 2020-01-01}]\n",
            ).replace("direction: up", "direction: keep")
        },
        en=("An indicator to be kept has no better side",),
        fr=("n’a pas de meilleur côté",),
    ),
)

DERIVED = (
    Case(
        code="indicator-cycle",
        changes={
            "indicators/a.yaml": indicator(
                "a", "measure: {kind: derived, ▸expression: b + 1}\nunit: persons\n"
            ),
            "indicators/b.yaml": indicator(
                "b", "measure: {kind: derived, expression: a - 1}\nunit: persons\n"
            ),
        },
        en=("a → b → a", "read rows"),
        fr=("a → b → a", "lisent des lignes"),
    ),
    Case(
        code="derived-needs-arithmetic",
        about="function",
        changes={
            OTHER: indicator(
                "other", "measure: {kind: derived, ▸expression: 'coalesce(students, 0)'}\nunit: persons\n"
            )
        },
        en=("« COALESCE(students, 0) » is not accepted", "+ - * /"),
        fr=("« COALESCE(students, 0) » n’est pas accepté", "+ - * /"),
    ),
    Case(
        code="derived-needs-arithmetic",
        about="remainder",
        changes={
            OTHER: indicator("other", "measure: {kind: derived, ▸expression: students % 2}\nunit: persons\n")
        },
        en=("« students % 2 »",),
        fr=("« students % 2 »",),
    ),
    Case(
        code="unknown-name",
        about="indicator in a derived one",
        changes={
            OTHER: indicator("other", "measure: {kind: derived, ▸expression: student / 2}\nunit: persons\n")
        },
        en=("no indicator named « student »", "mean students?"),
        fr=("« student » (indicateur)", "écrire students ?"),
    ),
    Case(
        code="derived-calendar-differs",
        changes={
            OTHER: accounts("other", "measure: {kind: derived, ▸expression: students / 2}\nunit: persons\n")
        },
        en=("« financial-year »", "« students » the calendar « year »"),
        fr=("« financial-year »", "« students » le calendrier « year »"),
    ),
)

CASES = (*EXPRESSIONS, *MEASURES, *ALERTS, *DERIVED, *ADDITIVITY)
