"""What one target says in one period, as a level and as what is sure once it is met."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.target import Target, TargetForm
from jalon.kernel.missing import Missing, Reason, Value, present
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.goals import Goal, Sense, goal_of, level_of, pace_goal
from jalon.outlook.pace import reference_factor

_ALL_ALONG = {TargetForm.FLOOR, TargetForm.CEILING, TargetForm.KEEP}
_NOT_THEN = Text("aucun but pour cette période", "no goal for that period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where a target starts from.

    Attributes:
        period: the base period; None when there is none.
        value: the stated value, else the measured one.
        measured: the figure of the base period, whatever is stated.
    """

    period: Period | None
    value: Value
    measured: Value


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is sure once a target is met: at least ``low``, at most ``high``; None where nothing is sure."""

    low: Decimal | None
    high: Decimal | None

    def both(self, other: Bounds) -> Bounds:
        """What is sure when two targets are met."""
        lows = [bound for bound in (self.low, other.low) if bound is not None]
        highs = [bound for bound in (self.high, other.high) if bound is not None]
        return Bounds(max(lows, default=None), min(highs, default=None))

    def times(self, factor: Decimal) -> Bounds:
        """The same in a unit ``factor`` times smaller."""
        return Bounds(*(None if bound is None else bound * factor for bound in (self.low, self.high)))


def start_of(case: Case) -> Start:
    """Where the target of a case starts from: the contract's number, else the figure of the base period."""
    base, nothing = case.target.baseline, Missing(Reason.NOT_APPLICABLE, reasons.NO_BASELINE)
    if base is None:
        return Start(period=None, value=nothing, measured=nothing)
    figure = case.figure(base.period) if base.period else None
    measured: Value = figure.value if figure else Missing(Reason.NOT_RECEIVED)
    stated = (
        base.stated.to(case.unit) if base.stated and base.stated.unit.is_comparable_to(case.unit) else None
    )
    return Start(period=base.period, value=measured if stated is None else stated, measured=measured)


def goal_in(case: Case, period: Period, base: Value) -> Goal | Text:
    """The goal of a target in a period, or in words why it has none then.

    Args:
        case: the target.
        period: its horizon, the year of one of its intermediate goals, or any year up to the horizon for a
            level that must always hold.
        base: the value it starts from.
    """
    target = case.target
    if case.awaits_value:
        return target.to_be_supplied
    if period == target.horizon or (target.form in _ALL_ALONG and period < target.horizon):
        return (
            _pace(case, base)
            if target.form is TargetForm.PACE
            else goal_of(target, case.unit, case.indicator.direction, base)
        )
    return _milestone(case, period, base)


def has_goal_in(target: Target, period: Period) -> bool:
    """True when a target says something of a period (see :func:`goal_in`)."""
    same_calendar = period.calendar is target.horizon.calendar
    is_along = target.form in _ALL_ALONG and same_calendar and period < target.horizon
    return period == target.horizon or is_along or any(goal.period == period for goal in target.milestones)


def bounds_of(goal: Goal) -> Bounds:
    """What is sure once the goal holds."""
    if goal.edges is not None:
        return Bounds(*goal.edges)
    return Bounds(goal.level, None) if goal.sense is Sense.UP else Bounds(None, goal.level)


def _pace(case: Case, base: Value) -> Goal | Text:
    number, start = present(base), case.base_period
    if number is None or start is None:
        return reasons.NO_BASELINE
    if number <= 0:
        return reasons.PERCENT_OF_NOTHING
    assert case.target.pace is not None, "a pace without its reference awaits its value"
    factor = reference_factor(case, case.target.pace)
    if isinstance(factor, Text):
        return factor
    return pace_goal(number * factor ** (case.target.horizon - start), case.indicator.direction)


def _milestone(case: Case, period: Period, base: Value) -> Goal | Text:
    found = next((goal for goal in case.target.milestones if goal.period == period), None)
    if found is None:
        return _NOT_THEN
    is_change = case.target.is_relative and found.value.signed
    number = present(base)
    if is_change and number is None:
        return reasons.NO_BASELINE
    sense = {"up": Sense.UP, "down": Sense.DOWN}.get(case.indicator.direction.value, Sense.INSIDE)
    level = level_of(found.value, case.unit, number, is_change=is_change)
    return Goal(level=level, sense=sense, edges=(level, level) if sense is Sense.INSIDE else None)
