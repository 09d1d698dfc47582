"""The numbers of a verdict: gap, progress and change, each missing where it has no meaning."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.kernel.missing import Missing, Reason, Value, present
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.goals import Goal
from jalon.outlook.standing import Standing

_NONE = Missing(Reason.NOT_APPLICABLE)
_NOT_COMPARABLE = Missing(Reason.NOT_APPLICABLE, reasons.NOT_COMPARABLE)
_NOT_RECEIVED = Missing(Reason.NOT_RECEIVED)
_UNDEFINED = Missing(Reason.UNDEFINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a value is before the horizon, in shares of the way from baseline to goal; positive is better.

    Attributes:
        gap: (value − expected) / way. For a value to keep: the room left inside the tolerance, in tolerances.
        moved: (value − baseline) / way; None where there is no baseline to move away from.
    """

    gap: Decimal
    moved: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The numbers of a verdict, with the meaning they have there (see ``Verdict``)."""

    value: Value
    expected: Value
    gap: Value
    gap_share: Value
    progress: Value
    change: Value


def measured(case: Case, found: Standing) -> Measures:
    """All the numbers that can be had, whether or not the target can be judged."""
    value = _value(found)
    expected = found.path.expected(found.latest.period) if found.latest else _NONE
    gap = value - expected
    position = position_of(found, value, gap)
    has_way = found.goal is not None and _way(found.goal, found) != 0
    return Measures(
        value=value,
        expected=expected,
        gap=gap,
        gap_share=position.gap if position and has_way else _NONE,
        progress=_progress(found, value),
        change=_change(case, found, value),
    )


def position_of(found: Standing, value: Value, gap: Value) -> Position | None:
    """Where the value is, in shares of the way to go.

    None for a bound, or when no path says where the value should be. Where there is no way (a pace of zero to
    beat, no tolerance), any step to the wrong side is a whole one.
    """
    number, step, goal = present(value), present(gap), found.goal
    base = present(found.origin.value)
    if goal is None or number is None or step is None:
        return None
    way = _way(goal, found)
    if goal.edges is not None:
        room = way - abs(step)
        return Position(gap=room / way if way else _sign(room), moved=None)
    if goal.is_bound or base is None:
        return None
    ahead, moved = goal.ahead(step), goal.ahead(number - base)
    return Position(gap=ahead / way if way else _sign(ahead), moved=moved / way if way else _sign(moved))


def _way(goal: Goal, found: Standing) -> Decimal:
    """The length of the way from baseline to goal; the tolerance, for a value to keep."""
    if goal.edges is not None:
        return (goal.edges[1] - goal.edges[0]) / 2
    base = present(found.origin.value)
    return Decimal(0) if base is None else abs(goal.level - base)


def _sign(number: Decimal) -> Decimal:
    return Decimal((number > 0) - (number < 0))


def _value(found: Standing) -> Value:
    if found.comparison is None:
        return _NOT_RECEIVED
    return _NOT_COMPARABLE if found.is_obstructed else found.comparison.end.value


def _progress(found: Standing, value: Value) -> Value:
    base, goal = present(found.origin.value), found.goal
    if goal is None or base is None or goal.is_bound:
        return _NONE
    way = goal.level - base
    return (value - base) / way if goal.ahead(way) > 0 else _NONE


def _change(case: Case, found: Standing, value: Value) -> Value:
    base = found.origin.value
    if case.unit.dimension == "share" or isinstance(base, Missing):
        return value - base
    return (value - base) * 100 / base if base > 0 else _UNDEFINED
