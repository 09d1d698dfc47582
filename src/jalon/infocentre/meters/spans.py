"""From readings to what was used, over which time: differences of counters, gaps, resets, zeros."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from jalon.dossier.metering import Meters, Reading, Stamp, Step, ZeroMeans
from jalon.infocentre.meters.clock import Clock
from jalon.infocentre.meters.numbers import EXACT, add

LONGEST = 400 * 86_400
"""Seconds: what was used between two readings further apart is put in no period."""


class Flag(StrEnum):
    """What is to be known of the amount of a period."""

    INCOMPLETE = "incomplete"
    PRORATED = "prorated"
    ESTIMATED = "estimated"
    ROLLOVER = "rollover"
    REPLACED = "replaced"
    ZEROS = "zeros-removed"
    OVERLAP = "overlap"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Point:
    """One reading, read: its value, and the seconds it is about and those not measured when columns tell.

    ``bare`` when it has no value and only ends, or begins, the interval of another one, as the last line of
    bills.
    """

    at: int
    line: int
    value: Decimal
    estimated: bool = False
    told: int | None = None
    missing: int = 0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """What was used from ``start`` to ``end``.

    Attributes:
        start, end: seconds since 1970.
        line: line of the reading.
        amount: what was used; None when it is not known (a counter replaced, zeros that mean missing).
        covered: seconds of it that were measured.
        flags: what is to be known of it.
        readings: how many readings it comes from.
    """

    start: int
    end: int
    line: int
    amount: Decimal | None
    covered: int
    flags: frozenset[Flag] = frozenset()
    readings: int = 1


@dataclass(slots=True)
class Account:
    """Where the quantities of a file went: what came in is what is given out and what was removed.

    Attributes:
        came: sum of all readings of intervals, or of all differences of counters that could be made.
        removed: part of it that is in no period.
        zeros, replaced, rollovers, open, long: how many readings are zeros that mean missing, follow a
            counter that was replaced, or that started again; have no end; are too far apart.
    """

    came: Decimal = Decimal(0)
    removed: Decimal = Decimal(0)
    zeros: int = 0
    replaced: int = 0
    rollovers: int = 0
    open: int = 0
    long: int = 0
    first: dict[str, int] = field(default_factory=dict)

    def saw(self, what: str, line: int) -> None:
        """Count a reading of a kind, and remember the first one."""
        setattr(self, what, getattr(self, what) + 1)
        self.first.setdefault(what, line)


def spans(points: Iterable[Point], spec: Meters, clock: Clock, account: Account) -> Iterator[Span]:
    """What one meter used, in the order of time."""
    if spec.kind is Reading.CUMULATIVE:
        found = _differences(points, spec, account)
    else:
        found = _intervals(points, spec, clock, account)
        if spec.zeros is ZeroMeans.MISSING:
            found = _without_zeros(found, spec.zeros_run, clock, account)
    return _not_too_long(found, account)


# Counters


def _differences(points: Iterable[Point], spec: Meters, account: Account) -> Iterator[Span]:
    before: Point | None = None
    for point in points:
        if before is not None:
            yield _difference(before, point, spec, account)
        before = point


def _difference(before: Point, point: Point, spec: Meters, account: Account) -> Span:
    flags = {Flag.ESTIMATED} if before.estimated or point.estimated else set()
    used = EXACT.subtract(point.value, before.value)
    length = point.at - before.at
    if used < 0 and _has_rolled_over(before, point, spec):
        assert spec.rollover is not None, "a counter rolls over at a known index"
        used = add(used, spec.rollover)
        flags.add(Flag.ROLLOVER)
        account.saw("rollovers", point.line)
    if used < 0:
        account.saw("replaced", point.line)
        return Span(before.at, point.at, point.line, None, 0, frozenset({*flags, Flag.REPLACED}))
    account.came = add(account.came, used)
    return Span(before.at, point.at, point.line, used, length, frozenset(flags))


def _has_rolled_over(before: Point, point: Point, spec: Meters) -> bool:
    """A counter that goes back from its last tenth to its first one has rolled over; others were replaced."""
    if spec.rollover is None or before.value >= spec.rollover:
        return False
    tenth = EXACT.divide(spec.rollover, Decimal(10))
    return before.value >= EXACT.subtract(spec.rollover, tenth) and point.value <= tenth


# Intervals


def _intervals(points: Iterable[Point], spec: Meters, clock: Clock, account: Account) -> Iterator[Span]:
    """Each reading with its interval, cut where the next one begins."""
    waiting: Point | None = None
    edge: int | None = None
    for point in points:
        account.came = add(account.came, point.value)
        if spec.stamp is Stamp.END:
            if point.bare:
                edge = point.at
                continue
            start = edge if spec.step is Step.NEXT else clock.after(point.at, spec.step, -1)
            yield from _interval(point, start, point.at, edge, account)
            edge = point.at
        else:
            if waiting is not None and not waiting.bare:
                yield from _starting(waiting, point.at, spec, clock, account)
            waiting = point
    if waiting is not None and not waiting.bare:
        yield from _starting(waiting, None, spec, clock, account)


def _starting(
    point: Point, following: int | None, spec: Meters, clock: Clock, account: Account
) -> Iterator[Span]:
    end = following if spec.step is Step.NEXT else clock.after(point.at, spec.step)
    if end is None:
        account.saw("open", point.line)
        account.removed = add(account.removed, point.value)
        return
    is_cut = following is not None and following < end
    flags = frozenset({Flag.OVERLAP} if is_cut else set())
    yield _measured(point, point.at, min(end, following) if following is not None else end, flags)


def _interval(
    point: Point, start: int | None, end: int, edge: int | None, account: Account
) -> Iterator[Span]:
    if start is None:
        account.saw("open", point.line)
        account.removed = add(account.removed, point.value)
        return
    is_cut = edge is not None and edge > start
    flags = frozenset({Flag.OVERLAP} if is_cut else set())
    yield _measured(point, max(start, edge) if edge is not None else start, end, flags)


def _measured(point: Point, start: int, end: int, flags: frozenset[Flag]) -> Span:
    length = end - start
    told = length if point.told is None else min(point.told, length)
    covered = max(0, told - point.missing)
    own = flags | {Flag.ESTIMATED} if point.estimated else flags
    own = own | {Flag.ZEROS} if point.missing else own
    return Span(start, end, point.line, point.value, covered, own)


def _without_zeros(found: Iterable[Span], least: int, clock: Clock, account: Account) -> Iterator[Span]:
    """The spans, those of a long enough run of zeros being taken for missing.

    A run is kept as the stretches of time that it covers in each period, so that years of zeros weigh
    nothing.
    """
    run: list[Span] = []
    for span in found:
        if span.amount == 0:
            last = run[-1] if run else None
            if last is not None and _goes_on(last, span, clock):
                covered, readings = last.covered + span.covered, last.readings + span.readings
                run[-1] = replace(last, end=span.end, covered=covered, readings=readings)
            else:
                run.append(span)
        else:
            yield from _run(run, least, account)
            run = []
            yield span
    yield from _run(run, least, account)


def _goes_on(last: Span, span: Span, clock: Clock) -> bool:
    """True when two spans without gap between them lie in one period."""
    _, end, _ = clock.period(last.start)
    return last.end == span.start and span.end <= end and last.flags == span.flags


def _run(run: list[Span], least: int, account: Account) -> Iterator[Span]:
    readings = sum(span.readings for span in run)
    if readings < least:
        yield from run
        return
    for span in run:
        account.zeros += span.readings
        account.first.setdefault("zeros", span.line)
        yield replace(span, amount=None, covered=0, flags=span.flags | {Flag.ZEROS})


def _not_too_long(found: Iterable[Span], account: Account) -> Iterator[Span]:
    for span in found:
        if span.end - span.start <= LONGEST:
            yield span
            continue
        account.saw("long", span.line)
        if span.amount is not None:
            account.removed = add(account.removed, span.amount)
        flags = span.flags | {Flag.TOO_LONG}
        yield replace(span, start=span.end - 1, amount=None, covered=0, flags=flags)
