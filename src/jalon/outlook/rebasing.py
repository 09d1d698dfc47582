"""Targets re-based after a change of perimeter: the target in force on a day, and on whose figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.contract import Amendment
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.rebase import Rebase, RebaseRule
from jalon.dossier.target import Baseline, IntermediateGoal, Target, TargetForm
from jalon.figures.figure import Figure, FigureSet, Scope, State
from jalon.figures.likeforlike import contract_span
from jalon.kernel.exact import exact
from jalon.kernel.missing import present
from jalon.kernel.numbers import format_value
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Language, Text
from jalon.kernel.units import Quantity, Unit
from jalon.outlook import reasons

NO_OLD_BASE = Text(
    "le chiffre de la période de base manque, est incomplet ou estimé sur l’ancien périmètre",
    "the figure of the base period is missing, incomplete or estimated on the old perimeter",
)
NO_NEW_BASE = Text(
    "le chiffre de la période de base manque, est incomplet ou estimé sur le nouveau périmètre",
    "the figure of the base period is missing, incomplete or estimated on the new perimeter",
)
RATIO_OF_NOTHING = Text(
    "une évolution relative depuis une base nulle ou négative n’a pas de sens",
    "a relative change from a zero or negative base has no meaning",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebased:
    """A target as it stands on a day.

    Attributes:
        target: the target, set again by the amendments signed by then. One that cannot be set again awaits
            its value, with why.
        figures: the figures it is judged with: on the new perimeter, once it is re-based.
        day: the day whose members make that perimeter; None while the target stands as it was signed.
        said: which amendment re-based it, from what to what; and what is only proposed.
    """

    target: Target
    figures: FigureSet
    day: date | None = None
    said: Text = EMPTY


def rebased(dossier: Dossier, figures: FigureSet, target: Target, as_of: date) -> Rebased:
    """The target in force on a day; before the signature, and in any look back to before it, the original."""
    found = Rebased(target=target, figures=figures)
    for amendment, rebase in dossier.contract.rebases_of(target):
        if amendment.signed is not None and amendment.signed <= as_of:
            found = _applied(dossier, figures, found, amendment, rebase, as_of)
        elif amendment.signed is None:
            proposed = _applied(dossier, figures, found, amendment, rebase, as_of)
            found = replace(found, said=proposed.said)
    return found


def _applied(
    dossier: Dossier, figures: FigureSet, before: Rebased, amendment: Amendment, rebase: Rebase, as_of: date
) -> Rebased:
    assert rebase.on is not None, "the day was found when the dossier was read"
    indicator = dossier.indicator(before.target.indicator, as_of)
    bases = _bases(dossier, figures, before, rebase.on)
    made = _Step(before.target, rebase.rule, bases, dossier.unit_of(indicator)).made()
    words = _Words(amendment, rebase, dossier.unit_of(indicator), indicator.decimals)
    if isinstance(made, Text):
        said = words.refused(made)
        target = replace(before.target, low=None, high=None, to_be_supplied=said)
    else:
        target, said = made, words.said(before.target, made, bases)
    view = before.figures.re_based(before.target.indicator, rebase.on, figures)
    return Rebased(target=target, figures=view, day=rebase.on, said=reasons.joined([before.said, said]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    """The measured figures of the base period on both perimeters; None where one is missing or incomplete."""

    period: Period
    old: Decimal | None
    new: Decimal | None


def _bases(dossier: Dossier, figures: FigureSet, before: Rebased, day: date) -> Bases:
    target = before.target
    stated = target.baseline.period if target.baseline else None
    period = stated or contract_span(dossier, target.horizon.calendar)[0]
    old = before.figures.get(target.indicator, INSTITUTE, period)
    new = figures.get(target.indicator, INSTITUTE, period, Scope.RE_BASED, day)
    return Bases(period=period, old=_complete(old), new=_complete(new))


def _complete(figure: Figure | None) -> Decimal | None:
    return present(figure.value) if figure is not None and figure.state is State.COMPLETE else None


Move = Callable[[Decimal], Decimal]
"""From a level on the old perimeter to one on the new."""


class _Step:
    """One target set again by one rule (see :class:`jalon.dossier.rebase.RebaseRule`)."""

    def __init__(self, target: Target, rule: RebaseRule, bases: Bases, unit: Unit) -> None:
        self._target, self._rule, self._bases, self._unit = target, rule, bases, unit
        stated = target.baseline.stated if target.baseline else None
        self._start = bases.old if stated is None else stated.to(unit)

    def made(self) -> Target | Text:
        """The target on the new perimeter, or why the rule gives none."""
        target, rule = self._target, self._rule
        if target.low is None and target.form is not TargetForm.PACE:
            return target
        keeps_words = target.is_relative and rule in {RebaseRule.SAME_GROWTH, RebaseRule.PRO_RATA}
        if target.form in {TargetForm.PACE, TargetForm.MILESTONE}:
            return self._from_new_baseline(target)
        move = self._move()
        if isinstance(move, Text):
            return move
        if keeps_words:
            return self._from_new_baseline(target, move)
        return self._from_new_baseline(self._as_levels(move), move)

    def _move(self) -> Move | Text:
        start, old, new, rule = self._start, self._bases.old, self._bases.new, self._rule
        if rule is RebaseRule.SAME_LEVEL:
            needs_start = self._target.is_relative and start is None
            return NO_OLD_BASE if needs_start else lambda level: level
        if rule is RebaseRule.PRO_RATA:
            start = old
        if start is None:
            return NO_OLD_BASE
        if new is None:
            return NO_NEW_BASE
        if rule is RebaseRule.SAME_INCREASE:
            return lambda level: new + (level - start)
        if start <= 0 or new <= 0:
            return RATIO_OF_NOTHING
        return lambda level: level * new / start

    def _as_levels(self, move: Move) -> Target:
        """The target with its bounds and milestones moved, written as levels."""
        target = self._target
        form = TargetForm.LEVEL if target.form is TargetForm.RELATIVE else target.form
        tolerance = target.tolerance
        if tolerance is not None and self._rule is RebaseRule.PRO_RATA:
            tolerance = Quantity(move(tolerance.to(self._unit)), self._unit)
        return replace(
            target,
            form=form,
            low=self._level(target.low, move, is_change=target.is_relative),
            high=self._level(target.high, move, is_change=target.is_relative),
            tolerance=tolerance,
            milestones=tuple(
                IntermediateGoal(
                    period=goal.period,
                    value=self._level(goal.value, move, is_change=target.is_relative and goal.value.signed)
                    or goal.value,
                )
                for goal in target.milestones
            ),
        )

    def _level(self, written: Quantity | None, move: Move, *, is_change: bool) -> Quantity | None:
        if written is None:
            return None
        level = level_before(written, self._unit, self._start, is_change=is_change)
        return written if level is None else Quantity(move(level), self._unit)

    def _from_new_baseline(self, target: Target, move: Move | None = None) -> Target:
        """The path starts from the figure of the new perimeter; a stated baseline is scaled pro rata."""
        base = target.baseline
        if base is None or base.stated is None:
            return target
        if self._rule is RebaseRule.PRO_RATA and move is not None:
            scaled = Quantity(move(base.stated.to(self._unit)), self._unit)
            return replace(target, baseline=Baseline(period=base.period, stated=scaled))
        return replace(target, baseline=Baseline(period=base.period, stated=None))


def level_before(written: Quantity, unit: Unit, start: Decimal | None, *, is_change: bool) -> Decimal | None:
    """The level that a bound of a target means, from where it starts; None when that is not known."""
    if not is_change:
        return written.to(unit)
    if start is None:
        return None
    with exact():
        return start * (100 + written.value * written.unit.factor) / 100


@dataclass(frozen=True, slots=True)
class _Words:
    """« Re-based by amendment X signed on D by W, rule R: 11,600 → 10,950 (base 2022: 12,000 → 11,300) »."""

    amendment: Amendment
    rebase: Rebase
    unit: Unit
    decimals: int

    def said(self, before: Target, after: Target, bases: Bases) -> Text:
        """What the amendment does, or would do, to the target."""
        moved = self._moved(self._aim(before, bases.old), self._aim(after, bases.new))
        base = self._moved(bases.old, bases.new)
        if base == EMPTY:
            return reasons.explained(self._head(), moved)
        year = bases.period.label
        return Text(
            fr=f"{reasons.explained(self._head(), moved).fr} (base {year}\u00a0: {base.fr})",
            en=f"{reasons.explained(self._head(), moved).en} (base {year}: {base.en})",
        )

    def refused(self, why: Text) -> Text:
        """Why the amendment gives no new value."""
        none = Text("aucune nouvelle valeur", "no new value")
        return reasons.explained(self._head(), reasons.explained(none, why))

    def _head(self) -> Text:
        name, rule, signed = self.amendment.id, self.rebase.rule, self.amendment.signed
        if signed is None:
            return Text(
                fr=f"l’avenant {name}, proposé et non signé, la rebaserait par la règle {rule}",
                en=f"amendment {name}, proposed and not signed, would re-base it by rule {rule}",
            )
        by = self.amendment.signed_by
        return Text(
            fr=f"rebasée par l’avenant {name}, signé le {signed:%d/%m/%Y}{by and f' par {by}'}, règle {rule}",
            en=f"re-based by amendment {name}, signed on {signed:%-d %B %Y}{by and f' by {by}'}, rule {rule}",
        )

    def _aim(self, target: Target, measured: Decimal | None) -> Decimal | None:
        if target.low is None or target.form in {TargetForm.PACE, TargetForm.MILESTONE}:
            return None
        stated = target.baseline.stated if target.baseline else None
        start = measured if stated is None else stated.to(self.unit)
        return level_before(target.low, self.unit, start, is_change=target.is_relative)

    def _moved(self, before: Decimal | None, after: Decimal | None) -> Text:
        if before is None or after is None:
            return EMPTY
        fr, en = (
            [format_value(value, self.unit, self.decimals, language) for value in (before, after)]
            for language in Language
        )
        return Text(fr=" → ".join(fr), en=" → ".join(en))
