"""Targets that cannot all be met, or that no plan could mean, whatever the institute asks for.

A part above its whole, parts that add to more than their whole, the same total written for several parts, a
share that the targets on its numerator and denominator deny, a derived target that those on its parts deny.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from jalon.dossier.indicator import Derived, Direction, Distinct, Indicator, Ratio, Stock, Total, derived_name
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.samerows import Rows
from jalon.dossier.target import Target
from jalon.figures.derived import evaluate
from jalon.figures.scaling import scale_of
from jalon.figures.terms import term_names
from jalon.kernel.missing import present
from jalon.kernel.numbers import rounded
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import Brought, brought
from jalon.outlook.coherence.levels import has_goal_in
from jalon.outlook.coherence.model import Finding, Weight, Word
from jalon.outlook.coherence.saying import bare, difference, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A level planned for one unit and period: of an indicator, on the rows it counts.

    Attributes:
        indicator: the indicator of the target.
        rows: the rows it counts; for a share, those of its numerator.
        number: in the unit of measurement of the rows.
        level: in the unit of measurement of the indicator; for a share, the share.
        targets: where it comes from.
        is_implied: True for what a share and the target on its denominator imply together.
    """

    indicator: Indicator
    rows: Rows
    number: Decimal
    level: Decimal
    targets: tuple[str, ...]
    is_implied: bool = False


def contradictions(context: Context) -> tuple[Finding, ...]:
    """Every contradiction between the targets in force, unit by unit and period by period."""
    found: list[Finding] = []
    places = dict.fromkeys((target.unit, period) for target in context.targets() for period in _when(target))
    for unit, period in places:
        group = _Group(context, unit, period)
        found += [*group.counts(), *group.ratios(), *group.derived()]
    return tuple(dict.fromkeys(found))


def _when(target: Target) -> tuple[Period, ...]:
    return (target.horizon, *(goal.period for goal in target.milestones))


class _Group:
    """The targets of one unit that say something of one period."""

    def __init__(self, context: Context, unit: str, period: Period) -> None:
        self._context, self._unit, self._period = context, unit, period
        self._plans: dict[str, Brought] = {}
        names = dict.fromkeys(target.indicator for target in context.targets() if target.unit == unit)
        for name in names:
            targets = [
                target
                for target in context.targets()
                if (target.unit, target.indicator) == (unit, name) and has_goal_in(target, period)
            ]
            one = brought(context, unit, frozenset({unit}), targets, period) if targets else None
            if isinstance(one, Brought):
                self._plans[name] = one

    # Parts and wholes

    def counts(self) -> Iterator[Finding]:
        """A part above its whole; parts that together are above it; one total written for all of them."""
        plans = [*self._direct(), *self._implied()]
        for part, whole in ((a, b) for a in plans for b in plans if a is not b):
            is_part = part.rows.within(whole.rows) and not whole.rows.within(part.rows)
            if is_part and part.number > whole.number and not whole.is_implied:
                yield self._part_above(part, whole)
        direct = self._direct()
        for first, second in combinations(direct, 2):
            if first.rows.apart_from(second.rows):
                yield from self._two_parts(first, second, direct)

    def _direct(self) -> list[Planned]:
        """What targets on counts say. Amounts of money may be negative: a part may exceed its whole."""
        found = []
        for name, one in self._plans.items():
            indicator = self._context.indicator(name)
            measure = indicator.measure
            if isinstance(measure, Total | Stock | Distinct) and self._unit_of(indicator) != "money":
                number = one.level / scale_of(self._context.dossier, indicator)
                found.append(self._planned(indicator, Rows.of(measure), number, one))
        return found

    def _implied(self) -> list[Planned]:
        """What shares say of their numerators, where a target gives their denominator."""
        found = []
        for name, one in self._plans.items():
            indicator = self._context.indicator(name)
            measure = indicator.measure
            if not isinstance(measure, Ratio) or self._unit_of(indicator) != "share":
                continue
            rows = Rows.of(measure.denominator)
            for base in (item for item in self._direct() if item.rows == rows):
                number = one.level * base.number / 100
                planned = self._planned(indicator, Rows.of(measure.numerator), number, one)
                found.append(
                    Planned(
                        indicator=indicator,
                        rows=planned.rows,
                        number=number,
                        level=one.level,
                        targets=(*planned.targets, *base.targets),
                        is_implied=True,
                    )
                )
        return found

    def _planned(self, indicator: Indicator, rows: Rows, number: Decimal, one: Brought) -> Planned:
        targets = tuple(case.target.id for case in one.cases)
        return Planned(indicator=indicator, rows=rows, number=number, level=one.level, targets=targets)

    def _unit_of(self, indicator: Indicator) -> str:
        return self._context.dossier.unit_of(indicator).dimension

    def _part_above(self, part: Planned, whole: Planned) -> Finding:
        mine, theirs = self._say(part), self._say(whole)
        by = self._number(whole.indicator, part.number - whole.number, signed=False)
        return self._finding(
            Word.PART_ABOVE_WHOLE,
            Text(
                fr=f"la cible de {mine.fr} dépasse de {by.fr} celle du tout dont c’est une part, {theirs.fr}",
                en=f"the target of {mine.en} is {by.en} above that of the whole it is a part of, {theirs.en}",
            ),
            (*part.targets, *whole.targets),
        )

    def _two_parts(self, first: Planned, second: Planned, plans: Sequence[Planned]) -> Iterator[Finding]:
        wholes = [one for one in plans if first.rows.within(one.rows) and second.rows.within(one.rows)]
        targets = (*first.targets, *second.targets)
        names = Text(
            fr=f"«\u00a0{first.indicator.name.fr}\u00a0» et «\u00a0{second.indicator.name.fr}\u00a0»",
            en=f"“{first.indicator.name.en}” and “{second.indicator.name.en}”",
        )
        if first.number == second.number and (not wholes or wholes[0].number == first.number):
            weight = Weight.FLAGGED if wholes else Weight.NOTED
            yield self._finding(Word.SAME_TOTAL_REPEATED, self._repeated(first, names), targets, weight)
        elif wholes and first.number + second.number > wholes[0].number:
            both = self._number(wholes[0].indicator, first.number + second.number, signed=False)
            theirs = self._say(wholes[0])
            told = Text(
                fr=f"{names.fr} ont ensemble pour cible {both.fr}, plus que leur tout\u00a0: {theirs.fr}",
                en=f"{names.en} have {both.en} as target together, more than their whole: {theirs.en}",
            )
            yield self._finding(Word.PARTS_ABOVE_WHOLE, told, (*targets, *wholes[0].targets))

    def _repeated(self, first: Planned, names: Text) -> Text:
        number = self._number(first.indicator, first.number, signed=False)
        return Text(
            fr=f"{names.fr} ne se recouvrent pas et ont la même cible, {number.fr}\u00a0: un total répété "
            "pour chaque catégorie compterait double",
            en=f"{names.en} do not overlap and have the same target, {number.en}: a total repeated for each "
            "category would count double",
        )

    # Ratios and derived indicators

    def ratios(self) -> Iterator[Finding]:
        """A target on a ratio beside the quotient of the targets on its numerator and denominator."""
        for name, one in self._plans.items():
            indicator = self._context.indicator(name)
            measure = indicator.measure
            if not isinstance(measure, Ratio):
                continue
            tops = [item for item in self._amounts() if item.rows == Rows.of(measure.numerator)]
            bottoms = [item for item in self._amounts() if item.rows == Rows.of(measure.denominator)]
            for top, bottom in ((a, b) for a in tops for b in bottoms if b.number):
                own = Decimal(100) if indicator.unit == "%" else 1 / self._context.unit_of(name).factor
                scale = own * scale_of(self._context.dossier, indicator)
                quotient = top.number / bottom.number * scale
                yield from self._denied(Word.RATIO_CONTRADICTED, indicator, one, quotient, (top, bottom))

    def _amounts(self) -> list[Planned]:
        """Counts and amounts, money included."""
        found = []
        for name, one in self._plans.items():
            indicator = self._context.indicator(name)
            if isinstance(indicator.measure, Total | Stock | Distinct):
                number = one.level / scale_of(self._context.dossier, indicator)
                found.append(self._planned(indicator, Rows.of(indicator.measure), number, one))
        return found

    def derived(self) -> Iterator[Finding]:
        """A target on a derived indicator beside what the targets on its parts give."""
        for name, one in self._plans.items():
            indicator = self._context.indicator(name)
            measure = indicator.measure
            if not isinstance(measure, Derived):
                continue
            terms = term_names(self._context.dossier, indicator)
            unset = [term for term in terms if term not in self._plans]
            if unset:
                yield self._unset(indicator, one, unset)
                continue
            levels = {derived_name(term): self._plans[term].level for term in terms}
            value = present(evaluate(measure.expression, levels.__getitem__))
            parts = tuple(
                self._planned(
                    self._context.indicator(term), _NO_ROWS, self._plans[term].level, self._plans[term]
                )
                for term in terms
            )
            if value is not None:
                yield from self._denied(Word.DERIVED_CONTRADICTED, indicator, one, value, parts)

    def _denied(
        self, word: Word, indicator: Indicator, one: Brought, given: Decimal, parts: Sequence[Planned]
    ) -> Iterator[Finding]:
        """Worse than what the target asks for, once both are rounded as they are printed."""
        decimals, unit = indicator.decimals, self._context.dossier.unit_of(indicator)
        off = rounded(given, decimals) - rounded(one.level, decimals)
        worse = {Direction.UP: off < 0, Direction.DOWN: off > 0}.get(indicator.direction, off != 0)
        if not worse:
            return
        named = [item.indicator.name for item in parts]
        names = Text(
            fr=" et ".join(f"«\u00a0{name.fr}\u00a0»" for name in named),
            en=" and ".join(f"“{name.en}”" for name in named),
        )
        asked, got = (shown(value, unit, decimals) for value in (one.level, given))
        by = difference(given - one.level, unit, decimals)
        told = Text(
            fr=f"la cible de «\u00a0{indicator.name.fr}\u00a0» est {asked.fr}, mais celles de {names.fr} "
            f"donnent {got.fr} ({by.fr})",
            en=f"the target of “{indicator.name.en}” is {asked.en}, but those of {names.en} give {got.en} "
            f"({by.en})",
        )
        own = tuple(case.target.id for case in one.cases)
        yield self._finding(word, told, (*own, *(target for part in parts for target in part.targets)))

    def _unset(self, indicator: Indicator, one: Brought, unset: Sequence[str]) -> Finding:
        labels = [self._context.indicator(name).name for name in unset]
        fr, en = (
            ", ".join(label.fr for label in labels),
            ", ".join(label.en for label in labels),
        )
        told = Text(
            fr=f"«\u00a0{indicator.name.fr}\u00a0» se déduit d’indicateurs sans cible\u00a0: {fr}",
            en=f"“{indicator.name.en}” is derived from indicators without a target: {en}",
        )
        targets = tuple(case.target.id for case in one.cases)
        return self._finding(Word.PARTS_NOT_SET, told, targets, Weight.NOTED)

    # Words

    def _say(self, plan: Planned) -> Text:
        value = shown(plan.level, self._context.dossier.unit_of(plan.indicator), plan.indicator.decimals)
        name = plan.indicator.name
        told = value
        if plan.is_implied:
            number = bare(plan.number)
            told = Text(fr=f"{value.fr}, soit {number.fr}", en=f"{value.en}, hence {number.en}")
        return Text(fr=f"«\u00a0{name.fr}\u00a0» ({told.fr})", en=f"“{name.en}” ({told.en})")

    def _number(self, indicator: Indicator, number: Decimal, *, signed: bool = True) -> Text:
        """A number of rows or persons in the unit of an indicator."""
        unit = self._context.dossier.unit_of(indicator)
        level = number * scale_of(self._context.dossier, indicator)
        return (difference if signed else shown)(level, unit, indicator.decimals)

    def _finding(
        self, word: Word, text: Text, targets: tuple[str, ...], weight: Weight = Weight.FLAGGED
    ) -> Finding:
        perimeter = self._context.dossier.perimeter
        label = perimeter.name if self._unit == INSTITUTE else perimeter.label(self._unit)
        when = self._period.label
        told = Text(fr=f"{label.fr}, {when}\u00a0: {text.fr}", en=f"{label.en}, {when}: {text.en}")
        return Finding(word=word, weight=weight, text=told, units=(self._unit,), targets=targets)


_NO_ROWS = Rows("", "", frozenset())
