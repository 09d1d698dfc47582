"""An entity must have columns that can be told apart and used."""

from __future__ import annotations

from jalon.dossier.entity import NUMERIC, ColumnType, Entity
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint

RESERVED = ("unit", "period")
"""The columns that a source fills in every entity."""


def check_entities(raw: RawDossier, issues: Issues) -> None:
    """Names of columns are free, units of measurement exist, the key is made of columns."""
    for item in raw.entities:
        names = [column.name for column in item.value.columns]
        for name in RESERVED:
            if name in names:
                issues.error("reserved-name", item.at(f"columns.{name}"), name=name)
        _check_units(item, raw, issues)
        for name in item.value.key:
            if name not in names and "columns" not in item.faulty:
                context = {"column": name, "owner": item.value.id, "known": hint(name, names)}
                issues.error("unknown-column", item.at(f"key.{name}"), **context)


def _check_units(item: Located[Entity], raw: RawDossier, issues: Issues) -> None:
    for column in item.value.columns:
        place = item.at(f"columns.{column.name}.unit")
        if column.unit and raw.units.find(column.unit) is None:
            issues.error("unknown-unit", place, unit=column.unit, known=raw.units.hint(column.unit))
        elif column.unit and column.type not in NUMERIC:
            issues.error("unit-on-a-text", place, column=column.name, type=column.type)
        if column.values and column.type is not ColumnType.TEXT:
            issues.error("values-need-text", item.at(f"columns.{column.name}"), column=column.name)
