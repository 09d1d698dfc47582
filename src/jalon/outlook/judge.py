"""From figures and targets to verdicts. Nothing but figures is read: a frozen set gives the same verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.contract import Contract
from jalon.dossier.target import Target
from jalon.figures.figure import FigureSet, Scope
from jalon.kernel.dated import Span
from jalon.kernel.exact import exact
from jalon.kernel.missing import Missing, Reason, present
from jalon.kernel.numbers import rounded
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.certainty import conclusion, is_final_on_estimate
from jalon.outlook.comparison import Comparison
from jalon.outlook.measures import Measures, measured
from jalon.outlook.methods import METHODS
from jalon.outlook.pace import yearly_percent
from jalon.outlook.pacing import pace_answer
from jalon.outlook.realism import note_of, realism_of
from jalon.outlook.sides import SideBySide
from jalon.outlook.standing import Standing, standing
from jalon.outlook.trajectory import Path
from jalon.outlook.uncertain import agreed_answer, agreed_verdict, possible, why_uncertain
from jalon.outlook.verdict import ForecastAnswer, ForecastWord, MethodAnswer, PaceWord, Verdict, Word


def judge(dossier: Dossier, figures: FigureSet, *, as_of: date) -> tuple[Verdict, ...]:
    """One verdict for each target in force on ``as_of``, in the order of the contract.

    Figures of periods that had not begun on that day, or that lie after a target's horizon, are not used.
    """
    with exact():
        return tuple(
            _verdict(Case.of(dossier, figures, target, as_of))
            for target in targets_in_force(dossier.contract, as_of)
        )


def trajectory_of(dossier: Dossier, figures: FigureSet, target: Target, *, as_of: date | None = None) -> Path:
    """The expected points of a target, on the perimeter on which it is judged.

    Args:
        dossier: the checked dossier.
        figures: the figures, from which a measured baseline is taken.
        target: one of its targets.
        as_of: the day of the judgement; by default the end of the horizon, when every figure counts.
    """
    with exact():
        return standing(Case.of(dossier, figures, target, as_of or target.horizon.end)).path


def targets_in_force(contract: Contract, as_of: date) -> tuple[Target, ...]:
    """The targets in force on a day; once the contract is over, those of its last day."""
    day = min(as_of, contract.until - timedelta(days=1))
    return tuple(target for target in contract.targets if day in Span(target.since, target.until))


def _verdict(case: Case) -> Verdict:
    """The verdict on a case; where figures have bounds only, what every bound agrees on."""
    found = agreed_verdict([_certain(one) for one in possible(case)], why_uncertain(case))
    if case.awaits_value or (found.met_at_baseline and case.target.accepted is None):
        return found
    asked_for = note_of(realism_of(case.dossier, case.as_known, case.written))
    return replace(found, reason=reasons.joined([found.reason, asked_for]))


def _certain(case: Case) -> Verdict:
    found = standing(case)
    numbers = measured(case, found)
    answer = METHODS[case.dossier.rules.method](case, found, numbers)
    return _assembled(case, found, numbers, _beyond_doubt(case, found, answer))


def side_by_side(
    dossier: Dossier, figures: FigureSet, *, as_of: date, methods: Sequence[str] = tuple(METHODS)
) -> tuple[SideBySide, ...]:
    """What each method says of each target in force: never averaged, with a line where they disagree.

    Args:
        dossier: the checked dossier.
        figures: the figures.
        as_of: the day of the judgement.
        methods: their names; all by default.
    """
    with exact():
        cases = [
            Case.of(dossier, figures, target, as_of) for target in targets_in_force(dossier.contract, as_of)
        ]
        return tuple(_side_by_side(case, methods) for case in cases)


def _side_by_side(case: Case, methods: Sequence[str]) -> SideBySide:
    known = []
    for one in possible(case):
        found = standing(one)
        known.append((one, found, measured(one, found)))
    why = why_uncertain(case)
    answers = tuple(agreed_answer([METHODS[name](*item) for item in known], why) for name in methods)
    return SideBySide(target=case.target, verdict=_verdict(case), answers=answers)


def _beyond_doubt(case: Case, found: Standing, answer: MethodAnswer) -> MethodAnswer:
    """The answer, once what is not known and what is only estimated have been weighed."""
    if case.awaits_value or case.exemption is not None:
        return answer
    is_final = is_final_on_estimate(case, found)
    sure = conclusion(case, found) if answer.word is Word.NOT_MEASURABLE or is_final else None
    if sure is not None:
        return replace(answer, word=sure[0], reason=sure[1])
    if is_final:
        told = reasons.joined([answer.reason, reasons.NOT_FINAL])
        return replace(answer, word=Word.NOT_MEASURABLE, reason=told)
    return answer


def _remarks(case: Case, found: Standing) -> Iterator[Text]:
    """What limits the verdict, whatever the word."""
    decimals, base = case.indicator.decimals, present(found.origin.value)
    last = found.latest.period if found.latest else None
    yield reasons.latest_value(last, case.gaps_after(last))
    if found.is_met_at_baseline and base is not None:
        yield reasons.already_met(base, case.unit, decimals, found.origin.period)
    yield reasons.estimated(case.dossier.perimeter, found.comparison.end if found.comparison else None)
    yield reasons.rows_left_out(found.latest.rows_left_out if found.latest else 0)
    yield _stated_otherwise(case, found)
    yield _paces(case, found)


def _stated_otherwise(case: Case, found: Standing) -> Text:
    """The contract's number beside the figure of the same period, when they print differently."""
    base, period, decimals = case.target.baseline, found.origin.period, case.indicator.decimals
    figure = case.figure(period) if base and base.stated and period else None
    number, stated = present(figure.value) if figure else None, present(found.origin.value)
    if number is None or stated is None or period is None:
        return EMPTY
    if rounded(number, decimals) == rounded(stated, decimals):
        return EMPTY
    return reasons.stated_otherwise(stated, number, case.unit, decimals, period)


def _paces(case: Case, found: Standing) -> Text:
    value = present(found.comparison.end.value) if found.comparison else None
    base, first = present(found.origin.value), found.origin.period
    if found.latest is None or found.factor is None or found.obstacle != EMPTY or first is None:
        return EMPTY
    elapsed = found.latest.period - first
    if value is None or base is None or value <= 0 or elapsed <= 0:
        return EMPTY
    observed = (value / base) ** (1 / Decimal(elapsed))
    return reasons.paces(yearly_percent(case, observed), yearly_percent(case, found.factor))


def _scope(case: Case, comparison: Comparison | None) -> Scope:
    found = comparison.scope if comparison else Scope.AS_IT_WAS
    return Scope.RE_BASED if case.day and found is Scope.AS_IT_WAS else found


def _assembled(case: Case, found: Standing, numbers: Measures, answer: MethodAnswer) -> Verdict:
    pace = pace_answer(case, found, numbers)
    is_over = pace.word is PaceWord.OVER
    target, goal, latest, comparison = case.target, found.goal, found.latest, found.comparison
    absent = Missing(Reason.NOT_APPLICABLE)
    return Verdict(
        target=target.id,
        objective=target.objective,
        indicator=target.indicator,
        unit=target.unit,
        word=answer.word,
        pace=pace,
        forecast=ForecastAnswer(word=ForecastWord.OVER if is_over else ForecastWord.NOT_FORECAST),
        period=latest.period if latest else None,
        value=numbers.value,
        as_it_was=case.as_it_was(latest).value if latest else numbers.value,
        scope=_scope(case, comparison),
        on=case.day,
        scope_reason=reasons.joined([case.amended, comparison.reason if comparison else EMPTY]),
        baseline_period=found.origin.period,
        baseline=found.origin.value,
        goal=goal.level if goal else absent,
        goal_high=goal.far if goal else None,
        expected=numbers.expected,
        gap=numbers.gap,
        gap_share=numbers.gap_share,
        progress=numbers.progress,
        change=numbers.change,
        met_at_baseline=found.is_met_at_baseline,
        completeness=latest.completeness.fraction if latest else "",
        is_estimated=bool(comparison and comparison.end.completeness.estimated),
        method=reasons.method_of(case.dossier.rules),
        reason=_reason(case, found, answer),
    )


def _reason(case: Case, found: Standing, answer: MethodAnswer) -> Text:
    """Why there is no verdict, or what limits it; nothing more where the question does not arise."""
    if case.awaits_value:
        return case.target.to_be_supplied
    if case.exemption is not None:
        return reasons.missing_words(case.exemption)
    return reasons.joined([answer.reason, *_remarks(case, found)])
