"""Laws of the algebra of figures, on rows that are drawn at random and computed by the engine itself.

Each law is stated against plain Python on the same rows: sets, sums and fractions.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from builders import SCHOOLS, year
from drawing import examples
from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.indicator import ConstantPrice, Distinct, Filter, Indicator, Measure, Ratio, Total
from jalon.dossier.parameters import PriceIndex
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.assemble import Assembly, Cell
from jalon.figures.cells import TOTAL, read_cells
from jalon.figures.estimates import Estimates
from jalon.figures.figure import Bridge, Completeness, Figure, Gap, Scope
from jalon.figures.measures import constant_price, ratio
from jalon.figures.measures.constant_price import Deflator
from jalon.figures.measures.distinct import Distinct as DistinctState
from jalon.figures.measures.distinct import Ledger
from jalon.figures.measures.state import State
from jalon.figures.measures.sums import Sum
from jalon.figures.plan import plan
from jalon.figures.prices import PriceSeries
from jalon.figures.roster import Roster
from jalon.figures.store import read_figures, write_figures
from jalon.figures.unitstates import Pass
from jalon.infocentre.engine.duckdb import Engine
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import EMPTY, Text

YEAR = year(2020)
ROWS = Entity(
    id="rows",
    name=Text.same("rows"),
    grain=EMPTY,
    calendar=Calendar.YEAR,
    columns=(
        Column(name="person", type=ColumnType.TEXT),
        Column(name="sex", type=ColumnType.TEXT),
        Column(name="amount", type=ColumnType.DECIMAL),
    ),
)
WOMEN, OTHERS = Filter(where="sex = 'F'"), Filter(where="sex <> 'F'")
TOTAL_AMOUNT = Total(entity="rows", value="amount")
PERSONS = Distinct(entity="rows", key="person")
WOMEN_PERSONS = replace(PERSONS, filters=(WOMEN,))
INDEX = PriceIndex(
    id="prices", name=EMPTY, entity="months", value="level", where="", months=12, references=()
)
REAL = ConstantPrice(total=TOTAL_AMOUNT, index="prices", base_year=2019)


@dataclass(frozen=True)
class Row:
    """One row: who, which sex, how much; received from one school."""

    unit: str
    person: str
    sex: str
    amount: Decimal


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
persons = st.sampled_from([f"p{number}" for number in range(8)])
rows_of_schools = st.lists(
    st.builds(Row, st.sampled_from(SCHOOLS), persons, st.sampled_from("FMX"), amounts),
    min_size=1,
    max_size=25,
)
some_schools = st.sets(st.sampled_from(SCHOOLS), min_size=1)
few = settings(max_examples=examples(25))


def computed(rows: Sequence[Row], *measures: Measure, unit: str = "persons") -> Assembly:
    """The assembly of figures from rows that the engine reads; indicators are ``m0``, ``m1`` and so on."""
    indicators = [indicator(number, measure, unit) for number, measure in enumerate(measures)]
    house = replace(
        builders.dossier(indicators, []), entities={"rows": ROWS}, price_indices={"prices": INDEX}
    )
    (one,) = plan(house, indicators).values()
    table = pa.table(
        {
            "unit": [row.unit for row in rows],
            "period": ["2020"] * len(rows),
            "person": [row.person for row in rows],
            "sex": [row.sex for row in rows],
            "amount": pa.array([row.amount for row in rows], pa.decimal128(38, 10)),
        }
    )
    with Engine() as engine:
        engine.register("rows", table)
        cells = read_cells(engine, one, ())
    prices = PriceSeries(INDEX, months(2019, "80.5") | months(2020, "97.3"))
    found = Pass(
        dossier=house,
        plans={"rows": one},
        cells={"rows": cells},
        prices={"prices": prices},
        as_of=date(2030, 1, 1),
    )
    return Assembly(found, partial(Estimates, found))


def indicator(number: int, measure: Measure, unit: str) -> Indicator:
    return builders.indicator(f"m{number}", unit=unit, measure=measure)


def months(of: int, level: str) -> dict[int, Decimal]:
    return {of * 12 + month: Decimal(level) for month in range(12)}


def figure(found: Assembly, measure: Measure, *units: str, number: int = 0, of: str = "persons") -> Figure:
    """The figure of several units together."""
    return found.together(Cell(indicator(number, measure, of), YEAR), Roster.of(units), "")


def exact(found: Figure) -> Fraction:
    assert isinstance(found.value, Decimal)
    return Fraction(found.value)


def holders(rows: Sequence[Row], units: set[str]) -> set[str]:
    return {row.person for row in rows if row.unit in units}


def pooled(rows: Sequence[Row]) -> list[Row]:
    """The same rows, received from one school."""
    return [replace(row, unit=SCHOOLS[0]) for row in rows]


# Merging


sums = st.builds(Sum, amounts, st.integers(0, 100))
ledgers = st.dictionaries(
    st.frozensets(st.sampled_from(SCHOOLS), min_size=1), st.integers(1, 50), max_size=7
).map(Ledger)


@st.composite
def three_states(draw: st.DrawFn) -> tuple[State, State, State]:
    """Three states of one measure, that may be merged."""
    kind = draw(st.sampled_from(["sum", "distinct", "ratio", "constant price"]))
    ledger = draw(ledgers)
    deflator = Deflator(Decimal("97.3"), Decimal("80.5"))

    def distinct() -> DistinctState:
        members = dict.fromkeys(draw(some_schools), Decimal(draw(st.sampled_from(["1", "0.5"]))))
        return DistinctState(ledger, members, draw(st.integers(0, 9)))

    def one() -> State:
        if kind == "sum":
            return draw(sums)
        if kind == "distinct":
            return distinct()
        if kind == "ratio":
            return ratio.Ratio(distinct(), draw(sums), Decimal(100))
        return constant_price.ConstantPrice(draw(sums), deflator)

    return one(), one(), one()


@given(three_states())
def test_merging_is_associative_and_commutative(states: tuple[State, State, State]) -> None:
    a, b, c = states
    assert a.merge(b) == b.merge(a)
    assert a.merge(b).merge(c) == a.merge(b.merge(c))
    assert a.merge(b).merge(c).finish() == c.merge(a).merge(b).finish()
    assert a.merge(b).rows == a.rows + b.rows


@few
@given(rows_of_schools)
def test_pooling_rows_is_merging_states(rows: list[Row]) -> None:
    share = Ratio(numerator=replace(TOTAL_AMOUNT, filters=(WOMEN,)), denominator=PERSONS)
    measures = (TOTAL_AMOUNT, PERSONS, REAL, share)
    apart, together = computed(rows, *measures), computed(pooled(rows), *measures)
    present = sorted({row.unit for row in rows})
    for number, measure in enumerate(measures):
        merged = figure(apart, measure, *present, number=number)
        whole = figure(together, measure, SCHOOLS[0], number=number)
        assert merged.value == whole.value
        assert (merged.numerator, merged.denominator) == (whole.numerator, whole.denominator)
        assert merged.rows == whole.rows


# Against plain Python


@few
@given(rows_of_schools, some_schools)
def test_any_set_of_schools_is_read_in_the_ledger(rows: list[Row], schools: set[str]) -> None:
    found = computed(rows, PERSONS)
    ledger = found.state(indicator(0, PERSONS, "persons"), rows[0].unit, YEAR, TOTAL).state
    assert isinstance(ledger, DistinctState)
    assert ledger.ledger.count(schools) == len(holders(rows, schools))
    assert ledger.ledger.units == {row.unit for row in rows}


@few
@given(rows_of_schools)
def test_totals_and_constant_prices_are_exact(rows: list[Row]) -> None:
    found = computed(rows, TOTAL_AMOUNT, REAL)
    present = sorted({row.unit for row in rows})
    amount = sum((Fraction(row.amount) for row in rows), Fraction(0))
    assert exact(figure(found, TOTAL_AMOUNT, *present)) == amount
    real = exact(figure(found, REAL, *present, number=1))
    expected = amount * Fraction("80.5") / Fraction("97.3")
    assert abs(real - expected) <= abs(expected) / 10**35


@few
@given(rows_of_schools, some_schools)
def test_the_bridge_adds_up(rows: list[Row], schools: set[str]) -> None:
    found = computed(rows, TOTAL_AMOUNT, PERSONS, REAL)
    present = sorted(schools & {row.unit for row in rows})
    for number, measure in enumerate((TOTAL_AMOUNT, PERSONS, REAL)):
        whole = figure(found, measure, *present, number=number)
        if not present:
            assert isinstance(whole.value, Missing)
            assert whole.bridge is None
            continue
        bridge = whole.bridge
        assert bridge is not None
        one, two, three = bridge.sum_of_units, bridge.counted_twice, bridge.institute_only
        assert isinstance(one, Decimal)
        assert isinstance(two, Decimal)
        assert isinstance(three, Decimal)
        assert Fraction(one) - Fraction(two) + Fraction(three) == exact(whole)
        # Money is never counted twice; amounts at constant prices are rounded, each at its fortieth digit.
        assert measure is PERSONS or abs(two) < Decimal("1e-25")


# Orders


@few
@given(rows_of_schools)
def test_the_whole_is_at_most_the_sum_of_the_schools(rows: list[Row]) -> None:
    found = computed(rows, PERSONS, TOTAL_AMOUNT)
    present = sorted({row.unit for row in rows})
    alone = [exact(figure(found, PERSONS, unit)) for unit in present]
    whole = exact(figure(found, PERSONS, *present))
    assert max(alone) <= whole <= sum(alone)
    amounts = [exact(figure(found, TOTAL_AMOUNT, unit, number=1)) for unit in present]
    assert exact(figure(found, TOTAL_AMOUNT, *present, number=1)) == sum(amounts)


@few
@given(rows_of_schools)
def test_a_filter_never_raises_a_count(rows: list[Row]) -> None:
    count = Total(entity="rows", value="1")
    measures = (PERSONS, WOMEN_PERSONS, count, replace(count, filters=(WOMEN,)))
    found = computed(rows, *measures)
    for unit in sorted({row.unit for row in rows}):
        every, women, lines, women_lines = (
            figure(found, measure, unit, number=number).value for number, measure in enumerate(measures)
        )
        assert isinstance(every, Decimal)
        assert isinstance(lines, Decimal)
        if isinstance(women, Missing):  # nothing is known of a kind that no row is of
            assert not any(row.sex == "F" for row in rows if row.unit == unit)
            assert isinstance(women_lines, Missing)
        else:
            assert women <= every
            assert isinstance(women_lines, Decimal)
            assert women_lines <= lines


@few
@given(rows_of_schools)
def test_a_share_and_its_complement_are_a_hundred(rows: list[Row]) -> None:
    count = Total(entity="rows", value="1")
    share = Ratio(numerator=replace(count, filters=(WOMEN,)), denominator=count)
    rest = Ratio(numerator=replace(count, filters=(OTHERS,)), denominator=count)
    found = computed(rows, share, rest, unit="%")
    present = sorted({row.unit for row in rows})
    for units in ([unit] for unit in present):
        a = exact(figure(found, share, *units, of="%"))
        b = exact(figure(found, rest, *units, number=1, of="%"))
        assert abs(a + b - 100) < Fraction(1, 10**35)
    a, b = (exact(figure(found, m, *present, number=n, of="%")) for n, m in enumerate((share, rest)))
    assert abs(a + b - 100) < Fraction(1, 10**35)
    assert a == pytest.approx(100 * sum(row.sex == "F" for row in rows) / len(rows), abs=1e-9)


# Keeping


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
words = st.text(max_size=8)
gaps = st.builds(Missing, st.sampled_from(Reason), st.builds(Text, fr=words, en=words))
values = numbers | gaps
unit_gaps = st.lists(st.builds(Gap, st.sampled_from(SCHOOLS), gaps), max_size=2).map(tuple)
unit_names = st.lists(st.sampled_from(SCHOOLS), max_size=3).map(tuple)
figures = st.builds(
    Figure,
    indicator=words,
    unit=st.sampled_from([INSTITUTE, *SCHOOLS]),
    scope=st.sampled_from(Scope),
    period=st.builds(Period, st.sampled_from(Calendar), st.integers(1000, 9000)),
    breakdown=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    value=values,
    numerator=st.none() | values,
    denominator=st.none() | values,
    completeness=st.builds(
        Completeness,
        expected=unit_names,
        received=unit_names,
        missing=unit_gaps,
        not_expected=unit_gaps,
        partial=st.lists(st.tuples(st.sampled_from(SCHOOLS), numbers), max_size=2).map(tuple),
    ),
    on=st.none() | st.dates(),
    bridge=st.none()
    | st.builds(Bridge, sum_of_units=values, counted_twice=values, institute_only=values, not_counted=values),
    flags=st.lists(words, max_size=2).map(tuple),
    rows=st.integers(0, 10**9),
    fingerprint=words,
)


@few
@given(st.lists(figures, max_size=4), st.dictionaries(words, words, max_size=2))
def test_stored_figures_are_read_back_as_they_were(kept: list[Figure], prints: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_figures(Path(folder), kept, prints)
        assert read_figures(Path(folder)).figures == tuple(kept)
        written = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
        write_figures(Path(folder), kept, prints)
        assert {path.name: path.read_bytes() for path in Path(folder).iterdir()} == written
