"""What a target asks for, as levels in the indicator's unit of measurement."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from jalon.dossier.indicator import Direction
from jalon.dossier.target import Target, TargetForm
from jalon.kernel.exact import settled
from jalon.kernel.missing import Value, present
from jalon.kernel.texts import Text
from jalon.kernel.units import Quantity, Unit
from jalon.outlook import reasons


class Sense(IntEnum):
    """Which way leads to the goal: more, less, or staying inside two edges."""

    UP = 1
    DOWN = -1
    INSIDE = 0


_OF_DIRECTION = {Direction.UP: Sense.UP, Direction.DOWN: Sense.DOWN, Direction.KEEP: Sense.INSIDE}
_OF_FORM = {
    TargetForm.FLOOR: Sense.UP,
    TargetForm.CEILING: Sense.DOWN,
    TargetForm.KEEP: Sense.INSIDE,
    TargetForm.MILESTONE: Sense.UP,
}
_BOUNDS = {TargetForm.FLOOR, TargetForm.CEILING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target as levels.

    Attributes:
        level: the level to reach; for a range, its nearer bound; for ``keep``, the value to keep.
        far: the farther bound of a range.
        sense: which way leads to it.
        edges: lower and upper edge, where one must stay inside.
        is_bound: True when it must hold at every period rather than be reached at the end.
        is_strict: True when the level itself is not enough (a pace to beat).
    """

    level: Decimal
    sense: Sense
    far: Decimal | None = None
    edges: tuple[Decimal, Decimal] | None = None
    is_bound: bool = False
    is_strict: bool = False

    def holds(self, value: Decimal) -> bool:
        """True when ``value`` is what the target asks for."""
        if self.edges:
            return self.edges[0] <= value <= self.edges[1]
        ahead = self.ahead(settled(value) - settled(self.level) if self.is_strict else value - self.level)
        return ahead > 0 or (ahead == 0 and not self.is_strict)

    def ahead(self, difference: Decimal) -> Decimal:
        """A difference counted positively when it is an improvement."""
        return difference * self.sense

    @property
    def centre(self) -> Decimal:
        """The level that the path is drawn to: the middle of the edges, or the level."""
        return (self.edges[0] + self.edges[1]) / 2 if self.edges else self.level


def goal_of(target: Target, unit: Unit, direction: Direction, baseline: Value) -> Goal | Text:
    """The goal of a target on a given baseline, or why there is none.

    Args:
        target: any form but ``pace``, whose goal depends on the pace to beat (see :func:`pace_goal`).
        unit: the indicator's unit of measurement.
        direction: the indicator's direction.
        baseline: the value at the baseline, on the perimeter on which the target is judged.
    """
    assert target.low is not None, f"{target.id} has no value: nobody asks for its goal"
    base = present(baseline)
    if target.is_relative and (base is None or base <= 0):
        return reasons.NO_BASELINE if base is None else reasons.PERCENT_OF_NOTHING
    if not target.is_relative and not target.low.unit.is_comparable_to(unit):
        return reasons.another_unit(target.low.unit, unit)
    low = level_of(target.low, unit, base, is_change=target.is_relative)
    high = level_of(target.high, unit, base, is_change=target.is_relative) if target.high else None
    sense = sense_of(target.form, direction)
    if sense is Sense.INSIDE:
        return _inside(low, high, _tolerance(target.tolerance, unit))
    near, far = (high, low) if high is not None and sense is Sense.DOWN else (low, high)
    return Goal(level=near, far=far, sense=sense, is_bound=target.form in _BOUNDS)


def sense_of(form: TargetForm, direction: Direction) -> Sense:
    """Which way leads to a goal: some forms say it themselves, the others follow the indicator."""
    return _OF_FORM.get(form, _OF_DIRECTION[direction])


def pace_goal(end: Decimal, direction: Direction) -> Goal:
    """The goal of a pace: to end on the better side of ``end``, where the reference pace would have led."""
    return Goal(level=end, sense=_OF_DIRECTION[direction], is_strict=True)


def level_of(quantity: Quantity, unit: Unit, baseline: Decimal | None, *, is_change: bool) -> Decimal:
    """A quantity of a target as a level in ``unit``: itself, or a change in % applied to the baseline."""
    if not is_change:
        return quantity.to(unit)
    assert baseline is not None, "a change needs a baseline: checked by goal_of"
    return baseline * (100 + quantity.value * quantity.unit.factor) / 100


def _inside(low: Decimal, high: Decimal | None, tolerance: Decimal) -> Goal:
    edges = (low - tolerance, (low if high is None else high) + tolerance)
    return Goal(level=low, far=high, sense=Sense.INSIDE, edges=edges, is_bound=True)


def _tolerance(tolerance: Quantity | None, unit: Unit) -> Decimal:
    if tolerance is None:
        return Decimal(0)
    points = tolerance.unit.dimension == "share-difference" and unit.dimension == "share"
    return tolerance.value * tolerance.unit.factor / unit.factor if points else tolerance.to(unit)
