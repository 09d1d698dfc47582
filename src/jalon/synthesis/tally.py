"""Counting of a world while it is made: who holds what, without keeping a row.

Nothing here uses the engine. A thing comes in one cluster with all its units (see
:class:`jalon.synthesis.rows.Cluster`): each count is a sum over clusters. Keys that clusters are not made by
are kept in sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from jalon.dossier.indicator import Distinct, Fractional, Part
from jalon.kernel.periods import Period
from jalon.synthesis import conditions
from jalon.synthesis.rows import Cell, Cluster, Row

Place = tuple[str, Period]
"""A unit, a group or the institute, in a period."""

Delivered = Callable[[str, str, Period], bool]
"""Whether a unit's rows of an entity and period are in the files."""

Found = list[tuple[str, Row]]
"""Rows that meet the conditions, each with its unit."""

Above = Mapping[str, tuple[str, ...]]
"""For each unit, the wholes it is part of: its groups and the institute."""


class Count:
    """Different keys, by place."""

    def __init__(self, key: str, above: Above) -> None:
        self._key, self._above = key, above
        self._numbers: defaultdict[Place, int] = defaultdict(int)
        self._keys: defaultdict[Place, set[Cell]] = defaultdict(set)

    def add(self, found: Found, cluster: Cluster) -> None:
        """Count the keys of rows that meet the conditions."""
        if self._key != cluster.key:
            self._remember(found, cluster.period)
            return
        units = {unit for unit, row in found if row.get(self._key) is not None}
        for place in units.union(*(self._above[unit] for unit in units)):
            self._numbers[place, cluster.period] += 1

    def _remember(self, found: Found, period: Period) -> None:
        for unit, row in found:
            key = row.get(self._key)
            if key is not None:
                for place in (unit, *self._above[unit]):
                    self._keys[place, period].add(key)

    def value(self, place: Place) -> Fraction:
        """How many there are in a place."""
        return Fraction(self._numbers.get(place, 0) + len(self._keys.get(place, ())))


class Shares:
    """Different keys, each worth one, shared equally between the units that hold it."""

    def __init__(self, key: str, above: Above) -> None:
        self._key, self._above = key, above
        self._holders: defaultdict[tuple[Cell, Period], set[str]] = defaultdict(set)
        self._shares: defaultdict[Place, Fraction] = defaultdict(Fraction)

    def add(self, found: Found, cluster: Cluster) -> None:
        """Share the keys of rows that meet the conditions; other keys than the cluster's wait for the end."""
        holders: defaultdict[Cell, set[str]] = defaultdict(set)
        for unit, row in found:
            if row.get(self._key) is not None:
                holders[row[self._key]].add(unit)
        for key, units in holders.items():
            if self._key == cluster.key:
                self._share(units, cluster.period, self._shares)
            else:
                self._holders[key, cluster.period] |= units

    def value(self, place: Place) -> Fraction:
        """The shares of a place."""
        shares = defaultdict(Fraction, self._shares)
        for (_, period), units in self._holders.items():
            self._share(units, period, shares)
        return shares[place]

    def _share(self, units: set[str], period: Period, shares: defaultdict[Place, Fraction]) -> None:
        for unit in units:
            for place in (unit, *self._above[unit]):
                shares[place, period] += Fraction(1, len(units))


class Sum:
    """Exact sums, by place."""

    def __init__(self, value: str, above: Above) -> None:
        self._value, self._above = conditions.value(value), above
        self._sums: defaultdict[Place, Fraction] = defaultdict(Fraction)

    def add(self, found: Found, cluster: Cluster) -> None:
        """Add the amounts of rows that meet the conditions; an empty one adds nothing."""
        for unit, row in found:
            amount = self._value(row)
            if amount is not None:
                for place in (unit, *self._above[unit]):
                    self._sums[place, cluster.period] += amount

    def value(self, place: Place) -> Fraction:
        """The sum of a place."""
        return self._sums.get(place, Fraction(0))


@dataclass(slots=True)
class Tally:
    """One part of a measure: in the whole world, and in what is delivered of it.

    Attributes:
        part: what is counted.
        known: which rows are delivered.
        above: the wholes of each unit.
    """

    part: Part
    known: Delivered
    above: Above
    world: Count | Shares | Sum = field(init=False)
    files: Count | Shares | Sum = field(init=False)
    _conditions: tuple[Callable[[Row], bool], ...] = field(init=False)

    def __post_init__(self) -> None:
        self._conditions = tuple(conditions.condition(one.where) for one in self.part.filters)
        self.world, self.files = self._start(), self._start()

    def _start(self) -> Count | Shares | Sum:
        if isinstance(self.part, Distinct):
            return Count(self.part.key, self.above)
        if isinstance(self.part, Fractional):
            return Shares(self.part.key, self.above)
        return Sum(self.part.value, self.above)

    def add(self, cluster: Cluster) -> None:
        """Count a cluster of the part's entity."""
        found = [(unit, row) for unit, row in cluster.rows if all(meets(row) for meets in self._conditions)]
        if not found:
            return
        self.world.add(found, cluster)
        entity, period = cluster.entity, cluster.period
        self.files.add([one for one in found if self.known(entity, one[0], period)], cluster)
