"""Decoding of how series of readings become periods."""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.metering import (
    DegreeDays,
    Meters,
    Reading,
    Repeated,
    Stamp,
    Step,
    Temperature,
    Weather,
    ZeroMeans,
)
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place


def read_meters(fields: Fields, places: dict[str, Place]) -> Meters | None:
    """The ``meters`` of a source; None when it has none."""
    spec = fields.record("meters")
    if spec is None:
        return None
    places.update({f"meters.{key}": spec.place(key) for key in spec.keys()})
    places.setdefault("meters", fields.place("meters"))
    meters = Meters(
        meter=spec.words("meter"),
        at=spec.text("at"),
        value=spec.text("value"),
        keep=spec.words("keep"),
        kind=spec.choice("values", Reading),
        step=spec.choice("step", Step, Step.HOUR),
        stamp=spec.choice("stamp", Stamp, Stamp.START),
        timezone=spec.text("timezone", "UTC"),
        rollover=spec.decimal("rollover") if spec.has("rollover") else None,
        zeros=spec.choice("zeros", ZeroMeans, ZeroMeans.MEASURED),
        zeros_run=spec.integer("zeros_run", 1, least=1, most=100_000),
        repeated=spec.choice("repeated", Repeated, Repeated.REFUSE),
        hours=spec.text("hours", ""),
        missing_hours=spec.text("missing_hours", ""),
        quality=spec.text("quality", ""),
        estimated=spec.words("estimated"),
    )
    spec.close()
    return meters


def read_weather(fields: Fields, places: dict[str, Place]) -> Weather | None:
    """The ``weather`` of a source; None when it has none."""
    spec = fields.record("weather")
    if spec is None:
        return None
    places.update({f"weather.{key}": spec.place(key) for key in spec.keys()})
    places.setdefault("weather", fields.place("weather"))
    weather = Weather(
        station=spec.text("station"),
        at=spec.text("at"),
        temperature=spec.text("temperature", ""),
        minimum=spec.text("minimum", ""),
        maximum=spec.text("maximum", ""),
        unit=spec.choice("unit", Temperature, Temperature.CELSIUS),
        method=spec.choice("method", DegreeDays, DegreeDays.MINMAX),
        base=spec.decimal("base", Decimal(18)),
        cooling_base=spec.decimal("cooling_base", Decimal(26)),
        step=spec.choice("step", Step, Step.HOUR),
        timezone=spec.text("timezone", "UTC"),
        least_hours=spec.integer("least_hours", 18, least=1, most=24),
    )
    spec.close()
    return weather
