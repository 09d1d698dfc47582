"""Decoding of entities, shipped in the library or added by a dossier."""

from __future__ import annotations

from jalon.dossier.entity import Column, ColumnType, Entity, Sensitivity
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
    )
    fields.close()
    return locate(entity, fields, nested)


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
