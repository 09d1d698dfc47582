"""Readings of a counter: what was used is the difference, but for dips, rollovers and replacements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jalon.dossier.metering import Meters
from jalon.infocentre.meters.numbers import EXACT, add
from jalon.infocentre.meters.spans import Account, Flag, Point, Span

_TOO_FAST = Decimal(10)
"""A counter that comes back that many times faster than it ever ran did not run: the reading was wrong."""

_WAITING = 10_000
"""Readings of a standing counter that may be one dip; a counter that stands longer was replaced."""


def without_zeros(points: Iterable[Point], least: int, account: Account) -> Iterator[Point]:
    """The readings but those of a long enough run of zeros, which the source takes for missing."""
    run: list[Point] = []
    length = 0
    for point in points:
        if point.value == 0:
            length += 1
            run = [*run, point] if length < least else run or [point]
            continue
        if length >= least:
            account.saw("zeros", run[0].line, length)
            yield _after(point, Flag.ZEROS)
        else:
            yield from (*run, point)
        run, length = [], 0
    if length >= least:
        account.saw("zeros", run[0].line, length)
    else:
        yield from run


def without_dips(points: Iterable[Point], account: Account) -> Iterator[Point]:
    """The readings but those of a dip: a counter that falls, stands still and comes back to where it was.

    A new counter may pass the index of the old one as well, when that one was young. It takes the time that
    counting takes: coming back is a dip when it would be ten times faster than the meter ever ran. When the
    meter was read once before, neither is known, and nothing is counted until it comes back.
    """
    pace = _Pace()
    before: Point | None = None
    low: list[Point] = []
    for reading in points:
        point = reading
        if low and before is not None:
            if point.value == low[0].value and len(low) < _WAITING:
                low.append(point)
                continue
            if _is_dip(before, low, point, pace):
                point = _dipped(low, point, account, is_known=pace.is_known)
            else:
                yield from low
                before = low[-1]
            low = []
        if before is not None and point.value < before.value:
            low = [point]
            continue
        if before is not None and Flag.REPLACED not in point.flags:
            pace.saw(before, point)
        yield point
        before = point
    yield from low


def _is_dip(before: Point, low: Sequence[Point], point: Point, pace: _Pace) -> bool:
    came_back = point.value >= before.value
    return came_back and (not pace.is_known or pace.is_too_fast(low[-1], point))


def _dipped(low: Sequence[Point], point: Point, account: Account, *, is_known: bool) -> Point:
    """The reading after a dip, which says what was left out before it."""
    account.saw("dips", low[0].line, len(low))
    if is_known:
        return _after(point, Flag.DIP)
    account.saw("replaced", point.line)
    return _after(point, Flag.DIP, Flag.REPLACED)


class _Pace:
    """The fastest that a counter ran between two readings."""

    def __init__(self) -> None:
        self._used, self._seconds = Decimal(0), Decimal(0)

    @property
    def is_known(self) -> bool:
        """True when the counter was seen running, or standing still, between two readings."""
        return self._seconds > 0

    def saw(self, before: Point, point: Point) -> None:
        """Look at two readings that follow each other."""
        used, seconds = EXACT.subtract(point.value, before.value), Decimal(point.at - before.at)
        if not self.is_known or EXACT.multiply(used, self._seconds) > EXACT.multiply(self._used, seconds):
            self._used, self._seconds = used, seconds

    def is_too_fast(self, before: Point, point: Point) -> bool:
        """True when the counter never ran nearly as fast as from one reading to the other."""
        used, seconds = EXACT.subtract(point.value, before.value), Decimal(point.at - before.at)
        fastest = EXACT.multiply(EXACT.multiply(self._used, seconds), _TOO_FAST)
        return EXACT.multiply(used, self._seconds) > fastest


def differences(points: Iterable[Point], spec: Meters, account: Account) -> Iterator[Span]:
    """What was used between each reading and the next one."""
    before: Point | None = None
    is_alone = True
    for point in points:
        if before is not None:
            is_alone = False
            yield _difference(before, point, spec, account)
        before = point
    if before is not None and is_alone:
        account.saw("open", before.line)


def _difference(before: Point, point: Point, spec: Meters, account: Account) -> Span:
    flags = set(point.flags)
    if before.estimated or point.estimated:
        flags.add(Flag.ESTIMATED)
    used = EXACT.subtract(point.value, before.value)
    if used < 0 and _has_rolled_over(before, point, spec):
        assert spec.rollover is not None, "a counter rolls over at a known index"
        used = add(used, spec.rollover)
        flags.add(Flag.ROLLOVER)
        account.saw("rollovers", point.line)
    elif used < 0:
        account.saw("replaced", point.line)
        flags.add(Flag.REPLACED)
    if Flag.REPLACED in flags:
        return Span(before.at, point.at, point.line, None, 0, frozenset(flags), words=before.words)
    account.came = add(account.came, used)
    length = point.at - before.at
    return Span(before.at, point.at, point.line, used, length, frozenset(flags), words=before.words)


def _has_rolled_over(before: Point, point: Point, spec: Meters) -> bool:
    """A counter that goes back from its last tenth to its first one has rolled over; others were replaced."""
    if spec.rollover is None or before.value >= spec.rollover:
        return False
    tenth = EXACT.divide(spec.rollover, Decimal(10))
    return before.value >= EXACT.subtract(spec.rollover, tenth) and point.value <= tenth


def _after(point: Point, *flags: Flag) -> Point:
    return replace(point, flags=point.flags | frozenset(flags))
