"""Weather: a table of temperatures, read as one of degree-days by station and period.

A day counts when enough of its hours were measured; the others are not guessed, and the period says how
many days it has.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa

from jalon.dossier.metering import DegreeDays, Step, Temperature, Weather
from jalon.dossier.source import ReaderSpec
from jalon.infocentre.meters.clock import SECONDS, Clock, NoTime
from jalon.infocentre.meters.numbers import EXACT, add, number, written
from jalon.infocentre.meters.store import Kept, Store, Taken
from jalon.infocentre.readers.rejects import Reject, rejected
from jalon.infocentre.readers.rows import Gathering, Row
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import LINE, Batch, Named, Opened
from jalon.kernel.issues import Issue, Level, Place
from jalon.kernel.periods import Calendar, Period

_HOUR, _DAY = 3600, 86_400
_POSSIBLE = (Decimal(-95), Decimal(65))
"""°C: beyond the records of the World Meteorological Organization (−89.2 and 56.7) with a margin."""


@dataclass(slots=True)
class Day:
    """The temperatures of a local day, in °C: seconds measured, sums weighted by them, least and greatest."""

    covered: int = 0
    heat: Decimal = Decimal(0)
    heating: Decimal = Decimal(0)
    cooling: Decimal = Decimal(0)
    least: Decimal | None = None
    greatest: Decimal | None = None

    def add(self, low: Decimal, high: Decimal, seconds: int, spec: Weather) -> None:
        """Add a reading: its least and greatest temperature, the same for a single one."""
        mean = EXACT.divide(add(low, high), Decimal(2))
        weight = Decimal(seconds)
        self.covered += seconds
        self.heat = add(self.heat, EXACT.multiply(mean, weight))
        self.heating = add(self.heating, EXACT.multiply(_above(spec.base, mean), weight))
        self.cooling = add(self.cooling, EXACT.multiply(_above(mean, spec.cooling_base), weight))
        self.least = low if self.least is None else min(self.least, low)
        self.greatest = high if self.greatest is None else max(self.greatest, high)

    def degree_days(self, spec: Weather) -> tuple[Decimal, Decimal]:
        """The heating and cooling degree-days of the day."""
        if spec.method is DegreeDays.HOURLY:
            measured = Decimal(self.covered)
            return EXACT.divide(self.heating, measured), EXACT.divide(self.cooling, measured)
        assert self.least is not None and self.greatest is not None, "a day has readings"  # noqa: PT018
        middle = EXACT.divide(add(self.least, self.greatest), Decimal(2))
        return _above(spec.base, middle), _above(middle, spec.cooling_base)


@dataclass(slots=True)
class Sum:
    """The days of a station in a period."""

    period: Period
    line: int
    days: int = 0
    covered: int = 0
    heat: Decimal = Decimal(0)
    heating: Decimal = Decimal(0)
    cooling: Decimal = Decimal(0)

    def add(self, day: Day, spec: Weather, least: int) -> None:
        """Add a day; one with too few hours gives its hours and its mean, and no degree-day."""
        self.covered += day.covered
        self.heat = add(self.heat, day.heat)
        if day.covered >= least:
            heating, cooling = day.degree_days(spec)
            self.days += 1
            self.heating, self.cooling = add(self.heating, heating), add(self.cooling, cooling)


@dataclass(frozen=True, slots=True)
class Weathered:
    """A table of temperatures as one of periods (see :class:`jalon.infocentre.readers.table.Opened`)."""

    readings: Opened
    spec: Weather
    reader: ReaderSpec
    calendar: Calendar
    named: Named

    @property
    def header(self) -> tuple[str, ...]:
        """The station, and what is known of it in a period."""
        return self.spec.given

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; a row has the line of its first reading."""
        clock = Clock(ZoneInfo(self.spec.timezone), self.calendar)
        with closing(sqlite3.connect("")) as database:
            store = Store(database)
            done = 0
            for batch in self.readings.batches():
                done = batch.done
                refused, aside = self._take(batch.rows, store, clock)
                own = [rejected(refused), rejected(aside, Status.SET_ASIDE)]
                both = pa.concat_tables([batch.rejected, *own], promote_options="default")
                yield replace(batch, rows=self._nothing, rejected=both)
            yield from self._periods(store, clock, done)

    def _take(self, rows: pa.Table, store: Store, clock: Clock) -> tuple[list[Reject], list[Reject]]:
        refused: list[Reject] = []
        aside: list[Reject] = []
        spec = self.spec
        stations, times = rows[spec.station].to_pylist(), rows[spec.at].to_pylist()
        values = [rows[name].to_pylist() for name in self._values]
        for place, line in enumerate(rows[LINE].to_pylist()):
            cells = [column[place] for column in values]
            fault = self._put(line, stations[place], times[place], cells, store, clock)
            if fault is not None:
                is_aside = fault.code in {"series-reading-empty", "series-reading-repeated"}
                (aside if is_aside else refused).append(fault)
        return refused, aside

    def _put(
        self,
        line: int,
        station: str | None,
        at: str | None,
        cells: Sequence[str | None],
        store: Store,
        clock: Clock,
    ) -> Reject | None:
        if not station:
            return Reject(line, "series-unnamed", self.spec.station)
        found: list[Decimal] = []
        for name, cell in zip(self._values, cells, strict=True):
            if cell is None:
                return Reject(line, "series-reading-empty", name)
            value = number(cell, self.reader.decimal, self.reader.thousands)
            if value is None:
                return Reject(line, "series-value-unreadable", name, cell[:40])
            found.append(self._celsius(value))
            if not _POSSIBLE[0] <= found[-1] <= _POSSIBLE[1]:
                return Reject(line, "weather-impossible", name, cell[:40])
        if found[0] > found[-1]:
            return Reject(line, "weather-impossible", self._values[0], cells[0])
        try:
            moment = clock.moment(at or "", self.reader.dates)
        except NoTime as problem:
            return Reject(line, problem.code, self.spec.at, (at or "")[:40])
        taken = store.put([station], moment, line, [str(value) for value in found])
        if taken is Taken.NEW:
            return None
        if taken is Taken.SAME:
            return Reject(line, "series-reading-repeated")
        store.dispute([station], moment)
        return Reject(line, "series-readings-differ", self._values[0])

    @property
    def _values(self) -> tuple[str, ...]:
        spec = self.spec
        return (spec.temperature,) if spec.temperature else (spec.minimum, spec.maximum)

    def _celsius(self, value: Decimal) -> Decimal:
        if self.spec.unit is Temperature.CELSIUS:
            return value
        return EXACT.divide(EXACT.multiply(EXACT.subtract(value, Decimal(32)), Decimal(5)), Decimal(9))

    @property
    def _nothing(self) -> pa.Table:
        columns = [(name, pa.string()) for name in self.header]
        return pa.schema([*columns, (LINE, pa.int64())]).empty_table()

    # Giving the periods

    def _periods(self, store: Store, clock: Clock, done: int) -> Iterator[Batch]:
        gathering = Gathering(self.header)
        seen = _Seen(SECONDS.get(self.spec.step, 0))
        for (station,), readings in store.series():
            disputed: list[Reject] = []
            settled = seen.apart(_settled(readings, disputed, self._values[0]))
            for total in self._sums(settled, clock):
                seen.add(total)
                gathering.add(Row(total.line, (station, *self._said(total, clock))))
                if gathering.is_full:
                    yield gathering.batch(done)
            for reject in disputed:
                gathering.reject(reject)
        yield replace(gathering.batch(done), notes=tuple(seen.told(self.named)))

    def _sums(self, readings: Iterator[Kept], clock: Clock) -> Iterator[Sum]:
        total: Sum | None = None
        for on, line, day in self._days(readings, clock):
            period = Period.containing(on, self.calendar)
            if total is None or period != total.period:
                if total is not None:
                    yield total
                total = Sum(period, line)
            total.add(day, self.spec, self._least(on, clock))
        if total is not None:
            yield total

    def _least(self, on: date, clock: Clock) -> int:
        """Seconds that a day must have: the declared hours, or the whole of a day that is told at once."""
        length = clock.midnight(on + timedelta(days=1)) - clock.midnight(on)
        return length if self.spec.step is Step.DAY else min(length, self.spec.least_hours * _HOUR)

    def _days(self, readings: Iterator[Kept], clock: Clock) -> Iterator[tuple[date, int, Day]]:
        on: date | None = None
        first, day, edge = 0, Day(), 0
        for reading in readings:
            own = clock.day(reading.at)
            if own != on:
                if on is not None:
                    yield on, first, day
                on, first, day = own, reading.line, Day()
            low, high = Decimal(reading.cells[0]), Decimal(reading.cells[-1])
            # Readings closer than the step stand for the time that is left.
            end = clock.after(reading.at, self.spec.step)
            day.add(low, high, end - max(reading.at, edge), self.spec)
            edge = end
        if on is not None:
            yield on, first, day

    def _said(self, total: Sum, clock: Clock) -> tuple[str | None, ...]:
        length = clock.midnight(total.period.end) - clock.midnight(total.period.start)
        mark = self.reader.decimal
        hours = Decimal(_HOUR)
        return (
            total.period.label,
            written(total.heating, mark) if total.days else None,
            written(total.cooling, mark) if total.days else None,
            written(EXACT.divide(total.heat, Decimal(total.covered)), mark),
            written(EXACT.divide(Decimal(length), hours), mark),
            written(EXACT.divide(Decimal(total.covered), hours), mark),
            str(total.days),
            "incomplete" if total.days < (total.period.end - total.period.start).days else None,
        )


@dataclass(slots=True)
class _Seen:
    """Periods of which a day is not counted, and stations whose readings are further apart than a step."""

    step: int
    count: int = 0
    line: int = 0
    days: int = 0
    sparse: int = 0
    sparse_line: int = 0
    seconds: int = 0

    def apart(self, readings: Iterator[Kept]) -> Iterator[Kept]:
        """The readings of a station, while looking at how far apart the nearest two are."""
        nearest, line, before = 0, 0, None
        for reading in readings:
            line = line or reading.line
            if before is not None:
                nearest = min(nearest or reading.at - before, reading.at - before)
            before = reading.at
            yield reading
        if self.step and nearest > self.step:
            self.sparse += 1
            self.sparse_line = self.sparse_line or line
            self.seconds = self.seconds or nearest

    def add(self, total: Sum) -> None:
        """Look at a period."""
        lacking = (total.period.end - total.period.start).days - total.days
        if lacking:
            self.count += 1
            self.line = self.line or total.line
            self.days += lacking

    def told(self, named: Named) -> Iterator[Issue]:
        """What is to be known of them."""
        if self.sparse:
            hours = written(EXACT.divide(Decimal(self.seconds), Decimal(_HOUR)), ".")
            words = {"file": named.file, "count": str(self.sparse), "hours": hours}
            yield Issue(Level.NOTE, "weather-step", Place(named.file, self.sparse_line), words)
        if self.count:
            words = {"file": named.file, "count": str(self.count), "days": str(self.days)}
            yield Issue(Level.NOTE, "weather-incomplete", Place(named.file, self.line), words)


def weathered(
    readings: Opened, spec: Weather, reader: ReaderSpec, calendar: Calendar, named: Named
) -> Weathered:
    """Read a table of temperatures as one of periods."""
    return Weathered(readings, spec, reader, calendar, named)


def _settled(readings: Iterator[Kept], disputed: list[Reject], column: str) -> Iterator[Kept]:
    """The readings that nothing contradicts; the others are put apart."""
    for reading in readings:
        if reading.differs:
            disputed.append(Reject(reading.line, "series-readings-differ", column))
        else:
            yield reading


def _above(first: Decimal, second: Decimal) -> Decimal:
    return max(Decimal(0), EXACT.subtract(first, second))
