"""Realism of a target on the day it was signed: does it ask for anything?

Public vintages show plans written under the last actual figure year after year. A target is set beside what
was known when it was signed: the last result, what doing nothing would give, the best of the other units. A
flag is no reproach: a crisis or a new perimeter may explain it. The contract may say why the target was
accepted, by whom and when: the flag then stays, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from statistics import median

from jalon.dossier.catalogue import Dossier
from jalon.dossier.contract import Contract
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Acceptance, Target, TargetForm
from jalon.figures.figure import Figure, FigureSet, Scope
from jalon.figures.likeforlike import rebase_days
from jalon.kernel.exact import exact
from jalon.kernel.missing import Between, Missing, Reason, Value, present
from jalon.kernel.numbers import format_difference
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Language, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.goals import Goal
from jalon.outlook.points import comparable_points
from jalon.outlook.standing import standing

FEWEST_CHANGES = 2
MOST_CHANGES = 5
"""The trend is the median of the last changes between consecutive figures: two at least, five at most."""

_NONE = Missing(Reason.NOT_APPLICABLE)


class Flag(StrEnum):
    """What a target on its day of signing may be."""

    SOFTER_THAN_LAST = "softer-than-last-result"
    ALREADY_REACHED = "already-reached"
    SOFTER_THAN_TREND = "softer-than-doing-nothing"
    BEYOND_PEERS = "beyond-best-peer"


FLAGS = {
    Flag.SOFTER_THAN_LAST: Text("plus facile que le dernier résultat", "softer than the last result"),
    Flag.ALREADY_REACHED: Text("déjà atteint à la signature", "already reached at signing"),
    Flag.SOFTER_THAN_TREND: Text("plus facile que de ne rien changer", "softer than doing nothing"),
    Flag.BEYOND_PEERS: Text("au-delà de la meilleure autre unité", "beyond the best of the other units"),
}


class State(StrEnum):
    """What came out of the look at one target."""

    TO_JUSTIFY = "to-justify"
    ACCEPTED = "accepted"
    FINE = "nothing-to-report"
    LEVEL_TO_HOLD = "level-to-hold"
    UNKNOWN = "cannot-be-said"


STATES = {
    State.TO_JUSTIFY: Text("à justifier", "to be justified"),
    State.ACCEPTED: Text("accepté, avec sa raison", "accepted, with its reason"),
    State.FINE: Text("rien à signaler", "nothing to report"),
    State.LEVEL_TO_HOLD: Text("un niveau à tenir", "a level to hold"),
    State.UNKNOWN: Text("ne peut être dit", "cannot be said"),
}

NO_RESULT = Text("aucun résultat connu à la signature", "no result known at signing")
BOUNDS_ONLY = Text(
    "dernier résultat connu entre deux bornes seulement", "last result known between two bounds only"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One flag, with its numbers in words; ``is_informative`` ones need no justification."""

    flag: Flag
    text: Text

    @property
    def is_informative(self) -> bool:
        """True for what says that a target is bold rather than soft."""
        return self.flag is Flag.BEYOND_PEERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Realism:
    """One target on its day of signing. Values are in the indicator's unit of measurement.

    Attributes:
        target: the target.
        signed: the day: ``since`` of the target, or the signature (else the start) of the contract if later;
            the signature of an amendment that re-based it.
        last_period, last: the last result of a period that was over on that day.
        goal: the target as a level, the nearer bound of a range.
        difference: goal − last.
        trend: what the horizon would see if the last changes went on; Missing without two changes.
        findings: the flags.
        state: what came out of it.
        reason: why nothing can be said.
    """

    target: Target
    signed: date
    last_period: Period | None = None
    last: Value = _NONE
    goal: Value = _NONE
    difference: Value = _NONE
    trend: Value = _NONE
    findings: tuple[Finding, ...] = ()
    state: State
    reason: Text = EMPTY


def realism(dossier: Dossier, figures: FigureSet, *, as_of: date) -> tuple[Realism, ...]:
    """Every target signed by ``as_of``, in the order of the contract.

    Past versions are there, and so is a target once more for each signed amendment that re-based it.
    """
    with exact():
        return tuple(
            realism_of(dossier, figures, target, day)
            for target in dossier.contract.targets
            for day in _signing_days(dossier.contract, target)
            if day <= as_of
        )


def _signing_days(contract: Contract, target: Target) -> list[date]:
    """The day a target was taken on, then those on which it was set again."""
    first = signing_day(contract, target)
    signed = [amendment.signed for amendment, _ in contract.rebases_of(target)]
    return [first, *sorted({day for day in signed if day is not None and day > first})]


def signing_day(contract: Contract, target: Target) -> date:
    """The day on which a target was taken on."""
    return max(target.since, contract.signed or contract.since)


def realism_of(dossier: Dossier, figures: FigureSet, target: Target, on: date | None = None) -> Realism:
    """One target, beside what was known on its day of signing, or on that of an amendment that re-based it.

    A figure is known when its period was over on that day, whether or not it had been published; the baseline
    of a change is known by definition, and stands for the last result when nothing later is.
    """
    signed = on or signing_day(dossier.contract, target)
    case = Case.of(dossier, _known(dossier, figures, target, signed), target, signed)
    target = case.target
    case = replace(case, target=_without_baseline(target))
    if case.awaits_value:
        return _unknown(target, signed, target.to_be_supplied)
    last = _last(case, signed)
    if last is None:
        return _beside_baseline(case, target, signed)
    if isinstance(last.value, Between):
        return _unknown(target, signed, BOUNDS_ONLY)
    return _beside_last(case, target, signed)


def note_of(found: Realism) -> Text:
    """What a verdict says of it: the flags that ask for a justification, and the one given."""
    flags = [finding.text for finding in found.findings if not finding.is_informative]
    if not flags:
        return EMPTY
    label = Text("à la signature", "at signing")
    told = reasons.explained(label, reasons.joined(flags))
    return reasons.joined([told, acceptance_of(found.target.accepted)])


def acceptance_of(accepted: Acceptance | None) -> Text:
    """Why, by whom and when a target was accepted; empty when nobody wrote it."""
    if accepted is None:
        return EMPTY
    return Text(
        fr=f"accepté le {accepted.on} par {accepted.by}\u00a0: {accepted.because.fr}",
        en=f"accepted on {accepted.on} by {accepted.by}: {accepted.because.en}",
    )


# What was known


def _known(dossier: Dossier, figures: FigureSet, target: Target, signed: date) -> FigureSet:
    base = target.baseline.period if target.baseline and _is_change(target) else None
    units = (INSTITUTE, *(unit.id for unit in dossier.perimeter.units))
    places = [(unit, scope, None) for unit in units for scope in (Scope.AS_IT_WAS, Scope.LIKE_FOR_LIKE)]
    days = rebase_days(dossier, target.indicator)
    series = (
        figure
        for unit, scope, day in (*places, *((INSTITUTE, Scope.RE_BASED, day) for day in days))
        for figure in figures.series(target.indicator, unit, scope, on=day)
    )
    return FigureSet(
        tuple(figure for figure in series if figure.period.end <= signed or figure.period == base)
    )


def _without_baseline(target: Target) -> Target:
    """A level means the same whatever it starts from: results older than the baseline count too."""
    return target if _is_change(target) else replace(target, baseline=None)


def _is_change(target: Target) -> bool:
    """True when the target is nothing without its baseline."""
    return target.is_relative or target.form is TargetForm.PACE


def _last(case: Case, signed: date) -> Figure | None:
    """The latest figure, certain or not, of a period that was over."""
    series = case.figures.series(case.target.indicator, case.target.unit)
    over = [figure for figure in series if figure.period.end <= signed]
    valued = (f for f in reversed(over) if isinstance(f.value, Between) or not isinstance(f.value, Missing))
    return next(valued, None)


def _unknown(target: Target, signed: date, reason: Text) -> Realism:
    return Realism(target=target, signed=signed, state=State.UNKNOWN, reason=reason)


# Beside what was known


def _beside_last(case: Case, target: Target, signed: date) -> Realism:
    found = standing(case)
    goal, comparison = found.goal, found.comparison
    value = present(comparison.end.value) if comparison else None
    if comparison is None or goal is None or value is None or found.obstacle != EMPTY:
        why = found.obstacle if found.obstacle != EMPTY else NO_RESULT
        return _unknown(target, signed, why)
    trend = _trend(case, comparison.end, value)
    seen = _Seen(case, goal, value, comparison.end.period)
    return _assembled(seen, target, signed, trend)


def _beside_baseline(case: Case, target: Target, signed: date) -> Realism:
    """No figure was known: the number that the contract starts from stands for the last result."""
    base = target.baseline
    if base is None or base.stated is None or base.period is None or target.low is None:
        return _unknown(target, signed, NO_RESULT)
    found = standing(replace(case, target=target))
    if found.goal is None:
        return _unknown(target, signed, found.obstacle)
    seen = _Seen(case, found.goal, base.stated.to(case.unit), base.period)
    return _assembled(seen, target, signed, _NONE)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the target is set beside."""

    case: Case
    goal: Goal
    last: Decimal
    period: Period


def _assembled(seen: _Seen, target: Target, signed: date, trend: Value) -> Realism:
    findings = () if seen.goal.is_bound else tuple(_findings(seen, trend))
    soft = [finding for finding in findings if not finding.is_informative]
    state = State.LEVEL_TO_HOLD if seen.goal.is_bound else State.FINE
    if soft:
        state = State.TO_JUSTIFY if target.accepted is None else State.ACCEPTED
    return Realism(
        target=target,
        signed=signed,
        last_period=seen.period,
        last=seen.last,
        goal=seen.goal.level,
        difference=seen.goal.level - seen.last,
        trend=trend,
        findings=findings,
        state=state,
    )


def _findings(seen: _Seen, trend: Value) -> Iterator[Finding]:
    goal, last = seen.goal, seen.last
    when = Text(f"résultat de {seen.period}", f"result of {seen.period}")
    if goal.ahead(last - goal.level) > 0:
        yield _finding(Flag.SOFTER_THAN_LAST, seen, when, last)
    elif goal.holds(last):
        yield _finding(Flag.ALREADY_REACHED, seen, when, last)
    carried_on = present(trend)
    if carried_on is not None and goal.ahead(carried_on - goal.level) > 0:
        horizon = seen.case.target.horizon
        label = Text(f"tendance prolongée jusqu’en {horizon}", f"trend carried on to {horizon}")
        yield _finding(Flag.SOFTER_THAN_TREND, seen, label, carried_on)
    best = _best_peer(seen)
    if best is not None and goal.ahead(goal.level - best[1]) > 0:
        name = seen.case.dossier.perimeter.label(best[0].unit)
        period = best[0].period
        label = Text(f"{name.fr} en {period}", f"{name.en} in {period}")
        yield _finding(Flag.BEYOND_PEERS, seen, label, best[1])


def _finding(flag: Flag, seen: _Seen, label: Text, value: Decimal) -> Finding:
    """The flag with its numbers: target, what it is set beside, and the difference."""
    unit, decimals, level = seen.case.unit, seen.case.indicator.decimals, seen.goal.level
    asked, other = reasons.said(level, unit, decimals), reasons.said(value, unit, decimals)
    fr, en = (format_difference(level - value, unit, decimals, language) for language in Language)
    numbers = Text(
        fr=f"cible {asked.fr}, {label.fr} {other.fr} ({fr})",
        en=f"target {asked.en}, {label.en} {other.en} ({en})",
    )
    return Finding(flag=flag, text=reasons.explained(FLAGS[flag], numbers))


def _trend(case: Case, end: Figure, value: Decimal) -> Value:
    """The last value plus the median yearly change, period by period up to the horizon.

    The median, because one odd year must not make a trend. A share stays between nothing and the whole, and
    what was never negative does not become so.
    """
    points = comparable_points(case, end)
    changes = [(last - first) / (later - sooner) for (sooner, first), (later, last) in pairwise(points)]
    if len(changes) < FEWEST_CHANGES:
        return _NONE
    carried_on = value + median(changes[-MOST_CHANGES:]) * (case.target.horizon - end.period)
    if all(number >= 0 for _, number in points):
        carried_on = max(carried_on, Decimal(0))
    return min(carried_on, 100 / case.unit.factor) if case.unit.dimension == "share" else carried_on


def _best_peer(seen: _Seen) -> tuple[Figure, Decimal] | None:
    """The best last result of the other units, for what can be compared between units of any size."""
    case = seen.case
    if not case.is_ratio:
        return None
    latest: dict[str, tuple[Figure, Decimal]] = {}
    for figure in sorted(case.figures.figures, key=lambda item: item.period):
        value = present(figure.value)
        is_peer = not figure.is_institute and figure.unit != case.target.unit
        is_total = figure.scope is Scope.AS_IT_WAS and not figure.breakdown
        if value is not None and is_peer and is_total and figure.period <= seen.period:
            latest[figure.unit] = (figure, value)
    return max(latest.values(), key=lambda item: seen.goal.ahead(item[1]), default=None)
