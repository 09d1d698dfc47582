"""How much less than their sum several distinct counts make together, from the overlap observed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.perimeter import WHOLE
from jalon.figures.figure import Figure
from jalon.figures.measures.distinct import Ledger
from jalon.figures.overlap import Side
from jalon.kernel.missing import Value, present
from jalon.kernel.periods import Period
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import Brought


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Who was counted with whom, the last time it was known.

    Attributes:
        period: when.
        alone: what each unit counted.
        shared: sets of units → how many were counted by all of them; where no ledger is stored, one set of
            all the units holds the number counted twice.
        is_ledger: True when the sets are those of a ledger.
    """

    period: Period
    alone: Mapping[str, Decimal]
    shared: Mapping[frozenset[str], Decimal]
    is_ledger: bool

    @property
    def twice(self) -> Decimal:
        """How many are counted once too often in the sum of the units."""
        return sum((self._extra(held) * count for held, count in self.shared.items()), Decimal(0))

    def _extra(self, held: frozenset[str]) -> int:
        return len(held) - 1 if self.is_ledger else 1

    def removed(self, levels: Mapping[str, Decimal]) -> tuple[Decimal, Decimal]:
        """The least and the most counted twice once the units are at ``levels``.

        What a set of units shares stays the same number, or moves with one of them: the bounds are the
        number as it was and that number moved as the slowest and as the fastest of them.
        """
        least = most = Decimal(0)
        for held, count in self.shared.items():
            moves = [Decimal(1), *(levels[unit] / self.alone[unit] for unit in held if self.alone[unit] > 0)]
            least += self._extra(held) * count * min(moves)
            most += self._extra(held) * count * max(moves)
        return least, most

    def in_proportion(self, levels: Mapping[str, Decimal]) -> Decimal:
        """How many are counted twice if the overlap moves as the sum of the units."""
        before = sum(self.alone.values(), Decimal(0))
        return self.twice * sum(levels.values(), Decimal(0)) / before if before > 0 else self.twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """What several distinct counts make together.

    Attributes:
        low, high: bounds from the overlap observed; the logical ones where none was.
        logical: largest and sum.
        same_number, same_share: the two readings of the overlap; None where none was observed.
    """

    low: Decimal
    high: Decimal
    logical: tuple[Decimal, Decimal]
    same_number: Decimal | None = None
    same_share: Decimal | None = None


def union(levels: Mapping[str, Decimal], observed: Observed | None) -> Union:
    """The count of all together, from what each counts: largest … sum, less what was seen to be shared."""
    total, largest = sum(levels.values(), Decimal(0)), max(levels.values(), default=Decimal(0))
    if observed is None or len(levels) == 1:
        low = total if len(levels) == 1 else largest
        return Union(low=low, high=total, logical=(largest, total))
    least, most = observed.removed(levels)
    return Union(
        low=max(total - most, largest),
        high=max(total - least, largest),
        logical=(largest, total),
        same_number=max(total - observed.twice, largest),
        same_share=max(total - observed.in_proportion(levels), largest),
    )


def observe(context: Context, indicator: str, side: Side, units: Sequence[Brought]) -> Observed | None:
    """The latest overlap of exactly these units: from the stored ledger, else from their figures.

    None where one counts for a part: those it shares with others then count for the greatest part.
    """
    if any(one.part != WHOLE for one in units):
        return None
    for figure in context.known(indicator):
        alone = _alone(context, figure, side, units)
        if alone is None:
            continue
        found = _from_ledger(context, figure, side, units) or _from_figures(figure, side, units, alone)
        if found is not None:
            return found
    return None


def _from_ledger(context: Context, whole: Figure, side: Side, units: Sequence[Brought]) -> Observed | None:
    ledger = context.ledger_of(whole.indicator, side, whole.period)
    if ledger is None:
        return None
    alone = {one.unit: Decimal(ledger.count(one.units)) for one in units}
    return Observed(period=whole.period, alone=alone, shared=dict(_masks(ledger, units)), is_ledger=True)


def _masks(ledger: Ledger, units: Sequence[Brought]) -> Iterator[tuple[frozenset[str], Decimal]]:
    """Sets of what is brought, not of schools: two schools of one group share nothing with each other."""
    counts: dict[frozenset[str], int] = {}
    for holders, number in ledger.counts.items():
        held = frozenset(one.unit for one in units if holders & one.units)
        if len(held) > 1:
            counts[held] = counts.get(held, 0) + number
    return ((held, Decimal(number)) for held, number in counts.items())


def _from_figures(
    whole: Figure, side: Side, units: Sequence[Brought], alone: Mapping[str, Decimal]
) -> Observed | None:
    """The difference between the sum and the whole, where the whole is made of exactly these units."""
    number = present(_number(whole, side))
    received = whole.completeness.received
    is_partial = whole.completeness.missing or whole.completeness.partial
    is_whole = not is_partial and set(received) == _bottom(units)
    if number is None or not is_whole:
        return None
    twice = sum(alone.values(), Decimal(0)) - number
    every = frozenset(alone)
    return Observed(period=whole.period, alone=alone, shared={every: twice}, is_ledger=False)


def _alone(
    context: Context, whole: Figure, side: Side, units: Sequence[Brought]
) -> Mapping[str, Decimal] | None:
    found: dict[str, Decimal] = {}
    for one in units:
        figure = context.figures.get(whole.indicator, one.unit, whole.period)
        number = present(_number(figure, side)) if figure else None
        # A unit that counted nobody says nothing of whom it will share.
        if number is None or number <= 0:
            return None
        found[one.unit] = number
    return found


def _number(figure: Figure, side: Side) -> Value:
    sides = {Side.NUMERATOR: figure.numerator, Side.DENOMINATOR: figure.denominator}
    found = sides.get(side, figure.value)
    return figure.value if found is None else found


def _bottom(units: Iterable[Brought]) -> set[str]:
    return {unit for one in units for unit in one.units}
