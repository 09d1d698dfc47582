"""A line small enough for a table cell: the shape of a series, its gaps and its last value.

It is written directly: no text, a handful of coordinates, and a document may hold hundreds.
"""

from __future__ import annotations

from decimal import Decimal

from jalon.review.charts.frame import Frame
from jalon.review.charts.series import links
from jalon.review.charts.spec import Point, Tick, last_known
from jalon.review.charts.theme import Ink

_WIDTH, _HEIGHT, _MARGIN = 84.0, 20.0, 4.0
_DASHES = ' stroke-dasharray="2 2.5"'


def sparkline(points: tuple[Point, ...]) -> str:
    """Draw a series as a bare line, as SVG.

    Each series has its own scale: only shapes can be compared. As in large charts, nothing is drawn across a
    missing period, and what touches an incomplete figure is dashed. The last known value is marked, hollow
    when incomplete. Points are in order.
    """
    known = [point.value for point in points if point.value is not None]
    lines = _lines(points, _frame(points, known)) + _marks(points, _frame(points, known)) if known else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH:g}" height="{_HEIGHT:g}" '
        f'viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" fill="none" stroke-linecap="round">{lines}</svg>'
    )


def _frame(points: tuple[Point, ...], known: list[Decimal]) -> Frame:
    low, high = float(min(known)), float(max(known))
    air = 0.0 if high > low else 1.0
    first, last = points[0].x, points[-1].x
    return Frame(
        width=_WIDTH - 2 * _MARGIN,
        height=_HEIGHT - 2 * _MARGIN,
        first=first,
        last=last if last > first else first + 1,
        low=low - air,
        high=high + air,
    )


def _periods(points: tuple[Point, ...]) -> tuple[Tick, ...]:
    return tuple(Tick(x, "") for x in range(points[0].x, points[-1].x + 1))


def _lines(points: tuple[Point, ...], frame: Frame) -> str:
    return "".join(
        f'<line x1="{_x(frame, link.x)}" y1="{_y(frame, link.y)}" x2="{_x(frame, link.x2)}" '
        f'y2="{_y(frame, link.y2)}" stroke="{Ink.ACTUAL.light}" '
        f'stroke-width="1.4"{"" if link.is_firm else _DASHES}/>'
        for link in links(points, _periods(points))
    )


def _marks(points: tuple[Point, ...], frame: Frame) -> str:
    """The last value, and those that no line reaches."""
    last = last_known(points)
    linked = {x for link in links(points, _periods(points)) for x in (link.x, link.x2)}
    return "".join(
        f'<circle cx="{_x(frame, point.x)}" cy="{_y(frame, point.value)}" '
        f'r="{2.4 if point is last else 1.2}" '
        f'fill="{(Ink.ACTUAL if point.is_complete else Ink.PAPER).light}" stroke="{Ink.ACTUAL.light}"/>'
        for point in points
        if point.value is not None and (point is last or point.x not in linked)
    )


def _x(frame: Frame, x: int) -> str:
    return f"{frame.px(x) + _MARGIN:.1f}"


def _y(frame: Frame, value: Decimal) -> str:
    return f"{frame.py(value) + _MARGIN:.1f}"
