"""Meters and weather: how a series of readings becomes one row a period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Reading(StrEnum):
    """What a reading says: the quantity of its own interval, or the index of a counter that runs on."""

    INTERVAL = "interval"
    CUMULATIVE = "cumulative"


class Step(StrEnum):
    """How long the interval of a reading lasts; ``next`` when it lasts until the next one (bills)."""

    QUARTER = "quarter-hour"
    HALF = "half-hour"
    HOUR = "hour"
    THREE = "three-hour"
    SIX = "six-hour"
    DAY = "day"
    MONTH = "month"
    NEXT = "next"


class Stamp(StrEnum):
    """Which end of its interval the time of a reading is."""

    START = "start"
    END = "end"


class ZeroMeans(StrEnum):
    """What a zero means: a measure, or a reading that the publisher did not have."""

    MEASURED = "measured"
    MISSING = "missing"


class Repeated(StrEnum):
    """Which of two different readings of one meter at one time is kept; neither when refused."""

    REFUSE = "refuse"
    FIRST = "first"
    LAST = "last"


class DegreeDays(StrEnum):
    """How degree-days are worked out: from the least and greatest temperature of a day, or hour by hour."""

    MINMAX = "minmax"
    HOURLY = "hourly"


class Temperature(StrEnum):
    """The unit of temperatures."""

    CELSIUS = "degC"
    FAHRENHEIT = "degF"


METER_COLUMNS = (
    "period",
    "amount",
    "period_hours",
    "hours_covered",
    "completeness",
    "readings",
    "flags",
)
"""What is known of a meter in a period, beside the columns that name it."""

WEATHER_COLUMNS = (
    "period",
    "hdd",
    "cdd",
    "mean_temperature",
    "period_hours",
    "hours_covered",
    "days_covered",
    "flags",
)
"""What is known of a station in a period. ``hdd`` and ``cdd`` are of the days covered, and of no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meters:
    """Readings of meters, made into one row a meter and period of the entity's calendar.

    Attributes:
        meter: the columns that tell meters apart.
        keep: columns that go with a meter, such as its building: the first word of each period is kept; for a
            counter, that of the reading with which its use begins.
        at: the column of the time of a reading.
        value: the column of the reading.
        kind: interval or cumulative.
        step: how long an interval lasts.
        stamp: which end of it ``at`` is.
        timezone: the zone of times without offset, with its summer time; and the zone of periods.
        rollover: the index at which a counter starts again from zero; None when it is not known.
        zeros: what a zero means: of an interval, or as the index of a counter.
        zeros_run: zeros are missing when at least that many follow one another.
        repeated: what becomes of two readings at one time.
        hours, missing_hours: columns that say how many hours a reading is about, and how many of them were
            not measured, for series that their publisher added up; empty when there are none.
        quality: the column that says how a reading was made; empty when none does.
        estimated: the words of it that mean an estimate.
    """

    meter: tuple[str, ...]
    at: str
    value: str
    keep: tuple[str, ...] = ()
    kind: Reading = Reading.INTERVAL
    step: Step = Step.HOUR
    stamp: Stamp = Stamp.START
    timezone: str = "UTC"
    rollover: Decimal | None = None
    zeros: ZeroMeans = ZeroMeans.MEASURED
    zeros_run: int = 1
    repeated: Repeated = Repeated.REFUSE
    hours: str = ""
    missing_hours: str = ""
    quality: str = ""
    estimated: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The source columns that are read."""
        more = (self.hours, self.missing_hours, self.quality)
        found = (*self.meter, self.at, self.value, *self.keep, *more)
        return tuple(dict.fromkeys(name for name in found if name))

    @property
    def given(self) -> tuple[str, ...]:
        """The columns that are given out."""
        return (*self.meter, *self.keep, *METER_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """Temperatures, made into one row a station and period with its degree-days.

    The degree-days of a day are ``max(0, base − (Tmin + Tmax) / 2)`` (ADEME, *corrections climatiques*;
    French *degrés-jours unifiés*, base 18 °C), or the mean over its hours of ``max(0, base − T)``.

    Attributes:
        station: the column that names the station.
        at: the column of the time of a reading.
        temperature: the column of the temperature; empty when ``minimum`` and ``maximum`` are given by day.
        minimum, maximum: the columns of the least and greatest temperature of a day; empty without.
        unit: in which temperatures are written.
        method: how degree-days are worked out.
        base, cooling_base: temperatures below which one heats and above which one cools, in °C.
        step: how long a reading stands for; ``next`` is not known here.
        timezone: the zone of times without offset, in which days are counted.
        least_hours: hours that must be measured for a day to be counted; a reading measures one step.
    """

    station: str
    at: str
    temperature: str = ""
    minimum: str = ""
    maximum: str = ""
    unit: Temperature = Temperature.CELSIUS
    method: DegreeDays = DegreeDays.MINMAX
    base: Decimal = Decimal(18)
    cooling_base: Decimal = Decimal(26)
    step: Step = Step.HOUR
    timezone: str = "UTC"
    least_hours: int = 18

    @property
    def columns(self) -> tuple[str, ...]:
        """The source columns that are read."""
        found = (self.station, self.at, self.temperature, self.minimum, self.maximum)
        return tuple(dict.fromkeys(name for name in found if name))

    @property
    def given(self) -> tuple[str, ...]:
        """The columns that are given out."""
        return (self.station, *WEATHER_COLUMNS)
