"""Decoding of entities, shipped in the library, or added and extended by a dossier."""

from __future__ import annotations

import re
from datetime import date

from jalon.dossier.entity import Census, Column, ColumnType, Entity, Extension, Sensitivity
from jalon.dossier.raw.located import Located, locate
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place
from jalon.kernel.periods import Calendar
from jalon.kernel.texts import EMPTY


def read_entity(fields: Fields) -> Located[Entity]:
    """One entity."""
    nested: dict[str, Place] = {}
    entity = Entity(
        id=fields.identifier("entity"),
        name=fields.localized("name"),
        grain=fields.localized("grain"),
        calendar=fields.choice("calendar", Calendar),
        columns=tuple(_column(column, nested) for column in fields.records("columns", required=True)),
        key=_key(fields, nested),
        shared=fields.boolean("shared", default=False),
        census=tuple(_census(rule, nested, number) for number, rule in enumerate(fields.records("census"))),
    )
    fields.close()
    return locate(entity, fields, nested)


def read_extension(fields: Fields) -> Located[Extension]:
    """Columns added to an entity that exists."""
    nested: dict[str, Place] = {}
    extension = Extension(
        entity=fields.text("extends"),
        columns=tuple(_column(column, nested) for column in fields.records("columns", required=True)),
    )
    fields.close()
    return locate(extension, fields, nested)


def read_entity_file(fields: Fields) -> Located[Entity] | Located[Extension]:
    """What a file of ``entities/`` holds: an entity, or columns added to one."""
    return read_extension(fields) if fields.has("extends") else read_entity(fields)


_DAY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_ANY_YEAR = 2023
"""A year without 29 February: a day that only some years have is no census day."""


def month_and_day(fields: Fields, key: str, text: str) -> tuple[int, int]:
    """A day of the year written MM-DD; the first of January, with a fault, when it is none."""
    found = _DAY.fullmatch(text)
    try:
        day = date(_ANY_YEAR, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None and text:
        fields.fault("bad-day-of-year", key, key=key, text=text)
    return (day.month, day.day) if day else (1, 1)


def _census(fields: Fields, places: dict[str, Place], number: int) -> Census:
    month, day = month_and_day(fields, "day", fields.text("day"))
    rule = Census(
        month=month,
        day=day,
        since=fields.optional_date("since"),
        until=fields.optional_date("until"),
        references=fields.references(),
    )
    places[f"census.{number}"] = fields.place("day")
    fields.close()
    return rule


def _key(fields: Fields, places: dict[str, Place]) -> tuple[str, ...]:
    words = fields.texts("key")
    places.update({f"key.{name}": place for name, place in words})
    return tuple(name for name, _ in words)


def _column(fields: Fields, places: dict[str, Place]) -> Column:
    column = Column(
        name=fields.column_name("column"),
        type=fields.choice("type", ColumnType),
        description=fields.localized("description", EMPTY),
        unit=fields.text("unit", "") or None,
        sensitivity=fields.choice("sensitivity", Sensitivity, Sensitivity.INTERNAL),
        required=fields.boolean("required", default=False),
        values=fields.words("values"),
        identity=fields.identifier("identity") if fields.has("identity") else "",
        pseudonym=fields.identifier("pseudonym") if fields.has("pseudonym") else "",
        distinct_of=fields.localized("distinct_of", EMPTY),
    )
    if column.identity and column.type is not ColumnType.TEXT:
        fields.fault("identity-not-text", "identity", column=column.name, type=column.type.value)
    if column.pseudonym and column.type is not ColumnType.TEXT:
        fields.fault("pseudonym-not-text", "pseudonym", column=column.name, type=column.type.value)
    if f"columns.{column.name}" in places:
        first = places[f"columns.{column.name}"]
        fields.fault("duplicate-name", "column", kind="column", name=column.name, first=first)
    places[f"columns.{column.name}"] = fields.place("column")
    places[f"columns.{column.name}.unit"] = fields.place("unit")
    fields.close()
    return column
