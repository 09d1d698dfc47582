"""Faulty or remarkable series of readings. All of them are fictitious."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from faults.deliveries.cases import Case
from jalon.dossier.entity import Entity
from jalon.dossier.metering import Meters, Reading, Repeated, Step, Weather, ZeroMeans
from jalon.dossier.source import Source
from jalon.kernel.periods import Calendar
from series import METERS, NORTH, WEATHER
from unit.infocentre.building import SOURCE, column, entity, from_cell

HEAD = "meter,at,kwh\n"
GOOD = "a,2023-01-01 00:00,1\na,2023-01-01 01:00,2\n"
AIR = "station,at,t\n"
MONTHLY: Entity = replace(entity(column("name", required=True)), calendar=Calendar.MONTH)


def source(*, meters: Meters | None = None, weather: Weather | None = None) -> Source:
    name = "meter" if meters else "station"
    return replace(
        SOURCE,
        meters=meters,
        weather=weather,
        unit_column=None,
        period_column="period",
        columns=(from_cell("name", name),),
    )


def case(code: str, content: str, line: int = 0, *words: str, spec: Meters = METERS) -> Case:
    return Case(
        code=code,
        content=(HEAD + content).encode(),
        line=line,
        words=words,
        source=source(meters=spec),
        entity=MONTHLY,
        feed=NORTH,
    )


def air(code: str, content: str, line: int = 0, *words: str) -> Case:
    found = source(weather=WEATHER)
    return Case(
        code=code,
        content=(AIR + content).encode(),
        line=line,
        words=words,
        source=found,
        entity=MONTHLY,
        feed=NORTH,
    )


PARIS = replace(METERS, timezone="Europe/Paris")
COUNTER = replace(METERS, kind=Reading.CUMULATIVE)
BILLS = replace(METERS, step=Step.NEXT)
DIP = "a,2023-01-01,500\na,2023-01-10,590\na,2023-01-11,0\na,2023-01-12,610\na,2023-02-01,810\n"

CASES = (
    case("series-unnamed", GOOD + ",2023-01-01 02:00,3\n", 4, "meter"),
    case("series-time-unreadable", GOOD + "a,1 January,3\n", 4, "1 January"),
    case("series-time-skipped", GOOD + "a,2023-03-26 02:30,3\n", 4, "summer", spec=PARIS),
    case("series-value-unreadable", GOOD + "a,2023-01-01 02:00,twelve\n", 4, "twelve"),
    case("meter-negative", GOOD + "a,2023-01-01 02:00,-3\n", 4, "-3"),
    case("series-readings-differ", GOOD + "a,2023-01-01 01:00,3\n", 3),
    case("series-reading-empty", GOOD + "a,2023-01-01 02:00,\n", 0, "line 4"),
    case("series-reading-repeated", GOOD + "a,2023-01-01 01:00,2\n", 0, "line 4"),
    case(
        "series-reading-set-aside",
        GOOD + "a,2023-01-01 01:00,3\n",
        0,
        "line 4",
        spec=replace(METERS, repeated=Repeated.LAST),
    ),
    case("meters-proof", GOOD, 0, "add up to 3", "0 removed"),
    case("meters-incomplete", GOOD, 2, ": 1"),
    case("meters-prorated", "a,2023-01-17,0\na,2023-02-14,280\n", 3, ": 2", spec=COUNTER),
    case(
        "meters-zeros",
        GOOD + "a,2023-01-01 02:00,0\n",
        4,
        ": 1",
        spec=replace(METERS, zeros=ZeroMeans.MISSING),
    ),
    case(
        "meters-rollover",
        "a,2023-01-01,95\na,2023-02-01,5\n",
        3,
        ": 1",
        spec=replace(COUNTER, rollover=Decimal(100)),
    ),
    case("meters-dip", DIP, 4, ": 1", spec=COUNTER),
    case("series-without-period", "a,2023-01-01,50\nb,2023-02-01,5\n", 0, "read once", spec=COUNTER),
    case("meters-replaced", "a,2023-01-01,50\na,2023-02-01,5\na,2023-03-01,9\n", 3, ": 1", spec=COUNTER),
    case("meters-open", "a,2023-01-01,50\na,2023-02-01,60\n", 3, ": 1", spec=BILLS),
    case("meters-far-apart", "a,2020-01-01,50\na,2023-02-01,60\na,2023-03-01,70\n", 3, ": 1", spec=COUNTER),
    air("weather-impossible", "s,2023-01-01 00:00,5\ns,2023-01-01 01:00,180\n", 3, "180"),
    air("weather-step", "s,2023-01-01 00:00,5\ns,2023-01-01 03:00,5\n", 2, ": 1", "3 hours"),
    air("weather-incomplete", "s,2023-01-01 00:00,5\n", 2, "31 days"),
)
