"""Figures of which only bounds are known: a word when every value inside gives it, else both words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import baseline, dossier, figure, figure_set, indicator, like_for_like, series, target, year
from drawing import examples
from jalon.dossier.indicator import Direction
from jalon.dossier.target import Target, TargetForm
from jalon.kernel.missing import Between, Missing, Reason, Value, between
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.judge import judge, side_by_side
from jalon.outlook.verdict import PaceWord, Verdict, Word

DOUBT = Text("liens entre personnes en doute", "links between persons in doubt")
ASKED = target(TargetForm.LEVEL, "200 persons", base=baseline())
DURING = date(2021, 1, 1)


def bounds(low: int | Decimal, high: int | Decimal) -> Value:
    return between(Decimal(low), Decimal(high), DOUBT)


def told(asked: Target, values: dict[int, Value], as_of: date = DURING) -> Verdict:
    (found,) = judge(dossier([indicator()], [asked]), figure_set(series(dict(values))), as_of=as_of)
    return found


def test_the_word_holds_when_both_bounds_give_it() -> None:
    found = told(ASKED, {2018: Decimal(100), 2020: bounds(145, 150)})
    assert (found.word, found.pace.word) == (Word.ON_TRACK, PaceWord.AHEAD)
    assert isinstance(found.value, Between)
    assert (found.value.low, found.value.high) == (145, 150)
    assert isinstance(found.gap, Between)
    assert (found.gap.low, found.gap.high) == (5, 10)
    assert "between two bounds only: links between persons in doubt" in found.reason.en


def test_else_it_is_not_measurable_and_the_two_words_are_told() -> None:
    found = told(ASKED, {2018: Decimal(100), 2020: bounds(110, 150)})
    assert found.word is Word.NOT_MEASURABLE
    assert "depending on the true value: “behind” or “on track”" in found.reason.en
    assert "«\u00a0en retard\u00a0» ou «\u00a0en bonne voie\u00a0»" in found.reason.fr
    assert found.pace.word is PaceWord.NOT_MEASURABLE


def test_at_the_horizon_too() -> None:
    asked = replace(ASKED, horizon=year(2020))
    assert told(asked, {2018: Decimal(100), 2020: bounds(190, 210)}).word is Word.NOT_MEASURABLE
    assert told(asked, {2018: Decimal(100), 2020: bounds(200, 210)}).word is Word.REACHED


def test_an_uncertain_baseline_moves_the_path_and_a_relative_goal() -> None:
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline())
    found = told(asked, {2018: bounds(100, 110), 2020: Decimal(140)})
    assert found.word is Word.REACHED
    assert isinstance(found.goal, Between)
    assert (found.goal.low, found.goal.high) == (120, 132)


def test_a_value_inside_its_bounds_may_meet_what_neither_bound_meets() -> None:
    asked = target(TargetForm.KEEP, "100 persons", tolerance="2 persons")
    found = told(asked, {2018: Decimal(100), 2020: bounds(80, 120)})
    assert found.word is Word.NOT_MEASURABLE
    assert "reached" in found.reason.en
    assert told(asked, {2018: Decimal(100), 2020: bounds(110, 120)}).word is Word.FAR_BEHIND


def test_many_uncertain_years_do_not_make_many_cases() -> None:
    values = {year: bounds(100 + year - 2000, 102 + year - 2000) for year in range(2000, 2021)}
    (found,) = side_by_side(
        dossier([indicator()], [replace(ASKED, baseline=baseline(2000))]),
        figure_set(series(dict(values))),
        as_of=DURING,
    )
    assert len(found.answers) == 5


def test_each_method_agrees_with_itself_or_says_so() -> None:
    values: dict[int, Value] = {2018: Decimal(100), 2019: Decimal(118), 2020: bounds(130, 131)}
    (found,) = side_by_side(dossier([indicator()], [ASKED]), figure_set(series(dict(values))), as_of=DURING)
    words = {answer.method: answer.word for answer in found.answers}
    assert words["linear-gap"] is Word.BEHIND
    assert words["state-sheet"] is Word.IMPROVED


@given(
    low=st.integers(60, 240),
    width=st.integers(0, 80),
    part=st.integers(0, 20),
    form=st.sampled_from([TargetForm.LEVEL, TargetForm.FLOOR, TargetForm.CEILING, TargetForm.KEEP]),
    direction=st.sampled_from([Direction.UP, Direction.DOWN]),
)
@settings(max_examples=examples(60))
def test_the_true_value_never_contradicts_the_word(
    low: int, width: int, part: int, form: TargetForm, direction: Direction
) -> None:
    asked = target(
        form, "160 persons", base=baseline(), tolerance="10 persons" if form is TargetForm.KEEP else ""
    )
    house = dossier([indicator(direction=direction)], [asked])
    true = low + Decimal(width) * part / 20

    def word(value: Value) -> Word:
        values: dict[int, Value] = {2018: Decimal(120), 2020: value}
        (found,) = judge(house, figure_set(series(dict(values))), as_of=DURING)
        return found.word

    unsure = word(bounds(low, low + width))
    assert unsure in {word(true), Word.NOT_MEASURABLE}


@given(
    lows=st.lists(st.integers(-20, 240), min_size=4, max_size=4),
    widths=st.lists(st.sampled_from([0, 0, 5, 40]), min_size=4, max_size=4),
    part=st.integers(0, 20),
    goal=st.integers(50, 200),
    direction=st.sampled_from([Direction.UP, Direction.DOWN]),
)
@settings(max_examples=examples(60))
def test_no_method_says_a_word_that_the_true_values_contradict(
    lows: list[int], widths: list[int], part: int, goal: int, direction: Direction
) -> None:
    asked = target(TargetForm.LEVEL, f"{goal} persons", base=baseline())
    house = dossier([indicator(direction=direction)], [asked])
    spans = list(enumerate(zip(lows, widths, strict=True), start=2018))
    doubtful = {when: bounds(low, low + width) for when, (low, width) in spans}
    true: dict[int, Value] = {when: low + Decimal(width) * part / 20 for when, (low, width) in spans}
    words = []
    for values in (doubtful, true):
        (found,) = side_by_side(house, figure_set(series(dict(values))), as_of=date(2022, 1, 1))
        words.append([answer.word for answer in found.answers] + [found.verdict.pace.word])
    for unsure, word in zip(*words, strict=True):
        assert unsure is word or unsure.value == "not-measurable"


def test_a_missing_value_stays_missing() -> None:
    found = told(ASKED, {2018: Decimal(100), 2020: Missing(Reason.LATE)})
    assert (found.word, found.period) == (Word.NOT_MEASURABLE, year(2018))


def test_an_uncertain_year_that_nothing_rests_on_is_not_spoken_of() -> None:
    found = told(ASKED, {2018: Decimal(100), 2019: bounds(90, 150), 2020: Decimal(150)})
    assert (found.word, found.reason) == (Word.ON_TRACK, EMPTY)


def test_an_uncertain_like_for_like_figure_is_no_silent_number() -> None:
    start, end = figure(300, 2018), figure(280, 2020, received=("north", "south"), missing=("east",))
    kept = ("north", "south")
    pairs = [like_for_like(start, 200, kept), like_for_like(end, bounds(205, 290), kept)]
    asked = target(TargetForm.RELATIVE, "+50 %", base=baseline())
    (found,) = judge(dossier([indicator()], [asked]), figure_set(start, end, pairs), as_of=DURING)
    assert found.word is Word.NOT_MEASURABLE
    assert "depending on the true value" in found.reason.en


def test_bounds_are_never_a_result_at_signing() -> None:
    asked = replace(target(TargetForm.LEVEL, "100 persons"), since=date(2019, 1, 1))
    found = told(asked, {2018: bounds(110, 120), 2020: Decimal(150)})
    assert found.word is Word.REACHED
    assert "softer" not in found.reason.en
