"""The few things charts are drawn with, as Altair layers in the units of their frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import altair as alt

from jalon.review.charts.frame import Frame
from jalon.review.charts.labels import Placed
from jalon.review.charts.theme import LINE_HEIGHT, SIZE, Ink

Number = float | Decimal
Row = dict[str, float | str]
Align = Literal["left", "center", "right"]
Channel = alt.X2 | alt.Y2 | alt.Text

_ALIGNS: dict[int, Align] = {-1: "right", 0: "center", 1: "left"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How a line is drawn; ``dash`` alternates drawn and empty lengths."""

    ink: Ink
    width: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Canvas:
    """Draws in a frame; every layer shares its two scales."""

    frame: Frame

    def lines(self, ends: Iterable[tuple[float, Number, float, Number]], pen: Pen) -> list[alt.Chart]:
        """Straight lines (x, y, x2, y2)."""
        rows: list[Row] = [{"x": x, "y": float(y), "x2": x2, "y2": float(y2)} for x, y, x2, y2 in ends]
        look = alt.MarkDef(
            type="rule",
            stroke=pen.ink.light,
            strokeWidth=pen.width,
            strokeDash=list(pen.dash) or alt.Undefined,
            strokeCap="round",
        )
        return self._layer(rows, look, alt.X2("x2"), alt.Y2("y2"))

    def boxes(self, corners: Iterable[tuple[float, Number, float, Number]], ink: Ink) -> list[alt.Chart]:
        """Filled rectangles from one corner to the other."""
        rows: list[Row] = [{"x": x, "y": float(y), "x2": x2, "y2": float(y2)} for x, y, x2, y2 in corners]
        return self._layer(rows, alt.MarkDef(type="rect", fill=ink.light), alt.X2("x2"), alt.Y2("y2"))

    def dots(
        self, points: Iterable[tuple[float, Number]], shape: str, size: float, *, fill: Ink, line: Ink
    ) -> list[alt.Chart]:
        """Markers of a shape and area; a hollow one is filled with paper."""
        rows: list[Row] = [{"x": x, "y": float(y)} for x, y in points]
        look = alt.MarkDef(
            type="point",
            shape=shape,
            size=size,
            filled=False,
            fill=fill.light,
            stroke=line.light,
            strokeWidth=1.6,
            opacity=1,
        )
        return self._layer(rows, look)

    def texts(
        self,
        items: Sequence[tuple[float, float, str]],
        ink: Ink,
        *,
        align: Align,
        size: float = SIZE,
        is_bold: bool = False,
        is_slanted: bool = False,
    ) -> list[alt.Chart]:
        """Texts that start, end or are centred at pixels: right of the left edge, baseline below the top."""
        at = self.frame
        rows: list[Row] = [{"x": at.x_at(x), "y": at.y_at(y), "text": text} for x, y, text in items if text]
        look = alt.MarkDef(
            type="text",
            align=align,
            baseline="alphabetic",
            fill=ink.light,
            fontSize=size,
            fontWeight="bold" if is_bold else "normal",
            fontStyle="italic" if is_slanted else "normal",
        )
        return self._layer(rows, look, alt.Text("text", type="nominal"))

    def labels(self, placed: Iterable[Placed]) -> list[alt.Chart]:
        """Labels where they were placed, those far from their point with a thin line to it."""
        layers: list[alt.Chart] = []
        for item in placed:
            layers += self.pixels([item.leader] if item.leader else [], Pen(ink=Ink.MUTED, width=0.6))
            for number, line in enumerate(item.label.lines):
                layers += self._label_line(item, number, line)
        return layers

    def _label_line(self, item: Placed, number: int, line: str) -> list[alt.Chart]:
        across, size = item.side[0], item.label.size
        x = item.box.left + (1 - across) / 2 * item.box.width
        y = item.box.top + (number * LINE_HEIGHT + 0.95) * size
        is_bold = item.label.leads and number == 0
        return self.texts([(x, y, line)], item.label.ink, align=_ALIGNS[across], size=size, is_bold=is_bold)

    def pixels(self, ends: Iterable[tuple[float, float, float, float]], pen: Pen) -> list[alt.Chart]:
        """Straight lines given in pixels, for what has no value: axis marks, leaders, rules."""
        at = self.frame
        return self.lines(((at.x_at(x), at.y_at(y), at.x_at(x2), at.y_at(y2)) for x, y, x2, y2 in ends), pen)

    def pixel_boxes(self, corners: Iterable[tuple[float, float, float, float]], ink: Ink) -> list[alt.Chart]:
        """Filled rectangles given in pixels (left, top, right, bottom)."""
        at = self.frame
        return self.boxes(
            ((at.x_at(x), at.y_at(y), at.x_at(x2), at.y_at(y2)) for x, y, x2, y2 in corners), ink
        )

    def pixel_dots(
        self, points: Iterable[tuple[float, float]], shape: str, size: float, *, fill: Ink, line: Ink
    ) -> list[alt.Chart]:
        """Markers given in pixels."""
        at = self.frame
        return self.dots(((at.x_at(x), at.y_at(y)) for x, y in points), shape, size, fill=fill, line=line)

    def _layer(self, rows: list[Row], look: alt.MarkDef, *channels: Channel) -> list[alt.Chart]:
        if not rows:
            return []
        across = alt.Scale(domain=[self.frame.first, self.frame.last], nice=False, zero=False)
        upwards = alt.Scale(domain=[self.frame.low, self.frame.high], nice=False, zero=False)
        drawn = alt.Chart(alt.InlineData(values=rows), mark=look).encode(
            alt.X("x", type="quantitative", scale=across, axis=None),
            alt.Y("y", type="quantitative", scale=upwards, axis=None),
            *channels,
        )
        return [drawn]
