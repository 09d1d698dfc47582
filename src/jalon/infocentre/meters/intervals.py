"""Readings of intervals: each with its own time, cut where the next one begins; zeros that mean missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jalon.dossier.metering import Meters, Stamp, Step
from jalon.infocentre.meters.clock import Clock
from jalon.infocentre.meters.numbers import add
from jalon.infocentre.meters.spans import Account, Flag, Point, Span

_NEAR = 3 * 86_400 + 3600
"""Seconds between two ends of a month that are one: from the 28th to the 31st, over a change of time."""


def intervals(points: Iterable[Point], spec: Meters, clock: Clock, account: Account) -> Iterator[Span]:
    """Each reading with its interval, cut where the next one begins."""
    waiting: Point | None = None
    edge: int | None = None
    for point in points:
        account.came = add(account.came, point.value)
        if spec.stamp is Stamp.END:
            if point.bare:
                edge = point.at
                continue
            end = clock.month_told(point.at) if spec.step is Step.MONTH else point.at
            end = end if edge is None else max(end, edge)
            start = edge if spec.step is Step.NEXT else clock.after(end, spec.step, -1)
            yield from _interval(point, _joined(start, edge, spec), end, edge, account)
            edge = end
        else:
            if waiting is not None and not waiting.bare:
                yield from _starting(waiting, point.at, spec, clock, account)
            waiting = point
    if waiting is not None and not waiting.bare:
        yield from _starting(waiting, None, spec, clock, account)


def _starting(
    point: Point, following: int | None, spec: Meters, clock: Clock, account: Account
) -> Iterator[Span]:
    end = following if spec.step is Step.NEXT else _joined(clock.after(point.at, spec.step), following, spec)
    if end is None:
        account.saw("open", point.line)
        account.removed = add(account.removed, point.value)
        return
    is_cut = following is not None and following < end
    flags = frozenset({Flag.OVERLAP} if is_cut else set())
    yield _measured(point, point.at, min(end, following) if following is not None else end, flags)


def _joined(bound: int | None, other: int | None, spec: Meters) -> int | None:
    """The bound of a month, or the reading beside it: months read on the 28th, or 30th, follow each other."""
    if spec.step is not Step.MONTH or bound is None or other is None:
        return bound
    return other if abs(other - bound) <= _NEAR else bound


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
    return Span(start, end, point.line, point.value, covered, own, words=point.words)


def zeros_unknown(found: Iterable[Span], least: int, clock: Clock, account: Account) -> Iterator[Span]:
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
