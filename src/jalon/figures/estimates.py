"""Estimates: the state of a unit made by a declared method, from values that were received.

Only what was received goes into an estimate: an estimate is never made from another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from jalon.dossier.estimate import Estimate, EstimateMethod
from jalon.dossier.indicator import ConstantPrice, Distinct, Indicator, parts
from jalon.figures import extrapolation
from jalon.figures.extrapolation import Impossible, Made, Point
from jalon.figures.figure import Substitute
from jalon.figures.measures.estimated import EstimatedKeys
from jalon.figures.measures.ratio import Ratio
from jalon.figures.measures.state import State, merge_all
from jalon.figures.measures.sums import Sum
from jalon.figures.scaling import scale_of
from jalon.figures.unitstates import Pass, UnitState
from jalon.kernel.exact import exact, settled
from jalon.kernel.missing import Missing, Reason, present
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text

Received = Callable[[Indicator, str, Period], UnitState]
"""The state of a unit in total, as it was received."""

_OWES_NOTHING = frozenset({Reason.NOT_APPLICABLE, Reason.SUPPRESSED})


@dataclass(frozen=True, slots=True)
class Estimated:
    """The state of an estimated unit.

    Attributes:
        state: the state to be put together with those of the other units.
        how: how it was made.
        ends: the states at both ends of the declared range; None when no range is declared.
    """

    state: State
    how: Substitute
    ends: tuple[State, State] | None = None


class Instead(Protocol):
    """What stands in the place of values that did not come."""

    def of(self, indicator: str, unit: str, period: Period) -> Estimate | None:
        """The estimate declared for a cell, or None."""
        ...

    def instead(self, indicator: Indicator, unit: str, period: Period) -> Estimated | Missing | None:
        """The estimate of a value that did not come, or why there is none; None for a value that came.

        Args:
            indicator: the version in force for the period.
            unit: the unit.
            period: the period.
        """
        ...


class Estimates:
    """The declared estimates that count on the day of a computation.

    Args:
        found: what the passes brought back.
        received: how to have the state of a unit that delivered.
    """

    def __init__(self, found: Pass, received: Received) -> None:
        self._found, self._received, self._dossier = found, received, found.dossier
        self._instead: dict[tuple[str, str, Period], Estimated | Missing | None] = {}
        self._declared = {
            (item.indicator, item.unit, period): item
            for item in found.dossier.estimates
            if item.on <= found.as_of
            for period in item.periods
        }

    def of(self, indicator: str, unit: str, period: Period) -> Estimate | None:
        """The estimate declared for a cell, or None."""
        return self._declared.get((indicator, unit, period))

    def instead(self, indicator: Indicator, unit: str, period: Period) -> Estimated | Missing | None:
        """The estimate of a value that did not come (see :class:`Instead`)."""
        key = (indicator.id, unit, period)
        if key not in self._instead:
            why = self._received(indicator, unit, period).state
            self._instead[key] = (
                self._or_why(indicator, unit, period, why) if isinstance(why, Missing) else None
            )
        return self._instead[key]

    def _or_why(self, indicator: Indicator, unit: str, period: Period, why: Missing) -> Estimated | Missing:
        declared = self.of(indicator.id, unit, period)
        if declared is None or why.reason in _OWES_NOTHING:
            return why
        try:
            with exact():
                return self._make(declared, indicator, unit, period, why)
        except Impossible as problem:
            return Missing(why.reason, _not_made(why.detail, declared, problem.why))

    def _make(
        self, declared: Estimate, indicator: Indicator, unit: str, period: Period, why: Missing
    ) -> Estimated:
        if declared.method is EstimateMethod.STATED:
            made = extrapolation.stated(self._stated(declared, indicator), indicator.decimals)
        else:
            made = [
                self._computed(declared.method, indicator, unit, period, number)
                for number in range(len(parts(indicator.measure)))
            ]
        how = Substitute(
            unit=unit,
            estimate=declared.id,
            method=declared.method.value,
            why=why,
            formula=extrapolation.told(made),
            because=declared.because,
        )
        state = self._state(indicator, period, [one.value for one in made])
        return Estimated(state, how, self._ends(declared, indicator, period))

    # Values

    def _stated(self, declared: Estimate, indicator: Indicator) -> list[Decimal]:
        if declared.value is None:
            assert declared.numerator is not None, "checked when the dossier was read"
            assert declared.denominator is not None, "checked when the dossier was read"
            return [declared.numerator, declared.denominator]
        return [declared.value.to(self._dossier.unit_of(indicator))]

    def _computed(
        self, method: EstimateMethod, indicator: Indicator, unit: str, period: Period, part: int
    ) -> Made:
        """One part of the measure by a method that looks at what was received."""
        known = self._known(indicator, unit, period, part)
        decimals = 0 if len(parts(indicator.measure)) == 2 else indicator.decimals
        if method is EstimateMethod.LINEAR_TREND:
            return extrapolation.linear_trend(known, period, decimals)
        last = next(known, None)
        if last is None:
            raise Impossible(extrapolation.NO_EARLIER_VALUE)
        if method is EstimateMethod.CARRY_FORWARD:
            return extrapolation.carried_forward(last, decimals)
        others = self._others(indicator, unit, last.period, period)
        before, now = (self._pooled(indicator, others, one, part) for one in (last.period, period))
        return extrapolation.grown(last, before, now, decimals)

    def _known(self, indicator: Indicator, unit: str, period: Period, part: int) -> Iterator[Point]:
        """The values received before the period under the same definition, the latest first."""
        cells = self._found.cells[parts(indicator.measure)[0].entity]
        one = cells.last_before(unit, period)
        while one is not None:
            state = self._state_received(indicator, unit, one)
            if state is not None:
                yield Point(one, self._values(indicator, state)[part])
            one = cells.last_before(unit, one)

    def _state_received(self, indicator: Indicator, unit: str, period: Period) -> State | None:
        """A state made by this version of the indicator, of a member that delivered; None otherwise."""
        is_member = any(one.id == unit for one in self._dossier.perimeter.members(period))
        if not is_member or self._dossier.indicator(indicator.id, period.start).since != indicator.since:
            return None
        state = self._received(indicator, unit, period).state
        if isinstance(state, Missing) or isinstance(state.finish().value, Missing):
            return None
        return state

    def _others(self, indicator: Indicator, unit: str, first: Period, last: Period) -> list[str]:
        """The units that delivered for both periods."""
        members = [one.id for one in self._dossier.perimeter.members(last) if one.id != unit]
        return [
            one
            for one in members
            if all(self._state_received(indicator, one, period) is not None for period in (first, last))
        ]

    def _pooled(self, indicator: Indicator, units: Sequence[str], period: Period, part: int) -> Point:
        states = [self._state_received(indicator, unit, period) for unit in units]
        there = [state for state in states if state is not None]
        if not there:
            raise Impossible(extrapolation.NO_OTHERS)
        return Point(period, self._values(indicator, merge_all(there))[part])

    def _values(self, indicator: Indicator, state: State) -> list[Decimal]:
        """The value of a state in the indicator's unit; of a quotient, its two parts as they were summed."""
        found = [state.numerator, state.denominator] if isinstance(state, Ratio) else [state]
        numbers = [present(one.finish().value) for one in found]
        scale = self._scale(indicator)
        return [Decimal(0) if number is None else number * scale for number in numbers]

    def _scale(self, indicator: Indicator) -> Decimal:
        return scale_of(self._dossier, indicator) if len(parts(indicator.measure)) == 1 else Decimal(1)

    # States

    def _state(self, indicator: Indicator, period: Period, values: Sequence[Decimal]) -> State:
        scale = self._scale(indicator)
        summed = [settled(value / scale) for value in self._nominal(indicator, period, values)]
        states: list[State] = [
            EstimatedKeys((value,)) if isinstance(part, Distinct) else Sum(value, 0)
            for part, value in zip(parts(indicator.measure), summed, strict=True)
        ]
        unit = self._dossier.unit_of(indicator)
        return self._found.assembled(indicator.measure, unit, states, period)

    def _nominal(self, indicator: Indicator, period: Period, values: Sequence[Decimal]) -> Sequence[Decimal]:
        """Constant prices are estimated as such: the state wants the amount in the prices of the period."""
        measure = indicator.measure
        if not isinstance(measure, ConstantPrice):
            return values
        deflator = self._found.prices[measure.index].deflator(period, measure.base_year)
        if isinstance(deflator, Missing):
            raise Impossible(extrapolation.NO_PRICES)
        return [value * deflator.year / deflator.base for value in values]

    def _ends(self, declared: Estimate, indicator: Indicator, period: Period) -> tuple[State, State] | None:
        if declared.low is None or declared.high is None:
            return None
        unit = self._dossier.unit_of(indicator)
        low, high = (self._state(indicator, period, [end.to(unit)]) for end in (declared.low, declared.high))
        return low, high


def _not_made(detail: Text, declared: Estimate, why: Text) -> Text:
    told = Text(
        fr=f"estimation {declared.id} impossible\u00a0: {why.fr}",
        en=f"estimate {declared.id} cannot be made: {why.en}",
    )
    if detail == EMPTY:
        return told
    return Text(fr=f"{detail.fr} ; {told.fr}", en=f"{detail.en}; {told.en}")
