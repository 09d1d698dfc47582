"""Axes hold every value and labels hide nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.review.charts.frame import Frame, axis
from jalon.review.charts.labels import Box, Label, place
from jalon.review.charts.series import Link, gaps, links
from jalon.review.charts.spec import Point, Tick
from jalon.review.charts.theme import Ink

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=3)
EVERYWHERE = tuple((across, down) for across in (1, 0, -1) for down in (0, -1, 1) if across or down)


@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_an_axis_holds_its_values_on_round_ticks(values: list[Decimal]) -> None:
    made = axis(tuple(values))
    assert made.low <= min(values) <= max(values) <= made.high
    assert 1 <= len(made.ticks) - 1 <= 7
    assert all(tick % made.step == 0 for tick in made.ticks)
    assert made.low >= 0 or min(values) < 0


def test_an_axis_comes_down_to_zero_only_when_values_are_near_it() -> None:
    assert axis((Decimal(5), Decimal(40))).starts_at_zero
    assert not axis((Decimal(12100), Decimal(15300))).starts_at_zero
    assert axis((Decimal(-2), Decimal(3))).starts_at_zero
    assert axis((Decimal("0.25"), Decimal("0.30"))).decimals == 2


@given(st.floats(0, 600), st.floats(0, 300))
def test_a_frame_goes_both_ways(x: float, y: float) -> None:
    frame = Frame(width=600, height=300, first=2011.5, last=2023.5, low=11000, high=18000)
    assert frame.px(frame.x_at(x)) == pytest.approx(x, abs=1e-6)
    assert frame.py(frame.y_at(y)) == pytest.approx(y, abs=1e-6)


def test_nothing_is_drawn_across_a_missing_period() -> None:
    periods = tuple(Tick(year, str(year)) for year in range(2018, 2024))
    values = {2018: "1", 2019: "2", 2020: None, 2021: "4", 2022: "5"}
    points = tuple(
        Point(x=year, value=None if value is None else Decimal(value), is_complete=year != 2022)
        for year, value in values.items()
    )
    assert links(points, periods) == (
        Link(2018, Decimal(1), 2019, Decimal(2), is_firm=True),
        Link(2021, Decimal(4), 2022, Decimal(5), is_firm=False),
    )
    assert gaps(points, periods) == ((2020, 2020),)


def test_a_period_without_a_point_ends_a_line_but_is_no_gap() -> None:
    periods = tuple(Tick(year, str(year)) for year in (2018, 2019, 2020))
    points = (Point(x=2018, value=Decimal(1)), Point(x=2020, value=Decimal(3)))
    assert links(points, periods) == ()
    assert gaps(points, periods) == ()


def test_a_box_measures_what_crosses_it() -> None:
    box = Box(10, 10, 20, 10)
    assert box.crossed((0, 15, 40, 15)) == pytest.approx(20)
    assert box.crossed((12, 12, 12, 18)) == pytest.approx(6)
    assert box.crossed((0, 0, 40, 0)) == 0
    assert box.crossed((0, 0, 5, 40)) == 0
    assert box.overlap(Box(25, 15, 20, 20)) == 25
    assert box.overlap(Box(30, 10, 5, 5)) == 0


@given(st.lists(st.tuples(st.floats(150, 450), st.floats(100, 200)), min_size=1, max_size=4))
def test_labels_with_room_around_them_stay_inside_and_apart(points: list[tuple[float, float]]) -> None:
    labels = [
        Label(lines=("12 345",), points=(point,), ink=Ink.TEXT, size=12, sides=EVERYWHERE) for point in points
    ]
    page = Box(0, 0, 600, 300)
    boxes = [item.box for item in place(labels, within=page, avoid=(), taken=())]
    assert all(box.overlap(page) == pytest.approx(box.width * box.height) for box in boxes)
    assert all(box.overlap(other) == 0 for number, box in enumerate(boxes) for other in boxes[number + 1 :])
