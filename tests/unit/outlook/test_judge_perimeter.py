"""Verdicts on the institute when a school is missing, joins or leaves: never a silent smaller total."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from builders import (
    SCHOOLS,
    baseline,
    dossier,
    figure,
    figure_set,
    indicator,
    like_for_like,
    pace,
    share_indicator,
    target,
)
from jalon.dossier.indicator import Direction, Indicator
from jalon.dossier.target import Target, TargetForm
from jalon.figures.figure import Figure, Scope
from jalon.kernel.missing import Missing
from jalon.outlook.judge import judge, trajectory_of
from jalon.outlook.verdict import Verdict, Word

AFTER = date(2025, 1, 1)
KEPT = ("north", "south")
RELATIVE = target(TargetForm.RELATIVE, "+20 %", base=baseline())


def ends(start: int | str, end: int | str, of: str = "students") -> tuple[Figure, Figure]:
    """A complete figure in 2018 and one of 2023 that lacks a school."""
    return figure(start, 2018, of=of), figure(end, 2023, of=of, received=KEPT, missing=["east"])


def verdict(asked: Target, *figures: Figure, of: Indicator | None = None) -> Verdict:
    measured = of or indicator()
    house = dossier([measured], [replace(asked, indicator=measured.id)])
    (found,) = judge(house, figure_set(figures), as_of=AFTER)
    return found


def test_a_change_is_measured_on_the_schools_present_at_both_ends() -> None:
    start, end = ends(14800, 12629)
    found = verdict(RELATIVE, start, end, like_for_like(start, 12732, KEPT), like_for_like(end, 12629, KEPT))
    assert (found.word, found.scope) == (Word.NOT_REACHED, Scope.LIKE_FOR_LIKE)
    assert (found.baseline, found.goal, found.value) == (12732, Decimal("15278.4"), 12629)
    assert isinstance(found.change, Decimal)
    assert round(found.change, 2) == Decimal("-0.81"), "not the −14.67 % of the two totals"
    assert (found.as_it_was, found.completeness) == (12629, "2/3")
    assert "East (2023: missing at source)" in found.scope_reason.en


def test_the_path_starts_from_the_same_baseline_as_the_verdict() -> None:
    start, end = ends(14800, 12629)
    figures = figure_set(start, end, like_for_like(start, 12732, KEPT), like_for_like(end, 12629, KEPT))
    path = trajectory_of(dossier([indicator()], [RELATIVE]), figures, RELATIVE)
    assert (path.scope, path.points[0].expected) == (Scope.LIKE_FOR_LIKE, 12732)


def test_without_like_for_like_figures_nothing_is_said_about_the_change() -> None:
    found = verdict(RELATIVE, *ends(14800, 12629))
    assert found.word is Word.NOT_MEASURABLE
    assert found.reason.en == "no like-for-like figure: East (2023: missing at source)"
    assert found.as_it_was == 12629
    assert all(isinstance(item, Missing) for item in (found.value, found.gap, found.change, found.progress))


def test_a_share_keeps_its_goal_on_the_schools_that_are_left() -> None:
    start, end = ends("26.0", "31.0", of="women")
    asked = target(TargetForm.LEVEL, "30 %", base=baseline())
    same = like_for_like(start, "27.0", KEPT), like_for_like(end, "31.0", KEPT)
    found = verdict(asked, start, end, *same, of=share_indicator())
    assert (found.word, found.scope, found.goal) == (Word.REACHED, Scope.LIKE_FOR_LIKE, 30)
    assert (found.baseline, found.change) == (27, 4)


def test_a_head_count_set_for_all_is_not_judged_on_those_that_are_left() -> None:
    start, end = ends(900, 800)
    asked = target(TargetForm.LEVEL, "1 000 persons", base=baseline())
    found = verdict(asked, start, end, like_for_like(start, 700, KEPT), like_for_like(end, 800, KEPT))
    assert found.word is Word.NOT_MEASURABLE
    assert found.reason.en.startswith("the target is set for all the units at the baseline")


def test_a_head_count_is_judged_without_the_school_that_joined_since() -> None:
    start = figure(900, 2018)
    end = figure(1300, 2023, received=[*SCHOOLS, "new"])
    asked = target(TargetForm.LEVEL, "1 000 persons", base=baseline())
    found = verdict(asked, start, end, like_for_like(start, 900, SCHOOLS), like_for_like(end, 990, SCHOOLS))
    assert (found.word, found.value, found.as_it_was) == (Word.NOT_REACHED, 990, 1300)


def test_a_baseline_of_the_contract_is_not_compared_with_an_incomplete_figure() -> None:
    _, end = ends(0, 800)
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline(2018, "900 persons"))
    found = verdict(asked, end, like_for_like(end, 800, KEPT))
    assert found.word is Word.NOT_MEASURABLE
    assert found.reason.en == (
        "the baseline is a number written in the contract, for the perimeter as it was then: "
        "East (2023: missing at source)"
    )
    assert found.goal == 1080


def test_a_floor_is_not_judged_on_an_incomplete_total() -> None:
    _, end = ends(0, 800)
    found = verdict(target(TargetForm.FLOOR, "700 persons"), end)
    assert (found.word, found.reason.en) == (
        Word.NOT_MEASURABLE,
        "not comparable: East (2023: missing at source)",
    )


def test_the_pace_to_beat_is_measured_on_the_same_schools_at_both_ends() -> None:
    energy = indicator("energy", unit="kWh", direction=Direction.DOWN)
    first, last = figure(3000, 2014, of="energy"), figure(1000, 2016, of="energy", received=KEPT)
    same = like_for_like(first, 1250, KEPT), like_for_like(last, 800, KEPT)
    since = [figure(1000, 2018, of="energy"), figure(300, 2023, of="energy")]
    asked = target(TargetForm.PACE, faster_than=pace(2014, 2016), base=baseline())
    found = verdict(asked, first, last, *same, *since, of=energy)
    assert isinstance(found.goal, Decimal)
    assert round(found.goal, 10) == Decimal("327.68"), "1000 × 0.8⁵: −20 % a year, not −42 %"
    assert found.word is Word.REACHED
