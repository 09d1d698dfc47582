"""Laws of coherence: what it promises is what made-up rows give, and no framing changes the answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import ceil, floor

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders import SCHOOLS, figure_set, indicator, target
from coherent import answer, answers, house, measured, persons, rows, share
from drawing import examples
from jalon.dossier.indicator import Direction
from jalon.dossier.target import Target, TargetForm
from jalon.figures.measures.distinct import Holders, Ledger
from jalon.kernel.missing import Between, Value
from jalon.outlook.coherence.model import Answer

LEVEL = TargetForm.LEVEL
ENOUGH = {Answer.ADDS_UP, Answer.EXCEEDS}
FEW = settings(max_examples=examples(40), deadline=None)
sizes = st.integers(1, 500)
shares = st.integers(0, 100)
three_sizes = st.tuples(sizes, sizes, sizes)
three_shares = st.tuples(shares, shares, shares)
extras = st.tuples(*[st.integers(0, 50)] * 3)


def heads(whole: int, parts: tuple[int, ...]) -> list[Target]:
    """Targets on a head-count."""
    own = [
        target(LEVEL, f"{number} persons", unit=unit, name=unit)
        for unit, number in zip(SCHOOLS, parts, strict=True)
    ]
    return [target(LEVEL, f"{whole} persons", name="whole"), *own]


def women(whole: int, parts: tuple[int, ...]) -> list[Target]:
    """Targets on a share."""
    own = [
        target(LEVEL, f"{number} %", of="women", unit=u, name=f"women-{u}")
        for u, number in zip(SCHOOLS, parts, strict=True)
    ]
    return [target(LEVEL, f"{whole} %", of="women", name="women-whole"), *own]


def ends(value: Value) -> tuple[Decimal, Decimal]:
    if isinstance(value, Between):
        return value.low, value.high
    assert isinstance(value, Decimal)
    return value, value


@FEW
@given(whole=st.integers(1, 1500), parts=three_sizes, more=extras)
def test_schools_that_meet_totals_that_add_up_make_the_institute(
    whole: int, parts: tuple[int, ...], more: tuple[int, ...]
) -> None:
    found = answer(house([indicator(measure=rows())], heads(whole, parts)))
    met = sum(part + extra for part, extra in zip(parts, more, strict=True))
    if found.answer in ENOUGH:
        assert met >= whole
    else:
        assert found.answer is Answer.FALLS_SHORT
        assert sum(parts) < whole


@FEW
@given(whole=shares, parts=three_shares, planned=three_sizes, more=extras)
def test_schools_that_meet_shares_on_their_planned_sizes_make_the_institute(
    whole: int, parts: tuple[int, ...], planned: tuple[int, ...], more: tuple[int, ...]
) -> None:
    ratio = share(rows("sex = 'F'"), rows())
    targets = [*women(whole, parts), *heads(sum(planned), planned)]
    found = answers(house([ratio, indicator(measure=rows())], targets)).answers[0]
    numerators = [
        min(ceil(Decimal(part) * size / 100) + extra, size)
        for part, size, extra in zip(parts, planned, more, strict=True)
    ]
    if found.answer in ENOUGH:
        assert Decimal(sum(numerators)) * 100 >= whole * sum(planned)
    else:
        exact = sum(part * size for part, size in zip(parts, planned, strict=True))
        assert found.answer is Answer.FALLS_SHORT
        assert exact < whole * sum(planned)


@st.composite
def populations(draw: st.DrawFn) -> tuple[Ledger, dict[str, int], Ledger]:
    """Persons of today by the schools they are in, targets, and persons of then that meet them."""
    north, south, east = SCHOOLS
    masks = [frozenset({north, south}), frozenset({south, east}), frozenset(SCHOOLS)]
    shared = {mask: draw(st.integers(0, 30)) for mask in masks}
    today: dict[Holders, int] = {frozenset({unit}): draw(st.integers(1, 200)) for unit in SCHOOLS} | shared
    ledger = Ledger(today)
    planned = {unit: draw(st.integers(1, 600)) for unit in SCHOOLS}
    grown = {unit: Decimal(planned[unit]) / ledger.count({unit}) for unit in SCHOOLS}
    then: dict[Holders, int] = {}
    for mask, number in shared.items():
        moves = [Decimal(1), *(grown[unit] for unit in mask)]
        low, high = ceil(number * min(moves)), floor(number * max(moves))
        assume(low <= high)
        then[mask] = draw(st.integers(low, high))
    for unit in SCHOOLS:
        alone = planned[unit] - sum(number for mask, number in then.items() if unit in mask)
        assume(alone >= 0)
        then[frozenset({unit})] = alone
    return ledger, planned, Ledger(then)


@FEW
@given(populations())
def test_any_population_that_shares_as_observed_lies_between_the_bounds(
    drawn: tuple[Ledger, dict[str, int], Ledger],
) -> None:
    ledger, planned, then = drawn
    figures = figure_set(
        measured({unit: ledger.count({unit}) for unit in SCHOOLS}, whole=ledger.count(set(SCHOOLS)))
    )
    targets = heads(1, tuple(planned[unit] for unit in SCHOOLS))
    dossier = house([indicator(measure=persons())], targets)
    real = then.count(set(SCHOOLS))
    for known in (ledger, None):
        found = answer(dossier, figures, ledger=known)
        low, high = ends(found.implied)
        assert low <= real <= high
        logical = ends(found.logical) if found.logical is not None else (low, high)
        assert logical[0] <= low <= high <= logical[1]
        assert logical[0] <= real <= logical[1]


@FEW
@given(whole=shares, parts=three_shares, planned=three_sizes)
def test_a_share_and_its_complement_have_the_same_answer(
    whole: int, parts: tuple[int, ...], planned: tuple[int, ...]
) -> None:
    count = indicator(measure=rows())
    sized = heads(sum(planned), planned)
    ratio = share(rows("sex = 'F'"), rows())
    other = replace(share(rows("sex = 'M'"), rows()), direction=Direction.DOWN)
    mine = answers(house([ratio, count], [*women(whole, parts), *sized])).answers[0]
    flipped = women(100 - whole, tuple(100 - part for part in parts))
    theirs = answers(house([other, count], [*flipped, *sized])).answers[0]
    assert mine.answer is theirs.answer
    assert round(Decimal(ends(mine.gap)[0] + ends(theirs.gap)[0]), 20) == 0


@FEW
@given(whole=st.integers(1, 1500), parts=three_sizes, order=st.permutations(range(4)))
def test_the_order_of_targets_does_not_matter(whole: int, parts: tuple[int, ...], order: list[int]) -> None:
    targets = heads(whole, parts)
    count = indicator(measure=rows())
    mine, theirs = (
        answer(house([count], written)) for written in (targets, [targets[place] for place in order])
    )
    assert (mine.answer, mine.gap, mine.contributions) == (theirs.answer, theirs.gap, theirs.contributions)
