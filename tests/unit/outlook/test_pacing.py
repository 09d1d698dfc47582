"""Is the pace enough: observed beside required, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from builders import baseline, dossier, figure_set, indicator, pace, series, share_indicator, target, year
from jalon.dossier.indicator import Direction, Indicator
from jalon.dossier.target import Shape, Target, TargetForm
from jalon.kernel.missing import Missing, present
from jalon.kernel.texts import Text
from jalon.outlook.judge import judge
from jalon.outlook.verdict import ForecastWord, PaceWord, Verdict, Word

DURING = date(2021, 6, 1)
DOWN = indicator("energy", unit="kWh", direction=Direction.DOWN)


def told(asked: Target, values: dict[int, int | str], *, of: Indicator | None = None) -> Verdict:
    measured = of or indicator()
    house = dossier([measured], [replace(asked, indicator=measured.id)])
    last = year(max(values)).end
    (found,) = judge(house, figure_set(series(dict(values), of=measured.id)), as_of=last)
    return found


# From 100 in 2018 to 200 in 2023: 20 a year on the line.
ASKED = target(TargetForm.LEVEL, "200 persons", base=baseline())


@pytest.mark.parametrize(
    ("value", "word", "observed", "required", "ratio"),
    [
        (150, PaceWord.AHEAD, "25", "50/3", "1.5"),
        (140, PaceWord.ENOUGH, "20", "20", "1"),
        (130, PaceWord.TOO_SLOW, "15", "70/3", "0.642857"),
        (105, PaceWord.STANDING_STILL, "2.5", "95/3", "0.0789"),
        (100, PaceWord.STANDING_STILL, "0", "100/3", "0"),
        (95, PaceWord.STANDING_STILL, "-2.5", "35", "-0.0714"),
        (94, PaceWord.WRONG_WAY, "-3", "106/3", "-0.0849"),
    ],
)
def test_two_years_in_three_to_go(
    value: int, word: PaceWord, observed: str, required: str, ratio: str
) -> None:
    found = told(ASKED, {2018: 100, 2020: value}).pace
    above, _, below = required.partition("/")
    assert found.word is word
    assert found.observed == Decimal(observed)
    assert found.required == pytest.approx(Decimal(above) / Decimal(below or 1))
    assert found.ratio == pytest.approx(Decimal(ratio), rel=Decimal("0.001"))
    assert not found.is_rate


def test_once_reached_nothing_is_left_and_no_pace_is_required() -> None:
    found = told(ASKED, {2018: 100, 2020: 210})
    assert (found.word, found.pace.word) == (Word.REACHED, PaceWord.NOTHING_LEFT)
    assert present(found.pace.required) is None
    assert found.pace.observed == 55


def test_at_the_horizon_the_question_is_over() -> None:
    found = told(ASKED, {2018: 100, 2023: 190})
    assert (found.word, found.pace.word) == (Word.NOT_REACHED, PaceWord.OVER)


@pytest.mark.parametrize(
    "asked",
    [
        target(TargetForm.FLOOR, "90 persons"),
        target(TargetForm.CEILING, "190 persons"),
        target(TargetForm.KEEP, "100 persons", tolerance="5 persons", base=baseline()),
    ],
)
def test_a_level_to_hold_asks_for_no_pace(asked: Target) -> None:
    found = told(asked, {2018: 100, 2020: 130})
    assert found.pace.word is PaceWord.NOT_ASKED
    assert present(found.pace.ratio) is None


def test_without_a_baseline_the_answer_says_why() -> None:
    found = told(target(TargetForm.LEVEL, "200 persons"), {2018: 100, 2020: 130})
    assert found.pace.word is PaceWord.NOT_MEASURABLE
    assert found.pace.reason.en == "the baseline value is not known"


def test_a_target_to_be_supplied_has_no_pace() -> None:
    asked = target(TargetForm.LEVEL, to_be_supplied=Text("la valeur", "the value"), base=baseline())
    found = told(asked, {2018: 100, 2020: 130})
    assert found.pace.word is PaceWord.NOT_MEASURABLE
    assert found.pace.reason.en == "the value"
    assert found.pace.observed == 15


def test_less_is_better_with_its_own_signs() -> None:
    found = told(target(TargetForm.LEVEL, "50 kWh", base=baseline()), {2018: 100, 2020: 90}, of=DOWN).pace
    assert found.word is PaceWord.TOO_SLOW
    assert found.observed == -5
    assert found.required == pytest.approx(Decimal(-40) / 3)


def test_exactly_on_a_path_at_a_constant_rate_the_pace_is_enough() -> None:
    # 100 → 1600 in four years doubles every year: 400 is on the path, though 150 a year is far below 600.
    asked = target(TargetForm.LEVEL, "1600 persons", base=baseline(), horizon=2022, shape=Shape.CONSTANT_RATE)
    found = told(asked, {2018: 100, 2020: 400})
    assert (found.word, found.pace.word) == (Word.ON_TRACK, PaceWord.ENOUGH)
    assert found.pace.is_rate
    assert (found.pace.observed, found.pace.required) == (100, 100)


def test_a_pace_to_beat_is_compared_as_a_rate() -> None:
    asked = target(TargetForm.PACE, base=baseline(), faster_than=pace(2010, 2017, "10 %/year"), horizon=2020)
    found = told(asked, {2018: 100, 2019: 105}).pace
    assert found.is_rate
    assert found.observed == 5
    assert found.required == pytest.approx(Decimal("15.238"), rel=Decimal("0.001"))
    assert found.word is PaceWord.TOO_SLOW


def test_a_gentle_start_may_be_on_track_and_its_pace_too_slow_for_what_comes() -> None:
    asked = target(TargetForm.LEVEL, "200 persons", base=baseline(), milestones={2020: "110 persons"})
    found = told(asked, {2018: 100, 2020: 110})
    assert (found.word, found.pace.word) == (Word.ON_TRACK, PaceWord.TOO_SLOW)


def test_a_target_met_at_the_baseline_and_lost_since_goes_the_wrong_way() -> None:
    found = told(
        target(TargetForm.LEVEL, "30 %", base=baseline(), of="women"),
        {2018: 35, 2020: 29},
        of=share_indicator(),
    )
    assert (found.word, found.pace.word) == (Word.MOVING_AWAY, PaceWord.WRONG_WAY)


def test_the_third_question_has_a_place_and_no_number() -> None:
    found = told(ASKED, {2018: 100, 2020: 150}).forecast
    assert found.word is ForecastWord.NOT_FORECAST
    assert isinstance(found.chance, Missing)
