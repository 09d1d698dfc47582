"""One answer for each target of the institute, at its horizon and in the years of its intermediate goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.kernel.exact import exact
from jalon.kernel.missing import Missing, Reason, Value, between, present
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.case import Case
from jalon.outlook.coherence.algebra import implied_by
from jalon.outlook.coherence.answers import compared, tidy
from jalon.outlook.coherence.claims import claims_on, examined
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.contradictions import contradictions
from jalon.outlook.coherence.contributions import contributions
from jalon.outlook.coherence.derived import recomputed
from jalon.outlook.coherence.gathering import Brought, Gathered, for_their_parts, gather, with_the_rest
from jalon.outlook.coherence.implied import Implied
from jalon.outlook.coherence.levels import has_goal_in
from jalon.outlook.coherence.model import (
    NONE,
    Algebra,
    Answer,
    Claim,
    Coherence,
    Finding,
    Tempting,
    Weight,
    Word,
)
from jalon.outlook.coherence.needed import needed_of
from jalon.outlook.coherence.noticing import noticed
from jalon.outlook.coherence.question import Question, question
from jalon.outlook.coherence.saying import sentence
from jalon.outlook.coherence.shares import shares_from_counts
from jalon.outlook.coherence.wording import Wording
from jalon.outlook.goals import Sense

_NOTHING = Missing(Reason.NOT_APPLICABLE, Text("aucune école n’a de cible", "no school has a target"))
_NOT_CONSOLIDATED = Text("cet indicateur ne se consolide pas", "this indicator is not consolidated")


@dataclass(frozen=True, slots=True)
class Coherences:
    """All the answers of a contract.

    Attributes:
        answers: one for each target of the institute, and for each of its intermediate goals that a unit's
            target speaks of, in the order of the contract.
        contradictions: targets that cannot all be meant, wherever they stand.
    """

    answers: tuple[Coherence, ...]
    contradictions: tuple[Finding, ...]


def coherence(context: Context) -> Coherences:
    """If every unit meets its target, does the institute meet its own? From figures and contract alone."""
    with exact():
        answers = tuple(
            _answered(context, question(context, case, period))
            for case in map(context.case, context.targets)
            if case.target.unit == INSTITUTE
            for period in _periods(context, case)
        )
        return Coherences(answers, contradictions(context))


def _periods(context: Context, case: Case) -> Iterator[Period]:
    """The intermediate years of which a unit's target says something too, then the horizon."""
    target = case.target
    for goal in target.milestones:
        if goal.period != target.horizon and _is_spoken_of(context, target, goal.period):
            yield goal.period
    yield target.horizon


def _is_spoken_of(context: Context, whole: Target, period: Period) -> bool:
    return any(
        target.indicator == whole.indicator and target.unit != INSTITUTE and has_goal_in(target, period)
        for target in context.targets
    )


def _answered(context: Context, asked: Question) -> Coherence:
    examination = _examined(context, asked)
    indicator, base = asked.case.target.indicator, asked.start.period
    shares = shares_from_counts(context, indicator, asked.period, asked.kept, base)
    is_summed = asked.algebra not in {Algebra.DERIVED, Algebra.NONE}
    kept = asked.kept if is_summed else ()
    gathered = gather(context, indicator, asked.period, kept, [*shares, *examination.usable])
    findings = [*noticed(context, asked, gathered), *examination.findings]
    without = with_the_rest(context, indicator, gathered)
    for_their_parts(context, asked.period, asked.parts, gathered)
    implied = _implied(context, asked, gathered)
    answer, value, gap = _compared(asked, implied, gathered.brought)
    if asked.algebra is Algebra.NONE:
        answer = Answer.CANNOT_BE_ADDED
        findings.append(_whole(asked, Word.NOT_CONSOLIDATED, _NOT_CONSOLIDATED))
    elif _is_blocked(examination, without):
        answer, value, gap = Answer.CANNOT_BE_ADDED, NONE, NONE
    elif without and not _is_settled(asked, answer):
        answer, gap = Answer.NOT_KNOWN, NONE
    needed = needed_of(context, asked, implied, gathered.brought, without)
    found = Coherence(
        target=asked.case.target.id,
        objective=asked.case.target.objective,
        indicator=asked.case.target.indicator,
        period=asked.period,
        is_milestone=asked.is_milestone,
        algebra=asked.algebra,
        answer=answer,
        implied=value,
        logical=implied.logical,
        naive=implied.naive,
        asked=_asked(asked),
        gap=gap,
        contributions=contributions(asked, implied, gathered.brought, is_whole=not without),
        without=tuple(without),
        needed=needed,
        claims=examination.claims,
        tempting=examination.tempting(asked),
        findings=tuple(sorted(findings, key=lambda item: list(Weight).index(item.weight))),
        assumptions=implied.assumptions,
        words=EMPTY,
    )
    return _worded(context, asked, found, implied.told)


# What is brought from other indicators


@dataclass(frozen=True, slots=True)
class _Examination:
    claims: tuple[Claim, ...]
    usable: tuple[Brought, ...]

    @property
    def findings(self) -> Iterator[Finding]:
        return (finding for claim in self.claims for finding in claim.refused)

    @property
    def refused(self) -> list[Claim]:
        """The claims that nothing can be made of."""
        usable = {one.unit for one in self.usable}
        return [claim for claim in self.claims if claim.unit not in usable]

    def tempting(self, asked: Question) -> Tempting | None:
        """The sum of what was announced, which is not valid."""
        if not self.refused:
            return None
        increases = [present(claim.increase) for claim in self.refused]
        known = [increase for increase in increases if increase is not None]
        levels = [present(claim.level) for claim in self.refused]
        goal = asked.goal
        return Tempting(
            levels=sum((level for level in levels if level is not None), Decimal(0)),
            increases=sum(known, Decimal(0)),
            unknown=tuple(claim.unit for claim in self.refused if present(claim.increase) is None),
            asked=NONE if isinstance(goal, Text) else goal.level - asked.start.value,
        )


def _examined(context: Context, asked: Question) -> _Examination:
    """The claims on a target at its horizon; an intermediate goal has none."""
    if asked.is_milestone:
        return _Examination((), ())
    found = [examined(context, asked.case, target, asked.period) for target in claims_on(context, asked.case)]
    return _Examination(tuple(claim for claim, _ in found), tuple(one for _, one in found if one is not None))


def _is_blocked(examination: _Examination, without: Sequence[str]) -> bool:
    """True when a claim that is refused is all that a unit brings."""
    return any(claim.unit in without for claim in examination.refused)


# What is implied and asked


def _implied(context: Context, asked: Question, gathered: Gathered) -> Implied:
    indicator = asked.case.target.indicator
    if asked.algebra is Algebra.NONE or (asked.algebra is not Algebra.DERIVED and not gathered.brought):
        return Implied(plan=_NOTHING, low=_NOTHING, high=_NOTHING)
    if asked.algebra is Algebra.DERIVED:
        return recomputed(context, indicator, asked.period, asked.parts)
    return implied_by(context, indicator, asked.period, gathered.brought)


def _compared(asked: Question, implied: Implied, units: Sequence[Brought]) -> tuple[Answer, Value, Value]:
    if isinstance(asked.goal, Text):
        return Answer.NOT_KNOWN, tidy(implied.plan), NONE
    some_strict = any(one.is_strict for one in units)
    answer, value, gap = compared(implied, asked.goal, some_strict=some_strict)
    return answer, tidy(value), gap


def _is_settled(asked: Question, answer: Answer) -> bool:
    """True when what the other units bring cannot change the answer: numbers of things only add."""
    goal = asked.goal
    counts = asked.algebra in {Algebra.SUM, Algebra.DISTINCT} and asked.case.unit.dimension != "money"
    if isinstance(goal, Text) or not counts:
        return False
    enough = {Answer.ADDS_UP, Answer.EXCEEDS}
    return (goal.sense is Sense.UP and answer in enough) or (
        goal.sense is Sense.DOWN and answer is Answer.FALLS_SHORT
    )


def _asked(asked: Question) -> Value:
    goal = asked.goal
    if isinstance(goal, Text):
        return Missing(Reason.NOT_APPLICABLE, goal)
    if goal.edges is None:
        return tidy(goal.level)
    return between(*goal.edges, Text("marge à tenir", "margin to keep"))


def _whole(asked: Question, word: Word, text: Text) -> Finding:
    return Finding(
        word=word,
        weight=Weight.REFUSED,
        text=text,
        units=(INSTITUTE,),
        targets=(asked.case.target.id,),
    )


def _worded(context: Context, asked: Question, found: Coherence, told: Text) -> Coherence:
    say = Wording(context, asked)
    parts: list[Text] = []
    if found.answer is Answer.CANNOT_BE_ADDED:
        parts.append(say.cannot(found.findings) if found.claims else _NOT_CONSOLIDATED)
        if found.tempting:
            refused = [claim for claim in found.claims if claim.refused]
            parts.append(say.not_to_be_made(found.tempting, refused))
    else:
        parts += say.answer(found.answer, found.implied, found.gap, found.needed, found.without)
        parts.append(told)
    if found.answer in {Answer.FALLS_SHORT, Answer.DEPENDS, Answer.ADDS_UP, Answer.EXCEEDS}:
        parts.append(say.laggards(found.contributions))
    return replace(found, words=sentence(parts))
