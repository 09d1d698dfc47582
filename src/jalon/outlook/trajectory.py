"""The expected path of an indicator, from its baseline to its goal, as levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jalon.dossier.target import Shape
from jalon.figures.figure import Scope
from jalon.kernel.missing import Missing, Reason, Value
from jalon.kernel.periods import Period, span
from jalon.kernel.texts import EMPTY, Text

NOT_ON_THE_PATH = Missing(Reason.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point through which the path must go: the baseline, a milestone, the goal."""

    period: Period
    level: Decimal


@dataclass(frozen=True, slots=True)
class Point:
    """What is expected in one period.

    Attributes:
        period: the period.
        expected: the level, in the indicator's unit of measurement.
        band: lower and upper level, for a range and for a value to keep; None for other targets.
    """

    period: Period
    expected: Decimal
    band: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The expected points, one a period from the baseline on, without holes.

    Attributes:
        points: oldest first; empty when no path can be drawn.
        why_none: why there is no point, in words; empty when there are some.
        scope: the perimeter on which the baseline was taken.
    """

    points: tuple[Point, ...]
    why_none: Text = EMPTY
    scope: Scope = Scope.AS_IT_WAS

    def expected(self, period: Period) -> Value:
        """The level for ``period``: missing before the first point; the last one holds afterwards."""
        if not self.points or period < self.points[0].period:
            return NOT_ON_THE_PATH
        step = min(period - self.points[0].period, len(self.points) - 1)
        return self.points[step].expected


def levels(anchors: Sequence[Anchor], shape: Shape) -> list[tuple[Period, Decimal]] | None:
    """One level a period, from the first anchor to the last.

    Args:
        anchors: at least one, in the order of their periods; milestones bend the path.
        shape: how to go from one anchor to the next.

    Returns:
        None for a constant rate through a level that is not above zero: no rate leads there.
    """
    if shape is Shape.CONSTANT_RATE and any(anchor.level <= 0 for anchor in anchors):
        return None
    found = [(anchors[0].period, anchors[0].level)]
    for start, end in pairwise(anchors):
        steps = span(start.period.next(), end.period)
        found += [(period, _between(start, end, period, shape)) for period in steps]
    return found


def flat(first: Period, last: Period, level: Decimal, band: tuple[Decimal, Decimal] | None) -> Path:
    """A level that must hold in every period from ``first`` to ``last``."""
    return Path(points=tuple(Point(period, level, band) for period in span(first, last)))


def drawn(near: Sequence[Anchor], far: Sequence[Anchor] | None, shape: Shape) -> Path | None:
    """The path through ``near``, with the band up to the path through ``far`` when there is one.

    ``near`` and ``far`` have the same periods. None when no path of that shape exists (see :func:`levels`).
    """
    expected = levels(near, shape)
    edges = levels(far, shape) if far else expected
    if expected is None or edges is None:
        return None
    return Path(
        points=tuple(
            Point(period, level, (min(level, edge), max(level, edge)) if far else None)
            for (period, level), (_, edge) in zip(expected, edges, strict=True)
        )
    )


def _between(start: Anchor, end: Anchor, period: Period, shape: Shape) -> Decimal:
    if period == end.period:
        return end.level
    done, whole = period - start.period, end.period - start.period
    if shape is Shape.STEPS:
        return start.level
    if shape is Shape.CONSTANT_RATE:
        return start.level * (end.level / start.level) ** (Decimal(done) / whole)
    # Multiplied before it is divided: where the level is a finite decimal, it comes out exactly.
    return start.level + (end.level - start.level) * done / whole
