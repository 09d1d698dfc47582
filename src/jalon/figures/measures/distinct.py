"""Distinct counts through the overlap ledger: how many keys are held by exactly which set of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jalon.figures.measures.state import Finished
from jalon.kernel.exact import exact

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

    def weighted(self, members: Mapping[str, Decimal]) -> Decimal:
        """Keys of ``members``, each counted once, for the greatest part that a member holding it has.

        Args:
            members: unit → the part for which it counts (1 for a full member).

        >>> ledger = Ledger({frozenset({"a"}): 5, frozenset({"a", "b"}): 2, frozenset({"b"}): 1})
        >>> ledger.weighted({"a": Decimal(1), "b": Decimal("0.5")})
        Decimal('7.5')
        """
        with exact():
            counted = (
                number * max(members[unit] for unit in held)
                for holders, number in self.counts.items()
                if (held := holders & members.keys())
            )
            return sum(counted, Decimal(0))

    @cached_property
    def units(self) -> Holders:
        """Every unit that holds a key."""
        return frozenset(unit for holders in self.counts for unit in holders)


EMPTY_LEDGER = Ledger({})


@dataclass(frozen=True, slots=True)
class Distinct:
    """The keys of some units, read in the ledger they share; merging is the union, exactly.

    States of different ledgers never meet: a ledger belongs to one measure, period and breakdown.

    Attributes:
        ledger: who holds what.
        members: the units, each with the part for which it counts.
        rows: how many rows stand behind them.
    """

    ledger: Ledger
    members: Mapping[str, Decimal]
    rows: int

    def merge(self, other: Distinct) -> Distinct:
        """The union of the units; nobody is counted twice."""
        assert self.ledger is other.ledger, "two ledgers cannot be merged without their keys"
        members = dict(self.members)
        for unit, part in other.members.items():
            members[unit] = max(part, members.get(unit, part))
        return Distinct(self.ledger, members, self.rows + other.rows)

    def share(self, part: Decimal) -> Distinct:
        """The same keys, each counted for that part, unless a fuller member holds it too."""
        with exact():
            members = {unit: own * part for unit, own in self.members.items()}
        return Distinct(self.ledger, members, self.rows)

    def finish(self) -> Finished:
        """The number of different keys."""
        return Finished(self.ledger.weighted(self.members))
