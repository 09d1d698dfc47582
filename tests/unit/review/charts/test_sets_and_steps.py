"""The chart of shared sets and the waterfall say every number they draw, and refuse what does not add up."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

import pytest

from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Language
from jalon.review.charts.upset import Member, OverlapSpec, Shared, upset_chart
from jalon.review.charts.waterfall import Step, WaterfallSpec, waterfall_chart

MEMBERS = tuple(Member(name, keys) for name, keys in [("North", 1890), ("South", 1020), ("East", 300)])


def texts(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</text>", svg)


def overlap(*shared: Shared, others: str = "") -> OverlapSpec:
    return OverlapSpec(
        title="Students",
        subtitle="by set",
        language=Language.EN,
        members=MEMBERS,
        shared=shared,
        others=others,
    )


def test_each_set_has_its_number_and_each_unit_its_whole() -> None:
    both, all_three = Shared(frozenset({0, 1}), 120), Shared(frozenset({0, 1, 2}), 7)
    said = texts(upset_chart(overlap(all_three, both, others="3 other sets: 4")))
    assert {"120", "7", "North · 1,890", "South · 1,020", "East · 300", "3 other sets: 4"} <= {*said}
    assert said.index("120") < said.index("7"), "the largest set comes first"


def test_a_unit_that_shares_nothing_has_no_row() -> None:
    assert "East · 300" not in texts(upset_chart(overlap(Shared(frozenset({0, 1}), 120))))


def test_many_sets_keep_the_largest() -> None:
    members = tuple(Member(f"unit {place}", 1000 - place) for place in range(20))
    shared = tuple(
        Shared(frozenset(pair), 10 + number) for number, pair in enumerate(combinations(range(20), 2))
    )
    spec = OverlapSpec(title="t", subtitle="s", language=Language.FR, members=members, shared=shared)
    assert [one.keys for one in spec.columns] == sorted((one.keys for one in shared), reverse=True)[:16]
    assert str(spec.columns[0].keys) in texts(upset_chart(spec))


def test_nothing_shared_is_no_chart() -> None:
    with pytest.raises(ValueError, match="nothing is shared"):
        overlap()


def waterfall(after: str, *changes: str, before: str = "52.4") -> WaterfallSpec:
    def number(value: Decimal) -> str:
        return format_number(value, 1, Language.EN)

    return WaterfallSpec(
        title="Own resources",
        subtitle="M€",
        language=Language.EN,
        before=("2023 review", Decimal(before)),
        after=("2024 review", Decimal(after)),
        steps=tuple(Step(f"cause {n}", Decimal(change)) for n, change in enumerate(changes)),
        number=number,
        signed=lambda value: f"{'+' if value > 0 else ''}{number(value)}",
    )


def test_a_waterfall_says_both_ends_and_every_cause() -> None:
    said = texts(waterfall_chart(waterfall("54.1", "2.3", "-1.2", "0.6")))
    assert {"52.4", "54.1", "+2.3", "−1.2", "+0.6", "2023 review", "cause 1"} <= {*said}


@pytest.mark.parametrize("ends", [("0", "5", "5"), ("-3", "4", "7"), ("5", "5"), ("3", "0", "-3")])
def test_any_ends_can_be_drawn(ends: tuple[str, ...]) -> None:
    before, after, *changes = ends
    assert waterfall_chart(waterfall(after, *changes, before=before)).startswith("<svg")


def test_a_cut_axis_is_said() -> None:
    assert any("does not start at zero" in text for text in texts(waterfall_chart(waterfall("54.1", "1.7"))))


def test_steps_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not lead"):
        waterfall("54.1", "1.6")
