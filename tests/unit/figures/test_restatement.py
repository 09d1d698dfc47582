"""The splitting of a difference, on values worked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import year
from drawing import examples
from jalon.figures.components import ORDER, Component
from jalon.figures.figure import Scope
from jalon.figures.restatement import CellKey, Kind, Move, Stop, decompose, shapley
from jalon.kernel.missing import Missing, Reason, Value, between
from jalon.kernel.texts import EMPTY

CELL = CellKey("students", "north", Scope.AS_IT_WAS, year(2022), ())
LATE = Missing(Reason.LATE)
DATA, IDENTITIES, DEFINITION, PERIMETER, PRICES = ORDER


def way(*stages: int | Value | None) -> list[Stop]:
    """Values after each component of the declared order, the first vintage's first."""
    values = [Decimal(one) if isinstance(one, int) else one for one in stages]
    taken = [(), *((component,) for component in ORDER)]
    return [Stop(components, value) for components, value in zip(taken, values, strict=False)]


def split(*stages: int | Value | None) -> Move:
    move = decompose(CELL, way(*stages))
    assert move is not None
    return move


def parts(move: Move) -> Mapping[tuple[Component, ...], Fraction]:
    return {part.components: part.change for part in move.parts}


def test_each_step_is_the_part_of_its_component() -> None:
    assert parts(split(10, 13, 12, 12, 9)) == {(DATA,): 3, (IDENTITIES,): -1, (PERIMETER,): -3}


def test_parts_that_cancel_out_are_told() -> None:
    assert parts(split(10, 14, 10)) == {(DATA,): 4, (IDENTITIES,): -4}


def test_nothing_moved_is_no_move() -> None:
    assert decompose(CELL, way(10, 10, 10)) is None
    assert decompose(CELL, way(LATE, LATE)) is None


def test_steps_around_a_stage_without_a_number_are_one_part() -> None:
    assert parts(split(10, LATE, 12, 15)) == {(DATA, IDENTITIES): 2, (DEFINITION,): 3}


def test_a_number_that_appears_is_explained_by_who_brings_it_and_is_no_difference() -> None:
    move = split(LATE, 12, 15)
    assert (move.kind, move.because, move.parts) == (Kind.APPEARED, (DATA,), ())
    move = split(12, 15, None)
    assert (move.kind, move.because, move.parts) == (Kind.DISAPPEARED, (IDENTITIES,), ())


def test_another_reason_is_no_number() -> None:
    move = split(LATE, Missing(Reason.REFUSED))
    assert (move.kind, move.because) == (Kind.REWORDED, (DATA,))


def test_bounds_are_no_difference() -> None:
    doubt = between(Decimal(8), Decimal(10), EMPTY)
    move = split(9, 9, doubt)
    assert (move.kind, move.because, move.parts) == (Kind.BOUNDS, (IDENTITIES,), ())
    assert split(LATE, doubt).kind is Kind.REWORDED


numbers = st.integers(-50, 50)


@settings(max_examples=examples(30))
@given(st.lists(numbers, min_size=8, max_size=8))
def test_shapley_values_are_the_mean_over_every_order(drawn: list[int]) -> None:
    steps = ((DATA,), (DEFINITION, PERIMETER), (PRICES,))
    values: dict[frozenset[Component], Decimal] = {}
    for number, value in enumerate(drawn):
        taken = frozenset(c for bit, step in enumerate(steps) if number >> bit & 1 for c in step)
        values[taken] = Decimal(value)
    means = dict.fromkeys(steps, Fraction(0))
    for order in permutations(steps):
        taken = frozenset[Component]()
        for step in order:
            means[step] += Fraction(values[taken | set(step)] - values[taken]) / 6
            taken |= set(step)
    move = shapley(CELL, steps, values.__getitem__)
    assert move is not None
    assert parts(move) == {step: mean for step, mean in means.items() if mean}
    assert move.change == Fraction(drawn[-1] - drawn[0])


def test_no_shapley_value_where_a_mix_has_no_number() -> None:
    values = {frozenset(): Decimal(1), frozenset({DATA}): Missing(Reason.LATE, EMPTY)}
    assert shapley(CELL, ((DATA,),), lambda taken: values[taken]) is None
