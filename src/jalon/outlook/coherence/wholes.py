"""Parts and wholes: a part above its whole, parts that exceed it together, one total written for several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
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
    yield from _repeated(plans, direct)
    for first, second in combinations(direct, 2):
        if first.rows.apart_from(second.rows) and first.number != second.number:
            yield from _too_much_together(plans, first, second, direct)


def _part_above(plans: Plans, part: Planned, whole: Planned) -> Finding:
    mine, theirs = plans.say(part), plans.say(whole)
    measured = part if whole.is_implied else whole
    by = plans.number(measured.indicator, part.number - whole.number)
    told = Text(
        fr=f"la cible de {mine.fr} dépasse de {by.fr} celle du tout dont c’est une part, {theirs.fr}",
        en=f"the target of {mine.en} is {by.en} above that of the whole it is a part of, {theirs.en}",
    )
    return plans.finding(Word.PART_ABOVE_WHOLE, told, (*part.targets, *whole.targets))


def _repeated(plans: Plans, direct: Sequence[Planned]) -> Iterator[Finding]:
    """One number written for several parts without a row in common: is it the total, repeated?"""
    by_number: dict[Decimal, list[Planned]] = {}
    for one in direct:
        by_number.setdefault(one.number, []).append(one)
    for number, same in by_number.items():
        apart = [a for a in same if any(a.rows.apart_from(b.rows) for b in same)]
        if not apart or not number:
            continue
        wholes = _wholes(apart, direct)
        exceeded = [whole for whole in wholes if whole.number < number * len(apart)]
        if wholes and not exceeded:
            continue
        weight = Weight.FLAGGED if exceeded else Weight.NOTED
        names = names_of([one.indicator for one in apart])
        level = plans.number(apart[0].indicator, number)
        told = Text(
            fr=f"{names.fr} ne se recouvrent pas et ont la même cible, {level.fr}\u00a0: un total répété "
            "pour chaque catégorie compterait plusieurs fois",
            en=f"{names.en} do not overlap and have the same target, {level.en}: a total repeated for each "
            "category would count several times",
        )
        targets = tuple(target for one in [*apart, *exceeded] for target in one.targets)
        yield plans.finding(Word.SAME_TOTAL_REPEATED, told, targets, weight)


def _wholes(parts: Sequence[Planned], direct: Sequence[Planned]) -> list[Planned]:
    """The planned numbers whose rows hold those of every part."""
    return [one for one in direct if one not in parts and all(part.rows.within(one.rows) for part in parts)]


def _too_much_together(
    plans: Plans, first: Planned, second: Planned, direct: Sequence[Planned]
) -> Iterator[Finding]:
    """Two parts without a row in common, beside the smallest whole that holds both."""
    whole = min(_wholes([first, second], direct), key=lambda one: one.number, default=None)
    if whole is None or first.number + second.number <= whole.number:
        return
    names = names_of([first.indicator, second.indicator])
    both, theirs = plans.number(whole.indicator, first.number + second.number), plans.say(whole)
    told = Text(
        fr=f"{names.fr} ont ensemble pour cible {both.fr}, plus que leur tout, {theirs.fr}",
        en=f"{names.en} have {both.en} as target together, more than their whole, {theirs.en}",
    )
    targets = (*first.targets, *second.targets, *whole.targets)
    yield plans.finding(Word.PARTS_ABOVE_WHOLE, told, targets)
