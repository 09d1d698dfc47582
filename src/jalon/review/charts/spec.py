"""What a chart is told: periods, points, the path expected and the target, never a pixel or a colour."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jalon.kernel.numbers import format_value
from jalon.kernel.texts import Language, Text
from jalon.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class Tick:
    """A period of the horizontal axis: where it stands (such as a year) and how it is written."""

    x: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is known of one period.

    ``value`` None means that a figure was due and is missing. A period that is not due yet has no point.
    ``completeness`` (``5/6``) is printed beside an incomplete point.
    """

    x: int
    value: Decimal | None
    is_complete: bool = True
    completeness: str = ""


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A value wanted or agreed at a period: a step of the expected path, a milestone, the baseline."""

    x: int
    value: Decimal


class TargetForm(StrEnum):
    """What a target asks of the value at the horizon."""

    LEVEL = "level"
    BAND = "band"
    FLOOR = "floor"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The target, in the unit of the chart.

    Attributes:
        form: what it asks.
        value: the level, the floor, the ceiling, or the lower end of the band.
        high: the upper end of the band; None for the other forms.
        holds_throughout: it is to be kept at every period, not only reached at the horizon.

    Raises:
        ValueError: a band has no upper end, or its ends are in the wrong order.
    """

    form: TargetForm = TargetForm.LEVEL
    value: Decimal
    high: Decimal | None = None
    holds_throughout: bool = False

    def __post_init__(self) -> None:
        if self.form is TargetForm.BAND and (self.high is None or self.high < self.value):
            raise ValueError(f"a band from {self.value} to {self.high}")

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The levels it names."""
        return (self.value,) if self.high is None else (self.value, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrajectorySpec:
    """One indicator on its way to its target.

    Attributes:
        title: what is measured.
        unit: unit of measurement, in words, under the title.
        symbol: what follows a number on the chart (``%``, ``M€``); often nothing for head-counts.
        decimals: of the numbers on the chart. Values are given in the unit shown (millions, not euros).
        periods: every period of the axis, in order, up to the horizon at least.
        actual: the figures, at most one a period.
        like_for_like: the same over the units present at both ends.
        trajectory: the path expected from the baseline to the horizon.
        target: None when it is still to be supplied.
        milestones: intermediate values agreed.
        horizon: the period at which the target is due.
        baseline: where the path starts.

    Raises:
        ValueError: there is no period, or something stands at none of the periods.
    """

    title: str
    unit: str
    symbol: str = ""
    decimals: int = 0
    language: Language
    periods: tuple[Tick, ...]
    actual: tuple[Point, ...] = ()
    like_for_like: tuple[Point, ...] = ()
    trajectory: tuple[PathPoint, ...] = ()
    target: Target | None = None
    milestones: tuple[PathPoint, ...] = ()
    horizon: int | None = None
    baseline: PathPoint | None = None

    def __post_init__(self) -> None:
        if not self.periods:
            raise ValueError(f"{self.title!r}: no period")
        strangers = {*self._positions()} - {tick.x for tick in self.periods}
        if strangers:
            raise ValueError(f"{self.title!r}: {sorted(strangers)} are no periods of the axis")

    def _positions(self) -> tuple[int, ...]:
        points: tuple[Point | PathPoint, ...] = (*self.actual, *self.like_for_like, *self.path_points)
        return (*(point.x for point in points), *([] if self.horizon is None else [self.horizon]))

    @property
    def path_points(self) -> tuple[PathPoint, ...]:
        """Every value that was wanted or agreed."""
        return (*self.trajectory, *self.milestones, *([self.baseline] if self.baseline else []))

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Every number that the chart has to show."""
        known = [point.value for point in (*self.actual, *self.like_for_like) if point.value is not None]
        wanted = [point.value for point in self.path_points]
        return (*known, *wanted, *(self.target.ends if self.target else ()))

    def label(self, x: int) -> str:
        """The name of the period at ``x``."""
        return next(tick.label for tick in self.periods if tick.x == x)

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        """A value as it is written on the chart."""
        unit = Unit(id="chart", symbol=Text.same(self.symbol), dimension="chart")
        return format_value(value, unit, self.decimals if decimals is None else decimals, self.language)


def last_known(points: tuple[Point, ...]) -> Point | None:
    """The latest point that has a value."""
    known = (point for point in points if point.value is not None)
    return max(known, key=lambda point: point.x, default=None)
