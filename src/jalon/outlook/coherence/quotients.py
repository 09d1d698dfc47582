"""Targets on ratios and derived indicators beside the targets on what they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jalon.dossier.indicator import Derived, Direction, Indicator, Ratio, derived_name
from jalon.dossier.samerows import Rows
from jalon.figures.derived import evaluate
from jalon.figures.terms import term_names
from jalon.kernel.missing import present
from jalon.kernel.numbers import rounded
from jalon.kernel.texts import Text
from jalon.outlook.coherence.gathering import Brought
from jalon.outlook.coherence.model import Finding, Weight, Word
from jalon.outlook.coherence.plans import Planned, Plans, names_of, targets_of
from jalon.outlook.coherence.ratio import quotient_scale
from jalon.outlook.coherence.saying import difference, shown


def ratios(plans: Plans) -> Iterator[Finding]:
    """A target on a ratio beside the quotient of the targets on its numerator and denominator."""
    amounts = plans.amounts()
    for indicator, one in plans.items():
        measure = indicator.measure
        if not isinstance(measure, Ratio):
            continue
        for top, bottom in _pairs(amounts, measure):
            given = top.number / bottom.number * quotient_scale(plans.context.dossier, indicator)
            if _is_worse(indicator, given, one.level):
                yield _denied(plans, Word.RATIO_CONTRADICTED, indicator, one, given, (top, bottom))


def _pairs(amounts: Sequence[Planned], measure: Ratio) -> Iterator[tuple[Planned, Planned]]:
    above, below = Rows.of(measure.numerator), Rows.of(measure.denominator)
    for top in (item for item in amounts if item.rows == above):
        for bottom in (item for item in amounts if item.rows == below and item.number):
            yield top, bottom


def derived(plans: Plans) -> Iterator[Finding]:
    """A target on a derived indicator beside what the targets on its parts give."""
    for indicator, one in plans.items():
        measure = indicator.measure
        if not isinstance(measure, Derived):
            continue
        terms = term_names(plans.context.dossier, indicator)
        unset = [plans.context.indicator(term) for term in terms if term not in plans.brought]
        if unset:
            yield _unset(plans, indicator, one, unset)
            continue
        levels = {derived_name(term): plans.brought[term].level for term in terms}
        given = present(evaluate(measure.expression, levels.__getitem__))
        if given is not None and _is_worse(indicator, given, one.level):
            parts = [_part(plans.context.indicator(term), plans.brought[term]) for term in terms]
            yield _denied(plans, Word.DERIVED_CONTRADICTED, indicator, one, given, parts)


def _part(indicator: Indicator, one: Brought) -> Planned:
    rows = Rows("", "", frozenset())
    return Planned(indicator=indicator, rows=rows, number=one.level, level=one.level, targets=targets_of(one))


def _is_worse(indicator: Indicator, given: Decimal, asked: Decimal) -> bool:
    """Worse than what the target asks for, once both are rounded as they are printed."""
    off = rounded(given, indicator.decimals) - rounded(asked, indicator.decimals)
    return {Direction.UP: off < 0, Direction.DOWN: off > 0}.get(indicator.direction, off != 0)


def _denied(
    plans: Plans, word: Word, indicator: Indicator, one: Brought, given: Decimal, parts: Sequence[Planned]
) -> Finding:
    decimals, unit = indicator.decimals, plans.context.dossier.unit_of(indicator)
    asked, got = (shown(value, unit, decimals) for value in (one.level, given))
    by, names = difference(given - one.level, unit, decimals), names_of([item.indicator for item in parts])
    told = Text(
        fr=f"la cible de «\u00a0{indicator.name.fr}\u00a0» est {asked.fr}, mais celles de {names.fr} donnent "
        f"{got.fr} ({by.fr})",
        en=f"the target of “{indicator.name.en}” is {asked.en}, but those of {names.en} give {got.en} "
        f"({by.en})",
    )
    behind = tuple(target for part in parts for target in part.targets)
    return plans.finding(word, told, (*targets_of(one), *behind))


def _unset(plans: Plans, indicator: Indicator, one: Brought, unset: Sequence[Indicator]) -> Finding:
    names = names_of(unset)
    told = Text(
        fr=f"«\u00a0{indicator.name.fr}\u00a0» se déduit d’indicateurs sans cible\u00a0: {names.fr}",
        en=f"“{indicator.name.en}” is derived from indicators without a target: {names.en}",
    )
    return plans.finding(Word.PARTS_NOT_SET, told, targets_of(one), Weight.NOTED)
