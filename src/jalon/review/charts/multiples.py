"""Small multiples: the same chart for each school, side by side, to be compared at a glance."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from jalon.kernel.numbers import format_number
from jalon.review.charts.drawing import ACTUAL, LIKE_FOR_LIKE, Drawing
from jalon.review.charts.frame import Axis, axis
from jalon.review.charts.kept import drawn
from jalon.review.charts.series import gaps
from jalon.review.charts.spec import Point, TrajectorySpec, last_known
from jalon.review.charts.svg import to_svg
from jalon.review.charts.theme import SIZE, SMALL, WIDTH, Ink, Sheet, text_width
from jalon.review.words import Word, say

_COLUMNS, _GUTTER = 4, 12.0
_CELL_HEIGHT, _HEADER = 94.0, 40.0
_TOP, _BOTTOM, _RIGHT = 26.0, 20.0, 8.0
_INTERVALS = 4
_GRAIN = 0.4


def small_multiples(specs: Sequence[TrajectorySpec], *, title: str, shares_scale: bool = True) -> str:
    """Draw one small chart a school, four in a row, as SVG.

    Args:
        specs: one a school, whose title names it; same unit and language.
        title: what is measured.
        shares_scale: one vertical scale for all, so that levels compare; otherwise each has its own, so that
            shapes do. The line under the title says which.

    Raises:
        ValueError: there is no chart to draw.
    """
    if not specs:
        raise ValueError(f"{title!r}: nothing to draw")
    told = ("multiples", title, shares_scale, tuple(specs))
    return drawn(told, lambda: _multiples(specs, title, shares_scale=shares_scale))


def _multiples(specs: Sequence[TrajectorySpec], title: str, *, shares_scale: bool) -> str:
    values = tuple(value for spec in specs for value in spec.values)
    scales = [axis(values if shares_scale else spec.values, _INTERVALS) for spec in specs]
    cells = [_cell(spec, scale) for spec, scale in zip(specs, scales, strict=True)]
    rows = -(-len(specs) // _COLUMNS)
    height = _HEADER + rows * _CELL_HEIGHT + (rows - 1) * _GUTTER
    remarks = [say(Word.SAME_SCALE if shares_scale else Word.OWN_SCALE, specs[0].language)]
    if not all(scale.starts_at_zero for scale in scales):
        remarks.append(say(Word.NOT_FROM_ZERO, specs[0].language))
    return _assemble(_header(specs[0], title, " · ".join([specs[0].unit, *remarks])), cells, height)


def _cell_width() -> float:
    return (WIDTH - (_COLUMNS - 1) * _GUTTER) / _COLUMNS


def _assemble(header: str, cells: list[str], height: float) -> str:
    """One drawing out of several, each moved to its place; they hold no identifiers that could clash."""
    across, down = _cell_width() + _GUTTER, _CELL_HEIGHT + _GUTTER
    places = ((index % _COLUMNS * across, _HEADER + index // _COLUMNS * down) for index in range(len(cells)))
    moved = "".join(
        f'<g transform="translate({x:g},{y:g})">{cell}</g>'
        for (x, y), cell in zip(places, cells, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:g}" '
        f'viewBox="0 0 {WIDTH} {height:g}">{header}{moved}</svg>'
    )


def _header(spec: TrajectorySpec, title: str, subtitle: str) -> str:
    return drawn(("header", spec.periods, title, subtitle), lambda: _drawn_header(spec, title, subtitle))


def _drawn_header(spec: TrajectorySpec, title: str, subtitle: str) -> str:
    sheet = Sheet(width=WIDTH, height=_HEADER, left=0, right=0, top=0, bottom=0)
    draw = Drawing.fit(spec, width=sheet.plot_width, height=sheet.plot_height).canvas
    layers = [
        *draw.texts([(0, 16, title)], Ink.TEXT, align="left", size=15, is_bold=True),
        *draw.texts([(0, 33, subtitle)], Ink.MUTED, align="left"),
    ]
    return to_svg(layers, sheet)


def _cell(spec: TrajectorySpec, scale: Axis) -> str:
    return drawn(("cell", spec, scale), lambda: _drawn_cell(spec, scale))


def _drawn_cell(spec: TrajectorySpec, scale: Axis) -> str:
    left = Drawing.fit(spec, width=WIDTH, height=WIDTH, scale=scale).tick_width + 10
    sheet = Sheet(width=_cell_width(), height=_CELL_HEIGHT, left=left, right=_RIGHT, top=_TOP, bottom=_BOTTOM)
    drawing = Drawing.fit(spec, width=sheet.plot_width, height=sheet.plot_height, scale=scale, grain=_GRAIN)
    layers = [
        *drawing.ground(),
        *drawing.tick_labels(only_ends=True),
        *drawing.path(),
        *_target(drawing),
        *drawing.series(spec.like_for_like, LIKE_FOR_LIKE),
        *drawing.series(spec.actual, ACTUAL),
        *drawing.missing_marks(),
        *_words(drawing, left),
    ]
    return to_svg(layers, sheet)


def _words(drawing: Drawing, left: float) -> list[alt.Chart]:
    """The school, its last value beside its name, the ends of the horizontal axis."""
    spec, at, draw = drawing.spec, drawing.frame, drawing.canvas
    first, last = spec.periods[0], spec.periods[-1]
    below = [(at.px(first.x), at.height + 15, first.label), (at.px(last.x), at.height + 15, last.label)]
    end = last_known(spec.actual)
    return [
        *draw.texts(
            [(-left, 13 - _TOP, _fitting(spec, end, left + at.width))], Ink.TEXT, align="left", is_bold=True
        ),
        *draw.texts([(at.width, 13 - _TOP, _last(spec, end))], Ink.ACTUAL, align="right", size=SMALL),
        *draw.texts(below, Ink.MUTED, align="center", size=SMALL),
        *draw.texts(_emptiness(drawing), Ink.MUTED, align="center", size=SMALL, is_slanted=True),
    ]


def _target(drawing: Drawing) -> list[alt.Chart]:
    """The target and its value, on the side of it where the series does not come from."""
    spec, at = drawing.spec, drawing.frame
    if spec.target is None or spec.horizon is None:
        return []
    end = last_known(spec.actual)
    is_above = end is None or end.value is None or end.value < spec.target.ends[-1]
    level = max(spec.target.ends) if is_above else min(spec.target.ends)
    y = at.py(level) + (-6 if is_above else 14)
    text = format_number(level, spec.decimals, spec.language)
    named = drawing.canvas.texts([(at.width, y, text)], Ink.TARGET, align="right", size=SMALL)
    return [*drawing.target(), *named]


def _last(spec: TrajectorySpec, end: Point | None) -> str:
    if end is None or end.value is None:
        return ""
    share = f" ({end.completeness})" if not end.is_complete and end.completeness else ""
    return f"{spec.number(end.value)}{share} · {spec.label(end.x)}"


def _fitting(spec: TrajectorySpec, end: Point | None, room: float) -> str:
    """The name of the school, cut where the last value begins."""
    room -= text_width(_last(spec, end), SMALL) + 6
    name = spec.title
    while name and text_width(name, SIZE) > room:
        name = name[:-1]
    return name if name == spec.title else f"{name.rstrip()}…"


def _emptiness(drawing: Drawing) -> list[tuple[float, float, str]]:
    """Nothing received, or the word for the longest gap when it fits there."""
    spec, at = drawing.spec, drawing.frame
    word = say(Word.NO_DATA if spec.actual else Word.NOTHING_YET, spec.language)
    if last_known(spec.actual) is None:
        return [(at.width / 2, at.height / 2, word)]
    return [
        (at.px((first + last) / 2), at.height - 7, word)
        for first, last in gaps(spec.actual, spec.periods)
        if at.px(last + 0.5) - at.px(first - 0.5) > text_width(word, SMALL)
    ]
