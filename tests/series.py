"""Small series of readings, and how tests read them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jalon.dossier.metering import Meters, Reading, Weather
from jalon.dossier.source import Feed, ReaderKind, ReaderSpec
from jalon.infocentre.meters.metering import metered
from jalon.infocentre.meters.weather import weathered
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Batch, Named
from jalon.kernel.periods import Calendar

CSV = ReaderSpec(kind=ReaderKind.CSV)
METERS = Meters(meter=("meter",), at="at", value="kwh")
COUNTER = replace(METERS, kind=Reading.CUMULATIVE)
WEATHER = Weather(station="station", at="at", temperature="t")
NORTH = Feed(id="meters", path="", unit="north")
Rows = list[dict[str, str | None]]


class Read:
    """What a series gives: its rows, the codes of what is refused or set aside, and its notes."""

    def __init__(self, batches: list[Batch]) -> None:
        self.rows: Rows = [row for batch in batches for row in batch.rows.to_pylist()]
        self.rejects = [
            (reject["_line"], reject["_reasons"][0]["code"])
            for batch in batches
            for reject in batch.rejected.to_pylist()
        ]
        self.notes = {note.code: note.context for batch in batches for note in batch.notes}

    def of(self, *names: str) -> list[tuple[str | None, ...]]:
        return [tuple(row[name] for name in names) for row in self.rows]


def meters(
    folder: Path,
    content: str,
    spec: Meters = METERS,
    calendar: Calendar = Calendar.MONTH,
    reader: ReaderSpec = CSV,
) -> Read:
    file = folder / "meters.csv"
    file.write_text(content, encoding="utf-8")
    named = Named("meters.csv")
    table = open_table(file, reader, spec.columns, named)
    return Read(list(metered(table, spec, reader, calendar, named).batches()))


def weather(
    folder: Path,
    content: str,
    spec: Weather = WEATHER,
    calendar: Calendar = Calendar.MONTH,
    reader: ReaderSpec = CSV,
) -> Read:
    file = folder / "weather.csv"
    file.write_text(content, encoding="utf-8")
    named = Named("weather.csv")
    table = open_table(file, reader, spec.columns, named)
    return Read(list(weathered(table, spec, reader, calendar, named).batches()))


def hours(meter: str, day: str, values: list[str], first: int = 0) -> str:
    """Hourly readings of a day."""
    return "".join(f"{meter},{day} {first + hour:02d}:00,{value}\n" for hour, value in enumerate(values))
