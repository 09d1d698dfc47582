"""What the institute has when every unit is at its target, by the algebra of the indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.figures.overlap import Side
from jalon.kernel.missing import Value, between
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import Brought
from jalon.outlook.coherence.overlap import Observed, Union, observe, union


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """The institute with every unit at its target.

    Attributes:
        plan: the institute when each is exactly at its planned level.
        low: what is sure when each does at least what it must; None when a unit may be lower than anything.
        high: what is sure when each does at most what it must; None when a unit may be higher than anything.
        logical: bounds that hold whatever happens; None where there is nothing to bound.
        naive: what a plain sum or mean would give; None where it is the same thing.
        told: how it was computed, in words.
        assumptions: what was supposed.
        denominators: for a ratio, the planned denominator of each unit.
    """

    plan: Value
    low: Value | None
    high: Value | None
    logical: Value | None = None
    naive: Value | None = None
    told: Text = EMPTY
    assumptions: tuple[Text, ...] = ()
    denominators: dict[str, Decimal] | None = None


_OVERLAP = Text("le nombre de doubles comptes à venir n’est pas connu", "the overlap to come is not known")


def summed(_context: Context, _indicator: str, units: Sequence[Brought]) -> Implied:
    """Levels add, exactly, each for the part of its unit."""
    return Implied(
        plan=sum((one.level * one.part for one in units), Decimal(0)),
        low=_sum([one.counted.low for one in units]),
        high=_sum([one.counted.high for one in units]),
    )


def counted_once(context: Context, indicator: str, units: Sequence[Brought]) -> Implied:
    """Levels add, less those who are counted by several units: bounds from the overlap observed."""
    observed = observe(context, indicator, Side.COUNT, units)
    plan = union({one.unit: one.level * one.part for one in units}, observed)
    return Implied(
        plan=_between(plan),
        low=_side({one.unit: one.counted.low for one in units}, observed),
        high=_side({one.unit: one.counted.high for one in units}, observed),
        logical=between(*plan.logical, _OVERLAP),
        naive=plan.logical[1],
        told=_told(context, indicator, plan, observed),
        assumptions=_assumed(observed, len(units)),
    )


def _side(bounds: dict[str, Decimal | None], observed: Observed | None) -> Value | None:
    levels = {unit: bound for unit, bound in bounds.items() if bound is not None}
    return _between(union(levels, observed)) if len(levels) == len(bounds) else None


def _between(found: Union) -> Value:
    return between(found.low, found.high, _OVERLAP)


def _sum(bounds: Sequence[Decimal | None]) -> Value | None:
    known = [bound for bound in bounds if bound is not None]
    return sum(known, Decimal(0)) if len(known) == len(bounds) else None


def _told(context: Context, indicator: str, plan: Union, observed: Observed | None) -> Text:
    total, largest = (context.say(indicator, plan.logical[place]) for place in (1, 0))
    logical = Text(
        fr=f"en toute logique, entre {largest.fr} (la plus grande école) et {total.fr} (la somme)",
        en=f"by logic alone, between {largest.en} (the largest school) and {total.en} (the sum)",
    )
    if observed is None or plan.same_number is None or plan.same_share is None:
        return logical
    twice = context.say(indicator, observed.twice)
    number, share = (context.say(indicator, value) for value in (plan.same_number, plan.same_share))
    return Text(
        fr=f"les écoles ont en tout {total.fr}, dont {twice.fr} comptées en double en {observed.period}"
        f"\u00a0: il resterait {number.fr} si ce nombre ne change pas, {share.fr} s’il suit la somme"
        f"\u00a0; {logical.fr}",
        en=f"the schools sum to {total.en}; {twice.en} were counted twice in {observed.period}: "
        f"{number.en} would be left if that number stays, {share.en} if it moves with the sum; {logical.en}",
    )


def _assumed(observed: Observed | None, units: int) -> tuple[Text, ...]:
    if units < 2:
        return ()
    if observed is None:
        return (Text("aucun double compte n’a pu être observé", "no overlap could be observed"),)
    per_set = Text("de chaque groupe d’écoles", "of each set of schools")
    whole = Text("de l’ensemble", "of the whole")
    of = per_set if observed.is_ledger else whole
    return (
        Text(
            fr=f"les doubles comptes {of.fr}, observés en {observed.period}, restent en nombre, ou suivent "
            "l’une des écoles concernées",
            en=f"the overlap {of.en}, observed in {observed.period}, stays the same number, or moves with "
            "one of the schools concerned",
        ),
    )
