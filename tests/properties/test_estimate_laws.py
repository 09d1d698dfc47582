"""Laws of estimates: they never touch what was received, and their interval holds the truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from builders import SCHOOLS
from jalon.dossier.estimate import Estimate, EstimateMethod
from jalon.dossier.indicator import Measure
from jalon.figures.assemble import Assembly, Cell
from jalon.figures.estimates import Estimates
from jalon.figures.measures.distinct import Distinct, Ledger
from jalon.figures.measures.estimated import EstimatedKeys
from jalon.figures.roster import Roster
from jalon.kernel.missing import Between
from jalon.kernel.texts import EMPTY
from jalon.kernel.units import Quantity
from properties.test_algebra_laws import (
    PERSONS,
    TOTAL_AMOUNT,
    YEAR,
    Row,
    computed,
    few,
    holders,
    indicator,
    rows_of_schools,
)

numbers = st.integers(0, 50)


def with_estimates(made: Assembly, estimated: dict[str, int], number: int) -> Assembly:
    """The same assembly, with stated estimates of some schools."""
    house = made._found.dossier
    measured = house.indicator(f"m{number}")
    declared = tuple(
        Estimate(
            id=f"e-{unit}",
            indicator=measured.id,
            unit=unit,
            periods=(YEAR,),
            method=EstimateMethod.STATED,
            value=Quantity(Decimal(value), house.unit_of(measured)),
            because=EMPTY,
            by="test",
            on=date(2021, 1, 1),
        )
        for unit, value in estimated.items()
    )
    found = replace(made._found, dossier=replace(house, estimates=declared))
    return Assembly(found, partial(Estimates, found))


@few
@given(rows_of_schools, st.dictionaries(st.sampled_from(SCHOOLS), numbers))
def test_an_estimate_changes_no_received_value(rows: list[Row], estimated: dict[str, int]) -> None:
    measures: tuple[Measure, ...] = (TOTAL_AMOUNT, PERSONS)
    plain = computed(rows, *measures)
    there = {row.unit for row in rows}
    for number, measure in enumerate(measures):
        cell = Cell(indicator(number, measure, "persons"), YEAR)
        made = with_estimates(plain, estimated, number)
        for unit in there:
            before, after = plain.unit(cell, unit, ""), made.unit(cell, unit, "")
            unused = (f"estimate-unused:e-{unit}",) if unit in estimated else ()
            assert after == replace(before, flags=(*before.flags, *unused))
        before, after = (
            plain.together(cell, Roster.of(SCHOOLS), ""),
            made.together(cell, Roster.of(SCHOOLS), ""),
        )
        if not set(estimated) - there:
            assert after == before
        assert after.completeness.received == before.completeness.received
        assert {one.unit for one in after.completeness.estimated} == set(estimated) - there


@few
@given(rows_of_schools, st.dictionaries(st.sampled_from(SCHOOLS), numbers))
def test_a_sum_is_what_was_received_and_the_estimates(rows: list[Row], estimated: dict[str, int]) -> None:
    made = with_estimates(computed(rows, TOTAL_AMOUNT), estimated, 0)
    there = {row.unit for row in rows}
    whole = made.together(Cell(indicator(0, TOTAL_AMOUNT, "persons"), YEAR), Roster.of(SCHOOLS), "")
    own = sum((row.amount for row in rows), Decimal(0))
    assert whole.value == own + sum(value for unit, value in estimated.items() if unit not in there)


@few
@given(rows_of_schools, st.sampled_from(SCHOOLS))
def test_the_interval_holds_the_true_number_of_persons(rows: list[Row], late: str) -> None:
    """A school whose rows are held back, estimated by its true number: the truth is within the bounds."""
    received = [row for row in rows if row.unit != late]
    if not received:
        return
    truth = len(holders(rows, set(SCHOOLS)))
    made = with_estimates(computed(received, PERSONS), {late: len(holders(rows, {late}))}, 0)
    value = made.together(Cell(indicator(0, PERSONS, "persons"), YEAR), Roster.of(SCHOOLS), "").value
    low, high = (value.low, value.high) if isinstance(value, Between) else (value, value)
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    assert low <= truth <= high


@given(st.lists(numbers.map(Decimal), min_size=3, max_size=3), st.integers(0, 30))
def test_the_order_of_estimates_does_not_matter(counts: list[Decimal], known: int) -> None:
    ledger = Ledger({frozenset({"north"}): known})
    a, b, c = (EstimatedKeys((count,)) for count in counts)
    keys = Distinct(ledger, {"north": Decimal(1)}, known)
    first = a.merge(keys).merge(b).merge(c)
    second = c.merge(b.merge(a)).merge(keys)
    assert first.finish() == second.finish()
    assert first.rows == second.rows == known
