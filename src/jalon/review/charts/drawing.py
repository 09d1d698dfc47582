"""What large and small trajectory charts have in common: the data, without any words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import altair as alt

from jalon.kernel.numbers import format_number
from jalon.review.charts.frame import Axis, Frame, axis
from jalon.review.charts.labels import Box, Segment
from jalon.review.charts.marks import Canvas, Pen
from jalon.review.charts.series import Link, gaps, links
from jalon.review.charts.spec import PathPoint, Point, Target, TargetForm, TrajectorySpec
from jalon.review.charts.theme import SMALL, Ink, text_width

_GRID = Pen(ink=Ink.GRID, width=0.8)
_BASE = Pen(ink=Ink.MUTED, width=1)
_PATH = Pen(ink=Ink.MUTED, width=1.3, dash=(0.5, 4))
_GUIDE = Pen(ink=Ink.TARGET, width=0.9, dash=(6, 4))
_DOUBT = (4.0, 3.5)
TARGET_REACH = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLook:
    """How a series is told from the others: its ink, its shape, its weight."""

    ink: Ink
    shape: str
    size: float
    width: float


ACTUAL = SeriesLook(ink=Ink.ACTUAL, shape="circle", size=46, width=2.2)
LIKE_FOR_LIKE = SeriesLook(ink=Ink.LIKE_FOR_LIKE, shape="square", size=34, width=1.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A trajectory in its frame; ``grain`` is the size of its markers, 1 in a large chart."""

    spec: TrajectorySpec
    axis: Axis
    frame: Frame
    grain: float = 1

    @classmethod
    def fit(
        cls,
        spec: TrajectorySpec,
        *,
        width: float,
        height: float,
        scale: Axis | None = None,
        grain: float = 1,
    ) -> Drawing:
        """The drawing of a chart in a plot of that size, half a period away from both sides.

        Without a ``scale``, it is fitted to the values of the chart.
        """
        scale = scale or axis(spec.values)
        positions = [tick.x for tick in spec.periods]
        frame = Frame(
            width=width, height=height, first=min(positions) - 0.5, last=max(positions) + 0.5,
            low=float(scale.low), high=float(scale.high),
        )  # fmt: skip
        return cls(spec=spec, axis=scale, frame=frame, grain=grain)

    @property
    def canvas(self) -> Canvas:
        """Where to draw."""
        return Canvas(self.frame)

    def ground(self) -> list[alt.Chart]:
        """Gaps, grid, and the axis line, broken where it does not start at zero."""
        at = self.frame
        empty = ((x - 0.5, at.low, x2 + 0.5, at.high) for x, x2 in gaps(self.spec.actual, self.spec.periods))
        grid = ((at.first, tick, at.last, tick) for tick in self.axis.ticks if tick != self.base)
        return [
            *self.canvas.boxes(empty, Ink.GAP),
            *self._target_area(),
            *self.canvas.lines(grid, _GRID),
            *self.canvas.lines([(at.first, self.base, at.last, self.base)], _BASE),
            *self._break_mark(),
        ]

    @property
    def base(self) -> Decimal:
        """The value of the axis line: zero when it is in sight."""
        return Decimal(0) if self.axis.starts_at_zero else self.axis.low

    def _break_mark(self) -> list[alt.Chart]:
        if self.axis.starts_at_zero:
            return []
        bottom = self.frame.height
        gap = self.canvas.pixels([(4, bottom, 9, bottom)], Pen(ink=Ink.PAPER, width=3))
        slashes = [(x - 2.0, bottom + 4, x + 2.0, bottom - 4) for x in (4, 9)]
        return [*gap, *self.canvas.pixels(slashes, _BASE)]

    def tick_labels(self, *, only_ends: bool = False) -> list[alt.Chart]:
        """The numbers of the vertical axis, left of the plot."""
        ticks = (self.axis.low, self.axis.high) if only_ends else self.axis.ticks
        items = [(-7.0, self.frame.py(tick) + 3.5, self.tick_text(tick)) for tick in ticks]
        return self.canvas.texts(items, Ink.MUTED, align="right", size=SMALL)

    def tick_text(self, tick: Decimal) -> str:
        """A tick as it is written; the unit stands under the title."""
        return format_number(tick, self.axis.decimals, self.spec.language)

    @property
    def tick_width(self) -> float:
        """Room that the numbers of the vertical axis need."""
        return max(text_width(self.tick_text(tick), SMALL) for tick in self.axis.ticks)

    def path(self) -> list[alt.Chart]:
        """The expected path, its milestones and the baseline."""
        spec, draw = self.spec, self.canvas
        start = [(point.x, point.value) for point in _some(spec.baseline)]
        milestones = [(point.x, point.value) for point in spec.milestones]
        return [
            *draw.lines(((a.x, a.value, b.x, b.value) for a, b in pairwise(spec.trajectory)), _PATH),
            *draw.dots(milestones, "diamond", 60 * self.grain, fill=Ink.PAPER, line=Ink.MUTED),
            *draw.dots(start, "cross", 60 * self.grain, fill=Ink.MUTED, line=Ink.PAPER),
        ]

    def target(self) -> list[alt.Chart]:
        """The target: a bar at its horizon, an arrow for a floor or ceiling, a guide from the baseline on."""
        target, horizon = self.spec.target, self.spec.horizon
        if horizon is None:
            return []
        if target is None:
            return self.canvas.lines([(horizon, self.frame.low, horizon, self.frame.high)], _GUIDE)
        x, reach = self.frame.px(horizon), TARGET_REACH * self.grain**0.5
        levels = [self.frame.py(end) for end in target.ends]
        bars = [(x - reach, y, x + reach, y) for y in levels]
        stem = [(x, levels[0], x, levels[-1])] if target.form is TargetForm.BAND else []
        guides = [(self._target_start, end, horizon, end) for end in target.ends]
        return [
            *self.canvas.lines(guides, _GUIDE),
            *self.canvas.pixels([*bars, *stem], Pen(ink=Ink.TARGET, width=3)),
            *self._arrow(target, x, levels[0]),
        ]

    def _arrow(self, target: Target, x: float, y: float) -> list[alt.Chart]:
        way = {TargetForm.FLOOR: -1, TargetForm.CEILING: 1}.get(target.form, 0)
        shape = "triangle-up" if way < 0 else "triangle-down"
        point = [(self.frame.x_at(x), self.frame.y_at(y + 8 * way))] if way else []
        return self.canvas.dots(point, shape, 34 * self.grain, fill=Ink.TARGET, line=Ink.TARGET)

    def _target_area(self) -> list[alt.Chart]:
        """What the target allows, at its horizon or throughout."""
        target, horizon = self.spec.target, self.spec.horizon
        if target is None or horizon is None or target.form is TargetForm.LEVEL:
            return []
        low = self.frame.low if target.form is TargetForm.CEILING else target.value
        high = self.frame.high if target.form is TargetForm.FLOOR else target.ends[-1]
        start = self._target_start if target.holds_throughout else horizon - 0.4
        return self.canvas.boxes([(start, low, horizon + 0.4, high)], Ink.TARGET_AREA)

    @property
    def _target_start(self) -> float:
        return self.frame.first if self.spec.baseline is None else self.spec.baseline.x

    def series(self, points: tuple[Point, ...], look: SeriesLook) -> list[alt.Chart]:
        """A series: firm lines and full markers, dashed lines and hollow markers where it is incomplete."""
        found = links(points, self.spec.periods)
        firm, doubtful = (_ends(found, is_firm) for is_firm in (True, False))
        full, hollow = (_known(points, is_complete) for is_complete in (True, False))
        draw = self.canvas
        return [
            *draw.lines(firm, Pen(ink=look.ink, width=look.width * self.grain**0.5)),
            *draw.lines(doubtful, Pen(ink=look.ink, width=look.width * 0.75, dash=_DOUBT)),
            *draw.dots(full, look.shape, look.size * self.grain, fill=look.ink, line=look.ink),
            *draw.dots(hollow, look.shape, look.size * self.grain, fill=Ink.PAPER, line=look.ink),
        ]

    def missing_marks(self) -> list[alt.Chart]:
        """A small cross on the axis at each period whose figure is missing."""
        y = self.frame.height
        crosses = [
            (self.frame.px(point.x) - 3, y + way, self.frame.px(point.x) + 3, y - way)
            for point in self.spec.actual if point.value is None for way in (-3, 3)
        ]  # fmt: skip
        return self.canvas.pixels(crosses, Pen(ink=Ink.TEXT, width=1.2))

    def segments(self) -> list[Segment]:
        """Every line that a label should not hide, in pixels."""
        at, spec = self.frame, self.spec
        drawn = [*links(spec.actual, spec.periods), *links(spec.like_for_like, spec.periods)]
        ends = [(link.x, link.y, link.x2, link.y2) for link in drawn]
        ends += [(a.x, a.value, b.x, b.value) for a, b in pairwise(spec.trajectory)]
        if spec.target is None and spec.horizon is not None:
            ends.append((spec.horizon, self.axis.low, spec.horizon, self.axis.high))
        if spec.target and spec.horizon is not None:
            ends += [(int(self._target_start), end, spec.horizon, end) for end in spec.target.ends]
        return [(at.px(x), at.py(y), at.px(x2), at.py(y2)) for x, y, x2, y2 in ends]

    def obstacles(self) -> list[Box]:
        """What no label may cover: the markers, and the target with its arrow."""
        boxes = [Box(x - 5, y - 5, 10, 10) for x, y in self._markers()]
        if self.spec.target and self.spec.horizon is not None:
            x, ends = self.frame.px(self.spec.horizon), [self.frame.py(end) for end in self.spec.target.ends]
            boxes.append(Box(x - 10, min(ends) - 12, 20, max(ends) - min(ends) + 24))
        return boxes

    def _markers(self) -> list[tuple[float, float]]:
        at, spec = self.frame, self.spec
        points: Sequence[Point | PathPoint] = (*spec.actual, *spec.like_for_like, *spec.path_points)
        return [(at.px(point.x), at.py(point.value)) for point in points if point.value is not None]


def _some(point: PathPoint | None) -> list[PathPoint]:
    return [] if point is None else [point]


def _ends(found: tuple[Link, ...], is_firm: bool) -> list[tuple[float, Decimal, float, Decimal]]:
    return [(link.x, link.y, link.x2, link.y2) for link in found if link.is_firm is is_firm]


def _known(points: tuple[Point, ...], is_complete: bool) -> list[tuple[float, Decimal]]:
    return [(p.x, p.value) for p in points if p.value is not None and p.is_complete is is_complete]
