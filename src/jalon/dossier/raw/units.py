"""Decoding of the registry of units of measurement."""

from __future__ import annotations

from decimal import Decimal

from jalon.kernel.decoding import Fields
from jalon.kernel.units import Unit


def read_units(fields: Fields) -> tuple[Unit, ...]:
    """The units of a registry file."""
    return tuple(_unit(item) for item in fields.records("units"))


def _unit(fields: Fields) -> Unit:
    unit = Unit(
        id=fields.text("unit"),
        symbol=fields.localized("symbol"),
        dimension=fields.text("dimension"),
        factor=fields.decimal("factor", Decimal(1)),
    )
    fields.close()
    return unit
