"""Direct labels: each beside what it names, where it hides no line and no other label.

Greedy placement: labels are taken in order of importance; each tries the places around its anchor, near ones
first, and takes the one that costs least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from jalon.review.charts.theme import LINE_HEIGHT, Ink, text_width

Segment = tuple[float, float, float, float]

_OVERLAP, _OUTSIDE, _CROSSING, _DISTANCE, _RANK = 1000.0, 400.0, 4.0, 0.4, 2.0
_MISLEADING = 20
_REACH = (9, 16, 26, 38, 52)
_FAR = 22


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from its top left corner; y goes down."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def overlap(self, other: Box) -> float:
        """The area that two boxes share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(across, 0.0) * max(down, 0.0)

    def crossed(self, segment: Segment) -> float:
        """The length of a segment inside the box (Liang and Barsky's clipping)."""
        x, y, x2, y2 = segment
        enter, leave = 0.0, 1.0
        for move, room in (
            (x - x2, x - self.left),
            (x2 - x, self.right - x),
            (y - y2, y - self.top),
            (y2 - y, self.bottom - y),
        ):
            if move == 0 and room < 0:
                return 0.0
            if move < 0:
                enter = max(enter, room / move)
            elif move > 0:
                leave = min(leave, room / move)
        length = float(((x2 - x) ** 2 + (y2 - y) ** 2) ** 0.5)
        return max(leave - enter, 0.0) * length


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Lines of text about a point.

    Attributes:
        lines: the text, one line each; ``leads`` sets the first one in bold.
        points: where it may be attached, in pixels; a line can be named at any of its points.
        ink, size: how it is written.
        sides: the directions to try, in order of preference, as (right, down) among −1, 0, 1.
    """

    lines: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    ink: Ink
    size: float
    leads: bool = False
    sides: tuple[tuple[int, int], ...]

    def box(self, point: tuple[float, float], side: tuple[int, int], reach: float) -> Box:
        """The place of the label on one side of a point, ``reach`` away."""
        width = max(text_width(line, self.size) for line in self.lines)
        height = len(self.lines) * self.size * LINE_HEIGHT
        across, down = side
        # On a corner, the way is shared between the two directions.
        way = reach if 0 in side else reach * 0.7
        left = point[0] + across * way + (across - 1) / 2 * width
        top = point[1] + down * way + (down - 1) / 2 * height
        return Box(left, top, width, height)


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its place, on one side of a point and ``reach`` away from it."""

    label: Label
    point: tuple[float, float]
    side: tuple[int, int]
    reach: float
    rank: int = 0

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.label.box(self.point, self.side, self.reach)

    @property
    def leader(self) -> Segment | None:
        """The line back to its point, for a label too far from it to be read as its name."""
        if self.reach <= _FAR:
            return None
        box, (across, down) = self.box, self.side
        x = box.left + (1 - across) / 2 * box.width - across * 2
        return (*self.point, x, box.top + (1 - down) / 2 * box.height)


def place(
    labels: Iterable[Label], *, within: Box, avoid: Iterable[Segment], taken: Iterable[Box]
) -> list[Placed]:
    """Find a place for each label.

    Args:
        labels: the most important first.
        within: where text may stand.
        avoid: lines that text should not cross.
        taken: boxes already full.
    """
    lines, full = list(avoid), list(taken)
    found: list[Placed] = []
    for label in labels:
        best = min(_tries(label), key=lambda attempt: _cost(attempt, within, lines, full))
        found.append(best)
        full.append(best.box)
        lines += [best.leader] if best.leader else []
    return found


def _tries(label: Label) -> Iterator[Placed]:
    for (rank, side), point, reach in product(enumerate(label.sides), label.points, _REACH):
        yield Placed(label, point, side, reach, rank)


def _cost(attempt: Placed, within: Box, lines: list[Segment], full: list[Box]) -> float:
    box, leader = attempt.box, attempt.leader
    hidden = sum(box.overlap(other) for other in full)
    outside = box.width * box.height - box.overlap(within)
    crossing = sum(box.crossed(line) for line in lines)
    if leader:
        crossing += sum(other.crossed(leader) for other in full)
        crossing += _MISLEADING * sum(_meet(leader, line) for line in lines)
    # A shared corner is as unreadable as half a word: any overlap costs more than any distance.
    worst = (_OVERLAP + hidden if hidden > 0 else 0) + (_OUTSIDE if outside > 1 else 0)
    return worst + _CROSSING * crossing + _DISTANCE * attempt.reach + _RANK * attempt.rank


def _meet(leader: Segment, line: Segment) -> bool:
    """True when a leader, past its first steps on its own line, crosses another."""
    x, y, x2, y2 = leader
    start, end = (x + (x2 - x) * 0.15, y + (y2 - y) * 0.15), (x2, y2)
    a, b = (line[0], line[1]), (line[2], line[3])
    is_between = _side(start, end, a) != _side(start, end, b)
    return is_between and _side(a, b, start) != _side(a, b, end)


def _side(a: tuple[float, float], b: tuple[float, float], point: tuple[float, float]) -> bool:
    return (b[0] - a[0]) * (point[1] - a[1]) > (b[1] - a[1]) * (point[0] - a[0])
