"""What stands in the way of any method that compares a figure with a goal."""

from __future__ import annotations

from jalon.kernel.missing import present
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.measures import Measures
from jalon.outlook.standing import Standing
from jalon.outlook.verdict import MethodAnswer, Word


def obstacle(method: str, case: Case, found: Standing, numbers: Measures) -> MethodAnswer | None:
    """The answer where nothing can be judged: no target value, no figure, nothing comparable, or too late."""
    if case.awaits_value:
        return MethodAnswer(method=method, word=Word.NO_TARGET_VALUE, reason=case.target.to_be_supplied)
    why = no_figure(case, found, numbers)
    if why is None and found.goal is None:
        why = found.obstacle
    return None if why is None else cannot(method, why)


def no_figure(case: Case, found: Standing, numbers: Measures) -> Text | None:
    """Why there is no figure to judge; None when there is one, comparable with the baseline and the goal."""
    if case.exemption is not None:
        return reasons.missing_words(case.exemption)
    if found.latest is None:
        nothing = reasons.NOT_AFTER_BASELINE if case.base_period else reasons.NO_FIGURE
        unknown = found.origin.obstacle if case.target.baseline else EMPTY
        return reasons.joined([nothing, unknown])
    is_without_goal = found.obstacle != EMPTY and not case.awaits_value
    if is_without_goal or present(numbers.value) is None:
        return found.obstacle
    return reasons.HORIZON_WITHOUT_FIGURE if is_stale(case, found) else None


def is_stale(case: Case, found: Standing) -> bool:
    """True when the horizon is over and its figure is not there: an older one says nothing about it."""
    is_earlier = found.latest is None or found.latest.period < case.target.horizon
    return case.horizon_has_passed and is_earlier


def cannot(method: str, why: Text) -> MethodAnswer:
    """A method without an answer says why."""
    return MethodAnswer(method=method, word=Word.NOT_MEASURABLE, reason=why)
