"""Mistakes in the declaration of series: meters and weather; and of what is kept under a key."""

from __future__ import annotations

from faults.base import BASE, Case

SOURCE = BASE["sources/enrolments.yaml"]
METERS = "meters: {meter: [m], at: at, value: v, values: interval}\n"


def with_meters(text: str) -> dict[str, str]:
    return {"sources/enrolments.yaml": SOURCE + text}


CASES = (
    Case(
        code="series-told-twice",
        changes=with_meters(METERS + "▸weather: {station: s, at: at, temperature: t}\n"),
        en=("both meters and weather",),
        fr=("à la fois des compteurs et de la météo",),
    ),
    Case(
        code="series-incomplete",
        changes=with_meters("▸weather: {station: s, at: at}\n"),
        en=("`temperature`", "`minimum` and `maximum`"),
        fr=("`temperature`", "`minimum` et `maximum`"),
    ),
    Case(
        code="series-name-taken",
        changes=with_meters("▸meters: {meter: [flags], at: at, value: v, values: interval}\n"),
        en=("« flags »",),
        fr=("« flags »",),
    ),
    Case(
        code="meters-option-useless",
        changes=with_meters("meters: {meter: [m], at: at, value: v, values: cumulative, ▸zeros: missing}\n"),
        en=("« zeros » has no meaning for these readings",),
        fr=("« zeros » n’a pas de sens pour ces relevés",),
    ),
    Case(
        code="weather-by-day",
        changes=with_meters("weather: {station: s, at: at, temperature: t, ▸step: month}\n"),
        en=("day",),
        fr=("jour",),
    ),
    Case(
        code="pseudonym-not-text",
        changes={
            "entities/stay.yaml": (
                "entity: stay\nname: Stays\ngrain: one row a stay\ncalendar: year\ncolumns:\n"
                "  - {column: days, type: integer, ▸pseudonym: person}\n"
            )
        },
        en=("« days » is kept under a pseudonym and is of type integer",),
        fr=("« days » est gardée sous un pseudonyme et est de type integer",),
    ),
    Case(
        code="keys-of-plain-column",
        changes={
            "sources/enrolments.yaml": SOURCE.replace(
                "  origin: origin\n", "  origin:\n    ▸keys: [{scheme: ine, from: INE}]\n"
            )
        },
        en=("« keys » are given for « origin »",),
        fr=("« keys » sont données pour « origin »",),
    ),
)
