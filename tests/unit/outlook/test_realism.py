"""What a target asked for on the day it was signed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from builders import (
    baseline,
    contract,
    dossier,
    figure,
    figure_set,
    indicator,
    like_for_like,
    pace,
    series,
    share_indicator,
    target,
)
from jalon.dossier.indicator import Direction, Indicator
from jalon.dossier.target import Acceptance, Target, TargetForm
from jalon.figures.figure import FigureSet
from jalon.kernel.missing import Missing, Value, between
from jalon.kernel.texts import Text
from jalon.outlook.judge import judge
from jalon.outlook.realism import Flag, Realism, State, realism, signing_day

SIGNED = date(2019, 1, 1)
LATER = date(2024, 6, 1)


def looked_at(asked: Target, figures: FigureSet, *, of: Indicator | None = None) -> Realism:
    measured = of or indicator()
    house = dossier([measured], [replace(asked, indicator=measured.id, since=SIGNED)])
    (found,) = realism(house, figures, as_of=LATER)
    return found


def known(values: dict[int, int | str | Value], of: str = "students") -> FigureSet:
    return figure_set(series(dict(values), of=of))


def flags(found: Realism) -> list[Flag]:
    return [finding.flag for finding in found.findings]


HISTORY: dict[int, int | str | Value] = {2015: 100, 2016: 104, 2017: 109, 2018: 112, 2019: 500}


@pytest.mark.parametrize(
    ("asked", "expected", "state"),
    [
        ("150 persons", [], State.FINE),
        ("120 persons", [Flag.SOFTER_THAN_TREND], State.TO_JUSTIFY),  # 112 + 4 × 5 = 132
        ("132 persons", [], State.FINE),
        ("112 persons", [Flag.ALREADY_REACHED, Flag.SOFTER_THAN_TREND], State.TO_JUSTIFY),
        ("100 persons", [Flag.SOFTER_THAN_LAST, Flag.SOFTER_THAN_TREND], State.TO_JUSTIFY),
    ],
)
def test_a_level_beside_the_last_result_and_the_trend(asked: str, expected: list[Flag], state: State) -> None:
    found = looked_at(target(TargetForm.LEVEL, asked), known(HISTORY))
    assert (found.last, found.trend) == (112, 132)  # the figure of 2019 was not known
    assert (flags(found), found.state) == (expected, state)


def test_the_words_hold_the_numbers() -> None:
    found = looked_at(target(TargetForm.LEVEL, "100 persons"), known(HISTORY))
    plain = [finding.text.en.replace("\u00a0", " ") for finding in found.findings]
    assert plain == [
        "softer than the last result: target 100 persons, result of 2018 112 persons (−12 persons)",
        "softer than doing nothing: target 100 persons, trend carried on to 2023 132 persons (−32 persons)",
    ]
    assert found.difference == -12


def test_a_level_is_not_set_beside_a_baseline_of_the_future() -> None:
    found = looked_at(target(TargetForm.LEVEL, "150 persons", base=baseline(2019)), known(HISTORY))
    assert (found.last, found.state) == (112, State.FINE)


def test_a_change_starts_from_its_baseline_whenever_it_is_known() -> None:
    found = looked_at(target(TargetForm.RELATIVE, "+20 %", base=baseline(2019)), known(HISTORY))
    assert (found.last, found.goal, found.state) == (500, 600, State.FINE)


def test_less_is_better() -> None:
    down = indicator(direction=Direction.DOWN)
    found = looked_at(target(TargetForm.LEVEL, "120 persons"), known(HISTORY), of=down)
    assert flags(found) == [Flag.SOFTER_THAN_LAST]
    assert flags(looked_at(target(TargetForm.LEVEL, "110 persons"), known(HISTORY), of=down)) == []


def test_a_falling_trend_makes_a_modest_target_ask_for_something() -> None:
    falling: dict[int, int | str | Value] = {2015: 120, 2016: 115, 2017: 110, 2018: 105}
    found = looked_at(target(TargetForm.LEVEL, "106 persons"), known(falling))
    assert found.trend == 80
    assert found.state is State.FINE


def test_one_odd_year_does_not_make_a_trend() -> None:
    odd: dict[int, int | str | Value] = {2013: 100, 2014: 101, 2015: 180, 2016: 102, 2017: 103, 2018: 104}
    assert looked_at(target(TargetForm.LEVEL, "150 persons"), known(odd)).trend == 109


def test_a_share_is_never_carried_beyond_the_whole() -> None:
    women: dict[int, int | str | Value] = {2016: 80, 2017: 88, 2018: 96}
    found = looked_at(
        target(TargetForm.LEVEL, "99 %", of="women"), known(women, "women"), of=share_indicator()
    )
    assert found.trend == 100
    assert flags(found) == [Flag.SOFTER_THAN_TREND]


@pytest.mark.parametrize(
    ("asked", "state"),
    [
        (target(TargetForm.FLOOR, "90 persons"), State.LEVEL_TO_HOLD),
        (target(TargetForm.CEILING, "190 persons"), State.LEVEL_TO_HOLD),
        (target(TargetForm.KEEP, "112 persons", tolerance="5 persons"), State.LEVEL_TO_HOLD),
        (target(TargetForm.LEVEL, to_be_supplied=Text("la valeur", "the value")), State.UNKNOWN),
        (target(TargetForm.RELATIVE, "+20 %", base=baseline(2018)), State.FINE),
        (target(TargetForm.RELATIVE, "+20 %", base=baseline(2020)), State.UNKNOWN),
        (target(TargetForm.RANGE, "110 persons", "120 persons", base=baseline(2018)), State.TO_JUSTIFY),
        (target(TargetForm.PACE, base=baseline(2018), faster_than=pace(2015, 2018)), State.FINE),
        (
            target(TargetForm.PACE, base=baseline(2018), faster_than=pace(2015, 2018, "1 %/year")),
            State.TO_JUSTIFY,
        ),
    ],
)
def test_other_forms(asked: Target, state: State) -> None:
    found = looked_at(asked, known(HISTORY))
    assert found.state is state
    assert state is not State.UNKNOWN or found.reason.fr


def test_nothing_known_is_said_and_the_number_of_the_contract_stands_for_a_result() -> None:
    asked = target(TargetForm.LEVEL, "100 persons")
    assert looked_at(asked, known({2019: 500})).reason.en == "no result known at signing"
    stated = replace(asked, baseline=baseline(2018, "110 persons"))
    found = looked_at(stated, known({2019: 500}))
    assert (found.last, flags(found)) == (110, [Flag.SOFTER_THAN_LAST])


def test_bounds_only_are_no_result() -> None:
    doubt = between(Decimal(90), Decimal(120), Text.same("doubt"))
    found = looked_at(target(TargetForm.LEVEL, "100 persons"), known({2017: 95, 2018: doubt}))
    assert found.state is State.UNKNOWN
    assert "between two bounds" in found.reason.en


def test_an_incomplete_whole_is_no_result_for_a_level() -> None:
    partial = figure(80, 2018, received=("north", "south"), missing=("east",))
    found = looked_at(target(TargetForm.LEVEL, "100 persons"), figure_set(partial))
    assert found.state is State.UNKNOWN
    assert "not comparable" in found.reason.en


def test_a_change_is_looked_at_like_for_like() -> None:
    start, end = figure(300, 2017), figure(230, 2018, received=("north", "south"), missing=("east",))
    kept = ("north", "south")
    pairs = [like_for_like(start, 200, kept), like_for_like(end, 230, kept)]
    asked = target(TargetForm.RELATIVE, "+10 %", base=baseline(2017))
    found = looked_at(asked, figure_set(start, end, pairs))
    assert (found.goal, found.last, flags(found)) == (220, 230, [Flag.SOFTER_THAN_LAST])


def test_beyond_the_best_of_the_others_is_told_and_asks_for_nothing() -> None:
    asked = target(TargetForm.LEVEL, "60 %", of="women", unit="north")
    own = series({2018: 30}, of="women", unit="north")
    others = [*series({2018: 44}, of="women", unit="south"), *series({2017: 41}, of="women", unit="east")]
    found = looked_at(asked, figure_set(own, others), of=share_indicator())
    assert (flags(found), found.state) == ([Flag.BEYOND_PEERS], State.FINE)
    assert "South in 2018 44.0%" in found.findings[0].text.en
    heads = looked_at(
        target(TargetForm.LEVEL, "60 persons", unit="north"),
        figure_set(series({2018: 30}, unit="north"), series({2018: 44}, unit="south")),
    )
    assert flags(heads) == []


def test_why_it_was_accepted_stays_beside_the_flag_and_in_the_verdict() -> None:
    because = Text("une année de crise s’annonce", "a crisis year is coming")
    accepted = Acceptance(because=because, by="the board", on=date(2018, 12, 1))
    asked = replace(target(TargetForm.LEVEL, "100 persons"), accepted=accepted, since=SIGNED)
    found = looked_at(asked, known(HISTORY))
    assert found.state is State.ACCEPTED
    assert flags(found)[0] is Flag.SOFTER_THAN_LAST
    (verdict,) = judge(dossier([indicator()], [asked]), known(HISTORY), as_of=LATER)
    assert "at signing: softer than the last result" in verdict.reason.en
    assert "accepted on 2018-12-01 by the board: a crisis year is coming" in verdict.reason.en


def test_the_day_of_signing_is_the_later_of_the_target_and_the_contract() -> None:
    plain = contract([])
    late = replace(plain, signed=date(2018, 9, 30))
    asked = target(TargetForm.LEVEL, "1 persons")
    amended = replace(asked, since=date(2020, 1, 1))
    assert [signing_day(plain, asked), signing_day(late, asked), signing_day(late, amended)] == [
        date(2018, 1, 1),
        date(2018, 9, 30),
        date(2020, 1, 1),
    ]


def test_a_target_of_tomorrow_is_not_looked_at() -> None:
    asked = replace(target(TargetForm.LEVEL, "1 persons"), since=date(2030, 1, 1))
    assert realism(dossier([indicator()], [asked]), known(HISTORY), as_of=LATER) == ()


def worlds(seed: int, number: int) -> list[tuple[FigureSet, float, float]]:
    """Noisy series of eight years: their figures, yearly slope and last value."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        start, slope = chance.uniform(20, 60), chance.uniform(0, 1.5)
        values = {2011 + n: f"{start + slope * n + chance.gauss(0, 0.5):.2f}" for n in range(8)}
        made.append((known({**values}, "women"), slope, float(values[2018])))
    return made


def share_of_flagged(seed: int, asked_a_year: float, *, with_slope: bool) -> float:
    """How many of 200 targets for 2023, so much a year above the last result, ask for a justification."""
    flagged = 0
    for figures, slope, last in worlds(seed, 200):
        goal = last + 5 * (asked_a_year + (slope if with_slope else 0))
        found = looked_at(
            target(TargetForm.LEVEL, f"{goal:.2f} %", of="women"), figures, of=share_indicator()
        )
        flagged += found.state is State.TO_JUSTIFY
    return flagged / 200


def test_false_alarms_are_rare_and_soft_targets_do_not_pass() -> None:
    # A point a year more than the true trend; the last result; half of what doing nothing would give.
    assert share_of_flagged(1, 1.0, with_slope=True) <= 0.03
    assert share_of_flagged(2, 0.0, with_slope=False) >= 0.99
    assert share_of_flagged(3, -0.2, with_slope=False) == 1
    assert share_of_flagged(4, -0.5, with_slope=True) >= 0.85


def test_missing_values_are_no_results() -> None:
    assert isinstance(looked_at(target(TargetForm.LEVEL, "1 persons"), known({})).last, Missing)
