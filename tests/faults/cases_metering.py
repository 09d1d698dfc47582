"""Mistakes in what a source says of its meters or of its weather."""

from __future__ import annotations

from faults.base import Case

SOURCE = "sources/enrolments.yaml"
READER = 'reader: {kind: csv, delimiter: ";"}\n'
AIR = "weather: {station: s, at: t, temperature: c}\n"


def meters(written: str) -> dict[str, tuple[str, str]]:
    return {SOURCE: (READER, f"{READER}{written}")}


CASES = (
    Case(
        code="series-told-twice",
        changes=meters("meters: {meter: m, at: t, value: v, values: interval}\n▸" + AIR),
        en=("meters", "weather"),
        fr=("compteurs", "météo"),
    ),
    Case(
        code="series-incomplete",
        changes=meters("▸weather: {station: s, at: t, minimum: low}\n"),
        en=("temperature", "maximum"),
        fr=("temperature", "maximum"),
    ),
    Case(
        code="series-name-taken",
        changes=meters("▸meters: {meter: [readings], at: t, value: v, values: interval}\n"),
        en=("« readings »",),
        fr=("« readings »",),
    ),
    Case(
        code="meters-option-useless",
        changes=meters("meters: {meter: m, at: t, value: v, values: cumulative, ▸hours: h}\n"),
        en=("« hours »", "interval"),
        fr=("« hours »", "interval"),
    ),
    Case(
        code="weather-by-day",
        changes=meters("weather: {station: s, at: t, temperature: c, ▸step: month}\n"),
        en=("step: day",),
        fr=("step: day",),
    ),
    Case(
        code="unknown-timezone",
        about="of a series",
        changes=meters("meters: {meter: m, at: t, value: v, values: interval, ▸timezone: Paris}\n"),
        en=("« Paris »", "IANA"),
        fr=("« Paris »", "IANA"),
    ),
)
