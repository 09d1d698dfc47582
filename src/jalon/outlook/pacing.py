"""Is the pace enough: the pace since the baseline beside the pace required from here to the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.target import Shape
from jalon.dossier.verdicts import VerdictRules
from jalon.kernel.missing import Missing, Reason, Value, present
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.goals import Goal
from jalon.outlook.measures import Measures, position_of
from jalon.outlook.methods.obstacles import no_figure
from jalon.outlook.standing import Standing
from jalon.outlook.verdict import PaceAnswer, PaceWord

_NONE = Missing(Reason.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paces:
    """The two paces in print, and their ratio, positive when the way leads to the goal."""

    observed: Value
    required: Value
    ratio: Value
    is_rate: bool


def pace_answer(case: Case, found: Standing, numbers: Measures) -> PaceAnswer:
    """Faster than needed, enough, too slow, standing still or the wrong way; or why there is no answer.

    On a straight line a pace is a mean change per period; on a path at a constant rate it is a rate per
    period, and the two are compared by their logarithms. A pace is about the whole that is left: a target
    may be on track on a path that starts gently and its pace be too slow for what comes.
    """
    paces = _paces(case, found, numbers)
    word, why = _word(case, found, numbers, paces)
    is_useful = word not in {PaceWord.NOTHING_LEFT, PaceWord.OVER, PaceWord.NOT_ASKED}
    return PaceAnswer(
        word=word,
        observed=paces.observed,
        required=paces.required if is_useful else _NONE,
        ratio=paces.ratio if is_useful else _NONE,
        is_rate=paces.is_rate,
        reason=why,
    )


def _word(case: Case, found: Standing, numbers: Measures, paces: _Paces) -> tuple[PaceWord, Text]:
    if case.awaits_value:
        return PaceWord.NOT_MEASURABLE, case.target.to_be_supplied
    if case.horizon_has_passed or (found.latest and found.latest.period >= case.target.horizon):
        return PaceWord.OVER, EMPTY
    why, goal, value = no_figure(case, found, numbers), found.goal, present(numbers.value)
    if why is not None or goal is None or value is None:
        return PaceWord.NOT_MEASURABLE, found.obstacle if why is None else why
    if goal.is_bound:
        return PaceWord.NOT_ASKED, EMPTY
    if found.latest and found.latest.period == found.origin.period:
        return PaceWord.NOT_MEASURABLE, reasons.NOT_AFTER_BASELINE
    if goal.holds(value) and not found.is_pace_leading_away:
        return PaceWord.NOTHING_LEFT, EMPTY
    position = position_of(found, value, Decimal(0))
    ratio = present(paces.ratio)
    if position is None or position.moved is None or ratio is None:
        return PaceWord.NOT_MEASURABLE, found.origin.obstacle
    return _compared(ratio, position.moved, case.dossier.rules), EMPTY


def _compared(ratio: Decimal, moved: Decimal, rules: VerdictRules) -> PaceWord:
    if ratio >= rules.pace_ahead:
        return PaceWord.AHEAD
    if ratio >= rules.pace_enough:
        return PaceWord.ENOUGH
    if abs(moved) <= rules.pace_still:
        return PaceWord.STANDING_STILL
    return PaceWord.WRONG_WAY if moved < 0 else PaceWord.TOO_SLOW


def _paces(case: Case, found: Standing, numbers: Measures) -> _Paces:
    """The paces, each missing where it cannot be known."""
    value, base, goal = present(numbers.value), present(found.origin.value), found.goal
    first, latest = found.origin.period, found.latest
    elapsed = latest.period - first if latest and first else 0
    left = case.target.horizon - latest.period if latest else 0
    is_rate = _is_rate(case, goal, value, base)
    if value is None or base is None or elapsed <= 0:
        return _Paces(observed=_NONE, required=_NONE, ratio=_NONE, is_rate=is_rate)
    observed = _pace(base, value, elapsed, is_rate=is_rate)
    if goal is None or goal.is_bound or left <= 0:
        return _Paces(observed=observed, required=_NONE, ratio=_NONE, is_rate=is_rate)
    required = _pace(value, goal.level, left, is_rate=is_rate)
    ratio = _ratio((base, value, elapsed), (value, goal.level, left), is_rate=is_rate)
    return _Paces(observed=observed, required=required, ratio=ratio, is_rate=is_rate)


def _is_rate(case: Case, goal: Goal | None, value: Decimal | None, base: Decimal | None) -> bool:
    if goal is None or not (goal.is_strict or case.target.shape is Shape.CONSTANT_RATE):
        return False
    return all(number is not None and number > 0 for number in (value, base, goal.level))


def _pace(first: Decimal, last: Decimal, periods: int, *, is_rate: bool) -> Decimal:
    """The mean change per period, or the compound rate per period in %."""
    if is_rate:
        return ((last / first) ** (1 / Decimal(periods)) - 1) * 100
    return (last - first) / periods


def _ratio(made: tuple[Decimal, Decimal, int], left: tuple[Decimal, Decimal, int], *, is_rate: bool) -> Value:
    """Observed over required; missing where nothing is required."""
    observed, required = (
        ((last / first).ln() if is_rate else last - first) / periods for first, last, periods in (made, left)
    )
    return observed / required if required else _NONE
