"""What an incomplete, estimated or uncertain figure may be set beside, and what can be concluded from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from builders import baseline, dossier, figure, figure_set, indicator, share_indicator, target
from jalon.dossier.target import Target, TargetForm
from jalon.figures.figure import Figure, Scope, Substitute
from jalon.kernel.missing import Missing, Reason, between
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.comparable import MAY_BE_COMPARED, Beside, Known, Rule, known_of
from jalon.outlook.judge import judge
from jalon.outlook.verdict import Verdict, Word

DAY_2024 = date(2024, 6, 1)
BOUNDS = between(Decimal(110), Decimal(130), Text.same("two bounds"))


def estimated(value: int, period: int, bounds: tuple[int, int] | None = None) -> Figure:
    """An institute figure in which east is estimated."""
    made = Substitute(
        unit="east",
        estimate="e",
        method="stated",
        why=Missing(Reason.LATE),
        formula=EMPTY,
        because=EMPTY,
    )
    found = figure(value, period, received=("north", "south"), missing=("east",))
    completeness = replace(found.completeness, missing=(), estimated=(made,))
    ends = None if bounds is None else (Decimal(bounds[0]), Decimal(bounds[1]))
    return replace(found, completeness=completeness, bounds=ends)


def own(value: int, unit: str, period: int) -> Figure:
    return figure(value, period, unit=unit, received=(unit,))


def verdict(asked: Target, *figures: Figure, of: object = None) -> Verdict:
    made = dossier([indicator() if of is None else of], [asked])  # type: ignore[list-item]
    (found,) = judge(made, figure_set(figures), as_of=DAY_2024)
    return found


INCOMPLETE: Sequence[Figure] = (
    figure(120, 2023, received=("north", "south"), missing=("east",)),
    own(70, "north", 2023),
    own(50, "south", 2023),
)


def test_every_pair_has_its_rule_and_no_incomplete_total_meets_a_level() -> None:
    assert set(MAY_BE_COMPARED) == {(known, beside) for known in Known for beside in Beside}
    for beside in Beside:
        rules = {MAY_BE_COMPARED[known, beside] for known in (Known.INCOMPLETE_TOTAL, Known.BOUNDS)}
        assert Rule.AS_IT_IS not in rules
        assert Rule.FLAGGED not in rules


def test_how_much_is_known() -> None:
    assert known_of(figure(5, 2020), is_quotient=False) is Known.COMPLETE
    assert known_of(INCOMPLETE[0], is_quotient=False) is Known.INCOMPLETE_TOTAL
    assert known_of(INCOMPLETE[0], is_quotient=True) is Known.INCOMPLETE_QUOTIENT
    assert known_of(estimated(5, 2020), is_quotient=False) is Known.ESTIMATED
    assert known_of(figure(BOUNDS, 2020), is_quotient=False) is Known.BOUNDS
    assert known_of(figure(Missing(Reason.LATE), 2020), is_quotient=False) is Known.NOTHING


@pytest.mark.parametrize(
    ("form", "low", "word"),
    [
        # 120 are there without east: a floor of 100 is passed whatever east has, one of 130 may be.
        (TargetForm.FLOOR, "100 persons", Word.REACHED),
        (TargetForm.FLOOR, "130 persons", Word.NOT_MEASURABLE),
        (TargetForm.CEILING, "100 persons", Word.NOT_REACHED),
        (TargetForm.CEILING, "130 persons", Word.NOT_MEASURABLE),
        (TargetForm.LEVEL, "100 persons", Word.REACHED),
        (TargetForm.LEVEL, "130 persons", Word.NOT_MEASURABLE),
    ],
)
def test_an_incomplete_sum_concludes_only_what_the_missing_unit_cannot_change(
    form: TargetForm, low: str, word: Word
) -> None:
    found = verdict(target(form, low), *INCOMPLETE)
    assert found.word is word
    assert ("even without East" in found.reason.en) is (word is not Word.NOT_MEASURABLE)


def test_money_can_be_negative_so_an_incomplete_sum_of_it_concludes_nothing() -> None:
    made = [replace(one, indicator="money") for one in INCOMPLETE]
    found = verdict(target(TargetForm.FLOOR, "100 EUR", of="money"), *made, of=indicator("money", unit="EUR"))
    assert found.word is Word.NOT_MEASURABLE


def test_a_negative_part_concludes_nothing() -> None:
    parts = (INCOMPLETE[0], own(130, "north", 2023), own(-10, "south", 2023))
    assert verdict(target(TargetForm.FLOOR, "100 persons"), *parts).word is Word.NOT_MEASURABLE


def test_an_incomplete_share_concludes_nothing() -> None:
    whole = figure(40, 2023, of="women", received=("north", "south"), missing=("east",))
    found = verdict(target(TargetForm.FLOOR, "30 %", of="women"), whole, of=share_indicator())
    assert found.word is Word.NOT_MEASURABLE


@pytest.mark.parametrize(
    ("low", "word"),
    [("110 persons", Word.REACHED), ("120 persons", Word.NOT_MEASURABLE), ("131 persons", Word.NOT_REACHED)],
)
def test_bounds_conclude_when_both_give_the_same_answer(low: str, word: Word) -> None:
    found = verdict(target(TargetForm.LEVEL, low), figure(BOUNDS, 2023))
    assert found.word is word


def test_an_incomplete_baseline_gives_no_goal_to_pass() -> None:
    start = figure(50, 2018, received=("north", "south"), missing=("east",))
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline())
    assert verdict(asked, start, *INCOMPLETE).word is Word.NOT_MEASURABLE


def test_on_the_way_an_estimate_is_judged_and_told() -> None:
    asked = target(TargetForm.LEVEL, "200 persons", base=baseline(), horizon=2025)
    found = verdict(asked, figure(100, 2018), estimated(180, 2023))
    assert found.word in {Word.ON_TRACK, Word.BEHIND, Word.FAR_BEHIND}
    assert found.is_estimated
    assert found.value == 180
    assert "estimated: East (stated value)" in found.reason.en


def test_a_final_word_never_rests_on_an_estimate() -> None:
    asked = target(TargetForm.LEVEL, "150 persons", base=baseline())
    assert verdict(asked, figure(100, 2018), estimated(180, 2023)).word is Word.NOT_MEASURABLE
    # Unless all of the declared range gives the same word.
    sure = verdict(asked, figure(100, 2018), estimated(180, 2023, (150, 190)))
    assert sure.word is Word.REACHED
    assert verdict(asked, figure(100, 2018), estimated(180, 2023, (149, 190))).word is Word.NOT_MEASURABLE
    assert verdict(asked, figure(100, 2018), estimated(120, 2023, (110, 149))).word is Word.NOT_REACHED


def test_a_final_word_on_a_change_falls_back_on_the_units_received() -> None:
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline())
    start, end = figure(100, 2018), estimated(180, 2023)
    same = [
        replace(
            one, value=Decimal(number), scope=Scope.LIKE_FOR_LIKE, completeness=INCOMPLETE[0].completeness
        )
        for one, number in ((start, 60), (end, 90))
    ]
    whole = [
        replace(one, completeness=replace(one.completeness, expected=("north", "south"), missing=()))
        for one in same
    ]
    found = verdict(asked, start, end, *whole)
    assert found.word is Word.REACHED
    assert found.value == 90
    assert not found.is_estimated
    assert "East (2023: estimated)" in found.scope_reason.en
