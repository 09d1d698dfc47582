"""From figures and targets to verdicts. Nothing but figures is read: a frozen set gives the same verdicts."""

from __future__ import annotations

from collections.abc import Iterator
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
from jalon.outlook.comparison import Comparison
from jalon.outlook.measures import Measures, measured, position_of
from jalon.outlook.methods import METHODS
from jalon.outlook.pace import yearly_percent
from jalon.outlook.standing import Standing, standing
from jalon.outlook.trajectory import Path
from jalon.outlook.verdict import Verdict, Word


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
    found = standing(case)
    numbers = measured(case, found)
    if case.awaits_value:
        return _assembled(case, found, numbers, Word.NO_TARGET_VALUE, case.target.to_be_supplied)
    exempt = case.exemption
    if exempt is not None:
        return _assembled(case, found, numbers, Word.NOT_MEASURABLE, reasons.missing_words(exempt))
    word, why = _word(case, found, numbers)
    if _is_stale(case, found):
        word = Word.NOT_MEASURABLE
    return _assembled(case, found, numbers, word, reasons.joined([why, *_remarks(case, found)]))


def _is_stale(case: Case, found: Standing) -> bool:
    """True when the horizon is over and its figure is not there: an older one says nothing about it."""
    is_earlier = found.latest is None or found.latest.period < case.target.horizon
    return case.horizon_has_passed and is_earlier


def _word(case: Case, found: Standing, numbers: Measures) -> tuple[Word, Text]:
    """The word, with the reason where nothing can be said."""
    value, goal = present(numbers.value), found.goal
    if found.latest is None:
        nothing = reasons.NOT_AFTER_BASELINE if case.base_period else reasons.NO_FIGURE
        unknown = found.origin.obstacle if case.target.baseline else EMPTY
        return Word.NOT_MEASURABLE, reasons.joined([nothing, unknown])
    if found.obstacle != EMPTY or value is None or goal is None:
        return Word.NOT_MEASURABLE, found.obstacle
    if found.latest.period == found.origin.period and not goal.is_bound:
        return Word.NOT_MEASURABLE, reasons.NOT_AFTER_BASELINE
    is_due = found.latest.period == case.target.horizon or (goal.is_bound and goal.edges is None)
    if is_due or (goal.holds(value) and not found.is_pace_leading_away):
        return Word.REACHED if goal.holds(value) else Word.NOT_REACHED, EMPTY
    if found.is_met_at_baseline:
        return Word.MOVING_AWAY, EMPTY
    position = position_of(found, value, numbers.gap)
    if position is None:
        return Word.NOT_MEASURABLE, found.path.why_none
    rules = case.dossier.rules
    return METHODS[rules.method](position, rules), EMPTY


def _remarks(case: Case, found: Standing) -> Iterator[Text]:
    """What limits the verdict, whatever the word."""
    decimals, base = case.indicator.decimals, present(found.origin.value)
    last = found.latest.period if found.latest else None
    yield reasons.latest_value(last, case.gaps_after(last))
    if found.is_met_at_baseline and base is not None:
        yield reasons.already_met(base, case.unit, decimals, found.origin.period)
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


def _assembled(case: Case, found: Standing, numbers: Measures, word: Word, reason: Text) -> Verdict:
    target, goal, latest, comparison = case.target, found.goal, found.latest, found.comparison
    absent = Missing(Reason.NOT_APPLICABLE)
    return Verdict(
        target=target.id,
        objective=target.objective,
        indicator=target.indicator,
        unit=target.unit,
        word=word,
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
        required_pace=numbers.required_pace,
        observed_pace=numbers.observed_pace,
        met_at_baseline=found.is_met_at_baseline,
        completeness=latest.completeness.fraction if latest else "",
        method=reasons.method_of(case.dossier.rules),
        reason=reason,
    )
