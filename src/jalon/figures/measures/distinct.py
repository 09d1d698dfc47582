"""Distinct counts through the overlap ledger: how many keys are held by exactly which set of units."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from jalon.figures.measures.state import Finished
from jalon.kernel.exact import exact
from jalon.kernel.missing import between
from jalon.kernel.texts import Text

Holders = frozenset[str]
Members = Mapping[str, Decimal]
"""Units, each with the part for which it counts (1 for a full member)."""

LINKS_IN_DOUBT = Text(
    "liens entre personnes en suspens\u00a0: tous retenus, ou aucun",
    "links between keys not decided yet: all of them kept, or none",
)


class LedgersDiffer(TypeError):
    """Two counts that do not come from one ledger: nothing says which keys they share.

    Their sum would count twice whoever is in both. What to do: count both with one measure of kind
    ``distinct`` on rows that hold the key, or take ``collected`` with ``across_units: distinct``, which
    gives the bounds.
    """

    def __init__(self) -> None:
        super().__init__(
            "these distinct counts do not come from one ledger, and adding them would count twice whoever "
            "is in both: count them with one measure of kind « distinct » on rows that hold the key, or "
            "collect them with « across_units: distinct », which gives bounds"
        )


@dataclass(frozen=True, slots=True)
class LedgerBridge:
    """How units become their whole: sum − counted twice + held at institute only (nobody, here)."""

    sum_of_units: Decimal
    counted_twice: Decimal
    institute_only: Decimal
    whole: Decimal


@dataclass(frozen=True)
class Ledger:
    """For one period: set of units → number of keys (persons, papers, companies) seen in exactly those units.

    From it alone come every unit, the whole, any sub-perimeter and what is counted twice.

    >>> ledger = Ledger({frozenset({"a"}): 5, frozenset({"a", "b"}): 2, frozenset({"b"}): 1})
    >>> ledger.count({"a"}), ledger.count({"b"}), ledger.count({"a", "b"})
    (7, 3, 8)
    """

    counts: Mapping[Holders, int]

    def count(self, units: Set[str]) -> int:
        """Keys held by at least one of ``units``, each counted once."""
        return sum(number for holders, number in self.counts.items() if holders & units)

    def weighted(self, members: Members) -> Decimal:
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

    def among(self, members: Set[str]) -> Ledger:
        """The same keys as these units see them: who else holds a key is left out.

        >>> ledger = Ledger({frozenset({"a"}): 5, frozenset({"a", "b"}): 2, frozenset({"b"}): 1})
        >>> ledger.among({"a"}).counts
        {frozenset({'a'}): 7}
        """
        counts: dict[Holders, int] = {}
        for holders, number in self.counts.items():
            held = holders & members
            if held:
                counts[held] = counts.get(held, 0) + number
        return Ledger(counts)

    def exactly(self, units: Set[str]) -> int:
        """Keys held by each of ``units`` and by nobody else."""
        return self.counts.get(frozenset(units), 0)

    def at_least(self, units: Set[str]) -> int:
        """Keys held by each of ``units``, whoever else holds them."""
        return sum(number for holders, number in self.counts.items() if holders >= units)

    def shared(self, size: int) -> dict[Holders, int]:
        """The keys held by exactly ``size`` units, by set of units, most keys first."""
        found = [(holders, number) for holders, number in self.counts.items() if len(holders) == size]
        return dict(sorted(found, key=lambda item: (-item[1], sorted(item[0]))))

    def pairs(self) -> dict[Holders, int]:
        """The keys held by exactly two units: each is counted once too often in the sum of units."""
        return self.shared(2)

    def triples(self) -> dict[Holders, int]:
        """The keys held by exactly three units: each is counted twice too often in the sum of units."""
        return self.shared(3)

    def bridge(self, members: Members) -> LedgerBridge:
        """From the sum of some units to their whole.

        >>> ledger = Ledger({frozenset({"a"}): 5, frozenset({"a", "b"}): 2, frozenset({"b"}): 1})
        >>> found = ledger.bridge({"a": Decimal(1), "b": Decimal(1)})
        >>> found.sum_of_units, found.counted_twice, found.whole
        (Decimal('10'), Decimal('2'), Decimal('8'))
        """
        with exact():
            alone = sum((self.weighted({unit: part}) for unit, part in members.items()), Decimal(0))
            whole = self.weighted(members)
            return LedgerBridge(alone, alone - whole, Decimal(0), whole)

    def fraction(self, unit: str) -> Fraction:
        """The keys of ``unit``, each divided by the number of units that hold it.

        >>> Ledger({frozenset({"a"}): 5, frozenset({"a", "b"}): 2}).fraction("a")
        Fraction(6, 1)
        """
        shares = (Fraction(n, len(holders)) for holders, n in self.counts.items() if unit in holders)
        return sum(shares, Fraction(0))

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
        possible: the ledger with every link in doubt applied; None when no link is.
    """

    ledger: Ledger
    members: Members
    rows: int
    possible: Ledger | None = None

    def merge(self, other: Distinct) -> Distinct:
        """The union of the units; nobody is counted twice.

        Raises:
            LedgersDiffer: the two do not come from one ledger.
        """
        if self.ledger is not other.ledger and self.ledger != other.ledger:
            raise LedgersDiffer
        members = dict(self.members)
        for unit, part in other.members.items():
            members[unit] = max(part, members.get(unit, part))
        return Distinct(self.ledger, members, self.rows + other.rows, self.possible)

    def share(self, part: Decimal) -> Distinct:
        """The same keys, each counted for that part, unless a fuller member holds it too."""
        with exact():
            members = {unit: own * part for unit, own in self.members.items()}
        return Distinct(self.ledger, members, self.rows, self.possible)

    def finish(self) -> Finished:
        """The number of different keys; between two bounds while links are in doubt.

        A link makes two keys one: the more of them are kept, the fewer keys there are.
        """
        certain = self.ledger.weighted(self.members)
        if self.possible is None:
            return Finished(certain)
        return Finished(between(self.possible.weighted(self.members), certain, LINKS_IN_DOUBT))
