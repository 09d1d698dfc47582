"""The state of one unit for one measure, or why it has none: the rules of missing values, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Entity
from jalon.dossier.expressions import columns_of
from jalon.dossier.indicator import (
    AcrossUnits,
    Collected,
    ConstantPrice,
    Distinct,
    Fractional,
    Indicator,
    Measure,
    Part,
    Ratio,
    entities,
    parts,
)
from jalon.figures import due
from jalon.figures.cells import TOTAL, Breakdown, Cells, Count
from jalon.figures.figure import NO_MATCHING_ROW, READ_AS_ZERO
from jalon.figures.measures import constant_price, distinct, fractional, ratio
from jalon.figures.measures.claimed import Claimed
from jalon.figures.measures.state import State
from jalon.figures.measures.sums import Sum
from jalon.figures.plan import EntityPlan, Slot
from jalon.figures.prices import PriceSeries
from jalon.figures.standing import Standing
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit in a cell: its state or why there is none, and the remarks that go with it."""

    state: State | Missing
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What the passes brought back, with what is needed to read it.

    Attributes:
        dossier: the dossier.
        plans: the passes, by entity.
        cells: their results, by entity.
        prices: the price series, by index.
        as_of: the day on which one asks, which tells late from not due.
        standing: files refused, rows left out.
    """

    dossier: Dossier
    plans: dict[str, EntityPlan]
    cells: dict[str, Cells]
    prices: dict[str, PriceSeries]
    as_of: date
    standing: Standing = field(default_factory=Standing)

    def unit_state(
        self, indicator: Indicator, unit: str, period: Period, breakdown: Breakdown = TOTAL
    ) -> UnitState:
        """The state of ``indicator`` for a unit that belongs to the institute in ``period``."""
        measure = indicator.measure
        found = [self._part(part, unit, period, breakdown) for part in parts(measure)]
        if isinstance(measure, Ratio):
            found[0] = self._numerator(measure, found, unit, period, breakdown)
        flags = tuple(dict.fromkeys(flag for one in found for flag in one.flags))
        states: list[State] = []
        for one in found:
            if isinstance(one.state, Missing):
                return UnitState(one.state, flags)
            states.append(_claimed(measure, unit, one.state))
        return UnitState(self.assembled(measure, self.dossier.unit_of(indicator), states, period), flags)

    def holders(self, indicator: Indicator, period: Period, breakdown: Breakdown) -> list[str]:
        """The units with a row of the indicator in a category; nobody else has a figure there."""
        found: dict[str, None] = {}
        for part in parts(indicator.measure):
            cells, slot = self.cells[part.entity], self.plans[part.entity].slot(part)
            for unit in cells.holders.get((period, breakdown), ()):
                if cells.counts[slot.name, unit, period, breakdown].matched:
                    found[unit] = None
        return list(found)

    def exempt(self, indicator: Indicator, unit: str, period: Period) -> Missing | None:
        """Why the unit owes nothing for the indicator; None when it does."""
        for entity in entities(indicator.measure):
            reason = self._exempt_from(entity, unit, period)
            if reason is not None:
                return reason
        return None

    def _exempt_from(self, entity: str, unit: str, period: Period) -> Missing | None:
        """Why the unit owes no rows; rows that came although nobody asked for them count."""
        reason = due.exemption(self.dossier, entity, unit, period)
        if reason is None or due.is_dispensed(self.dossier, entity, unit, period):
            return reason
        return None if (unit, period) in self.cells[entity].received else reason

    def rows_left_out(self, entities: Iterable[str], units: Sequence[str]) -> int:
        """Faulty rows left out of the files that could hold rows of the units, each file counted once."""
        return sum(self.standing.rows_left_out(self.dossier, entity, units) for entity in entities)

    def coverage(self, index: str, period: Period) -> str:
        """How much of a period a price index covers (``9/12``); empty when all of it."""
        return self.prices[index].coverage(period)

    def assembled(self, measure: Measure, unit: Unit, states: list[State], period: Period) -> State:
        """The state of a measure from those of its parts."""
        if isinstance(measure, Ratio) or (isinstance(measure, Collected) and not measure.value):
            scale = Decimal(100) if unit.id == "%" else 1 / unit.factor
            return ratio.Ratio(states[0], states[1], scale)
        if isinstance(measure, ConstantPrice):
            deflator = self.prices[measure.index].deflator(period, measure.base_year)
            assert isinstance(states[0], Sum)
            return constant_price.ConstantPrice(states[0], deflator)
        return states[0]

    def _part(self, part: Part, unit: str, period: Period, breakdown: Breakdown) -> UnitState:
        """One part of a measure: either its state, or the first reason why there is none."""
        plan, cells = self.plans[part.entity], self.cells[part.entity]
        slot = plan.slot(part)
        exempt = self._exempt_from(part.entity, unit, period)
        if exempt is not None:
            return UnitState(exempt)
        gone = self.standing.purged.get((part.entity, unit, period.label))
        if gone is not None:
            return UnitState(Missing(Reason.PURGED, gone))
        if (unit, period) not in cells.received:
            return UnitState(self._absence(part.entity, unit, period))
        unverified = self.standing.distrust(self.dossier, part.entity, unit)
        if unverified is not None:
            return UnitState(Missing(Reason.NOT_VERIFIED, unverified))
        whole = cells.counts[slot.name, unit, period, TOTAL]
        if whole.matched == 0 and not self._is_exhaustive(part.entity, unit):
            return UnitState(_none_matches(whole, slot))
        if whole.empty:
            return UnitState(_empty_cells(whole, slot, plan.entity))
        count = cells.counts.get((slot.name, unit, period, breakdown))
        return UnitState(self._state(part, unit, period, breakdown, count), _flags(whole))

    def _numerator(
        self, measure: Ratio, found: list[UnitState], unit: str, period: Period, breakdown: Breakdown
    ) -> UnitState:
        """Rows of the denominator were received and none is of the numerator: that is a zero, and known."""
        top, bottom = measure.numerator, measure.denominator
        if top.entity != bottom.entity or isinstance(found[1].state, Missing):
            return found[0]
        cells, slot = self.cells[top.entity], self.plans[top.entity].slot(top)
        below = self.plans[top.entity].slot(bottom)
        if cells.counts[below.name, unit, period, TOTAL].matched == 0:
            return found[0]
        if cells.counts[slot.name, unit, period, TOTAL].matched:
            return found[0]
        return UnitState(self._state(top, unit, period, breakdown, None))

    def _state(
        self, part: Part, unit: str, period: Period, breakdown: Breakdown, count: Count | None
    ) -> State:
        cells, rows = self.cells[part.entity], count.matched if count else 0
        if isinstance(part, Distinct | Fractional):
            slot = self.plans[part.entity].slot(part)
            ledger = cells.ledger(slot, period, breakdown)
            possible = cells.possible_ledger(slot, period, breakdown)
            if isinstance(part, Distinct):
                return distinct.Distinct(ledger, {unit: Decimal(1)}, rows, possible)
            members = {member.id for member in self.dossier.perimeter.members(period)}
            return _fractional(ledger, possible, members, unit, rows)
        total = count.total if count and count.total is not None else Decimal(0)
        return Sum(total, rows)

    def _absence(self, entity: str, unit: str, period: Period) -> Missing:
        last = self.cells[entity].last_before(unit, period)
        return due.absence(self.dossier, self.standing, entity, unit, period, last=last, as_of=self.as_of)

    def _is_exhaustive(self, entity: str, unit: str) -> bool:
        """True when every source that could bring the unit's rows lists everything."""
        mine = [source for source in self.dossier.sources_of(entity) if source.feeds_of(unit)]
        return bool(mine) and all(source.exhaustive for source in mine)


def _fractional(
    ledger: distinct.Ledger, possible: distinct.Ledger | None, members: set[str], unit: str, rows: int
) -> fractional.Fractional:
    """The share of a unit; whoever holds a key without being a member takes no part in it."""
    least = None if possible is None else possible.among(members).fraction(unit)
    return fractional.Fractional(ledger.among(members).fraction(unit), rows, least)


def _claimed(measure: Measure, unit: str, state: State) -> State:
    """A number typed as a distinct count of its unit is not one that adds up."""
    is_claim = isinstance(measure, Collected) and measure.across_units is AcrossUnits.DISTINCT
    return Claimed({unit: state.total}, state.rows) if is_claim and isinstance(state, Sum) else state


def _none_matches(count: Count, slot: Slot) -> Missing:
    """Rows were received, and none is of the kind counted: name the condition that left none."""
    failing = next((n for n, met in enumerate(count.met) if met == 0), 0)
    because = slot.filters[failing].because if slot.filters else EMPTY
    rows_fr = _plural(count.received, "ligne reçue", "lignes reçues")
    rows_en = _plural(count.received, "row received", "rows received")
    if because == EMPTY:
        return Missing(
            Reason.AT_SOURCE, Text(f"{rows_fr}, aucune du genre compté", f"{rows_en}, none counted")
        )
    told = Text(f"{rows_fr}, aucune parmi : {because.fr}", f"{rows_en}, none among: {because.en}")
    return Missing(Reason.AT_SOURCE, told)


def _empty_cells(count: Count, slot: Slot, entity: Entity) -> Missing:
    """A sum over rows of which some have no value would be a silent smaller total."""
    found = [entity.find(column) for column in columns_of(slot.expression)]
    columns = [column for column in found if column is not None]
    fr = _named([column.description.fr or column.name for column in columns], "colonnes")
    en = _named([column.description.en or column.name for column in columns], "columns")
    if count.matched == 1:
        return Missing(Reason.AT_SOURCE, Text(f"vide : {fr}", f"empty: {en}"))
    told_fr = f"vide dans {count.empty} lignes sur {count.matched} : {fr}"
    return Missing(Reason.AT_SOURCE, Text(told_fr, f"empty in {count.empty} of {count.matched} rows: {en}"))


def _named(columns: list[str], word: str) -> str:
    """The columns by name; of many, the first and how many there are."""
    return ", ".join(columns) if len(columns) <= 2 else f"{columns[0]}… ({len(columns)} {word})"


def _plural(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _flags(whole: Count) -> tuple[str, ...]:
    flags = []
    if whole.matched == 0:
        flags.append(f"{NO_MATCHING_ROW}:{whole.received}")
    if whole.zeroed:
        flags.append(f"{READ_AS_ZERO}:{whole.zeroed}")
    return tuple(flags)
