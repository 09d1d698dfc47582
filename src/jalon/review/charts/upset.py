"""Who shares with whom: the sets of units that hold the same keys, as an UpSet-like chart.

Each column is one exact set of units (a key held by A and B only), its bar the number of keys; the dots below
say which units. Keys of a single unit are not drawn, they would dwarf the rest: each unit's whole stands
beside its name. After Lex, Gehlenborg, Strobelt, Vuillemot and Pfister, "UpSet: Visualization of Intersecting
Sets", IEEE TVCG 20 (12), 2014.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Language
from jalon.review.charts.frame import Frame
from jalon.review.charts.kept import drawn
from jalon.review.charts.marks import Canvas, Pen
from jalon.review.charts.svg import to_svg
from jalon.review.charts.theme import SIZE, SMALL, WIDTH, Ink, Sheet, text_width

_HEADER, _BARS, _ROW, _FOOT = 44.0, 120.0, 20.0, 8.0
_DOT, _MOST_COLUMNS = 64, 16
_WIDEST_COLUMN = 46.0
_TRACK = Pen(ink=Ink.GRID, width=0.8)
_LINK = Pen(ink=Ink.ACTUAL, width=2)


@dataclass(frozen=True, slots=True)
class Member:
    """A unit: its name and how many keys it holds."""

    name: str
    keys: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Keys held by exactly these units, given by their places in the list of members."""

    members: frozenset[int]
    keys: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapSpec:
    """What is shared.

    Attributes:
        title: what is counted, and when.
        subtitle: how to read the columns.
        language: of the numbers.
        members: the units, in the order of the perimeter.
        shared: the sets of at least two units that hold keys in common.
        others: the words for what does not fit: « 12 autres ensembles : {keys} ».

    Raises:
        ValueError: nothing is shared.
    """

    title: str
    subtitle: str
    language: Language
    members: tuple[Member, ...]
    shared: tuple[Shared, ...]
    others: str = ""

    def __post_init__(self) -> None:
        if not self.shared:
            raise ValueError(f"{self.title!r}: nothing is shared")

    @property
    def columns(self) -> tuple[Shared, ...]:
        """The sets that are drawn: the largest first, then the fewest units, then the order of the units."""
        ordered = sorted(self.shared, key=lambda one: (-one.keys, len(one.members), sorted(one.members)))
        return tuple(ordered[:_MOST_COLUMNS])

    @property
    def rows(self) -> tuple[int, ...]:
        """The members in at least one column; the others share nothing that is drawn."""
        drawn = {place for one in self.columns for place in one.members}
        return tuple(place for place in range(len(self.members)) if place in drawn)


def upset_chart(spec: OverlapSpec) -> str:
    """Draw the shared sets as SVG."""
    shared = [(sorted(one.members), one.keys) for one in spec.shared]
    told = ("sets", spec.title, spec.subtitle, spec.language, spec.members, shared, spec.others)
    return drawn(told, lambda: _Layout(spec).drawn())


class _Layout:
    """Where everything stands, in pixels from the top left corner."""

    def __init__(self, spec: OverlapSpec) -> None:
        self._spec = spec
        self._labels = [f"{member.name} · {self._number(member.keys)}" for member in spec.members]
        self._left = min(max(text_width(self._labels[row], SIZE) for row in spec.rows) + 18, WIDTH / 2)
        self._step = min((WIDTH - self._left - 10) / len(spec.columns), _WIDEST_COLUMN)
        self._top = _HEADER + _BARS
        self._height = self._top + 14 + len(spec.rows) * _ROW + _FOOT + (18 if spec.others else 0)
        frame = Frame(width=WIDTH, height=self._height, first=0, last=WIDTH, low=0, high=self._height)
        self._draw = Canvas(frame)

    def drawn(self) -> str:
        sheet = Sheet(width=WIDTH, height=self._height, left=0, right=0, top=0, bottom=0)
        return to_svg([*self._words(), *self._tracks(), *self._bars(), *self._dots()], sheet)

    def _number(self, keys: int) -> str:
        return format_number(Decimal(keys), 0, self._spec.language)

    def _x(self, column: int) -> float:
        return self._left + (column + 0.5) * self._step

    def _y(self, row: int) -> float:
        return self._top + 14 + (self._spec.rows.index(row) + 0.5) * _ROW

    def _words(self) -> list[alt.Chart]:
        spec, draw = self._spec, self._draw
        names = [(self._left - 12, self._y(row) + 4, self._labels[row]) for row in spec.rows]
        others = [(0.0, self._height - 6, spec.others)]
        return [
            *draw.texts([(0, 16, spec.title)], Ink.TEXT, align="left", size=15, is_bold=True),
            *draw.texts([(0, 33, spec.subtitle)], Ink.MUTED, align="left"),
            *draw.texts(names, Ink.TEXT, align="right"),
            *draw.texts(others, Ink.MUTED, align="left", size=SMALL, is_slanted=True),
        ]

    def _tracks(self) -> list[alt.Chart]:
        end = self._left + len(self._spec.columns) * self._step
        lines = [(self._left, self._y(row), end, self._y(row)) for row in self._spec.rows]
        return self._draw.pixels([*lines, (self._left, self._top, end, self._top)], _TRACK)

    def _bars(self) -> list[alt.Chart]:
        most = max(one.keys for one in self._spec.columns)
        half = min(self._step * 0.32, 12)
        tops = [self._top - (_BARS - 20) * one.keys / most for one in self._spec.columns]
        boxes = [(self._x(n) - half, top, self._x(n) + half, self._top) for n, top in enumerate(tops)]
        numbers = [
            (self._x(n), top - 5, self._number(one.keys))
            for n, (top, one) in enumerate(zip(tops, self._spec.columns, strict=True))
        ]
        return [
            *self._draw.pixel_boxes(boxes, Ink.ACTUAL),
            *self._draw.texts(numbers, Ink.TEXT, align="center", size=SMALL),
        ]

    def _dots(self) -> list[alt.Chart]:
        places = [(self._x(n), self._y(row), row in one.members) for n, row, one in self._crossings()]
        held = [(x, y) for x, y, is_held in places if is_held]
        free = [(x, y) for x, y, is_held in places if not is_held]
        return [
            *self._draw.pixel_dots(free, "circle", _DOT * 0.5, fill=Ink.GRID, line=Ink.GRID),
            *self._draw.pixels(self._links(), _LINK),
            *self._draw.pixel_dots(held, "circle", _DOT, fill=Ink.ACTUAL, line=Ink.ACTUAL),
        ]

    def _crossings(self) -> list[tuple[int, int, Shared]]:
        columns = enumerate(self._spec.columns)
        return [(n, row, one) for n, one in columns for row in self._spec.rows]

    def _links(self) -> Sequence[tuple[float, float, float, float]]:
        """A line from the first to the last unit of each set."""
        ends = [(n, min(one.members), max(one.members)) for n, one in enumerate(self._spec.columns)]
        return [(self._x(n), self._y(first), self._x(n), self._y(last)) for n, first, last in ends]
