"""Laws of perimeters, on histories drawn at random: parts, families, merges that are undone.

Nothing is read: states are drawn, and the assembly is asked for figures on perimeters with and without
events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import builders
from builders import SCHOOLS, org_unit, year
from drawing import examples
from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import Membership, Perimeter
from jalon.dossier.successions import Change, ChangeKind
from jalon.figures.assemble import Assembly, Cell
from jalon.figures.cells import TOTAL, Breakdown
from jalon.figures.figure import Figure
from jalon.figures.likeforlike import Kept, carried, present_at
from jalon.figures.measures.distinct import Distinct, Ledger
from jalon.figures.measures.ratio import Ratio
from jalon.figures.measures.state import State
from jalon.figures.measures.sums import Sum
from jalon.figures.roster import Roster
from jalon.figures.unitstates import UnitState
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import EMPTY, Text

FIRST, LAST = 2018, 2022
YEARS = [year(number) for number in range(FIRST, LAST + 1)]
UNION = "union"
INDICATOR = builders.indicator()
ENTITIES = {
    "enrolment": Entity(
        id="enrolment",
        name=EMPTY,
        grain=EMPTY,
        calendar=Calendar.YEAR,
        columns=(Column(name="students", type=ColumnType.DECIMAL),),
    )
}
few = settings(max_examples=examples(25))

Drawn = Mapping[tuple[str, Period], State]


@dataclass(frozen=True)
class Given:
    """States as the assembly wants them, drawn."""

    dossier: Dossier
    states: Drawn

    def unit_state(
        self, indicator: Indicator, unit: str, period: Period, breakdown: Breakdown = TOTAL
    ) -> UnitState:
        del indicator, breakdown
        found = self.states.get((unit, period))
        return UnitState(Missing(Reason.NOT_RECEIVED) if found is None else found)

    def holders(self, indicator: Indicator, period: Period, breakdown: Breakdown) -> list[str]:
        del indicator, period, breakdown
        return []

    def exempt(self, indicator: Indicator, unit: str, period: Period) -> Missing | None:
        del indicator, unit, period

    def rows_left_out(self, entities: Iterable[str], units: Sequence[str]) -> int:
        del entities, units
        return 0

    def coverage(self, index: str, period: Period) -> str:
        del index, period
        return ""


class NoEstimates:
    """Nothing stands in the place of what did not come."""

    def of(self, indicator: str, unit: str, period: Period) -> None:
        del indicator, unit, period

    def instead(self, indicator: Indicator, unit: str, period: Period) -> None:
        del indicator, unit, period


NO_ESTIMATES = NoEstimates()


class World:
    """A perimeter with its states."""

    def __init__(self, perimeter: Perimeter, states: Drawn) -> None:
        house = replace(builders.dossier([INDICATOR], []), perimeter=perimeter, entities=ENTITIES)
        self.perimeter, self._assembly = perimeter, Assembly(Given(house, states), lambda _: NO_ESTIMATES)

    def institute(self, period: Period) -> Figure:
        return self._together(Roster(self.perimeter.parts(period.start)), period)

    def followed(self, kept: Kept, period: Period) -> Figure:
        return self._together(carried(self.perimeter, kept, period), period)

    def kept(self, *ends: Period) -> Kept:
        rosters = {period: Roster(self.perimeter.parts(period.start)) for period in ends}
        found = {p: self._assembly.completeness(Cell(INDICATOR, p), roster) for p, roster in rosters.items()}
        return present_at(self.perimeter, found)

    def _together(self, roster: Roster, period: Period) -> Figure:
        return self._assembly.together(Cell(INDICATOR, period), roster, "")


def perimeter_of(*changes: Change, parts: Mapping[str, Decimal] | None = None) -> Perimeter:
    units = [org_unit(name) for name in (*SCHOOLS, *([UNION] if changes else []))]
    whole = Membership(since=date(1900, 1, 1))
    shares = parts or {}
    held = [
        replace(unit, memberships=(replace(whole, share=shares.get(unit.id, Decimal(1))),)) for unit in units
    ]
    return Perimeter.of(Text.same("Institute"), tuple(held), changes)


def change(kind: ChangeKind, on: int, before: Sequence[str], after: Sequence[str]) -> Change:
    return Change(id=f"{kind}-{on}", on=date(on, 1, 1), kind=kind, before=tuple(before), after=tuple(after))


amounts = st.integers(0, 10**6).map(lambda cents: Decimal(cents) / 100)
ledgers = st.dictionaries(
    st.frozensets(st.sampled_from(SCHOOLS), min_size=1), st.integers(1, 50), max_size=4
).map(Ledger)
COUNTS, ALL = ("sum", "distinct"), ("sum", "distinct", "ratio")


@st.composite
def states(draw: st.DrawFn, kinds: Sequence[str] = ALL) -> dict[tuple[str, Period], State]:
    """The states of the schools in every year, of one measure, with holes."""
    kind = draw(st.sampled_from(kinds))
    missing = draw(st.sets(st.tuples(st.sampled_from(SCHOOLS), st.sampled_from(YEARS)), max_size=3))
    found: dict[tuple[str, Period], State] = {}
    for period in YEARS:
        ledger = draw(ledgers) if kind == "distinct" else Ledger({})
        for unit in SCHOOLS:
            if (unit, period) not in missing:
                found[unit, period] = _state(kind, unit, ledger, draw(amounts))
    return found


def _state(kind: str, unit: str, ledger: Ledger, amount: Decimal) -> State:
    if kind == "distinct":
        return Distinct(ledger, {unit: Decimal(1)}, 1)
    one = Sum(amount, 1)
    return one if kind == "sum" else Ratio(one, Sum(amount + 1, 1), Decimal(100))


pairs = st.sampled_from([("north", "south"), ("south", "east"), ("north", "east"), SCHOOLS])
shares = st.dictionaries(
    st.sampled_from(SCHOOLS), st.decimals(min_value="0.01", max_value=1, places=2), max_size=3
)


@few
@given(states(), pairs, st.integers(FIRST + 1, LAST - 1), st.integers(1, 2), st.data())
def test_merge_then_split_gives_the_identical_history(
    drawn: Drawn, pair: Sequence[str], merged: int, years: int, data: st.DataObject
) -> None:
    split = min(merged + years, LAST)
    events = (change(ChangeKind.MERGE, merged, pair, [UNION]), change(ChangeKind.SPLIT, split, [UNION], pair))
    outside = [period for period in YEARS if not merged <= period.number < split]
    plain = World(perimeter_of(), drawn)
    eventful = World(perimeter_of(*events), drawn)
    for period in outside:
        assert eventful.institute(period) == plain.institute(period)
        assert eventful.perimeter.parts(period.start) == plain.perimeter.parts(period.start)
    base, last = data.draw(st.sampled_from(outside)), data.draw(st.sampled_from(outside))
    assert eventful.kept(base, last) == plain.kept(base, last)
    kept = plain.kept(base, last)
    for period in outside:
        assert eventful.followed(kept, period) == plain.followed(kept, period)


@few
@given(states(), pairs, st.integers(FIRST + 1, LAST))
def test_a_merged_school_compares_with_its_parts_put_together(
    drawn: Drawn, pair: Sequence[str], merged: int
) -> None:
    """What the union holds is what its parts would have: every figure of the whole stays what it was."""
    union: dict[tuple[str, Period], State] = {}
    for period in YEARS:
        parts = [drawn[unit, period] for unit in pair if (unit, period) in drawn]
        if len(parts) == len(pair):
            merged_state = parts[0]
            for one in parts[1:]:
                merged_state = merged_state.merge(one)
            union[UNION, period] = merged_state
    plain = World(perimeter_of(), drawn)
    eventful = World(perimeter_of(change(ChangeKind.MERGE, merged, pair, [UNION])), {**drawn, **union})
    first, last = YEARS[0], YEARS[-1]
    before, after = plain.kept(first, last), eventful.kept(first, last)
    family = set(pair)
    is_split = family & set(before.parts) and not family <= set(before.parts)
    assume(not is_split)  # a part missing at an end: the union cannot stand for the other part alone
    assert before.parts == after.parts
    for period in YEARS:
        one, two = plain.followed(before, period), eventful.followed(after, period)
        if not one.completeness.missing:
            assert (one.value, one.numerator, one.denominator) == (two.value, two.numerator, two.denominator)


@few
@given(states(), st.integers(FIRST + 1, LAST))
def test_a_new_name_changes_nothing(drawn: Drawn, on: int) -> None:
    renamed = {
        (UNION if unit == "north" and period.number >= on else unit, period): _renamed(state, on, period)
        for (unit, period), state in drawn.items()
    }
    event = change(ChangeKind.MERGE, on, ["north"], [UNION])
    plain, eventful = World(perimeter_of(), drawn), World(perimeter_of(event), renamed)
    first, last = YEARS[0], YEARS[-1]
    one, two = plain.kept(first, last), eventful.kept(first, last)
    assert one.parts == two.parts
    for period in YEARS:
        assert plain.institute(period).value == eventful.institute(period).value
        assert plain.followed(one, period).value == eventful.followed(two, period).value


def _renamed(state: State, on: int, period: Period) -> State:
    """The same keys, held under the new name from then on."""
    if not isinstance(state, Distinct) or period.number < on:
        return state
    new = {unit: UNION if unit == "north" else unit for unit in SCHOOLS}
    counts = {frozenset(map(new.__getitem__, held)): number for held, number in state.ledger.counts.items()}
    # One ledger for the period, as the passes give.
    key = (id(state.ledger), on)
    ledger = _RENAMED.setdefault(key, (state.ledger, Ledger(counts)))[1]
    return Distinct(ledger, {new[unit]: part for unit, part in state.members.items()}, state.rows)


_RENAMED: dict[tuple[int, int], tuple[Ledger, Ledger]] = {}
"""Ledgers under the new name; the old one is kept beside, so that its identity stays its own."""


@few
@given(states(COUNTS), shares)
def test_the_bridge_tells_what_partial_members_keep(drawn: Drawn, parts: Mapping[str, Decimal]) -> None:
    world, whole = World(perimeter_of(parts=parts), drawn), World(perimeter_of(), drawn)
    for period in YEARS:
        figure = world.institute(period)
        bridge = figure.bridge
        if bridge is None:
            continue
        terms = (bridge.sum_of_units, bridge.counted_twice, bridge.not_counted, bridge.institute_only)
        total, twice, left, only = (term for term in terms if isinstance(term, Decimal))
        assert total - twice - left + only == figure.value
        assert left >= 0
        assert twice >= 0
        unbridged = whole.institute(period).value
        assert not isinstance(unbridged, Missing)
        assert figure.value == unbridged - left


@few
@given(states(COUNTS), shares)
def test_the_institute_is_at_most_the_sum_of_the_parts(drawn: Drawn, parts: Mapping[str, Decimal]) -> None:
    world = World(perimeter_of(parts=parts), drawn)
    for period in YEARS:
        figure = world.institute(period)
        found = [drawn[unit, period] for unit in figure.completeness.received]
        if not found:
            continue
        held = [
            state.share(parts.get(unit, Decimal(1))).finish().value
            for unit, state in zip(figure.completeness.received, found, strict=True)
        ]
        numbers = [value for value in held if isinstance(value, Decimal)]
        assert isinstance(figure.value, Decimal)
        assert figure.value <= sum(numbers)
        assert figure.value >= max(numbers)


one_state = st.one_of(
    st.builds(Sum, amounts, st.just(1)),
    ledgers.map(lambda ledger: Distinct(ledger, {"north": Decimal(1)}, 1)),
)
part_of_one = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)


@given(one_state, part_of_one, part_of_one)
def test_parts_are_linear(state: State, a: Decimal, b: Decimal) -> None:
    whole, part = state.finish().value, state.share(a).finish().value
    assert part == whole * a
    assert state.share(a).share(b).finish() == state.share(a * b).finish()


days = st.integers(FIRST, LAST)


@few
@given(st.lists(st.tuples(days, pairs), max_size=3), days, days)
def test_families_part_the_units(drawn: list[tuple[int, Sequence[str]]], first: int, last: int) -> None:
    """Merges undone one after the other: every unit is in one family, whatever the two days."""
    events: list[Change] = []
    for (on, pair), following in pairwise([*sorted(drawn), (LAST + 1, SCHOOLS)]):
        if following[0] - on >= 2:
            events.append(change(ChangeKind.MERGE, on, pair, [UNION]))
            events.append(change(ChangeKind.SPLIT, on + 1, [UNION], pair))
    perimeter = perimeter_of(*events)
    families = perimeter.families(year(first).start, year(last).start)
    assert sorted(unit for family in families for unit in family) == sorted(u.id for u in perimeter.bottom)
    for family in families:
        for day in (year(first).start, year(last).start):
            stands = perimeter.standing(family, day)
            assert stands or len(family) == 1
    assert set(map(frozenset, families)) == set(
        map(frozenset, perimeter.families(year(last).start, year(first).start))
    )


def test_families_are_in_the_order_of_the_perimeter_whatever_came_back() -> None:
    both = ("north", "east")
    events = (change(ChangeKind.MERGE, 2020, both, [UNION]), change(ChangeKind.SPLIT, 2021, [UNION], both))
    alone = [(name,) for name in SCHOOLS]
    for perimeter in (perimeter_of(), perimeter_of(*events)):
        assert list(perimeter.families(year(2019).start, year(2021).start))[: len(alone)] == alone
