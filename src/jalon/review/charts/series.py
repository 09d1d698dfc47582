"""A series as it may be drawn: whole stretches, doubtful stretches, and gaps that nothing bridges."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from jalon.review.charts.spec import Point, Tick


@dataclass(frozen=True, slots=True)
class Link:
    """A straight line between the values of two periods that follow each other.

    It ``is_firm`` when both are complete.
    """

    x: int
    y: Decimal
    x2: int
    y2: Decimal
    is_firm: bool


def links(points: tuple[Point, ...], periods: tuple[Tick, ...]) -> tuple[Link, ...]:
    """The lines of a series. A period without a value ends a line: nothing is drawn across it."""
    at = {point.x: point for point in points}
    pairs = pairwise(at.get(tick.x) for tick in periods)
    return tuple(
        Link(left.x, left.value, right.x, right.value, left.is_complete and right.is_complete)
        for left, right in pairs
        if left and right and left.value is not None and right.value is not None
    )


def gaps(points: tuple[Point, ...], periods: tuple[Tick, ...]) -> tuple[tuple[int, int], ...]:
    """Stretches of periods whose figure was due and is missing, as first and last period."""
    lost = {point.x for point in points if point.value is None}
    runs = groupby(periods, key=lambda tick: tick.x in lost)
    found = [[tick.x for tick in run] for is_lost, run in runs if is_lost]
    return tuple((run[0], run[-1]) for run in found)
