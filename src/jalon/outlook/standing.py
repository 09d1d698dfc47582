"""Where a target stands on one perimeter: baseline, goal and path, and what stands in the way of judging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jalon.dossier.perimeter import WHOLE
from jalon.dossier.target import IntermediateGoal, Shape, TargetForm
from jalon.figures.figure import Figure
from jalon.figures.likeforlike import Kept, carried
from jalon.kernel.missing import Missing, Reason, Value, present
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.comparison import Comparison, against_stated, compare, stand_alone
from jalon.outlook.goals import Goal, goal_of, level_of, pace_goal
from jalon.outlook.pace import reference_factor
from jalon.outlook.trajectory import Anchor, Path, drawn, flat

_BOUND_FORMS = {TargetForm.FLOOR, TargetForm.CEILING, TargetForm.KEEP}
_NONE = Missing(Reason.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the path starts: a period, a value, and in words what is not known of them."""

    period: Period | None
    value: Value
    obstacle: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that the judgement of one target rests on.

    Attributes:
        latest: the latest figure, as it was; None when there is none.
        comparison: the same figure on the scope of the judgement, with the baseline's.
        origin: the baseline on that scope.
        goal: the goal on that scope; None when there is none.
        path: the expected points; empty when none can be drawn.
        factor: for a pace, what the reference pace multiplies a value by in one period.
        obstacle: why the goal cannot be compared with the figure; empty when it can.
        is_obstructed: True when the figure itself, not only the goal, is about other units than the baseline.
    """

    latest: Figure | None
    comparison: Comparison | None
    origin: Origin
    goal: Goal | None
    path: Path
    factor: Decimal | None
    obstacle: Text
    is_obstructed: bool

    @property
    def is_met_at_baseline(self) -> bool:
        """True when a target that asks for a change already held at its baseline."""
        base = present(self.origin.value)
        if self.goal is None or base is None or self.goal.is_bound or self.goal.is_strict:
            return False
        return self.goal.holds(base)

    @property
    def is_pace_leading_away(self) -> bool:
        """True when the pace to beat itself led away: doing better than its end is no early success."""
        base = present(self.origin.value)
        if self.goal is None or base is None or not self.goal.is_strict:
            return False
        return self.goal.ahead(self.goal.level - base) <= 0


def standing(case: Case) -> Standing:
    """Compare the latest figure with the baseline, then set the goal and the path on that perimeter."""
    latest = case.latest
    comparison = _comparison(case, latest) if latest else None
    origin = _origin(case, comparison)
    factor = _factor(case)
    goal = _goal(case, origin, factor)
    obstacles = [comparison.obstacle if comparison else EMPTY]
    if isinstance(goal, Text):
        obstacles += [origin.obstacle, goal]
    elif comparison:
        obstacles.append(_too_few_units(case, comparison))
    found = Standing(
        latest=latest,
        comparison=comparison,
        origin=origin,
        goal=None if isinstance(goal, Text) else goal,
        path=Path(points=(), why_none=goal if isinstance(goal, Text) else EMPTY),
        factor=factor if isinstance(factor, Decimal) else None,
        obstacle=next((why for why in obstacles if why != EMPTY), EMPTY),
        is_obstructed=comparison is not None and comparison.obstacle != EMPTY,
    )
    return replace(found, path=_path(case, found))


def _comparison(case: Case, end: Figure) -> Comparison:
    perimeter, base = case.dossier.perimeter, case.target.baseline
    is_final = end.period == case.target.horizon
    if base is None or case.target.form in _BOUND_FORMS:
        return stand_alone(perimeter, case.figures, end, is_ratio=case.is_ratio, is_final=is_final)
    if base.stated is not None:
        return against_stated(perimeter, base.period, end, case.day, is_final=is_final)
    start = case.figure(base.period) if base.period else None
    if start is None or isinstance(start.value, Missing):
        return stand_alone(perimeter, case.figures, end, is_ratio=case.is_ratio, is_final=is_final)
    return compare(perimeter, case.figures, start, end, is_final=is_final)


def _origin(case: Case, comparison: Comparison | None) -> Origin:
    base = case.target.baseline
    if base is None:
        return _zero_done(case) if case.target.form is TargetForm.MILESTONE else _nowhere()
    if base.stated is not None:
        unknown = reasons.NO_BASELINE_PERIOD if base.period is None else EMPTY
        return Origin(period=base.period, value=base.stated.to(case.unit), obstacle=unknown)
    if base.period is None:
        return _nowhere()
    figure = comparison.start if comparison and comparison.start else case.figure(base.period)
    if figure is None:
        why = reasons.no_figure(base.period, EMPTY)
        return Origin(period=base.period, value=Missing(Reason.NOT_RECEIVED), obstacle=why)
    if isinstance(figure.value, Missing):
        why = reasons.no_figure(base.period, reasons.missing_words(figure.value))
        return Origin(period=base.period, value=figure.value, obstacle=why)
    return Origin(period=base.period, value=figure.value)


def _nowhere() -> Origin:
    return Origin(period=None, value=_NONE, obstacle=reasons.NO_BASELINE)


def _zero_done(case: Case) -> Origin:
    """Planned steps start from none done, the period before the contract."""
    first = Period.containing(case.dossier.contract.since, case.target.horizon.calendar)
    return Origin(period=first.shift(-1), value=Decimal(0))


def _factor(case: Case) -> Decimal | Text:
    pace = case.target.pace
    return reasons.NO_REFERENCE_PACE if pace is None else reference_factor(case, pace)


def _goal(case: Case, origin: Origin, factor: Decimal | Text) -> Goal | Text:
    if case.target.form is not TargetForm.PACE and case.target.low is None:
        return case.target.to_be_supplied
    if case.target.form is not TargetForm.PACE:
        return goal_of(case.target, case.unit, case.indicator.direction, origin.value)
    base = present(origin.value)
    if base is None or origin.period is None:
        return reasons.NO_BASELINE
    if base <= 0:
        return reasons.PERCENT_OF_NOTHING
    if isinstance(factor, Text):
        return factor
    end = base * factor ** (case.target.horizon - origin.period)
    return pace_goal(end, case.indicator.direction)


def _too_few_units(case: Case, comparison: Comparison) -> Text:
    """A level set for all the units cannot be compared with the total of those that are left.

    A change can (it is recomputed from the baseline of the units that are left), and so can a ratio.
    """
    start = case.figure(comparison.start.period) if comparison.start else None
    if start is None or case.is_ratio or case.target.is_relative or case.target.form is TargetForm.PACE:
        return EMPTY
    kept = comparison.end.completeness.behind
    whole = dict.fromkeys(start.completeness.expected, WHOLE)
    carriers = carried(case.dossier.perimeter, Kept(start.period.start, whole), comparison.end.period)
    if carriers.parts.keys() <= kept:
        return EMPTY
    return reasons.explained(reasons.GOAL_OF_ALL, comparison.reason)


def _path(case: Case, found: Standing) -> Path:
    if case.awaits_value:
        return Path(points=(), why_none=case.target.to_be_supplied)
    if found.goal is None:
        return found.path
    scope = found.comparison.scope if found.comparison else found.path.scope
    if found.goal.is_bound:
        first = case.base_period or case.first_period
        edges = found.goal.edges
        return replace(flat(first, case.target.horizon, found.goal.centre, edges), scope=scope)
    base = present(found.origin.value)
    if base is None or found.origin.period is None:
        return Path(points=(), why_none=found.origin.obstacle)
    near = _anchors(case, found, base, found.goal.level)
    far = None if found.goal.far is None else _anchors(case, found, base, found.goal.far)
    shape = Shape.CONSTANT_RATE if found.goal.is_strict else case.target.shape
    path = drawn(near, far, shape)
    return replace(path, scope=scope) if path else Path(points=(), why_none=reasons.NO_CONSTANT_RATE)


def _anchors(case: Case, found: Standing, base: Decimal, end: Decimal) -> Sequence[Anchor]:
    """Baseline, milestones and goal in order. A goal met at the baseline is a level to hold from then on."""
    first, horizon = found.origin.period, case.target.horizon
    assert first is not None, "a path starts somewhere: checked by the caller"
    is_met = found.is_met_at_baseline
    milestones = [
        _milestone(case, goal, base)
        for goal in case.target.milestones
        if first < goal.period != horizon and not (is_met and goal.period < horizon)
    ]
    ends = [Anchor(first, end if is_met else base), Anchor(horizon, end)]
    return sorted([*ends, *milestones], key=lambda anchor: anchor.period)


def _milestone(case: Case, goal: IntermediateGoal, base: Decimal) -> Anchor:
    """A milestone as a level: a signed value of a relative target is a change on the baseline."""
    is_change = case.target.is_relative and goal.value.signed
    return Anchor(goal.period, level_of(goal.value, case.unit, base, is_change=is_change))
