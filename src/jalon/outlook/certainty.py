"""What can be concluded although not everything is known, and what cannot although a value is there.

A floor of 11,000 students is reached when the schools that answered have 12,771 together, whatever the last
one has. A final word never rests on an estimate, unless the whole range declared for it gives the same word.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.indicator import Collected, Distinct, Stock, Total
from jalon.figures.figure import Figure
from jalon.figures.likeforlike import Kept, carried
from jalon.kernel.missing import Between, Missing
from jalon.kernel.texts import Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.comparable import MAY_BE_COMPARED, Beside, Known, Rule, is_of_several, known_of
from jalon.outlook.goals import Goal
from jalon.outlook.standing import Standing
from jalon.outlook.verdict import Word

_COUNTED = frozenset(
    {
        "persons",
        "papers",
        "projects",
        "companies",
        "degrees",
        "milestones",
        "full-time equivalent at a date",
        "full-time equivalent over the year",
        "energy",
        "area",
        "jobs",
    }
)
"""What is counted or metered: no unit can have less than none of it. Money and emissions can be negative."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a value lies: at least ``low`` and at most ``high``; None where no bound is known."""

    low: Decimal | None
    high: Decimal | None


def conclusion(case: Case, found: Standing) -> tuple[Word, Text] | None:
    """The word that holds whatever the values that are not known; None when they could change it.

    Args:
        case: the target.
        found: how it stands.
    """
    figure, goal = _last(case), found.goal
    if figure is None or goal is None or not _is_for_these_units(case, figure):
        return None
    is_earlier = case.horizon_has_passed and figure.period < case.target.horizon
    is_the_start = figure.period == case.base_period and not goal.is_bound
    if is_earlier or is_the_start:
        return None
    reach = reach_of(case, figure)
    is_final = figure.period == case.target.horizon or (goal.is_bound and goal.edges is None)
    if _holds(goal, reach) and (is_final or not found.is_pace_leading_away):
        return Word.REACHED, _said(case, figure, is_reached=True)
    if is_final and _fails(goal, reach):
        return Word.NOT_REACHED, _said(case, figure, is_reached=False)
    return None


def _said(case: Case, figure: Figure, *, is_reached: bool) -> Text:
    return reasons.beyond_doubt(case.dossier.perimeter, figure, is_reached=is_reached)


def is_final_on_estimate(case: Case, found: Standing) -> bool:
    """True when the word would be the last one and its value is partly estimated."""
    judged = found.comparison.end if found.comparison else None
    return judged is not None and judged.period == case.target.horizon and bool(judged.completeness.estimated)


def reach_of(case: Case, figure: Figure) -> Reach:
    """Where the value of all the units lies, from what is known of it."""
    known = known_of(figure, is_quotient=case.is_ratio)
    if isinstance(figure.value, Between):
        return Reach(figure.value.low, figure.value.high)
    if isinstance(figure.value, Missing):
        return Reach(None, None)
    if known is Known.INCOMPLETE_TOTAL:
        return Reach(_least(figure) if _is_never_negative(case, figure) else None, None)
    if known is Known.COMPLETE:
        return Reach(figure.value, figure.value)
    return Reach(*figure.bounds) if known is Known.ESTIMATED and figure.bounds else Reach(None, None)


def _least(figure: Figure) -> Decimal | None:
    """What is there for sure of an incomplete total: with estimates in it, their lowest."""
    if figure.bounds is not None:
        return figure.bounds[0]
    if figure.completeness.estimated or isinstance(figure.value, Missing):
        return None
    return figure.value


def _is_never_negative(case: Case, figure: Figure) -> bool:
    """True for a sum whose parts cannot be negative, and none of which is."""
    measure = case.indicator.measure
    if isinstance(measure, Distinct):
        return True
    if not isinstance(measure, Total | Stock | Collected) or case.unit.dimension not in _COUNTED:
        return False
    units = figure.completeness.received
    own = [case.figures.get(figure.indicator, unit, figure.period) for unit in units]
    values = [one.value for one in own if one is not None]
    return len(values) == len(units) and all(isinstance(v, Missing) or v >= 0 for v in values)


def _last(case: Case) -> Figure | None:
    """The latest figure of which something is known, when the table lets it be judged by what is sure."""
    known = [figure for figure in case.known_figures if _says_something(figure)]
    if not known:
        return None
    figure = known[-1]
    rule = MAY_BE_COMPARED[known_of(figure, is_quotient=case.is_ratio), Beside.LEVEL]
    is_doubtful = rule in {Rule.IF_BEYOND_DOUBT, Rule.FLAGGED}
    return figure if is_doubtful else None


def _says_something(figure: Figure) -> bool:
    return isinstance(figure.value, Between) or not isinstance(figure.value, Missing)


def _is_for_these_units(case: Case, figure: Figure) -> bool:
    """True when the goal is about the units that are expected in the figure, and is known."""
    base = case.target.baseline
    if base is None or base.period is None or not is_of_several(figure):
        return True
    perimeter = case.dossier.perimeter
    day = case.day or base.period.start
    carriers = carried(perimeter, Kept(day, perimeter.parts(day, figure.unit)), figure.period)
    now = carriers.parts if case.day else perimeter.parts(figure.period.start, figure.unit)
    if carriers.barred:
        return False
    if case.target.is_relative or case.target.form.value == "pace":
        start = case.figure(base.period)
        is_whole = start is not None and not start.completeness.missing and not start.completeness.estimated
        return carriers.parts == now and (base.stated is not None or is_whole)
    return all(now.get(unit) == part for unit, part in carriers.parts.items())


def _holds(goal: Goal, reach: Reach) -> bool:
    if goal.edges is not None:
        low, high = reach.low, reach.high
        return low is not None and high is not None and goal.holds(low) and goal.holds(high)
    worst = reach.low if goal.sense > 0 else reach.high
    return worst is not None and goal.holds(worst)


def _fails(goal: Goal, reach: Reach) -> bool:
    if goal.edges is not None:
        is_above = reach.low is not None and reach.low > goal.edges[1]
        return is_above or (reach.high is not None and reach.high < goal.edges[0])
    best = reach.high if goal.sense > 0 else reach.low
    return best is not None and not goal.holds(best)
