"""Parts and wholes: a part above its whole, parts that exceed it together, one total written for several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from jalon.kernel.texts import Text
from jalon.outlook.coherence.model import Finding, Weight, Word
from jalon.outlook.coherence.plans import Planned, Plans, names_of


def parts_and_wholes(plans: Plans) -> Iterator[Finding]:
    """The contradictions between the counts that one unit plans for one period."""
    direct = plans.counts()
    for part, whole in ((a, b) for a in [*direct, *plans.implied()] for b in direct if a is not b):
        is_part = part.rows.within(whole.rows) and not whole.rows.within(part.rows)
        if is_part and part.number > whole.number:
            yield _part_above(plans, part, whole)
    for part, whole in ((a, b) for a in direct for b in plans.implied()):
        is_part = part.rows.within(whole.rows) and not whole.rows.within(part.rows)
        if is_part and part.number > whole.number:
            yield _part_above(plans, part, whole)
    for first, second in combinations(direct, 2):
        if first.rows.apart_from(second.rows):
            yield from _two_parts(plans, first, second, direct)


def _part_above(plans: Plans, part: Planned, whole: Planned) -> Finding:
    mine, theirs = plans.say(part), plans.say(whole)
    measured = part if whole.is_implied else whole
    by = plans.number(measured.indicator, part.number - whole.number)
    told = Text(
        fr=f"la cible de {mine.fr} dépasse de {by.fr} celle du tout dont c’est une part, {theirs.fr}",
        en=f"the target of {mine.en} is {by.en} above that of the whole it is a part of, {theirs.en}",
    )
    return plans.finding(Word.PART_ABOVE_WHOLE, told, (*part.targets, *whole.targets))


def _two_parts(plans: Plans, first: Planned, second: Planned, direct: Sequence[Planned]) -> Iterator[Finding]:
    """Two parts without a row in common, beside the smallest whole that holds both."""
    wholes = [one for one in direct if first.rows.within(one.rows) and second.rows.within(one.rows)]
    whole = min(wholes, key=lambda one: one.number, default=None)
    names = names_of([first.indicator, second.indicator])
    targets = (*first.targets, *second.targets)
    if first.number == second.number and (whole is None or whole.number == first.number):
        weight = Weight.NOTED if whole is None else Weight.FLAGGED
        number = plans.number(first.indicator, first.number)
        told = Text(
            fr=f"{names.fr} ne se recouvrent pas et ont la même cible, {number.fr}\u00a0: un total répété "
            "pour chaque catégorie compterait double",
            en=f"{names.en} do not overlap and have the same target, {number.en}: a total repeated for each "
            "category would count double",
        )
        yield plans.finding(Word.SAME_TOTAL_REPEATED, told, targets, weight)
    elif whole is not None and first.number + second.number > whole.number:
        both, theirs = plans.number(whole.indicator, first.number + second.number), plans.say(whole)
        told = Text(
            fr=f"{names.fr} ont ensemble pour cible {both.fr}, plus que leur tout, {theirs.fr}",
            en=f"{names.en} have {both.en} as target together, more than their whole, {theirs.en}",
        )
        yield plans.finding(Word.PARTS_ABOVE_WHOLE, told, (*targets, *whole.targets))
