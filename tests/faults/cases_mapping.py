"""Mistakes in extensions of entities, code lists, crosswalks and the ways of telling a period."""

from __future__ import annotations

from faults.base import Case

SOURCE = "sources/enrolments.yaml"
PERIOD = "period: {column: year}\n"
DIPLOMA = "diploma: {from: diploma, codes: {ING: engineering, DOC: doctorate}}\n"
LIST = """\
list: diplomas
name: Diplomas
codes:
  - {code: engineering, label: Engineer}
"""
STAY = """\
entity: stay
name: Stays
grain: one row by stay
calendar: year
columns:
  - {column: place, type: text}
"""

CASES = (
    Case(
        code="column-already-there",
        changes={
            "entities/more.yaml": "extends: enrolment-count\ncolumns:\n  - {▸column: sex, type: text}\n",
        },
        en=("enrolment-count", "« sex »", "library/entities/enrolment-count.yaml", "another name"),
        fr=("enrolment-count", "sex", "autre nom"),
    ),
    Case(
        code="unknown-name",
        about="an entity to extend",
        changes={
            "entities/more.yaml": "▸extends: enrolement\ncolumns:\n  - {column: hall, type: text}\n",
        },
        en=("no entity named « enrolement »", "enrolment?"),
        fr=("enrolement", "enrolment"),
    ),
    Case(
        code="bad-day-of-year",
        changes={"entities/stay.yaml": STAY + "census:\n  - {▸day: 02-29, reference: The order}\n"},
        en=("« 02-29 »", "29 February"),
        fr=("02-29", "29 février"),
    ),
    Case(
        code="census-days-overlap",
        changes={
            "entities/stay.yaml": STAY
            + "census:\n  - {day: 01-15, reference: A}\n  - {▸day: 12-01, since: 2027-01-01, reference: B}\n"
        },
        en=("entities/stay.yaml:8", "until"),
        fr=("entities/stay.yaml:8", "until"),
    ),
    Case(
        code="census-of-months",
        changes={
            "entities/stay.yaml": STAY.replace("calendar: year", "calendar: month")
            + "census:\n  - {▸day: 01-15, reference: A}\n"
        },
        en=("stay", "months"),
        fr=("stay", "mois"),
    ),
    Case(
        code="entity-without-census",
        changes={SOURCE: (PERIOD, "period: {column: year, ▸census: {from: start, to: end}}\n")},
        en=("enrolment-count", "no census day"),
        fr=("enrolment-count", "jour d’observation"),
    ),
    Case(
        code="period-told-twice",
        changes={SOURCE: (PERIOD, 'period: {column: year, ▸constant: "2020"}\n')},
        en=("column, constant", "Keep one"),
        fr=("column, constant", "Gardez-en une"),
    ),
    Case(
        code="fullest-of-turned-rows",
        changes={
            SOURCE: (
                PERIOD,
                PERIOD + "▸most_complete: [code]\nunpivot: {columns: x, name: month, value: cell}\n",
            )
        },
        en=("« unpivot »", "most_complete"),
        fr=("« unpivot »", "most_complete"),
    ),
    Case(
        code="bad-period",
        about="a constant of another calendar",
        changes={SOURCE: (PERIOD, 'period: {▸constant: "2020-21"}\n')},
        en=("2020-21", "year"),
        fr=("2020-21",),
    ),
    Case(
        code="year-starts-unused",
        changes={SOURCE: (PERIOD, "period: {column: year, ▸year_starts: 10-01}\n")},
        en=("year_starts", "date"),
        fr=("year_starts", "date"),
    ),
    Case(
        code="codes-told-twice",
        changes={
            "codes/diplomas.yaml": LIST,
            SOURCE: (DIPLOMA, "diploma: {from: diploma, codes: {ING: engineering}, ▸crosswalk: diplomas}\n"),
        },
        en=("codes, crosswalk", "« crosswalk » alone"),
        fr=("codes, crosswalk", "seul"),
    ),
    Case(
        code="crosswalk-code-unknown",
        changes={
            "codes/diplomas.yaml": LIST
            + "crosswalks:\n  - version: North\n    units: [north]\n    map: {▸ING: enginering}\n"
        },
        en=("« ING »", "« enginering »", "diplomas", "engineering?"),
        fr=("ING", "enginering", "diplomas"),
    ),
    Case(
        code="crosswalks-overlap",
        changes={
            "codes/diplomas.yaml": LIST
            + "crosswalks:\n  - {version: All, map: {ING: engineering}}\n"
            + "  - {▸version: North, units: [north], since: 2021-01-01, map: {ING: engineering}}\n"
        },
        en=("« North »", "« All »", "codes/diplomas.yaml:6"),
        fr=("North", "All"),
    ),
    Case(
        code="unknown-name",
        about="a unit of a crosswalk",
        changes={
            "codes/diplomas.yaml": LIST
            + "crosswalks:\n  - {version: North, units: [▸nort], map: {ING: engineering}}\n"
        },
        en=("no unit named « nort »", "north?"),
        fr=("nort", "north"),
    ),
    Case(
        code="unknown-name",
        about="a list of codes",
        changes={
            "codes/diplomas.yaml": LIST,
            SOURCE: (DIPLOMA, "diploma: {from: diploma, ▸crosswalk: diploma}\n"),
        },
        en=("no code list named « diploma »", "diplomas?"),
        fr=("diploma", "diplomas"),
    ),
    Case(
        code="duplicate-name",
        about="a code of a list",
        changes={"codes/diplomas.yaml": LIST + "  - {▸code: engineering, since: 2021-01-01}\n"},
        en=("« engineering »", "codes/diplomas.yaml:4"),
        fr=("engineering",),
    ),
    Case(
        code="until-before-since",
        about="a code",
        changes={"codes/diplomas.yaml": LIST + "  - {▸code: master, since: 2021-01-01, until: 2020-01-01}\n"},
        en=("2021-01-01", "2020-01-01"),
        fr=("2021-01-01", "2020-01-01"),
    ),
)
