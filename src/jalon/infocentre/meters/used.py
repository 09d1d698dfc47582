"""From the readings of one meter to what it used: of each kind of reading, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jalon.dossier.metering import Meters, Reading, ZeroMeans
from jalon.infocentre.meters.clock import Clock
from jalon.infocentre.meters.counters import differences, without_dips, without_zeros
from jalon.infocentre.meters.intervals import intervals, zeros_unknown
from jalon.infocentre.meters.numbers import add
from jalon.infocentre.meters.spans import Account, Flag, Point, Span

LONGEST = 400 * 86_400
"""Seconds: what was used between two readings further apart is put in no period."""


def used(points: Iterable[Point], spec: Meters, clock: Clock, account: Account) -> Iterator[Span]:
    """What one meter used, in the order of time."""
    if spec.kind is Reading.CUMULATIVE:
        if spec.zeros is ZeroMeans.MISSING:
            points = without_zeros(points, spec.zeros_run, account)
        found = differences(without_dips(points, account), spec, account)
    else:
        found = intervals(points, spec, clock, account)
        if spec.zeros is ZeroMeans.MISSING:
            found = zeros_unknown(found, spec.zeros_run, clock, account)
    return _not_too_long(found, account)


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
