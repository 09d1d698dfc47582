"""Which figures may be compared: as they were, or like for like, and in which words."""

from __future__ import annotations

from builders import LATE, SCHOOLS, figure, figure_set, like_for_like, org_unit, year
from jalon.dossier.perimeter import Perimeter
from jalon.figures.figure import Figure, Scope
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.comparison import Comparison, against_stated, compare, stand_alone

PERIMETER = Perimeter(
    name=Text.same("Institute"), units=(*map(org_unit, SCHOOLS), org_unit("new", since=2020))
)
START = figure(100, 2018)


def compared(start: Figure, end: Figure, *others: Figure) -> Comparison:
    return compare(PERIMETER, figure_set(start, end, *others), start, end)


def test_the_same_units_are_compared_as_they_were() -> None:
    end = figure(110, 2023)
    assert compared(START, end) == Comparison(start=START, end=end)


def test_a_school_is_compared_with_itself() -> None:
    start, end = (figure(50, when, unit="north", received=["north"]) for when in (2018, 2023))
    assert compared(start, end).scope is Scope.AS_IT_WAS


def test_a_school_missing_at_the_end_is_left_out_at_both_ends_and_named() -> None:
    end = figure(90, 2023, received=["north", "south"], missing=["east"])
    kept = ["north", "south"]
    found = compared(START, end, like_for_like(START, 70, kept), like_for_like(end, 90, kept))
    assert (found.scope, found.obstacle) == (Scope.LIKE_FOR_LIKE, EMPTY)
    assert found.start is not None
    assert (found.start.value, found.end.value) == (70, 90)
    assert found.reason == Text(
        fr="périmètre constant\u00a0: North, South\u00a0; "
        "hors comparaison\u00a0: East (2023\u00a0: absent à la source)",
        en="like for like: North, South; left out: East (2023: missing at source)",
    )


def test_a_school_that_joined_or_left_or_owed_nothing_is_named_as_such() -> None:
    end = figure(120, 2023, received=["north", "south", "new"])
    kept = ["north", "south"]
    found = compared(START, end, like_for_like(START, 70, kept), like_for_like(end, 80, kept))
    assert found.reason.en.endswith("left out: East (left since 2018); New (joined since 2018)")
    start = figure(100, 2018, not_expected=["new"])
    found = compared(start, end, like_for_like(start, 70, kept), like_for_like(end, 80, kept))
    assert found.reason.en.endswith("New (no figure expected for 2018)")


def test_without_like_for_like_figures_the_two_ends_cannot_be_compared() -> None:
    end = figure(90, 2023, received=["north", "south"], missing=["east"])
    kept = ["north", "south"]
    absent = compared(START, end)
    assert absent.obstacle.en == "no like-for-like figure: East (2023: missing at source)"
    missing = compared(START, end, like_for_like(START, LATE, kept), like_for_like(end, 90, kept))
    assert missing.obstacle.en.startswith("no like-for-like figure: missing at source")
    other = compared(START, end, like_for_like(START, 30, ["north"]), like_for_like(end, 90, kept))
    assert "not about the same units" in other.obstacle.en


def test_a_number_of_the_contract_is_compared_with_everyone_or_not_at_all() -> None:
    assert against_stated(PERIMETER, year(2018), figure(1, 2023)).obstacle == EMPTY
    incomplete = figure(1, 2023, received=["north", "south"], missing=["east"])
    assert "East (2023: missing at source)" in against_stated(PERIMETER, year(2018), incomplete).obstacle.en
    larger = figure(1, 2023, received=[*SCHOOLS, "new"])
    assert "New (joined since 2018)" in against_stated(PERIMETER, year(2018), larger).obstacle.en
    assert against_stated(PERIMETER, None, larger).obstacle == EMPTY


def test_an_incomplete_total_cannot_be_set_beside_a_level_but_a_ratio_can() -> None:
    end = figure(30, 2023, received=["north", "south"], missing=["east"])
    figures = figure_set(end, like_for_like(end, 30, ["north", "south"]))
    total = stand_alone(PERIMETER, figures, end, is_ratio=False)
    assert total.obstacle.en == "not comparable: East (2023: missing at source)"
    ratio = stand_alone(PERIMETER, figures, end, is_ratio=True)
    assert (ratio.obstacle, ratio.scope, ratio.end.value) == (EMPTY, Scope.LIKE_FOR_LIKE, 30)
    assert stand_alone(PERIMETER, figure_set(end), end, is_ratio=True).obstacle != EMPTY
