"""The methods beside Jalon's own: oracles by hand, and every form of target answered or refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    RULES,
    baseline,
    dossier,
    figure,
    figure_set,
    indicator,
    like_for_like,
    pace,
    series,
    share_indicator,
    target,
    year,
)
from drawing import examples
from jalon.dossier.indicator import AlertThresholds, Direction, Indicator
from jalon.dossier.target import Shape, Target, TargetForm
from jalon.figures.figure import Figure, FigureSet
from jalon.kernel.exact import exact
from jalon.kernel.missing import Missing, Reason, Value, present
from jalon.kernel.texts import Text
from jalon.outlook.judge import judge, side_by_side
from jalon.outlook.methods import METHODS
from jalon.outlook.methods.thresholds import card
from jalon.outlook.methods.time_weighted import projection
from jalon.outlook.verdict import STANDS, WORDS, MethodAnswer, Word


def answers(
    asked: Target, figures: FigureSet, *, of: Indicator | None = None, as_of: date | None = None
) -> dict[str, MethodAnswer]:
    measured = of or indicator()
    house = dossier([measured], [replace(asked, indicator=measured.id)])
    last = max(item.period for item in figures.figures)
    (found,) = side_by_side(house, figures, as_of=as_of or last.end)
    return {answer.method: answer for answer in found.answers}


def known(values: dict[int, int | str | Value], of: str = "students") -> FigureSet:
    return figure_set(series(dict(values), of=of))


# Two thresholds: the cards of a ministry, contracts.md of the field notes: green, amber, red.

CARDS = (
    ("own resources / cashable income", Direction.UP, 15, 13, {"15.1": 0, "15": 1, "13": 1, "12.9": 2}),
    ("staff cost / cashable income", Direction.DOWN, 82, 83, {"81.9": 0, "82": 1, "83": 1, "83.1": 2}),
    ("working capital in days", Direction.UP, 30, 25, {"30.5": 0, "30": 1, "25": 1, "24": 2}),
)
COLOURS = (Word.WITHIN, Word.VIGILANCE, Word.ALERT)


@pytest.mark.parametrize(("_name", "direction", "vigilance", "alert", "expected"), CARDS)
def test_cards(
    _name: str, direction: Direction, vigilance: int, alert: int, expected: dict[str, int]
) -> None:
    declared = AlertThresholds(vigilance=Decimal(vigilance), alert=Decimal(alert), since=date(2015, 1, 1))
    assert {text: card(Decimal(text), declared, direction) for text in expected} == {
        text: COLOURS[number] for text, number in expected.items()
    }


def test_thresholds_are_dated_and_need_no_target_value() -> None:
    first = AlertThresholds(vigilance=Decimal(15), alert=Decimal(13), since=date(2015, 1, 1))
    later = AlertThresholds(vigilance=Decimal(20), alert=Decimal(18), since=date(2022, 1, 1))
    measured = replace(share_indicator(), alerts=(first, later))
    asked = target(TargetForm.LEVEL, to_be_supplied=Text("la valeur", "the value"), of="women")
    figures = known({2020: 16}, of="women")
    before = answers(asked, figures, of=measured, as_of=date(2021, 6, 1))["thresholds"]
    after = answers(asked, figures, of=measured, as_of=date(2022, 6, 1))["thresholds"]
    assert (before.word, after.word) == (Word.WITHIN, Word.ALERT)
    assert before.reason.en == "vigilance: 15.0%; alert: 13.0%"


# Plan, actual, reached.


@pytest.mark.parametrize(
    ("before", "value", "word"),
    [
        (35, 40, Word.REACHED),
        (35, 37, Word.IMPROVED),
        (37, 37, Word.NO_IMPROVEMENT),
        (39, 36, Word.NO_IMPROVEMENT),
    ],
)
def test_the_sheet_of_the_year_of_the_target(before: int, value: int, word: Word) -> None:
    asked = target(TargetForm.LEVEL, "38 %", horizon=2023, of="women")
    found = answers(asked, known({2022: before, 2023: value}, of="women"), of=share_indicator())[
        "state-sheet"
    ]
    assert found.word is word
    assert found.measure == value - 38
    assert found.reason.en == f"plan: 38.0%; actual: {value}.0%; 2022: {before}.0%"


def test_before_the_horizon_the_plan_is_a_point_of_the_path() -> None:
    asked = target(TargetForm.LEVEL, "200 persons", base=baseline())
    found = {
        value: answers(asked, known({2018: 100, 2019: 125, 2020: value}))["state-sheet"].word
        for value in (140, 139, 125, 200)
    }
    assert found == {140: Word.PLAN_MET, 139: Word.IMPROVED, 125: Word.NO_IMPROVEMENT, 200: Word.REACHED}


def test_without_a_path_there_is_no_plan_before_the_year_of_the_target() -> None:
    asked = target(TargetForm.LEVEL, "40 %", horizon=2024, of="women")
    found = answers(asked, known({2023: 42}, of="women"), of=share_indicator())["state-sheet"]
    assert found.word is Word.NOT_MEASURABLE
    assert found.reason.en == "no plan for the period of the latest figure"


def test_the_sheet_compares_the_whole_only_with_a_whole_of_the_same_units() -> None:
    asked = target(TargetForm.LEVEL, "400 persons", horizon=2023)
    partial = figure(250, 2022, received=("north", "south"), missing=("east",))
    found = answers(asked, figure_set(partial, figure(300, 2023)))["state-sheet"]
    assert found.word is Word.NOT_MEASURABLE
    assert "no comparable figure a period earlier" in found.reason.en


# Time-weighted trend.


def test_the_projection_by_hand() -> None:
    # 10, 20, 60 weigh 1, 2, 3: mean time (0 + 2 + 6) / 6 = 4/3, mean value (10 + 40 + 180) / 6 = 115/3.
    # Spread (16 + 2·1 + 3·4) / 9 = 30/9; together (4·85 + 2·1·55 + 3·2·65) / 9 = 840/9.
    # The slope is 28; five years after the first: 115/3 + 28·(5 − 4/3) = 141.
    points = [(year(2018), Decimal(10)), (year(2019), Decimal(20)), (year(2020), Decimal(60))]
    with exact():
        assert round(projection(points, year(2023)), 30) == 141


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({2018: 100, 2019: 120, 2020: 140}, Word.MAINTAIN),
        ({2018: 100, 2019: 110, 2020: 120}, Word.ACCELERATE),
        ({2018: 100, 2019: 95, 2020: 90}, Word.REVERSE),
        ({2018: 100, 2020: 205}, Word.REACHED),
        ({2018: 100, 2023: 190}, Word.NOT_REACHED),
    ],
)
def test_words_of_the_trend(values: dict[int, int | str | Value], word: Word) -> None:
    asked = target(TargetForm.LEVEL, "200 persons", base=baseline())
    assert answers(asked, known(values))["time-weighted"].word is word


def test_the_gap_the_trend_leaves_is_a_share_of_the_way() -> None:
    asked = target(TargetForm.LEVEL, "200 persons", base=baseline())
    found = answers(asked, known({2018: 100, 2019: 110, 2020: 120}))["time-weighted"]
    assert found.measure == Decimal("0.5")
    assert found.reason.en == "the trend leads to 150\u00a0persons in 2023"


def test_figures_before_the_baseline_count_and_those_of_other_units_do_not() -> None:
    asked = target(TargetForm.LEVEL, "200 persons", base=baseline())
    rising = series({2016: 60, 2017: 80, 2018: 100, 2020: 140})
    partial = figure(1, 2019, received=("north",), missing=("south", "east"))
    found = answers(asked, figure_set(rising, partial))["time-weighted"]
    assert found.measure == 0


def test_a_whole_from_which_a_member_is_missing_is_no_point_of_the_trend() -> None:
    kept = ("north", "south")
    points = [figure(value, when, received=kept) for when, value in ((2018, 100), (2020, 140))]
    gap = figure(900, 2019, received=kept, missing=("east",))
    found = answers(target(TargetForm.LEVEL, "200 persons", base=baseline()), figure_set(points, gap))
    assert found["time-weighted"].measure == 0


# Every form.

NUMBERS = st.one_of(st.integers(-50, 150).map(Decimal), st.just(Decimal(0)))
GAP = Missing(Reason.NOT_RECEIVED)
BASE = baseline()


def forms(goal: int) -> list[Target]:
    low, high = sorted((goal, goal + 10))
    level = f"{goal} EUR"
    return [
        target(TargetForm.LEVEL, level, base=BASE),
        target(TargetForm.LEVEL, level),
        target(TargetForm.LEVEL, level, base=baseline(None)),
        target(TargetForm.LEVEL, level, base=BASE, shape=Shape.CONSTANT_RATE),
        target(TargetForm.LEVEL, level, base=BASE, horizon=2030, milestones={2022: "5 EUR", 2026: "9 EUR"}),
        target(TargetForm.LEVEL, level, base=baseline(2018, "12 EUR")),
        target(TargetForm.RELATIVE, "+20 %", base=BASE),
        target(TargetForm.RELATIVE, "-20 %", base=BASE),
        target(TargetForm.RANGE, f"{low} EUR", f"{high} EUR", base=BASE),
        target(TargetForm.RANGE, "+8 %", "+10 %", base=BASE),
        target(TargetForm.FLOOR, level, base=BASE),
        target(TargetForm.FLOOR, level),
        target(TargetForm.CEILING, level),
        target(TargetForm.KEEP, level, tolerance="3 EUR", base=BASE),
        target(TargetForm.KEEP, level, tolerance="0 EUR"),
        target(TargetForm.PACE, base=BASE, faster_than=pace(2015, 2018)),
        target(TargetForm.PACE, base=BASE, faster_than=pace(2015, 2018, "-2 %/year")),
        target(TargetForm.LEVEL, to_be_supplied=Text("la valeur", "the value"), base=BASE),
        target(TargetForm.LEVEL, to_be_supplied=Text("la valeur", "the value")),
    ]


@given(
    goal=st.integers(-30, 60),
    values=st.dictionaries(st.integers(2015, 2023), st.one_of(NUMBERS, st.just(GAP)), max_size=7),
    direction=st.sampled_from([Direction.UP, Direction.DOWN]),
    today=st.integers(2017, 2026),
)
@settings(max_examples=examples(60))
def test_every_method_answers_every_form_or_says_why_not(
    goal: int, values: dict[int, Value], direction: Direction, today: int
) -> None:
    measured = indicator("income", unit="EUR", direction=direction)
    wanted = [replace(item, id=f"t{n}", indicator="income") for n, item in enumerate(forms(goal))]
    house, figures = dossier([measured], wanted), figure_set(series(dict(values), of="income"))
    for found in side_by_side(house, figures, as_of=date(today, 6, 1)):
        for answer in found.answers:
            assert answer.word in WORDS
            if answer.word in {Word.NOT_MEASURABLE, Word.NO_TARGET_VALUE}:
                assert answer.reason.fr, (answer, found.target)
                assert answer.reason.en, (answer, found.target)
    for verdict in judge(house, figures, as_of=date(today, 6, 1)):
        assert verdict.pace.word
        if verdict.pace.word.value == "not-measurable":
            assert verdict.pace.reason.fr, verdict


def test_a_direction_to_keep_has_no_answer_by_growth_nor_by_trend() -> None:
    kept = indicator("income", unit="EUR", direction=Direction.KEEP)
    asked = target(TargetForm.RANGE, "90 EUR", "110 EUR", base=BASE)
    found = answers(asked, known({2018: 100, 2020: 120}, of="income"), of=kept)
    assert found["linear-gap"].word is Word.FAR_BEHIND
    assert {found[name].word for name in ("growth-ratio", "time-weighted")} == {Word.NOT_MEASURABLE}


def test_growth_without_a_target_is_compared_with_yearly_growth() -> None:
    asked = target(TargetForm.LEVEL, to_be_supplied=Text("la valeur", "the value"), base=baseline())
    values: dict[int, int | str | Value] = {2018: 1000, 2020: 1032}
    found = answers(asked, known(values))["growth-ratio"]
    assert found.word is Word.SUBSTANTIAL
    assert present(found.measure) == pytest.approx(Decimal("0.01587"), rel=Decimal("0.01"))


def test_like_for_like_figures_serve_every_method() -> None:
    start, end = figure(300, 2018), figure(280, 2020, received=("north", "south"), missing=("east",))
    kept = ("north", "south")
    pairs: list[Figure] = [like_for_like(start, 200, kept), like_for_like(end, 280, kept)]
    found = answers(target(TargetForm.RELATIVE, "+50 %", base=baseline()), figure_set(start, end, pairs))
    assert found["linear-gap"].word is Word.ON_TRACK
    assert found["growth-ratio"].word is Word.SUBSTANTIAL
    assert found["time-weighted"].word is Word.MAINTAIN


@pytest.mark.parametrize(
    ("method", "word"),
    [("linear-gap", Word.BEHIND), ("growth-ratio", Word.MODERATE), ("time-weighted", Word.ACCELERATE)],
)
def test_the_contract_chooses_its_method(method: str, word: Word) -> None:
    asked = target(TargetForm.LEVEL, "200 persons", base=baseline())
    house = dossier([indicator()], [asked], rules=replace(RULES, method=method))
    (found,) = judge(house, known({2018: 100, 2019: 108, 2020: 125}), as_of=date(2021, 1, 1))
    assert found.word is word
    assert found.method.en.startswith(f"{method}: ")


def test_each_method_and_word_is_known_everywhere() -> None:
    assert set(STANDS) == set(WORDS) == set(Word)
    assert set(METHODS) == {"linear-gap", "growth-ratio", "time-weighted", "state-sheet", "thresholds"}
