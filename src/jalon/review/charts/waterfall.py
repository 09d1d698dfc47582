"""From one number to another, step by step: what each cause added or took away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

import altair as alt

from jalon.kernel.exact import settled
from jalon.kernel.texts import Language
from jalon.review.charts.frame import Axis, Frame, axis
from jalon.review.charts.kept import drawn
from jalon.review.charts.marks import Canvas, Pen
from jalon.review.charts.svg import to_svg
from jalon.review.charts.theme import SIZE, SMALL, WIDTH, Ink, Sheet, text_width
from jalon.review.words import Word, say

_HEADER, _PLOT, _FOOT, _MARGIN = 46.0, 170.0, 40.0, 10.0
_JOINT = Pen(ink=Ink.MUTED, width=0.8, dash=(3, 3))


@dataclass(frozen=True, slots=True)
class Step:
    """A cause and what it added (negative: took away)."""

    label: str
    change: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallSpec:
    """A move from one value to another.

    Attributes:
        title, subtitle: what moved; its unit.
        language: of the words that the chart adds.
        before, after: the ends, each with its name. ``before`` + the steps = ``after``.
        steps: the causes, in their order; those that changed nothing may be left out.
        number: how a level is written.
        signed: how a change is written.

    Raises:
        ValueError: the steps do not lead from one end to the other.
    """

    title: str
    subtitle: str
    language: Language
    before: tuple[str, Decimal]
    after: tuple[str, Decimal]
    steps: tuple[Step, ...]
    number: Callable[[Decimal], str]
    signed: Callable[[Decimal], str]

    def __post_init__(self) -> None:
        end = sum((step.change for step in self.steps), self.before[1])
        # A part that is the mean of several orders may be no finite decimal.
        if settled(end) != settled(self.after[1]):
            raise ValueError(f"{self.title!r}: the steps do not lead from one end to the other")

    @property
    def levels(self) -> tuple[Decimal, ...]:
        """The level before, then after each step."""
        return tuple(accumulate((step.change for step in self.steps), initial=self.before[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """A bar of the chart: its ends, its ink, its name and the number above it."""

    low: Decimal
    high: Decimal
    ink: Ink
    label: str
    number: str


def waterfall_chart(spec: WaterfallSpec) -> str:
    """Draw the move as SVG: a bar for each end, a floating bar for each cause."""
    numbers = [spec.number(level) for level in spec.levels] + [spec.signed(one.change) for one in spec.steps]
    told = ("steps", spec.title, spec.subtitle, spec.language, spec.before, spec.after, spec.steps, numbers)
    return drawn(told, lambda: _Layout(spec).drawn())


class _Layout:
    """Where everything stands, in pixels from the top left corner."""

    def __init__(self, spec: WaterfallSpec) -> None:
        self._spec = spec
        self._axis = _scale(spec.levels)
        self._bars = _bars(spec, self._axis)
        self._step = (WIDTH - 2 * _MARGIN) / len(self._bars)
        height = _HEADER + _PLOT + _FOOT
        self._sheet = Sheet(width=WIDTH, height=height, left=0, right=0, top=0, bottom=0)
        self._draw = Canvas(Frame(width=WIDTH, height=height, first=0, last=WIDTH, low=0, high=height))

    def drawn(self) -> str:
        return to_svg([*self._ground(), *self._boxes(), *self._joints(), *self._words()], self._sheet)

    def _x(self, place: float) -> float:
        return _MARGIN + (place + 0.5) * self._step

    def _y(self, value: Decimal) -> float:
        share = float((value - self._axis.low) / (self._axis.high - self._axis.low))
        return _HEADER + 16 + (_PLOT - 16) * (1 - share)

    def _ground(self) -> list[alt.Chart]:
        base = Decimal(0) if self._axis.starts_at_zero else self._axis.low
        y = self._y(base)
        line = self._draw.pixels([(_MARGIN, y, WIDTH - _MARGIN, y)], Pen(ink=Ink.MUTED, width=1))
        if self._axis.starts_at_zero:
            return line
        # The axis is cut: the ends stand on a broken line, only the causes can be compared as lengths.
        slashes = [(x - 2.0, y + 4, x + 2.0, y - 4) for x in (_MARGIN + 4, _MARGIN + 9)]
        return [*line, *self._draw.pixels(slashes, Pen(ink=Ink.MUTED, width=1))]

    def _boxes(self) -> list[alt.Chart]:
        half = min(self._step * 0.34, 34)
        layers: list[alt.Chart] = []
        for place, bar in enumerate(self._bars):
            x, top, bottom = self._x(place), self._y(bar.high), self._y(bar.low)
            box = (x - half, top, x + half, max(bottom, top + 1))
            layers += self._draw.pixel_boxes([box], bar.ink)
        return layers

    def _joints(self) -> list[alt.Chart]:
        half = min(self._step * 0.34, 34)
        levels = [*self._spec.levels]
        places = pairwise(range(len(self._bars)))
        lines = [
            (self._x(left) + half, self._y(level), self._x(right) - half, self._y(level))
            for (left, right), level in zip(places, levels, strict=True)
        ]
        return self._draw.pixels(lines, _JOINT)

    def _subtitle(self) -> str:
        if self._axis.starts_at_zero:
            return self._spec.subtitle
        return f"{self._spec.subtitle} · {say(Word.NOT_FROM_ZERO, self._spec.language)}"

    def _words(self) -> list[alt.Chart]:
        spec, draw = self._spec, self._draw
        numbers = [(self._x(n), self._y(bar.high) - 5, bar.number) for n, bar in enumerate(self._bars)]
        below = _HEADER + _PLOT + 16
        names = [
            (self._x(n), below + 13 * row, line)
            for n, bar in enumerate(self._bars)
            for row, line in enumerate(_wrapped(bar.label, self._step - 6))
        ]
        return [
            *draw.texts([(0, 16, spec.title)], Ink.TEXT, align="left", size=15, is_bold=True),
            *draw.texts([(0, 33, self._subtitle())], Ink.MUTED, align="left"),
            *draw.texts(numbers, Ink.TEXT, align="center", size=SIZE, is_bold=True),
            *draw.texts(names, Ink.MUTED, align="center", size=SMALL),
        ]


def _scale(levels: tuple[Decimal, ...]) -> Axis:
    """Around the levels, with room below the lowest so that the two ends are seen as bars."""
    low, high = min(levels), max(levels)
    reach = high - low
    room = (low - reach / 2,) if reach else ()
    return axis((*levels, *(value for value in room if value > 0 or low < 0)))


def _bars(spec: WaterfallSpec, scale: Axis) -> list[_Bar]:
    base = Decimal(0) if scale.starts_at_zero else scale.low
    causes = [
        _Bar(
            low=min(before, after),
            high=max(before, after),
            ink=Ink.LIKE_FOR_LIKE if step.change >= 0 else Ink.TARGET,
            label=step.label,
            number=spec.signed(step.change),
        )
        for step, (before, after) in zip(spec.steps, pairwise(spec.levels), strict=True)
    ]
    return [_end(spec, spec.before, base), *causes, _end(spec, spec.after, base)]


def _end(spec: WaterfallSpec, end: tuple[str, Decimal], base: Decimal) -> _Bar:
    label, value = end
    return _Bar(
        low=min(base, value), high=max(base, value), ink=Ink.ACTUAL, label=label, number=spec.number(value)
    )


def _wrapped(text: str, room: float) -> list[str]:
    """The words of a label on as many lines as they need, two at most; the second is cut where it must."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, SMALL) <= room or not lines[-1] or len(lines) == 2:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
