"""Distinct counts through the overlap ledger: how many keys are held by exactly which set of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jalon.figures.measures.state import Finished

Holders = frozenset[str]


@dataclass(frozen=True)
class Ledger:
    """For one period: set of units → number of keys (persons, papers, companies) seen in exactly those units.

    From it alone come every unit, the whole, any sub-perimeter and what is counted twice.

    >>> ledger = Ledger({frozenset({"a"}): 5, frozenset({"a", "b"}): 2, frozenset({"b"}): 1})
    >>> ledger.count({"a"}), ledger.count({"b"}), ledger.count({"a", "b"})
    (7, 3, 8)
    """

    counts: Mapping[Holders, int]

    def count(self, units: Holders | set[str]) -> int:
        """Keys held by at least one of ``units``, each counted once."""
        return sum(number for holders, number in self.counts.items() if holders & units)

    @cached_property
    def units(self) -> Holders:
        """Every unit that holds a key."""
        return frozenset(unit for holders in self.counts for unit in holders)


EMPTY_LEDGER = Ledger({})


@dataclass(frozen=True, slots=True)
class Distinct:
    """The keys of some units, read in the ledger they share; merging is the union, exactly.

    States of different ledgers never meet: a ledger belongs to one measure, period and breakdown.
    """

    ledger: Ledger
    units: Holders
    rows: int

    def merge(self, other: Distinct) -> Distinct:
        """The union of the units; nobody is counted twice."""
        assert self.ledger is other.ledger, "two ledgers cannot be merged without their keys"
        return Distinct(self.ledger, self.units | other.units, self.rows + other.rows)

    def finish(self) -> Finished:
        """The number of different keys."""
        return Finished(Decimal(self.ledger.count(self.units)))
