"""Counting of a world while it is made: who holds what, without keeping a row.

Nothing here uses the engine. A thing comes in one cluster with all its units (see
:class:`jalon.synthesis.rows.Cluster`): each count is a sum over clusters. Keys that clusters are not made by are kept
in sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from jalon.dossier.indicator import Distinct, Part
from jalon.dossier.perimeter import INSTITUTE
from jalon.kernel.periods import Period
from jalon.synthesis import conditions
from jalon.synthesis.rows import Cell, Cluster, Row

Place = tuple[str, Period]
"""A unit, or the institute, in a period."""

Delivered = Callable[[str, str, Period], bool]
"""Whether a unit's rows of an entity and period are in the files."""


def everything(_entity: str, _unit: str, _period: Period) -> bool:
    """The world as it is, whatever was delivered."""
    return True


@dataclass(slots=True)
class Tally:
    """One part of a measure, counted for each unit and for the institute.

    Attributes:
        part: what is counted.
        known: which rows count.
        sums: the amounts or the different keys, by place.
        twice: keys held by several units, and how many times too many a sum of units counts them.
    """

    part: Part
    known: Delivered
    sums: defaultdict[Place, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    _keys: defaultdict[Place, set[Cell]] = field(default_factory=lambda: defaultdict(set))

    def add(self, cluster: Cluster) -> None:
        """Count a cluster of the part's entity."""
        rows = [
            (unit, row)
            for unit, row in cluster.rows
            if self.known(cluster.entity, unit, cluster.period) and self._meets(row)
        ]
        if isinstance(self.part, Distinct):
            self._count(rows, cluster, self.part.key)
        else:
            self._sum(rows, cluster.period, self.part.value)

    def value(self, place: Place) -> Fraction:
        """The count or the sum of a place; 0 when nothing met the conditions there."""
        if self._keys:
            return Fraction(len(self._keys.get(place, ())))
        return self.sums.get(place, Fraction(0))

    def _meets(self, row: Row) -> bool:
        return all(conditions.condition(one.where)(row) for one in self.part.filters)

    def _count(self, rows: Iterable[tuple[str, Row]], cluster: Cluster, key: str) -> None:
        units = {unit for unit, row in rows if row.get(key) is not None}
        if key == cluster.key:
            for unit in units | ({INSTITUTE} if units else set()):
                self.sums[unit, cluster.period] += 1
            return
        for unit, row in rows:
            if row.get(key) is not None:
                self._keys[unit, cluster.period].add(row[key])
                self._keys[INSTITUTE, cluster.period].add(row[key])

    def _sum(self, rows: Iterable[tuple[str, Row]], period: Period, text: str) -> None:
        for unit, row in rows:
            amount = conditions.value(text)(row)
            if amount is not None:
                self.sums[unit, period] += amount
                self.sums[INSTITUTE, period] += amount
