"""The overlap ledger against plain Python sets, on rows drawn at random and counted by the engine itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from drawing import examples
from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.indicator import Distinct, Filter, Total
from jalon.figures import ledgers, signatures
from jalon.figures.cells import TOTAL, Breakdown, Cells, read_cells
from jalon.figures.identities import NO_DECISIONS, Identities
from jalon.figures.measures.claimed import Claimed
from jalon.figures.measures.distinct import Distinct as DistinctState
from jalon.figures.measures.distinct import Ledger, LedgersDiffer
from jalon.figures.plan import EntityPlan, plan
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.identity.groups import Same
from jalon.kernel.missing import Between
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import EMPTY, Text

UNITS = [f"u{number:03d}" for number in range(130)]
YEARS = ("2020", "2021")
ROWS = Entity(
    id="rows",
    name=Text.same("rows"),
    grain=EMPTY,
    calendar=Calendar.YEAR,
    columns=(
        Column(name="person", type=ColumnType.TEXT, identity="persons"),
        Column(name="firm", type=ColumnType.INTEGER),
        Column(name="kind", type=ColumnType.TEXT, values=("F", "M")),
        Column(name="main", type=ColumnType.BOOLEAN),
        Column(name="age", type=ColumnType.INTEGER),
    ),
)


@dataclass(frozen=True)
class Row:
    """One row: who and which firm (or nobody), of which kind (or not told)."""

    unit: str
    period: str
    person: str | None
    firm: int | None
    kind: str | None
    main: bool | None
    age: int | None


Condition = Callable[[Row], bool]
CONDITIONS: dict[str, Condition] = {
    "": bool,
    "kind = 'F'": lambda row: row.kind == "F",
    "main and age > 20": lambda row: bool(row.main) and row.age is not None and row.age > 20,
    "age > 20 or kind = 'M'": lambda row: (row.age or 0) > 20 or row.kind == "M",
    "period = '2020' and kind = 'F'": lambda row: row.period == "2020" and row.kind == "F",
    "not main": lambda row: row.main is False,
    "unit in ('u001', 'u002') and kind = 'F'": lambda r: r.unit in {"u001", "u002"} and r.kind == "F",
}
rows = st.lists(
    st.builds(
        Row,
        unit=st.sampled_from(UNITS[:4]) | st.sampled_from(UNITS),
        period=st.sampled_from(YEARS),
        person=st.sampled_from(["ann", "bob", "cléo", "d'arc", ""]) | st.none(),
        firm=st.integers(1, 4) | st.none(),
        kind=st.sampled_from("FM") | st.none(),
        main=st.booleans() | st.none(),
        age=st.sampled_from([18, 30]) | st.none(),
    ),
    min_size=1,
    max_size=60,
)
few = settings(max_examples=examples(12), deadline=None)


def measures() -> list[Distinct | Total]:
    found: list[Distinct | Total] = [
        Distinct(entity="rows", key=key, filters=(Filter(where=where),) if where else ())
        for key in ("person", "firm")
        for where in CONDITIONS
    ]
    return [*found, Total(entity="rows", value="age", filters=(Filter(where="kind = 'F'"),))]


def planned() -> EntityPlan:
    indicators = [
        replace(builders.indicator(f"m{number}", measure=measure), breakdowns=("kind", "main"))
        for number, measure in enumerate(measures())
    ]
    house = replace(builders.dossier(indicators, []), entities={"rows": ROWS})
    (one,) = plan(house, indicators).values()
    return one


PLAN = planned()


def counted(drawn: Sequence[Row], identities: Identities = NO_DECISIONS) -> Cells:
    table = pa.table(
        {
            "unit": [row.unit for row in drawn],
            "period": [row.period for row in drawn],
            "person": pa.array([row.person for row in drawn], pa.string()),
            "firm": pa.array([row.firm for row in drawn], pa.int64()),
            "kind": pa.array([row.kind for row in drawn], pa.string()),
            "main": pa.array([row.main for row in drawn], pa.bool_()),
            "age": pa.array([row.age for row in drawn], pa.int64()),
        }
    )
    with Engine() as engine:
        engine.register("rows", table)
        identities.register(engine)
        return read_cells(engine, PLAN, (), identities)


def by_hand(drawn: Sequence[Row], measure: Distinct, period: str, breakdown: Breakdown) -> Ledger:
    """Sets of units by key, then keys by set of units."""
    holders: defaultdict[object, set[str]] = defaultdict(set)
    where = measure.filters[0].where if measure.filters else ""
    for row in drawn:
        key = getattr(row, measure.key)
        is_there = all(_category(row, column) == value for column, value in breakdown)
        if row.period == period and key is not None and is_there and CONDITIONS[where](row):
            holders[key].add(row.unit)
    counts: dict[frozenset[str], int] = {}
    for units in holders.values():
        counts[frozenset(units)] = counts.get(frozenset(units), 0) + 1
    return Ledger(counts)


def _category(row: Row, column: str) -> str:
    value = getattr(row, column)
    return "—" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


CELLS: list[Breakdown] = [
    TOTAL,
    *((("kind", value),) for value in ("F", "M", "—")),
    *((("main", value),) for value in ("true", "false", "—")),
]


def same_as_by_hand(drawn: Sequence[Row], found: Cells) -> None:
    for measure in measures():
        if isinstance(measure, Distinct):
            for period in YEARS:
                for breakdown in CELLS:
                    known = found.ledger(PLAN.slot(measure), Period.parse(period, Calendar.YEAR), breakdown)
                    assert known == by_hand(drawn, measure, period, breakdown), (measure, period, breakdown)


@few
@given(rows)
def test_every_ledger_is_that_of_plain_sets(drawn: list[Row]) -> None:
    same_as_by_hand(drawn, counted(drawn))


@settings(max_examples=examples(6), deadline=None)
@given(rows, st.sampled_from([1, 40, 700, 5000]))
def test_signatures_that_do_not_fit_are_read_in_more_passes(drawn: list[Row], widest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledgers, "sheaves", lambda profile, words: signatures.sheaves(profile, words, widest))
        patch.setattr(ledgers, "ROWS_AT_ONCE", 1)
        same_as_by_hand(drawn, counted(drawn))


@few
@given(rows, st.sets(st.sampled_from(UNITS[:6]), min_size=1))
def test_any_units_pairs_and_triples_are_read_in_it(drawn: list[Row], chosen: set[str]) -> None:
    measure = Distinct(entity="rows", key="person")
    ledger = by_hand(drawn, measure, "2020", TOTAL)
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for row in drawn:
        if row.period == "2020" and row.person is not None:
            holders[row.person].add(row.unit)
    assert counted(drawn).ledger(PLAN.slot(measure), Period.parse("2020", Calendar.YEAR), TOTAL) == ledger
    assert ledger.count(chosen) == sum(bool(units & chosen) for units in holders.values())
    assert ledger.exactly(chosen) == sum(units == chosen for units in holders.values())
    assert ledger.at_least(chosen) == sum(units >= chosen for units in holders.values())
    assert sum(ledger.pairs().values()) == sum(len(units) == 2 for units in holders.values())
    assert sum(ledger.triples().values()) == sum(len(units) == 3 for units in holders.values())
    among = ledger.among(chosen)
    shares = sum((among.fraction(unit) for unit in chosen), Fraction(0))
    assert shares == ledger.count(chosen)
    bridge = ledger.bridge(dict.fromkeys(chosen, Decimal(1)))
    assert bridge.sum_of_units == sum(len(units & chosen) for units in holders.values())
    assert bridge.sum_of_units - bridge.counted_twice + bridge.institute_only == bridge.whole


@few
@given(rows, st.dictionaries(st.sampled_from(UNITS[:6]), st.sampled_from(["1", "0.5", "0.25"]), min_size=1))
def test_a_key_counts_for_the_fullest_member_that_holds_it(drawn: list[Row], told: dict[str, str]) -> None:
    parts = {unit: Decimal(part) for unit, part in told.items()}
    ledger = by_hand(drawn, Distinct(entity="rows", key="firm"), "2021", TOTAL)
    expected = sum(
        max(parts[unit] for unit in holders & parts.keys()) * number
        for holders, number in ledger.counts.items()
        if holders & parts.keys()
    )
    assert ledger.weighted(parts) == expected


PERHAPS_ONE = Identities({"persons": Same(certain={}, possible={"ann": "~ann", "bob": "~ann"})})


@settings(max_examples=examples(6), deadline=None)
@given(rows)
def test_links_in_doubt_give_both_bounds(drawn: list[Row]) -> None:
    measure = Distinct(entity="rows", key="person")
    found, period = counted(drawn, PERHAPS_ONE), Period.parse("2020", Calendar.YEAR)
    slot = PLAN.slot(measure)
    linked = [replace(row, person="~ann" if row.person in {"ann", "bob"} else row.person) for row in drawn]
    certain, possible = (by_hand(some, measure, "2020", TOTAL) for some in (drawn, linked))
    members = dict.fromkeys(UNITS, Decimal(1))
    state = DistinctState(
        found.ledger(slot, period, TOTAL), members, 0, found.possible_ledger(slot, period, TOTAL)
    )
    value = state.finish().value
    bounds = (value.low, value.high) if isinstance(value, Between) else (value, value)
    assert bounds == (possible.weighted(members), certain.weighted(members))


# States


def test_counts_of_two_ledgers_are_never_merged() -> None:
    one = DistinctState(Ledger({frozenset({"a"}): 1}), {"a": Decimal(1)}, 1)
    two = DistinctState(Ledger({frozenset({"b"}): 1}), {"b": Decimal(1)}, 1)
    with pytest.raises(LedgersDiffer, match="across_units: distinct"):
        one.merge(two)


numbers = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 50).map(Decimal), min_size=1)


@given(st.lists(st.frozensets(st.sampled_from("abcd"), min_size=1), min_size=1, max_size=30))
def test_counts_alone_bound_the_count_of_keys(keys: list[frozenset[str]]) -> None:
    units = set(chain.from_iterable(keys))
    states = [Claimed({unit: Decimal(sum(unit in held for held in keys))}, 1) for unit in sorted(units)]
    merged = states[0]
    for state in states[1:]:
        merged = merged.merge(state)
    value = merged.finish().value
    low, high = (value.low, value.high) if isinstance(value, Between) else (value, value)
    assert low <= len(keys) <= high
    if len(units) == 1:
        assert value == len(keys)


@given(numbers, numbers, numbers)
def test_claims_merge_in_any_order(
    a: dict[str, Decimal], b: dict[str, Decimal], c: dict[str, Decimal]
) -> None:
    one, two, three = (Claimed(told, 1) for told in (a, b, c))
    assert one.merge(two) == two.merge(one)
    assert one.merge(two).merge(three) == one.merge(two.merge(three))
