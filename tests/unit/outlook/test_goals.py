"""What each form of target asks for, as levels on a given baseline."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders import UNITS, baseline, quantity, target
from jalon.dossier.indicator import Direction
from jalon.dossier.target import Target, TargetForm
from jalon.kernel.missing import Missing, Reason, Value
from jalon.kernel.texts import Text
from jalon.outlook import reasons
from jalon.outlook.goals import Goal, goal_of, level_of, pace_goal

PERSONS, PERCENT = quantity("1 persons").unit, quantity("1 %").unit
UP, DOWN, KEEP = Direction.UP, Direction.DOWN, Direction.KEEP


def goal(asked: Target, direction: Direction = UP, base: Value | int = 1000, unit: str = "persons") -> Goal:
    measured = UNITS.find(unit)
    assert measured is not None
    found = goal_of(asked, measured, direction, Decimal(base) if isinstance(base, int) else base)
    assert isinstance(found, Goal), found
    return found


def test_level_is_converted_to_the_indicator_s_unit() -> None:
    found = goal(target(TargetForm.LEVEL, "2 kEUR"), unit="EUR")
    assert (found.level, found.is_bound) == (2000, False)
    assert found.holds(Decimal(2000))
    assert not found.holds(Decimal(1999))


def test_relative_is_a_percentage_of_the_baseline() -> None:
    assert goal(target(TargetForm.RELATIVE, "+20 %"), base=12732).level == Decimal("15278.4")
    assert goal(target(TargetForm.RELATIVE, "-10 %"), DOWN, base=500).level == 450


@pytest.mark.parametrize(
    ("direction", "bounds", "near", "far"),
    [
        (UP, ("+8 %", "+10 %"), 1080, 1100),
        (DOWN, ("-10 %", "-8 %"), 920, 900),
        (UP, ("1 050 persons", "1 100 persons"), 1050, 1100),
        (DOWN, ("900 persons", "950 persons"), 950, 900),
    ],
)
def test_range_is_reached_from_its_nearer_bound(
    direction: Direction, bounds: tuple[str, str], near: int, far: int
) -> None:
    found = goal(target(TargetForm.RANGE, *bounds), direction)
    assert (found.level, found.far) == (near, far)
    assert found.holds(Decimal(near))
    assert found.holds(Decimal(far) + (far - near)), "better than the farther bound is still reached"


def test_a_range_without_a_better_way_must_be_stayed_in() -> None:
    found = goal(target(TargetForm.RANGE, "900 persons", "1 100 persons"), KEEP)
    assert [found.holds(Decimal(value)) for value in (899, 900, 1100, 1101)] == [False, True, True, False]
    assert found.centre == 1000


def test_floor_and_ceiling_do_not_depend_on_the_direction() -> None:
    assert goal(target(TargetForm.FLOOR, "800 persons"), DOWN).holds(Decimal(801))
    assert not goal(target(TargetForm.CEILING, "800 persons"), UP).holds(Decimal(801))


@pytest.mark.parametrize(
    ("low", "tolerance", "edges", "unit"),
    [
        ("500 persons", "20 persons", (480, 520), "persons"),
        ("30 %", "2 points", (28, 32), "%"),
        ("30 %", "2 %", (28, 32), "%"),
    ],
)
def test_keep_has_two_edges(low: str, tolerance: str, edges: tuple[int, int], unit: str) -> None:
    found = goal(target(TargetForm.KEEP, low, tolerance=tolerance), unit=unit)
    assert found.edges == edges
    assert found.holds(Decimal(edges[0]))
    assert not found.holds(Decimal(edges[1]) + Decimal("0.001"))


def test_a_pace_must_be_beaten_not_equalled() -> None:
    found = pace_goal(Decimal("94.09"), DOWN)
    assert not found.holds(Decimal("94.09"))
    assert not found.holds(Decimal("94.09") - Decimal("1e-38")), "the last digit of a root is no progress"
    assert found.holds(Decimal("94.08"))


@pytest.mark.parametrize(
    ("base", "why"),
    [
        (Decimal(0), reasons.PERCENT_OF_NOTHING),
        (Decimal(-5), reasons.PERCENT_OF_NOTHING),
        (Missing(Reason.LATE), reasons.NO_BASELINE),
    ],
)
def test_a_change_of_nothing_has_no_meaning(base: Value, why: Text) -> None:
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline())
    assert goal_of(asked, PERSONS, UP, base) == why


def test_steps_done_in_percent_are_not_compared_with_a_count() -> None:
    found = goal_of(target(TargetForm.MILESTONE, "100 %"), PERSONS, UP, Decimal(0))
    assert found == reasons.another_unit(PERCENT, PERSONS)


def test_a_change_applies_to_the_baseline_and_a_level_does_not() -> None:
    base = Decimal(200)
    assert level_of(quantity("+10 %"), PERSONS, base, is_change=True) == 220
    assert level_of(quantity("210 persons"), PERSONS, base, is_change=False) == 210
