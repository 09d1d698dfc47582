"""Expected paths, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders import year
from jalon.dossier.target import Shape
from jalon.kernel.exact import exact
from jalon.kernel.missing import Missing
from jalon.outlook.trajectory import Anchor, Path, drawn, flat


def anchors(*points: tuple[int, int | str]) -> list[Anchor]:
    return [Anchor(year(when), Decimal(level)) for when, level in points]


def path(*points: tuple[int, int | str], shape: Shape = Shape.STRAIGHT_LINE) -> Path:
    with exact():
        found = drawn(anchors(*points), None, shape)
    assert found is not None
    return found


def expected(found: Path, decimals: int = 0) -> list[Decimal]:
    return [round(point.expected, decimals) for point in found.points]


def test_straight_line() -> None:
    # 9653 + 389.4 a year
    found = path((2022, 9653), (2027, 11600))
    assert expected(found) == [9653, 10042, 10432, 10821, 11211, 11600]
    assert found.points[1].expected == Decimal("10042.4"), "exact where the level is a finite decimal"


def test_constant_rate() -> None:
    # 9653 × 1.0374 ** n
    found = path((2022, 9653), (2027, 11600), shape=Shape.CONSTANT_RATE)
    assert expected(found) == [9653, 10014, 10389, 10778, 11181, 11600]
    assert found.points[-1].expected == 11600


def test_steps_wait_for_each_milestone() -> None:
    found = path((2018, 10), (2020, 14), (2023, 20), shape=Shape.STEPS)
    assert expected(found) == [10, 10, 14, 14, 14, 20]


def test_milestones_bend_the_path() -> None:
    assert expected(path((2018, 10), (2020, 18), (2022, 20))) == [10, 14, 18, 19, 20]


def test_nothing_is_expected_before_the_baseline_and_the_goal_holds_beyond() -> None:
    found = path((2018, 10), (2020, 20))
    assert isinstance(found.expected(year(2017)), Missing)
    assert [found.expected(year(when)) for when in (2018, 2019, 2020, 2035)] == [10, 15, 20, 20]


@pytest.mark.parametrize("low", [0, -3])
def test_no_constant_rate_starts_from_nothing(low: int) -> None:
    assert drawn(anchors((2018, low), (2020, 20)), None, Shape.CONSTANT_RATE) is None


def test_a_range_is_a_band_in_numeric_order() -> None:
    with exact():
        down = drawn(anchors((2018, 100), (2020, 92)), anchors((2018, 100), (2020, 90)), Shape.STRAIGHT_LINE)
    assert down is not None
    assert [point.expected for point in down.points] == [100, 96, 92]
    assert [point.band for point in down.points] == [(100, 100), (95, 96), (90, 92)]


def test_a_flat_path_keeps_its_band() -> None:
    found = flat(year(2018), year(2020), Decimal(30), (Decimal(28), Decimal(32)))
    assert [point.band for point in found.points] == [(28, 32)] * 3
