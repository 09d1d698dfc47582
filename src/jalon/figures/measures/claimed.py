"""Distinct counts of which each unit gives only its own number: together they have bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jalon.figures.measures.state import Finished
from jalon.kernel.exact import exact
from jalon.kernel.missing import between
from jalon.kernel.texts import Text

COUNTS_ONLY = Text(
    "décomptes sans les identifiants\u00a0: de la plus grande unité (tous les autres en sont) "
    "à la somme (personne n’est dans deux unités)",
    "counts without the keys: from the largest unit (all others are among its own) "
    "to the sum (nobody is in two units)",
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The numbers of some units, whose keys are unknown.

    >>> both = Claimed({"a": Decimal(5)}, 1).merge(Claimed({"b": Decimal(3)}, 1)).finish().value
    >>> both.low, both.high
    (Decimal('5'), Decimal('8'))
    >>> Claimed({"a": Decimal(5)}, 1).merge(Claimed({"b": Decimal(0)}, 1)).finish().value
    Decimal('5')
    """

    by_unit: Mapping[str, Decimal]
    rows: int

    def merge(self, other: Claimed) -> Claimed:
        """The numbers of all units; a unit that is in both is the same unit."""
        numbers = dict(self.by_unit)
        for unit, number in other.by_unit.items():
            numbers[unit] = max(number, numbers.get(unit, number))
        return Claimed(numbers, self.rows + other.rows)

    def share(self, part: Decimal) -> Claimed:
        """Each key counted for that part."""
        with exact():
            return Claimed({unit: number * part for unit, number in self.by_unit.items()}, self.rows)

    def finish(self) -> Finished:
        """From the largest number to the sum; exact where the two are one."""
        with exact():
            numbers = self.by_unit.values()
            return Finished(between(max(numbers), sum(numbers, Decimal(0)), COUNTS_ONLY))
