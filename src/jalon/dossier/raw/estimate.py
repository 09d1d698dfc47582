"""Decoding of estimates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jalon.dossier.estimate import Estimate, EstimateMethod
from jalon.dossier.raw.located import Located, locate
from jalon.kernel.decoding import Fields
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.units import UnitRegistry


def read_estimate(
    fields: Fields, units: UnitRegistry, calendars: Mapping[str, Calendar]
) -> Located[Estimate]:
    """One estimate.

    Args:
        fields: what is written.
        units: the units of measurement.
        calendars: by indicator, how its periods are cut; those of an unknown one cannot be read.
    """
    indicator = fields.text("indicator")
    estimate = Estimate(
        id=fields.identifier("estimate"),
        indicator=indicator,
        unit=fields.text("unit"),
        periods=tuple(_periods(fields, calendars.get(indicator))),
        method=fields.choice("method", EstimateMethod),
        value=fields.quantity("value", units),
        numerator=_optional(fields, "numerator"),
        denominator=_optional(fields, "denominator"),
        low=fields.quantity("low", units),
        high=fields.quantity("high", units),
        because=fields.localized("because"),
        by=fields.text("by"),
        on=fields.date("on"),
        references=fields.references(),
    )
    fields.close()
    return locate(estimate, fields)


def _periods(fields: Fields, calendar: Calendar | None) -> list[Period]:
    written = fields.texts("periods")
    if not written:
        fields.text("periods")  # a required key that is not there is a fault
    found = []
    for text, place in written if calendar else ():
        assert calendar is not None, "no text is looked at without a calendar"
        try:
            found.append(Period.parse(text, calendar))
        except ValueError:
            fields.fault("bad-period", "periods", place, text=text, calendar=calendar.value)
    return found


def _optional(fields: Fields, key: str) -> Decimal | None:
    number = fields.decimal(key, Decimal(0))
    return number if fields.has(key) else None
