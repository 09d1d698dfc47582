"""The true answers of a synthetic world, worked out beside the engine, with the error of naive sums.

For each indicator, unit and period: the value in the whole world, the value that the delivered files allow,
and what one gets by adding (or, for shares, averaging) the units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import (
    AcrossUnits,
    Collected,
    ConstantPrice,
    Derived,
    Distinct,
    Fractional,
    Indicator,
    Measure,
    Part,
    Ratio,
    Stock,
    Total,
    parts,
)
from jalon.dossier.perimeter import INSTITUTE, Perimeter
from jalon.kernel.dated import in_force
from jalon.kernel.periods import Calendar, Period
from jalon.synthesis import conditions
from jalon.synthesis.rows import Cluster
from jalon.synthesis.tally import Delivered, Tally


@dataclass(frozen=True, slots=True)
class Answer:
    """A true figure.

    Attributes:
        true: the value in the whole world; None where it is undefined (zero denominator, no price index).
        delivered: the value that the delivered files allow; None when they allow none.
        naive: for the institute, the sum of its units, or the mean of their shares; None for a unit.
        is_whole: True when all the rows it stands on are in the files.
        is_mean: True when ``naive`` is a mean of shares.
    """

    indicator: str
    unit: str
    period: Period
    true: Fraction | None
    delivered: Fraction | None
    naive: Fraction | None = None
    is_whole: bool = True
    is_mean: bool = False

    @property
    def error(self) -> Fraction | None:
        """What the naive answer adds to the true one."""
        return None if self.naive is None or self.true is None else self.naive - self.true


class Truth:
    """Counts every indicator of a dossier while a world is made.

    Args:
        dossier: the dossier.
        delivered: tells which rows are in the files.

    Attributes:
        unread: indicators that are not worked out here, each with the reason.
    """

    def __init__(self, dossier: Dossier, delivered: Delivered) -> None:
        self._dossier = dossier
        self._delivered = delivered
        self.unread: dict[str, str] = {}
        self._asked = list(self._readable())
        above = _above(dossier.perimeter)
        self._tallies = {
            id(one): [Tally(part, delivered, above) for part in parts(one.measure)] for one in self._asked
        }
        self._by_entity: defaultdict[str, list[Tally]] = defaultdict(list)
        for tally in (tally for tallies in self._tallies.values() for tally in tallies):
            self._by_entity[tally.part.entity].append(tally)
        self._members: dict[Period, frozenset[str]] = {}
        self._seen: set[tuple[str, str, Period]] = set()
        self._months: dict[str, dict[int, Fraction]] = {index: {} for index in dossier.price_indices}

    def add(self, cluster: Cluster) -> None:
        """Count a cluster."""
        members = self._members_in(cluster.period)
        mine = cluster
        if not all(unit in members for unit, _ in cluster.rows):
            mine = replace(cluster, rows=tuple(row for row in cluster.rows if row[0] in members))
        self._seen.update((cluster.entity, unit, cluster.period) for unit, _ in mine.rows)
        for tally in self._by_entity[cluster.entity]:
            tally.add(mine)
        self._add_price(cluster)

    def answers(self) -> Iterator[Answer]:
        """Every true figure, in the order of the dossier, of periods and of units."""
        for indicator in self._asked:
            for period in self._periods(indicator):
                yield from self._cells(indicator, period)

    def _members_in(self, period: Period) -> frozenset[str]:
        if period not in self._members:
            found = self._dossier.perimeter.members(period)
            self._members[period] = frozenset(unit.id for unit in found)
        return self._members[period]

    # What can be worked out

    def _readable(self) -> Iterator[Indicator]:
        for versions in self._dossier.indicators.values():
            for indicator in versions:
                why = _unreadable(indicator.measure)
                if why:
                    self.unread[indicator.id] = why
                else:
                    yield indicator

    def _periods(self, indicator: Indicator) -> list[Period]:
        entities = {part.entity for part in parts(indicator.measure)}
        versions = self._dossier.indicators[indicator.id]
        found = {period for entity, _, period in self._seen if entity in entities}
        return sorted(
            period
            for period in found
            if period.calendar is indicator.calendar and in_force(versions, period.start) is indicator
        )

    # Cells

    def _cells(self, indicator: Indicator, period: Period) -> Iterator[Answer]:
        entities = {part.entity for part in parts(indicator.measure)}
        units = [
            unit.id
            for unit in self._dossier.perimeter.bottom
            if any((entity, unit.id, period) in self._seen for entity in entities)
        ]
        answers = [self._answer(indicator, unit, period, entities, (unit,)) for unit in units]
        whole = self._answer(indicator, INSTITUTE, period, entities, units)
        known = [answer.true for answer in answers if answer.true is not None]
        is_mean = _is_share(indicator.measure)
        naive = sum(known, Fraction(0)) / (len(known) if is_mean and known else 1)
        yield Answer(
            whole.indicator, INSTITUTE, period, whole.true, whole.delivered, naive, whole.is_whole, is_mean
        )
        yield from answers
        for group in self._dossier.perimeter.groups:
            below = {unit.id for unit in self._dossier.perimeter.members(period, group.id)}
            mine = [unit for unit in units if unit in below]
            if mine:
                yield self._answer(indicator, group.id, period, entities, mine)

    def _answer(
        self, indicator: Indicator, place: str, period: Period, entities: set[str], units: Iterable[str]
    ) -> Answer:
        tallies, at = self._tallies[id(indicator)], (place, period)
        known = [self._delivered(entity, unit, period) for unit in units for entity in entities]
        return Answer(
            indicator=indicator.id,
            unit=place,
            period=period,
            true=self._finish(indicator, [tally.world.value(at) for tally in tallies], place, period),
            delivered=self._finish(indicator, [tally.files.value(at) for tally in tallies], place, period)
            if any(known)
            else None,
            is_whole=all(known),
        )

    def _finish(
        self, indicator: Indicator, values: list[Fraction], place: str, period: Period
    ) -> Fraction | None:
        """The measure's last step, in the indicator's unit."""
        measure = indicator.measure
        if isinstance(measure, Collected) and place == INSTITUTE and measure.across_units is AcrossUnits.NONE:
            return None
        if len(values) == 2:
            return self._quotient(indicator, values)
        if isinstance(measure, ConstantPrice):
            deflator = self._deflator(measure, period)
            return None if deflator is None else values[0] * deflator * self._factor(indicator)
        return values[0] * self._factor(indicator)

    def _quotient(self, indicator: Indicator, values: list[Fraction]) -> Fraction | None:
        unit = self._dossier.unit_of(indicator)
        scale = Fraction(100) if unit.id == "%" else 1 / Fraction(unit.factor)
        return values[0] / values[1] * scale if values[1] else None

    def _factor(self, indicator: Indicator) -> Fraction:
        """From the unit of the column that is added to the indicator's own."""
        part = parts(indicator.measure)[0]
        if isinstance(part, Distinct | Fractional):
            return Fraction(1)
        column = self._dossier.entities[part.entity].find(part.value)
        held = self._dossier.units.find(column.unit) if column and column.unit else None
        unit = self._dossier.unit_of(indicator)
        is_same = held is not None and held.dimension == unit.dimension
        return Fraction(held.factor) / Fraction(unit.factor) if held and is_same else Fraction(1)

    # Prices

    def _add_price(self, cluster: Cluster) -> None:
        for index in self._dossier.price_indices.values():
            if index.entity != cluster.entity or not self._delivered(cluster.entity, "", cluster.period):
                continue
            for _, row in cluster.rows:
                level = conditions.value(index.value)(row)
                if level is not None and (not index.where or conditions.condition(index.where)(row)):
                    self._months[index.id][cluster.period.number] = level

    def _deflator(self, measure: ConstantPrice, period: Period) -> Fraction | None:
        level = self._level(measure.index, period)
        base = self._level(measure.index, Period(Calendar.YEAR, measure.base_year))
        return None if level is None or base is None else base / level

    def _level(self, index: str, period: Period) -> Fraction | None:
        """The mean of a period's months, when as many as the index needs are there."""
        first = period.start.year * 12 + period.start.month - 1
        known = [m for n, m in self._months[index].items() if first <= n < first + 12]
        enough = known and len(known) >= self._dossier.price_indices[index].months
        return sum(known, Fraction(0)) / len(known) if enough else None


def _above(perimeter: Perimeter) -> dict[str, tuple[str, ...]]:
    """For each unit at the bottom of the tree, its groups and the institute."""
    found = {}
    for unit in perimeter.bottom:
        wholes, one = [], perimeter.find(unit.parent)
        while one is not None:
            wholes.append(one.id)
            one = perimeter.find(one.parent)
        found[unit.id] = (*wholes, INSTITUTE)
    return found


def _is_share(measure: Measure) -> bool:
    return isinstance(measure, Ratio) or (isinstance(measure, Collected) and not measure.value)


def _unreadable(measure: Measure) -> str:
    """Why a measure is not worked out here; empty when it is."""
    if isinstance(measure, Derived) or not isinstance(
        measure, Total | Stock | Distinct | Fractional | Ratio | ConstantPrice | Collected
    ):
        return "measure of another kind"
    try:
        for part in parts(measure):
            _try(part)
    except conditions.NotReadHere as construct:
        return f"expression not read: {construct}"
    return ""


def _try(part: Part) -> None:
    for one in part.filters:
        conditions.condition(one.where)
    if not isinstance(part, Distinct | Fractional):
        conditions.value(part.value)
