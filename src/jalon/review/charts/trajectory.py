"""The trajectory chart: where an indicator comes from, where it is, where it should be, and its goal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

import altair as alt

from jalon.kernel.numbers import format_number
from jalon.review.charts.drawing import ACTUAL, LIKE_FOR_LIKE, TARGET_REACH, Drawing
from jalon.review.charts.kept import drawn
from jalon.review.charts.labels import Box, Label, place
from jalon.review.charts.series import gaps
from jalon.review.charts.spec import Point, Target, TargetForm, TrajectorySpec, last_known
from jalon.review.charts.svg import to_svg
from jalon.review.charts.theme import SIZE, SMALL, WIDTH, Ink, Sheet, text_width
from jalon.review.words import Word, labelled, say

_HEIGHT = 320.0
_TOP, _BOTTOM = 62.0, 30.0
_RIGHT_LEAST, _RIGHT_MOST = 12.0, 170.0
_ANYWHERE = ((1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1), (-1, 0))
_BELOW = ((1, 1), (1, 0), (0, 1), (-1, 1), (1, -1), (0, -1), (-1, -1), (-1, 0))
_ABOVE_OR_BELOW = ((0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1), (1, 0), (-1, 0))


def trajectory_chart(spec: TrajectorySpec) -> str:
    """Draw one indicator on its way to its target, as SVG.

    Full markers are complete figures; hollow ones, joined by dashes, miss a unit and say so (``5/6``). A
    period whose figure is missing is a grey gap with a cross on the axis: nothing is drawn across it.
    Everything is named where it stands. An axis that does not start at zero is broken, and the line under the
    title says it.
    """
    return drawn(("trajectory", spec), lambda: _chart(spec))


def _chart(spec: TrajectorySpec) -> str:
    left, right = _margins(spec)
    sheet = Sheet(width=WIDTH, height=_HEIGHT, left=left, right=right, top=_TOP, bottom=_BOTTOM)
    drawing = Drawing.fit(spec, width=sheet.plot_width, height=sheet.plot_height)
    layers = [
        *drawing.ground(),
        *drawing.tick_labels(),
        *drawing.path(),
        *drawing.target(),
        *drawing.series(spec.like_for_like, LIKE_FOR_LIKE),
        *drawing.series(spec.actual, ACTUAL),
        *drawing.missing_marks(),
        *_period_labels(drawing),
        *_direct_labels(drawing, right),
        *_heading(drawing, left),
    ]
    return to_svg(layers, sheet)


def _margins(spec: TrajectorySpec) -> tuple[float, float]:
    """Room for the numbers on the left and for the labels of the horizon on the right."""
    left = Drawing.fit(spec, width=WIDTH, height=_HEIGHT).tick_width + 12
    lines = [line for label in (*_target_label(spec), *_end_labels(spec)) for line in label]
    widest = max((text_width(line, SIZE) for line in lines), default=0.0) + TARGET_REACH + 9
    # Half a period of the plot stands right of the horizon: right + (WIDTH − left − right) / 2n = widest.
    half = 1 / (2 * len(spec.periods))
    right = (widest - half * (WIDTH - left)) / (1 - half)
    return left, min(max(right, _RIGHT_LEAST), _RIGHT_MOST)


def _heading(drawing: Drawing, left: float) -> list[alt.Chart]:
    spec = drawing.spec
    remark = [] if drawing.axis.starts_at_zero else [say(Word.NOT_FROM_ZERO, spec.language)]
    under = " · ".join([spec.unit, *remark])
    title, subtitle = (-left, 16 - _TOP, spec.title), (-left, 33 - _TOP, under)
    return [
        *drawing.canvas.texts([title], Ink.TEXT, align="left", size=15, is_bold=True),
        *drawing.canvas.texts([subtitle], Ink.MUTED, align="left"),
    ]


def _period_labels(drawing: Drawing) -> list[alt.Chart]:
    """As many periods as there is room for, the horizon always among them, in bold."""
    spec, at = drawing.spec, drawing.frame
    size, every = _spacing(spec, at.width / len(spec.periods))
    anchor = spec.periods[-1].x if spec.horizon is None else spec.horizon
    shown = [tick for tick in spec.periods if (tick.x - anchor) % every == 0]
    plain = [(at.px(tick.x), at.height + 20, tick.label) for tick in shown if tick.x != spec.horizon]
    bold = [(at.px(tick.x), at.height + 20, tick.label) for tick in shown if tick.x == spec.horizon]
    return [
        *drawing.canvas.texts(plain, Ink.MUTED, align="center", size=size),
        *drawing.canvas.texts(bold, Ink.TEXT, align="center", size=size, is_bold=True),
    ]


def _spacing(spec: TrajectorySpec, room: float) -> tuple[float, int]:
    """The size of the names of periods, and how many to step over: smaller letters before fewer names."""
    wide, narrow = (max(text_width(tick.label, size) for tick in spec.periods) + 6 for size in (SIZE, SMALL))
    return (SIZE, 1) if wide <= room else (SMALL, ceil(narrow / room))


def _direct_labels(drawing: Drawing, right: float) -> list[alt.Chart]:
    at = drawing.frame
    empty = [*_gap_labels(drawing)]
    within = Box(0, -14, at.width + right, at.height + 12)
    taken = [*drawing.obstacles(), *(Box(x - 30, y - 12, 60, 14) for x, y, _ in empty)]
    placed = place(_labels(drawing), within=within, avoid=drawing.segments(), taken=taken)
    return [
        *drawing.canvas.texts(empty, Ink.MUTED, align="center", size=SMALL, is_slanted=True),
        *drawing.canvas.labels(placed),
    ]


def _gap_labels(drawing: Drawing) -> Iterator[tuple[float, float, str]]:
    at, spec = drawing.frame, drawing.spec
    for first, last in gaps(spec.actual, spec.periods):
        yield at.px((first + last) / 2), at.height - 9, say(Word.NO_DATA, spec.language)


def _labels(drawing: Drawing) -> Iterator[Label]:
    """Every direct label, the most important first."""
    yield from _goal(drawing)
    yield from _ends(drawing)
    if last_known(drawing.spec.actual) is None:
        middle = (drawing.frame.width / 2, drawing.frame.height / 2)
        words = (say(Word.NOTHING_YET, drawing.spec.language),)
        yield Label(lines=words, points=(middle,), ink=Ink.MUTED, size=SIZE, sides=_ABOVE_OR_BELOW)
    yield from _start(drawing)
    yield from _doubts(drawing)
    yield from _steps(drawing)


def _goal(drawing: Drawing) -> Iterator[Label]:
    spec, at = drawing.spec, drawing.frame
    if spec.horizon is None:
        return
    ends = spec.target.ends if spec.target else (drawing.axis.high,)
    # A label at the very top keeps both its lines inside.
    point = (at.px(spec.horizon) + TARGET_REACH - 1, max(at.py(sum(ends) / len(ends)), 16.0))
    for lines in _target_label(spec):
        yield Label(lines=lines, points=(point,), ink=Ink.TARGET, size=SIZE, leads=True, sides=_ANYWHERE)


def _target_label(spec: TrajectorySpec) -> list[tuple[str, ...]]:
    if spec.horizon is None:
        return []
    period = spec.label(spec.horizon)
    if spec.target is None:
        return [(say(Word.NO_TARGET, spec.language), period)]
    return [(_asked(spec, spec.target), f"{say(Word.TARGET, spec.language)} {period}")]


def _asked(spec: TrajectorySpec, target: Target) -> str:
    """What the target asks, as a sign and numbers."""
    signs = {TargetForm.FLOOR: "≥\u00a0", TargetForm.CEILING: "≤\u00a0"}
    if target.high is not None:
        low = format_number(target.value, spec.decimals, spec.language)
        return f"{low} {say(Word.TO, spec.language)} {spec.number(target.high)}"
    return f"{signs.get(target.form, '')}{spec.number(target.value)}"


def _end_labels(spec: TrajectorySpec) -> list[tuple[str, ...]]:
    named = ((spec.actual, Word.ACTUAL), (spec.like_for_like, Word.LIKE_FOR_LIKE))
    ends = ((last_known(points), word) for points, word in named)
    return [_end_lines(spec, end, word) for end, word in ends if end]


def _end_lines(spec: TrajectorySpec, end: Point, word: Word) -> tuple[str, ...]:
    share = "" if end.is_complete or not end.completeness else f" ({end.completeness})"
    value = "" if end.value is None else spec.number(end.value)
    period = f" {spec.label(end.x)}" if word is Word.ACTUAL else ""
    return (f"{value}{share}", say(word, spec.language) + period)


def _ends(drawing: Drawing) -> Iterator[Label]:
    spec, at = drawing.spec, drawing.frame
    for points, word, look, sides in (
        (spec.actual, Word.ACTUAL, ACTUAL, _ANYWHERE),
        # Like for like leaves units out: it runs below, and so do its words.
        (spec.like_for_like, Word.LIKE_FOR_LIKE, LIKE_FOR_LIKE, _BELOW),
    ):
        end = last_known(points)
        if end and end.value is not None:
            lines, point = _end_lines(spec, end, word), (at.px(end.x), at.py(end.value))
            yield Label(lines=lines, points=(point,), ink=look.ink, size=SIZE, leads=True, sides=sides)


def _start(drawing: Drawing) -> Iterator[Label]:
    base, at = drawing.spec.baseline, drawing.frame
    if base:
        lines = (drawing.spec.number(base.value), say(Word.BASELINE, drawing.spec.language))
        point = (at.px(base.x), at.py(base.value))
        yield Label(lines=lines, points=(point,), ink=Ink.TEXT, size=SMALL, leads=True, sides=_ABOVE_OR_BELOW)


def _doubts(drawing: Drawing) -> Iterator[Label]:
    """How many units are in each incomplete figure; the last one says it with its value."""
    at, end = drawing.frame, last_known(drawing.spec.actual)
    for item in drawing.spec.actual:
        if item.value is not None and not item.is_complete and item.completeness and item is not end:
            point = (at.px(item.x), at.py(item.value))
            yield Label(
                lines=(item.completeness,), points=(point,), ink=Ink.ACTUAL, size=SMALL, sides=_ABOVE_OR_BELOW
            )


def _steps(drawing: Drawing) -> Iterator[Label]:
    """The milestones, then the name of the expected path."""
    spec, at = drawing.spec, drawing.frame
    for step in spec.milestones:
        text = labelled(say(Word.MILESTONE, spec.language), spec.number(step.value), spec.language)
        point = (at.px(step.x), at.py(step.value))
        yield Label(lines=(text,), points=(point,), ink=Ink.MUTED, size=SMALL, sides=_ABOVE_OR_BELOW)
    if len(spec.trajectory) > 1:
        lines = (say(Word.TRAJECTORY, spec.language),)
        yield Label(lines=lines, points=_middles(drawing), ink=Ink.MUTED, size=SMALL, sides=_ABOVE_OR_BELOW)


def _middles(drawing: Drawing) -> tuple[tuple[float, float], ...]:
    """The middle of each piece of the expected path: all of them places to name it."""
    at = drawing.frame
    pieces = pairwise(drawing.spec.trajectory)
    return tuple((at.px((a.x + b.x) / 2), at.py((a.value + b.value) / 2)) for a, b in pieces)
