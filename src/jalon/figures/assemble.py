"""From states to figures: every unit, and the institute with who is in it, who is missing and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.dossier.indicator import (
    AcrossUnits,
    Collected,
    ConstantPrice,
    Derived,
    Indicator,
    derived_name,
    entities,
)
from jalon.dossier.perimeter import INSTITUTE, WHOLE
from jalon.figures.bridge import bridge_of, has_bridge
from jalon.figures.cells import TOTAL, Breakdown
from jalon.figures.derived import evaluate
from jalon.figures.estimates import Estimated, Instead, Received
from jalon.figures.figure import (
    NO_MATCHING_ROW,
    PRICE_INDEX_PARTIAL,
    ROWS_LEFT_OUT,
    Bridge,
    Completeness,
    Figure,
    Gap,
    Scope,
    Substitute,
)
from jalon.figures.likeforlike import not_a_member
from jalon.figures.measures.state import Finished, State, merge_all
from jalon.figures.provider import Provider
from jalon.figures.roster import Parts, Roster
from jalon.figures.scaling import scale_of, scaled
from jalon.figures.substitution import bounds, extremes, substitutes, unit_flags, whole_flags
from jalon.figures.terms import reading, term_names
from jalon.figures.unitstates import UnitState
from jalon.kernel.dated import in_force
from jalon.kernel.missing import Between, Missing, Reason, Value
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text

StateKey = tuple[str, str, Period]
"""Indicator, unit and period of a state."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure stands."""

    indicator: Indicator
    period: Period
    breakdown: Breakdown = TOTAL


class Assembly:
    """Makes figures from states: those of the passes just made, or those stored beside the figures.

    Args:
        found: where the states come from.
        estimates: from how a received state is had, what stands in the place of those that did not come.
    """

    def __init__(self, found: Provider, estimates: Callable[[Received], Instead]) -> None:
        self._found = found
        self._dossier = found.dossier
        self._states: dict[tuple[str, str, Period, Breakdown], UnitState] = {}
        self._completeness: dict[tuple[str, Period, bool, tuple[object, ...]], Completeness] = {}
        self._members: dict[Period, Parts] = {}
        self._scales: dict[tuple[str, date], Decimal] = {}
        self._reading: dict[tuple[str, Period], list[Indicator]] = {}
        self._estimates = estimates(self._received_state)
        self._by_word = {derived_name(name): name for name in found.dossier.indicators}

    def unit(self, cell: Cell, unit: str, fingerprint: str) -> Figure:
        """The figure of a unit that belongs to the institute in the cell's period."""
        why = self._why_missing(cell, unit)
        finished = Finished(why) if why is not None else self._finish(cell, {unit: WHOLE})
        absent = isinstance(finished.value, Missing) and not isinstance(finished.value, Between)
        owes = not absent or self._exempt(cell.indicator, unit, cell.period) is None
        gaps = (Gap(unit, finished.value),) if absent and isinstance(finished.value, Missing) else ()
        made = () if absent else self._substitutes(cell, unit)
        flags = () if absent else self._unit_flags(cell, unit, made)
        return Figure(
            indicator=cell.indicator.id,
            unit=unit,
            period=cell.period,
            breakdown=cell.breakdown,
            value=finished.value,
            numerator=finished.numerator,
            denominator=finished.denominator,
            completeness=Completeness(
                expected=(unit,) if owes else (),
                received=() if absent or made else (unit,),
                estimated=made[:1],
                missing=gaps if owes else (),
                not_expected=() if owes else gaps,
            ),
            flags=(*self._flags(cell, (unit,)), *flags),
            rows=self._rows(cell, (unit,)),
            fingerprint=fingerprint,
            bounds=self._bounds(cell, {unit: WHOLE}) if made else None,
        )

    def together(
        self,
        cell: Cell,
        roster: Roster,
        fingerprint: str,
        scope: Scope = Scope.AS_IT_WAS,
        *,
        unit: str = INSTITUTE,
        on: date | None = None,
    ) -> Figure:
        """The figure of several units: the institute's members, a group's, or any other set.

        Args:
            cell: where it stands.
            roster: the units, each with the part for which it counts.
            fingerprint: what it is made from.
            scope: which perimeter it is about.
            unit: the name under which it is known.
            on: for a re-based perimeter, the day of its members.
        """
        completeness = self.completeness(cell, roster)
        estimated = [one.unit for one in completeness.estimated]
        held = [*estimated, *self._in_category(cell, completeness.received)]
        parts = {one: roster.parts[one] for one in held}
        finished = self._together(cell, parts, completeness)
        is_put_together = isinstance(finished.value, Decimal | Between)
        flags = self._whole_flags(cell, parts, estimated, finished) if is_put_together else ()
        return Figure(
            indicator=cell.indicator.id,
            unit=unit,
            scope=scope,
            on=on,
            period=cell.period,
            breakdown=cell.breakdown,
            value=finished.value,
            numerator=finished.numerator,
            denominator=finished.denominator,
            completeness=completeness,
            bridge=self._bridge(cell, parts, finished.value),
            flags=(*self._flags(cell, held), *flags),
            rows=self._rows(cell, held),
            fingerprint=fingerprint,
            bounds=self._bounds(cell, parts) if flags else None,
        )

    def completeness(self, cell: Cell, roster: Roster) -> Completeness:
        """Who is expected, who has a value, who is missing and why, who owes nothing and why."""
        key = (
            cell.indicator.id,
            cell.period,
            cell.breakdown == TOTAL,
            (*roster.parts.items(), *roster.barred),
        )
        if key not in self._completeness:
            self._completeness[key] = self._who_is_in(cell, roster)
        return self._completeness[key]

    def in_category(self, cell: Cell, roster: Roster) -> list[str]:
        """The units that have a figure in the cell's category: all of them in the total."""
        return list(self._in_category(cell, self.completeness(cell, roster).received))

    def _in_category(self, cell: Cell, received: Sequence[str]) -> Sequence[str]:
        if cell.breakdown == TOTAL:
            return received
        terms = self._terms(cell.indicator, cell.period)
        held = {u for term in terms for u in self._found.holders(term, cell.period, cell.breakdown)}
        return [unit for unit in received if unit in held]

    def _who_is_in(self, cell: Cell, roster: Roster) -> Completeness:
        received, missing, not_expected = [], [], []
        estimated: list[Substitute] = []
        for unit in roster.parts:
            why = roster.barred[unit] if unit in roster.barred else self._why_left_out(cell, unit)
            exempt = self._exempt(cell.indicator, unit, cell.period)
            if why is None and (made := self._substitutes(cell, unit)):
                estimated.append(made[0])
            elif why is None:
                received.append(unit)
            elif exempt is not None:
                not_expected.append(Gap(unit, exempt))
            else:
                missing.append(Gap(unit, why))
        exempted = {gap.unit for gap in not_expected}
        return Completeness(
            expected=tuple(unit for unit in roster.parts if unit not in exempted),
            received=tuple(received),
            estimated=tuple(estimated),
            missing=tuple(missing),
            not_expected=tuple(not_expected),
            partial=tuple((unit, part) for unit, part in roster.parts.items() if part != WHOLE),
        )

    def _why_left_out(self, cell: Cell, unit: str) -> Missing | None:
        """Why the unit has no value; that it was no member then says more than that nothing was received."""
        why = self._why_missing(cell, unit)
        if why is None or unit in self._members_of(cell.period):
            return why
        return not_a_member(cell.period)

    def _members_of(self, period: Period) -> Parts:
        if period not in self._members:
            self._members[period] = self._dossier.perimeter.parts(period.start)
        return self._members[period]

    def is_defined(self, indicator: Indicator, period: Period) -> bool:
        """True when everything an indicator derives from has a definition in force for the period."""
        if not isinstance(indicator.measure, Derived):
            return True
        names = term_names(self._dossier, indicator)
        versions = [in_force(self._dossier.indicators[name], period.start) for name in names]
        return all(one is not None and self.is_defined(one, period) for one in versions)

    # States

    def totals(self) -> dict[StateKey, tuple[UnitState, Estimated | Missing | None]]:
        """The states behind all totals made so far, as received, with the estimate in their place if any.

        They are what is stored beside the figures.
        """
        read = [(key, state) for key, state in self._states.items() if key[3] == TOTAL]
        return {
            (name, unit, period): (state, self._instead(self._version(name, period), unit, period))
            for (name, unit, period, _), state in read
        }

    def read(self, indicator: Indicator, units: Sequence[str], period: Period) -> None:
        """Read the states of units whose figures nobody asked for yet: of units that are no members then."""
        for term in self._terms(indicator, period):
            for unit in units:
                self.state(term, unit, period, TOTAL)

    def state(self, indicator: Indicator, unit: str, period: Period, breakdown: Breakdown) -> UnitState:
        """The state of a unit: as received, or as a declared estimate makes it. Only totals are estimated."""
        made = self._instead(indicator, unit, period) if breakdown == TOTAL else None
        if made is None:
            return self._received_state(indicator, unit, period, breakdown)
        return UnitState(made.state if isinstance(made, Estimated) else made)

    def _instead(self, indicator: Indicator, unit: str, period: Period) -> Estimated | Missing | None:
        return self._estimates.instead(indicator, unit, period)

    def _received_state(
        self, indicator: Indicator, unit: str, period: Period, breakdown: Breakdown = TOTAL
    ) -> UnitState:
        """The state of a unit as it was received, read once."""
        key = (indicator.id, unit, period, breakdown)
        if key not in self._states:
            self._states[key] = self._found.unit_state(indicator, unit, period, breakdown)
        return self._states[key]

    def _terms(self, indicator: Indicator, period: Period) -> list[Indicator]:
        key = (indicator.id, period)
        if key not in self._reading:
            self._reading[key] = reading(self._dossier, indicator, period)
        return self._reading[key]

    def _version(self, name: str, period: Period) -> Indicator:
        return self._dossier.indicator(name, period.start)

    def _exempt(self, indicator: Indicator, unit: str, period: Period) -> Missing | None:
        reasons = [self._found.exempt(term, unit, period) for term in self._terms(indicator, period)]
        return next((reason for reason in reasons if reason is not None), None)

    def _why_missing(self, cell: Cell, unit: str) -> Missing | None:
        """Why the unit has no value; None when it can be pooled (even if alone it is undefined)."""
        whole = self.state if cell.breakdown == TOTAL else self._received_state
        for term in self._terms(cell.indicator, cell.period):
            state = whole(term, unit, cell.period, TOTAL).state
            if isinstance(state, Missing):
                return state
        return None

    # Estimates

    def _substitutes(self, cell: Cell, unit: str) -> tuple[Substitute, ...]:
        """The estimates in a unit's value; none in a breakdown, whose categories nobody estimates."""
        if cell.breakdown != TOTAL:
            return ()
        return substitutes(self._estimates, self._terms(cell.indicator, cell.period), unit, cell.period)

    def _unit_flags(self, cell: Cell, unit: str, made: tuple[Substitute, ...]) -> tuple[str, ...]:
        if cell.breakdown != TOTAL:
            return ()
        return unit_flags(made, self._estimates, cell.indicator.id, unit, cell.period)

    def _whole_flags(
        self, cell: Cell, parts: Parts, estimated: Sequence[str], whole: Finished
    ) -> tuple[str, ...]:
        has_share = not isinstance(cell.indicator.measure, Derived)
        alone = [self._finish(cell, {unit: parts[unit]}) for unit in estimated] if has_share else []
        return whole_flags(estimated, alone, whole)

    def _bounds(self, cell: Cell, parts: Parts) -> tuple[Decimal, Decimal] | None:
        """Where a value with estimates lies, when each has a declared range."""
        if isinstance(cell.indicator.measure, Derived):
            return None
        states = self._states_of(cell.indicator, cell, parts)
        ends = bounds(self._estimates, cell.indicator, cell.period, states, parts)
        scale = self._scale(cell.indicator)
        return None if ends is None else extremes(*(scaled(end, scale) for end in ends))

    # Values

    def _finish(self, cell: Cell, parts: Parts) -> Finished:
        """The value of units that all have a state, each counted for its part."""
        measure = cell.indicator.measure
        if isinstance(measure, Derived):
            return Finished(evaluate(measure.expression, lambda word: self._term_value(word, cell, parts)))
        finished = merge_all(list(self._states_of(cell.indicator, cell, parts).values())).finish()
        return Finished(
            scaled(finished.value, self._scale(cell.indicator)), finished.numerator, finished.denominator
        )

    def _scale(self, indicator: Indicator) -> Decimal:
        key = (indicator.id, indicator.since)
        if key not in self._scales:
            self._scales[key] = scale_of(self._dossier, indicator)
        return self._scales[key]

    def _term_value(self, word: str, cell: Cell, parts: Parts) -> Value:
        term = self._version(self._by_word[word], cell.period)
        return self._finish(Cell(term, cell.period, cell.breakdown), parts).value

    def _states_of(self, indicator: Indicator, cell: Cell, parts: Parts) -> dict[str, State]:
        """The states of units, each for its part; estimates come first.

        Known keys can join an estimate, which cannot join a ledger.
        """
        received: dict[str, State] = {}
        estimated: dict[str, State] = {}
        for unit, part in parts.items():
            state = self.state(indicator, unit, cell.period, cell.breakdown).state
            assert not isinstance(state, Missing), "only units with a state are put together"
            is_estimated = cell.breakdown == TOTAL and self._instead(indicator, unit, cell.period) is not None
            (estimated if is_estimated else received)[unit] = state if part == WHOLE else state.share(part)
        return estimated | received

    def _together(self, cell: Cell, parts: Parts, completeness: Completeness) -> Finished:
        measure = cell.indicator.measure
        if isinstance(measure, Collected) and measure.across_units is AcrossUnits.NONE:
            told = Text("cet indicateur ne se consolide pas", "this indicator is not consolidated")
            return Finished(Missing(Reason.NOT_APPLICABLE, told))
        if parts:
            return self._finish(cell, parts)
        return Finished(_nobody(completeness))

    def _bridge(self, cell: Cell, parts: Parts, together: Value) -> Bridge | None:
        """How the units of a figure make it."""
        if not has_bridge(cell.indicator.measure) or not isinstance(together, Decimal | Between):
            return None
        is_partial = any(part != WHOLE for part in parts.values())
        return bridge_of(
            [self._finish(cell, {unit: WHOLE}).value for unit in parts],
            self._finish(cell, dict.fromkeys(parts, WHOLE)).value if is_partial else together,
            together,
            is_estimated=any(self._substitutes(cell, unit) for unit in parts),
        )

    # Remarks

    def _flags(self, cell: Cell, units: Sequence[str]) -> tuple[str, ...]:
        """The remarks of the units together; counts of one kind add up."""
        counts: dict[str, int] = {}
        holders: dict[str, set[str]] = {}
        for term in self._terms(cell.indicator, cell.period):
            for unit in units:
                for flag in self.state(term, unit, cell.period, cell.breakdown).flags:
                    kind, _, number = flag.partition(":")
                    counts[kind] = counts.get(kind, 0) + int(number)
                    holders.setdefault(kind, set()).add(unit)
        # That one school has none of a kind says nothing of the whole.
        if len(holders.get(NO_MATCHING_ROW, ())) < len(units):
            counts.pop(NO_MATCHING_ROW, None)
        told = tuple(f"{kind}:{number}" for kind, number in sorted(counts.items()))
        return (*told, *self._left_out_flags(cell, units), *self._price_flags(cell))

    def _left_out_flags(self, cell: Cell, units: Sequence[str]) -> tuple[str, ...]:
        """Faulty rows left out of the files of units that have a value, each file counted once."""
        held = [unit for unit in units if self._why_missing(cell, unit) is None]
        terms = self._terms(cell.indicator, cell.period)
        read = {name for term in terms for name in entities(term.measure)}
        number = self._found.rows_left_out(read, held)
        return (f"{ROWS_LEFT_OUT}:{number}",) if number else ()

    def _price_flags(self, cell: Cell) -> tuple[str, ...]:
        """Whether the price index of the period is partial, even where there is no amount to deflate."""
        measures = [term.measure for term in self._terms(cell.indicator, cell.period)]
        names = dict.fromkeys(m.index for m in measures if isinstance(m, ConstantPrice))
        told = [self._found.coverage(name, cell.period) for name in names]
        return tuple(f"{PRICE_INDEX_PARTIAL}:{coverage}" for coverage in told if coverage)

    def _rows(self, cell: Cell, units: Sequence[str]) -> int:
        states = [
            self.state(term, unit, cell.period, cell.breakdown).state
            for term in self._terms(cell.indicator, cell.period)
            for unit in units
        ]
        return sum(state.rows for state in states if not isinstance(state, Missing))


def _nobody(completeness: Completeness) -> Missing:
    """Nobody has a value: one reason when all share it, else the list of them."""
    gaps = completeness.missing or completeness.not_expected
    if not gaps:
        return Missing(Reason.NOT_APPLICABLE, Text("aucune unité", "no unit"))
    reasons = {gap.why.reason for gap in gaps}
    details = {gap.why.detail for gap in gaps}
    reason = gaps[0].why.reason if len(reasons) == 1 else Reason.NOT_RECEIVED
    return Missing(reason, details.pop() if len(details) == 1 else EMPTY)
