"""Series of readings are declared so that they can become periods."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from jalon.dossier.metering import (
    METER_COLUMNS,
    WEATHER_COLUMNS,
    DegreeDays,
    Meters,
    Reading,
    Step,
    Weather,
)
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.source import Source
from jalon.kernel.issues import Issues


def check_metering(raw: RawDossier, issues: Issues) -> None:
    """Meters and weather of the sources."""
    for source in raw.sources:
        if source.value.meters is not None:
            _check_meters(source, source.value.meters, issues)
        if source.value.weather is not None:
            _check_weather(source, source.value.weather, issues)
        if source.value.meters is not None and source.value.weather is not None:
            issues.error("series-told-twice", source.at("weather"))


def _check_meters(source: Located[Source], meters: Meters, issues: Issues) -> None:
    _check_timezone(source, meters.timezone, "meters.timezone", issues)
    _check_names(source, (*meters.meter, *meters.keep), METER_COLUMNS, "meters", issues)
    if not meters.meter and "meters" not in source.faulty:
        issues.error("series-incomplete", source.at("meters"), key="meter")
    if meters.rollover is not None and (meters.kind is Reading.INTERVAL or meters.rollover <= 0):
        issues.error("meters-option-useless", source.at("meters.rollover"), key="rollover", kind="cumulative")
    for key in ("hours", "missing_hours"):
        if getattr(meters, key) and meters.kind is Reading.CUMULATIVE:
            issues.error("meters-option-useless", source.at(f"meters.{key}"), key=key, kind="interval")


def _check_weather(source: Located[Source], weather: Weather, issues: Issues) -> None:
    _check_timezone(source, weather.timezone, "weather.timezone", issues)
    _check_names(source, (weather.station,), WEATHER_COLUMNS, "weather", issues)
    both = bool(weather.minimum and weather.maximum)
    halves = bool(weather.minimum or weather.maximum)
    if bool(weather.temperature) == halves or halves != both:
        issues.error("series-incomplete", source.at("weather"), key="temperature")
    elif both and (weather.step is not Step.DAY or weather.method is DegreeDays.HOURLY):
        issues.error("weather-by-day", source.at("weather"))
    if weather.step in {Step.MONTH, Step.NEXT} or (weather.step is Step.DAY and weather.temperature):
        issues.error("weather-by-day", source.at("weather.step"))


def _check_names(
    source: Located[Source], names: tuple[str, ...], taken: tuple[str, ...], key: str, issues: Issues
) -> None:
    for name in names:
        if name in taken:
            issues.error("series-name-taken", source.at(key), column=name)


def _check_timezone(source: Located[Source], zone: str, key: str, issues: Issues) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        issues.error("unknown-timezone", source.at(key), timezone=zone)
