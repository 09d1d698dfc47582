"""The method ``state-sheet``: plan, actual, reached or not, as in the yearly sheets of public performance.

The French sheets set the figure of the year beside the plan for that year, then say whether the target is
reached; where it is not, whether the year improved on the one before. Nothing is measured along a path: a
plan softer than the last result is "reached" all the same (see realism).
"""

from __future__ import annotations

from decimal import Decimal

from jalon.figures.figure import Figure
from jalon.kernel.missing import Value, present
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.comparison import compare
from jalon.outlook.goals import Goal
from jalon.outlook.measures import Measures
from jalon.outlook.methods.obstacles import cannot, obstacle
from jalon.outlook.standing import Standing
from jalon.outlook.verdict import MethodAnswer, Word

NAME = "state-sheet"

NO_PLAN = Text(
    "aucune prévision pour la période du dernier chiffre", "no plan for the period of the latest figure"
)
NO_PERIOD_BEFORE = Text(
    "prévision non atteinte, et pas de chiffre comparable une période plus tôt",
    "plan not met, and no comparable figure a period earlier",
)


def state_sheet(case: Case, found: Standing, numbers: Measures) -> MethodAnswer:
    """The figure beside the plan of its period; then beside the figure of the period before."""
    blocked = obstacle(NAME, case, found, numbers)
    if blocked is not None:
        return blocked
    goal, value = found.goal, present(numbers.value)
    assert goal is not None, "checked by obstacle"
    assert value is not None, "checked by obstacle"
    plan = _plan(case, found, goal, numbers.expected)
    if plan is None:
        return cannot(NAME, NO_PLAN)
    before = _before(case, found)
    told = reasons.joined([_planned(case, plan, value), _earlier(case, before)])
    if goal.holds(value):
        word = Word.REACHED
    elif plan != goal.centre and goal.ahead(value - plan) >= 0:
        word = Word.PLAN_MET
    elif before is None:
        return cannot(NAME, reasons.joined([told, NO_PERIOD_BEFORE]))
    else:
        word = Word.IMPROVED if _is_closer(goal, before[1], value) else Word.NO_IMPROVEMENT
    return MethodAnswer(method=NAME, word=word, measure=value - plan, reason=told)


def _plan(case: Case, found: Standing, goal: Goal, expected: Value) -> Decimal | None:
    """The plan for the period judged: the target itself at its horizon, a point of its path before."""
    is_due = found.latest is not None and found.latest.period >= case.target.horizon
    return goal.centre if is_due or goal.is_bound else present(expected)


def _is_closer(goal: Goal, before: Decimal, value: Decimal) -> bool:
    if goal.edges is not None:
        return abs(value - goal.centre) < abs(before - goal.centre)
    return goal.ahead(value - before) > 0


def _before(case: Case, found: Standing) -> tuple[Figure, Decimal] | None:
    """The figure of the period before, when it can be compared with the one judged."""
    end = found.comparison.end if found.comparison else None
    if end is None:
        return None
    start = case.figures.get(end.indicator, end.unit, end.period.shift(-1), end.scope)
    value = present(start.value) if start else None
    if start is None or value is None:
        return None
    both = compare(case.dossier.perimeter, case.figures, start, end)
    is_same = both.obstacle == EMPTY and both.start is start
    return (start, value) if is_same else None


def _planned(case: Case, plan: Decimal, value: Decimal) -> Text:
    first, second = (reasons.said(number, case.unit, case.indicator.decimals) for number in (plan, value))
    return Text(
        fr=f"prévision\u00a0: {first.fr}\u00a0; réalisation\u00a0: {second.fr}",
        en=f"plan: {first.en}; actual: {second.en}",
    )


def _earlier(case: Case, before: tuple[Figure, Decimal] | None) -> Text:
    if before is None:
        return EMPTY
    figure, value = before
    return reasons.explained(
        Text.same(figure.period.label), reasons.said(value, case.unit, case.indicator.decimals)
    )
