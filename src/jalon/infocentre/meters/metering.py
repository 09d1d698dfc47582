"""Meters: a table of readings, read as one of what each meter used in each period.

Nothing is extrapolated: a period of which a part was not measured keeps what was measured, says over how
many hours, and is flagged. What comes in is what is given out and what was removed, to the last decimal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa

from jalon.dossier.metering import Meters, Reading, Repeated, Step
from jalon.dossier.source import ReaderSpec
from jalon.infocentre.meters.clock import Clock, Moment, NoTime
from jalon.infocentre.meters.numbers import EXACT, add, number, written
from jalon.infocentre.meters.periods import Total, totals
from jalon.infocentre.meters.spans import Account, Flag, Point
from jalon.infocentre.meters.store import Kept, Store, Taken
from jalon.infocentre.meters.used import used
from jalon.infocentre.readers.rejects import Reject, rejected
from jalon.infocentre.readers.rows import Gathering, Row
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import LINE, Batch, Named, Opened
from jalon.kernel.issues import Issue, Level, Place
from jalon.kernel.periods import Calendar

_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Metered:
    """A table of readings as one of periods (see :class:`jalon.infocentre.readers.table.Opened`).

    Attributes:
        readings: the table as received.
        spec: what the source declares of it.
        reader: how its numbers and days are written.
        calendar: that of the entity.
        named: the file as messages call it.
    """

    readings: Opened
    spec: Meters
    reader: ReaderSpec
    calendar: Calendar
    named: Named

    @property
    def header(self) -> tuple[str, ...]:
        """The columns that name the meter, and what is known of it in a period."""
        return self.spec.given

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; a row has the line of its first reading."""
        clock = Clock(ZoneInfo(self.spec.timezone), self.calendar)
        with closing(sqlite3.connect("")) as database:
            store = Store(database)
            done = 0
            for batch in self.readings.batches():
                done = batch.done
                taken = self._take(batch.rows, store, clock)
                yield replace(batch, rows=_nothing(self.header), rejected=_with(batch.rejected, taken))
            yield from self._periods(store, clock, done)

    # Taking the readings

    def _take(self, rows: pa.Table, store: Store, clock: Clock) -> tuple[list[Reject], list[Reject]]:
        """Keep the readings of a batch; those that are none, and those set aside."""
        refused: list[Reject] = []
        aside: list[Reject] = []
        spec = self.spec
        columns = [rows[name].to_pylist() for name in (*spec.meter, spec.at, spec.value)]
        kept = [rows[name].to_pylist() for name in spec.keep]
        more = [rows[name].to_pylist() for name in self._more]
        width = len(spec.meter)
        for place, line in enumerate(rows[LINE].to_pylist()):
            cells = [column[place] for column in columns]
            extra = [column[place] or "" for column in (*kept, *more)]
            fault = self._put(line, cells[:width], cells[width], cells[width + 1], extra, store, clock)
            if fault is not None:
                (aside if fault.code in _ASIDE else refused).append(fault)
        return refused, aside

    def _put(
        self,
        line: int,
        meter: Sequence[str | None],
        at: str | None,
        value: str | None,
        extra: Sequence[str],
        store: Store,
        clock: Clock,
    ) -> Reject | None:
        spec = self.spec
        names = [name for name in meter if name]
        if len(names) < len(meter):
            return Reject(line, "series-unnamed", spec.meter[[bool(name) for name in meter].index(False)])
        is_edge = spec.kind is Reading.INTERVAL and spec.step is Step.NEXT
        if value is None and not is_edge:
            return Reject(line, "series-reading-empty", spec.value)
        is_bare = value is None
        value = value or "0"
        found = number(value, self.reader.decimal, self.reader.thousands)
        if found is None:
            return Reject(line, "series-value-unreadable", spec.value, value[:40])
        if found < 0 and spec.kind is Reading.INTERVAL:
            return Reject(line, "meter-negative", spec.value, value[:40])
        wrong = self._wrong_hours(line, extra)
        if wrong is not None:
            return wrong
        try:
            moment = clock.moment(at or "", self.reader.dates)
        except NoTime as problem:
            return Reject(line, problem.code, spec.at, (at or "")[:40])
        # Without a value, a reading still ends the interval of the one before it.
        told = "" if is_bare else str(found)
        return self._keep(line, names, moment, [told, *extra], store)

    def _keep(
        self, line: int, names: Sequence[str], moment: Moment, cells: Sequence[str], store: Store
    ) -> Reject | None:
        taken = store.put(names, moment, line, cells)
        if taken is Taken.NEW:
            return None
        if taken is Taken.SAME:
            return Reject(line, "series-reading-repeated")
        if self.spec.repeated is Repeated.REFUSE:
            store.dispute(names, moment)
            return Reject(line, "series-readings-differ", self.spec.value)
        if self.spec.repeated is Repeated.LAST:
            store.replace(names, moment, line, cells)
        return Reject(line, "series-reading-set-aside")

    def _wrong_hours(self, line: int, extra: Sequence[str]) -> Reject | None:
        for name, told in zip(self._more, extra[len(self.spec.keep) :], strict=True):
            is_hours = name in {self.spec.hours, self.spec.missing_hours}
            if is_hours and told and not _is_hours(number(told, self.reader.decimal, self.reader.thousands)):
                return Reject(line, "series-value-unreadable", name, told[:40])
        return None

    @property
    def _more(self) -> list[str]:
        spec = self.spec
        return [name for name in (spec.hours, spec.missing_hours, spec.quality) if name]

    # Giving the periods

    def _periods(self, store: Store, clock: Clock, done: int) -> Iterator[Batch]:
        gathering = Gathering(self.header)
        proof = _Proof(Account())
        for meter, readings in store.series():
            disputed: list[Reject] = []
            points = self._points(readings, disputed)
            for total in totals(used(points, self.spec, clock, proof.account), clock):
                proof.add(total)
                gathering.add(Row(total.line, (*meter, *self._said(total))))
                if gathering.is_full:
                    yield gathering.batch(done)
            for reject in disputed:
                gathering.reject(reject)
        yield replace(gathering.batch(done), notes=tuple(proof.told(self.named)))

    def _points(self, readings: Iterator[Kept], disputed: list[Reject]) -> Iterator[Point]:
        width = len(self.spec.keep)
        for reading in readings:
            if reading.differs:
                disputed.append(Reject(reading.line, "series-readings-differ", self.spec.value))
                continue
            value, *extra = reading.cells
            told = dict(zip(self._more, extra[width:], strict=True))
            yield Point(
                reading.at,
                reading.line,
                Decimal(value or 0),
                bool(self.spec.quality) and told[self.spec.quality] in self.spec.estimated,
                self._seconds(told.get(self.spec.hours, "")),
                self._seconds(told.get(self.spec.missing_hours, "")) or 0,
                bare=not value,
                words=tuple(extra[:width]),
            )

    def _seconds(self, hours: str) -> int | None:
        found = number(hours, self.reader.decimal, self.reader.thousands) if hours else None
        return None if found is None else int(found * _HOUR)

    def _said(self, total: Total) -> tuple[str | None, ...]:
        write: Callable[[Decimal], str] = lambda value: written(value, self.reader.decimal)  # noqa: E731
        return (
            *(word or None for word in total.words),
            total.label,
            None if total.amount is None else write(total.amount),
            write(EXACT.divide(Decimal(total.length), Decimal(_HOUR))),
            write(EXACT.divide(Decimal(total.covered), Decimal(_HOUR))),
            write(EXACT.divide(Decimal(total.covered), Decimal(total.length))),
            str(total.readings),
            total.said or None,
        )


_ASIDE = frozenset({"series-reading-empty", "series-reading-repeated", "series-reading-set-aside"})


@dataclass(slots=True)
class _Proof:
    """Adds up what is given out, apart from what came in."""

    account: Account
    given: Decimal = Decimal(0)
    periods: int = 0
    incomplete: int = 0
    incomplete_line: int = 0
    prorated: int = 0
    prorated_line: int = 0

    def add(self, total: Total) -> None:
        """Add what is given out of a period."""
        self.periods += 1
        if total.amount is not None:
            self.given = add(self.given, total.amount)
        if total.covered < total.length:
            self.incomplete += 1
            self.incomplete_line = self.incomplete_line or total.line
        if Flag.PRORATED in total.flags:
            self.prorated += 1
            self.prorated_line = self.prorated_line or total.line

    def told(self, named: Named) -> Iterator[Issue]:
        """The proof of the sums, and what is to be known of the periods."""
        account = self.account
        assert account.came == add(self.given, account.removed), "what came in is given out or removed"
        words = {
            "came": written(account.came, "."),
            "given": written(self.given, "."),
            "removed": written(account.removed, "."),
            "periods": str(self.periods),
        }
        yield _note(named, "meters-proof", 0, words)
        counts = {
            "meters-incomplete": (self.incomplete, self.incomplete_line),
            "meters-prorated": (self.prorated, self.prorated_line),
            "meters-zeros": (account.zeros, account.first.get("zeros", 0)),
            "meters-dip": (account.dips, account.first.get("dips", 0)),
            "meters-rollover": (account.rollovers, account.first.get("rollovers", 0)),
            "meters-replaced": (account.replaced, account.first.get("replaced", 0)),
            "meters-open": (account.open, account.first.get("open", 0)),
            "meters-far-apart": (account.long, account.first.get("long", 0)),
        }
        for code, (count, line) in counts.items():
            if count:
                yield _note(named, code, line, {"count": str(count)})


def metered(readings: Opened, spec: Meters, reader: ReaderSpec, calendar: Calendar, named: Named) -> Metered:
    """Read a table of readings as one of periods."""
    return Metered(readings, spec, reader, calendar, named)


def _note(named: Named, code: str, line: int, words: dict[str, str]) -> Issue:
    return Issue(Level.NOTE, code, Place(named.file, line), {"file": named.file, **words})


def _is_hours(found: Decimal | None) -> bool:
    return found is not None and 0 <= found <= 10_000


def _nothing(header: Sequence[str]) -> pa.Table:
    return pa.schema([*((name, pa.string()) for name in header), (LINE, pa.int64())]).empty_table()


def _with(found: pa.Table, taken: tuple[list[Reject], list[Reject]]) -> pa.Table:
    refused, aside = taken
    own = [rejected(refused), rejected(aside, Status.SET_ASIDE)]
    return pa.concat_tables([found, *own], promote_options="default")
