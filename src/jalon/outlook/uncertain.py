"""Targets whose figures are known between bounds only: judged at every bound, answered when all agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import TypeVar

from jalon.figures.figure import Figure, FigureSet, Scope
from jalon.kernel.missing import Between, Missing, Value, between
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.standing import standing
from jalon.outlook.verdict import (
    PACE_WORDS,
    WORDS,
    MethodAnswer,
    PaceAnswer,
    PaceWord,
    Verdict,
    Word,
)

T = TypeVar("T")

MOST_UNCERTAIN = 6
"""Periods whose bounds are combined; older ones beyond that go together, all at one end then the other."""


def possible(case: Case) -> tuple[Case, ...]:
    """The case at every combination of the bounds of its figures; the case itself when all are certain.

    A value inside its bounds could meet a target with two edges that neither bound meets, and a baseline
    equal to the goal or to zero leaves some methods without an answer: these levels are tried too.
    """
    doubts = _doubts(case)
    if not doubts:
        return (case,)
    corners = [_at(case, ends) for ends in _ends(doubts, {})]
    inside = _levels_between(case, doubts, corners)
    return tuple(corners) if not inside else tuple(_at(case, ends) for ends in _ends(doubts, inside))


def why_uncertain(case: Case) -> Text:
    """Why the figures are known between bounds only."""
    return reasons.joined(doubt.detail for doubt in _doubts(case).values())


Ends = Mapping[Period, Callable[[Between], Decimal]]


def _doubts(case: Case) -> dict[Period, Between]:
    """The periods, latest first, whose figure has bounds only, on one perimeter or the other."""
    found = {
        figure.period: figure.value
        for figure in reversed(_series(case))
        if isinstance(figure.value, Between)
        and figure.period.start <= case.as_of
        and figure.period <= case.target.horizon
    }
    return dict(sorted(found.items(), reverse=True))


def _series(case: Case) -> list[Figure]:
    """The figures of the target, on both perimeters."""
    target = case.target
    return [figure for scope in Scope for figure in case.figures.series(target.indicator, target.unit, scope)]


def _ends(doubts: Mapping[Period, Between], inside: Mapping[Period, Sequence[Decimal]]) -> Iterable[Ends]:
    alone = list(doubts)[: MOST_UNCERTAIN - 1]
    together = list(doubts)[MOST_UNCERTAIN - 1 :]
    choices = [[_low, _high, *(_fixed(level) for level in inside.get(period, ()))] for period in alone]
    for ends in product(*choices, [_low, _high] if together else [_low]):
        yield {**dict(zip(alone, ends, strict=False)), **dict.fromkeys(together, ends[-1])}


def _low(value: Between) -> Decimal:
    return value.low


def _high(value: Between) -> Decimal:
    return value.high


def _fixed(number: Decimal) -> Callable[[Between], Decimal]:
    def at(value: Between) -> Decimal:
        return min(max(number, value.low), value.high)

    return at


def _levels_between(
    case: Case, doubts: Mapping[Period, Between], corners: Iterable[Case]
) -> dict[Period, list[Decimal]]:
    """For the latest figure and the baseline: zero and the levels of the goal that lie inside the bounds."""
    goals = [goal for corner in corners if (goal := standing(corner).goal) is not None]
    levels = {Decimal(0)} | {level for goal in goals for level in (goal.level, *(goal.edges or ()))}
    found = {}
    ends = (next(iter(doubts)), case.base_period)
    for period in [period for period in doubts if period in ends]:
        inside = sorted(level for level in levels if doubts[period].low < level < doubts[period].high)
        if inside:
            found[period] = inside
    return found


def _at(case: Case, ends: Ends) -> Case:
    """The case with each uncertain figure at one value, on both perimeters."""
    return replace(case, figures=FigureSet(tuple(_settled(figure, ends) for figure in _series(case))))


def _settled(figure: Figure, ends: Ends) -> Figure:
    value = figure.value
    if isinstance(value, Between) and figure.period in ends:
        return replace(figure, value=ends[figure.period](value))
    return figure


# Putting the answers together


def agreed_verdict(found: Sequence[Verdict], why: Text) -> Verdict:
    """One verdict from those at every bound: the word when they agree; every number with its bounds."""
    first = found[0]
    if len(found) == 1:
        return first
    word, told = _agreed([item.word for item in found], Word.NOT_MEASURABLE, WORDS)
    judged = [value for item in found for value in (item.value, item.baseline, item.goal)]
    is_moved = any(value not in (first.value, first.baseline, first.goal) for value in judged)
    remark = _bounds_only(why) if is_moved else EMPTY
    return replace(
        first,
        word=word,
        pace=agreed_pace([item.pace for item in found], why),
        value=_spread([item.value for item in found], why),
        as_it_was=_spread([item.as_it_was for item in found], why),
        baseline=_spread([item.baseline for item in found], why),
        goal=_spread([item.goal for item in found], why),
        goal_high=_far([item.goal_high for item in found], why),
        expected=_spread([item.expected for item in found], why),
        gap=_spread([item.gap for item in found], why),
        gap_share=_spread([item.gap_share for item in found], why),
        progress=_spread([item.progress for item in found], why),
        change=_spread([item.change for item in found], why),
        met_at_baseline=all(item.met_at_baseline for item in found),
        reason=reasons.joined([told, remark, first.reason if told == EMPTY else EMPTY]),
    )


def agreed_pace(found: Sequence[PaceAnswer], why: Text) -> PaceAnswer:
    """One answer on the pace from those at every bound."""
    if len(found) == 1:
        return found[0]
    word, told = _agreed([item.word for item in found], PaceWord.NOT_MEASURABLE, PACE_WORDS)
    return replace(
        found[0],
        word=word,
        observed=_spread([item.observed for item in found], why),
        required=_spread([item.required for item in found], why),
        ratio=_spread([item.ratio for item in found], why),
        reason=reasons.joined([told, found[0].reason if told == EMPTY else EMPTY]),
    )


def agreed_answer(found: Sequence[MethodAnswer], why: Text) -> MethodAnswer:
    """One answer of a method from those at every bound."""
    if len(found) == 1:
        return found[0]
    word, told = _agreed([item.word for item in found], Word.NOT_MEASURABLE, WORDS)
    measure = _spread([item.measure for item in found], why)
    if told == EMPTY and not isinstance(measure, Between):
        return found[0]
    return replace(found[0], word=word, measure=measure, reason=reasons.joined([told, _bounds_only(why)]))


def _agreed(words: Sequence[T], unsure: T, said: Mapping[T, Text]) -> tuple[T, Text]:
    """The word that all say, or ``unsure`` with the words that are possible."""
    different = list(dict.fromkeys(words))
    if len(different) == 1:
        return different[0], EMPTY
    fr = " ou ".join(f"«\u00a0{said[word].fr}\u00a0»" for word in different)
    en = " or ".join(f"“{said[word].en}”" for word in different)
    return unsure, Text(fr=f"selon la vraie valeur\u00a0: {fr}", en=f"depending on the true value: {en}")


def _spread(values: Sequence[Value], why: Text) -> Value:
    """The bounds of a number over all cases; missing where one of them has none."""
    missing = [value for value in values if isinstance(value, Missing)]
    certain = [value for value in values if not isinstance(value, Missing)]
    return missing[0] if missing else between(min(certain), max(certain), why)


def _far(values: Sequence[Value | None], why: Text) -> Value | None:
    known = [value for value in values if value is not None]
    return _spread(known, why) if known else None


def _bounds_only(why: Text) -> Text:
    label = Text("valeur connue entre deux bornes seulement", "value known between two bounds only")
    return reasons.explained(label, why)
