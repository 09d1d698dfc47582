"""Verdicts worked by hand, one for each form of target."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from builders import (
    RULES,
    baseline,
    dossier,
    figure_set,
    indicator,
    pace,
    quantity,
    series,
    share_indicator,
    target,
    year,
)
from jalon.dossier.indicator import Direction, Indicator
from jalon.dossier.target import Shape, Target, TargetForm
from jalon.dossier.verdicts import VerdictRules
from jalon.kernel.missing import Missing, Reason, Value
from jalon.kernel.texts import Text
from jalon.outlook.judge import judge, targets_in_force, trajectory_of
from jalon.outlook.verdict import Verdict, Word

AFTER = date(2025, 6, 1)
DURING = date(2021, 6, 1)
ENERGY = indicator("energy", unit="kWh", direction=Direction.DOWN)


def verdict(
    asked: Target,
    values: dict[int, int | str | Value],
    *,
    of: Indicator | None = None,
    as_of: date = AFTER,
    rules: VerdictRules | None = None,
) -> Verdict:
    """The verdict on one target, from complete figures by year."""
    measured = of or indicator()
    house = dossier([measured], [replace(asked, indicator=measured.id)], rules=rules)
    (found,) = judge(house, figure_set(series(values, of=measured.id, unit=asked.unit)), as_of=as_of)
    return found


def is_none(value: Value) -> bool:
    return isinstance(value, Missing) and value.reason is Reason.NOT_APPLICABLE


def test_relative_at_the_horizon() -> None:
    found = verdict(target(TargetForm.RELATIVE, "+20 %", base=baseline()), {2018: 12732, 2023: 12629})
    assert found.word is Word.NOT_REACHED
    assert (found.goal, found.expected, found.gap) == (
        Decimal("15278.4"),
        Decimal("15278.4"),
        Decimal("-2649.4"),
    )
    assert isinstance(found.change, Decimal)
    assert round(found.change, 3) == Decimal("-0.809")
    assert isinstance(found.progress, Decimal)
    assert round(found.progress, 4) == Decimal("-0.0404")
    assert found.pace.observed == Decimal("-20.6")
    assert is_none(found.pace.required)
    assert (found.completeness, found.reason) == ("3/3", Text.same(""))


@pytest.mark.parametrize(
    ("value", "word"),
    [
        # 1000 → 1200 over five years: 1080 after two; 10 is a twentieth of the way, 80 two fifths.
        (1200, Word.REACHED),
        (1080, Word.ON_TRACK),
        (1070, Word.ON_TRACK),
        (1069, Word.BEHIND),
        (1000, Word.BEHIND),
        (990, Word.FAR_BEHIND),
        (989, Word.MOVING_AWAY),
    ],
)
def test_words_before_the_horizon(value: int, word: Word) -> None:
    found = verdict(
        target(TargetForm.RELATIVE, "+20 %", base=baseline()), {2018: 1000, 2020: value}, as_of=DURING
    )
    assert found.word is word


def test_paces_before_the_horizon() -> None:
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline())
    found = verdict(asked, {2018: 1000, 2020: 1050}, as_of=DURING)
    assert (found.pace.observed, found.pace.required, found.progress, found.gap_share) == (
        25,
        50,
        Decimal("0.25"),
        Decimal("-0.15"),
    )


def test_level_already_met_at_the_baseline_asks_for_nothing() -> None:
    asked = target(TargetForm.LEVEL, "30 %", base=baseline())
    found = verdict(asked, {2018: "34.15", 2023: "35.0"}, of=share_indicator())
    assert (found.word, found.met_at_baseline) == (Word.REACHED, True)
    assert found.reason == Text(
        fr="déjà atteint au départ (34,2\u00a0% en 2018)", en="already met at the baseline (34.2% in 2018)"
    )
    assert (found.expected, found.change) == (30, Decimal("0.85"))
    assert is_none(found.progress)


def test_a_target_met_at_the_baseline_and_lost_since_is_moving_away() -> None:
    asked = target(TargetForm.LEVEL, "30 %", base=baseline())
    found = verdict(asked, {2018: "34.15", 2020: "29.9"}, of=share_indicator(), as_of=DURING)
    assert (found.word, found.expected) == (Word.MOVING_AWAY, 30)


@pytest.mark.parametrize(
    ("value", "word"), [(1079, Word.NOT_REACHED), (1080, Word.REACHED), (1500, Word.REACHED)]
)
def test_range_at_the_horizon(value: int, word: Word) -> None:
    asked = target(TargetForm.RANGE, "+8 %", "+10 %", base=baseline())
    found = verdict(asked, {2018: 1000, 2023: value})
    assert (found.word, found.goal, found.goal_high) == (word, 1080, 1100)


@pytest.mark.parametrize(
    ("form", "value", "word"),
    [
        (TargetForm.FLOOR, 1000, Word.REACHED),
        (TargetForm.FLOOR, 999, Word.NOT_REACHED),
        (TargetForm.CEILING, 1000, Word.REACHED),
        (TargetForm.CEILING, 1001, Word.NOT_REACHED),
    ],
)
def test_bounds_are_judged_at_every_period(form: TargetForm, value: int, word: Word) -> None:
    found = verdict(target(form, "1 000 persons"), {2019: 500, 2020: value}, as_of=DURING)
    assert (found.word, found.expected, found.gap) == (word, 1000, value - 1000)
    assert is_none(found.progress)
    assert is_none(found.pace.required)


@pytest.mark.parametrize(
    ("value", "before", "after"),
    [
        # 500 ± 20: outside by 1 is a twentieth of the tolerance, by 8 two fifths.
        (480, Word.REACHED, Word.REACHED),
        (521, Word.ON_TRACK, Word.NOT_REACHED),
        (528, Word.BEHIND, Word.NOT_REACHED),
        (529, Word.FAR_BEHIND, Word.NOT_REACHED),
    ],
)
def test_keep(value: int, before: Word, after: Word) -> None:
    asked = target(TargetForm.KEEP, "500 persons", tolerance="20 persons")
    assert verdict(asked, {2020: value}, as_of=DURING).word is before
    found = verdict(asked, {2023: value})
    assert (found.word, found.goal, found.gap) == (after, 500, value - 500)
    assert found.gap_share == (20 - abs(value - 500)) / Decimal(20)


def test_pace_against_a_stated_one() -> None:
    # 3 % a year from 1000: 912.673 after three years.
    asked = target(TargetForm.PACE, faster_than=pace(2010, 2017, "-3 %/year"), base=baseline(), horizon=2021)
    slow = verdict(asked, {2018: 1000, 2021: 920}, of=ENERGY)
    fast = verdict(asked, {2018: 1000, 2021: 910}, of=ENERGY)
    assert (slow.word, fast.word) == (Word.NOT_REACHED, Word.REACHED)
    assert slow.goal == Decimal("912.673")
    assert slow.gap == Decimal("7.327")
    assert slow.reason.en == "observed pace: −2.74% a year; pace to beat: −3.00% a year"


def test_pace_against_a_measured_one() -> None:
    # 2000 → 1620 in two years is 10 % a year, so 810 is expected two years after 1000.
    asked = target(TargetForm.PACE, faster_than=pace(2014, 2016), base=baseline())
    history: dict[int, int | str | Value] = {2014: 2000, 2016: 1620, 2018: 1000}
    equal = verdict(asked, {**history, 2020: 810}, of=ENERGY, as_of=DURING)
    assert equal.word is Word.ON_TRACK
    assert isinstance(equal.expected, Decimal)
    assert round(equal.expected, 20) == 810
    assert verdict(asked, {**history, 2020: 960}, of=ENERGY, as_of=DURING).word is Word.BEHIND
    end = 1000 * Decimal("0.9") ** 5
    same = verdict(asked, {**history, 2023: str(end)}, of=ENERGY)
    assert same.word is Word.NOT_REACHED, "equal is not faster"
    assert verdict(asked, {**history, 2023: 590}, of=ENERGY).word is Word.REACHED


def test_a_pace_that_led_the_wrong_way_is_not_reached_early() -> None:
    # Energy grew by 2 % a year: 1020 is expected after one year. 1010 is better; it has not arrived yet.
    asked = target(TargetForm.PACE, faster_than=pace(2010, 2017, "+2 %/year"), base=baseline())
    assert verdict(asked, {2018: 1000, 2019: 1010}, of=ENERGY, as_of=DURING).word is Word.ON_TRACK
    assert verdict(asked, {2018: 1000, 2019: 1030}, of=ENERGY, as_of=DURING).word is Word.MOVING_AWAY


@pytest.mark.parametrize(("value", "word"), [(1000, Word.ON_TRACK), (1001, Word.MOVING_AWAY)])
def test_a_pace_of_zero_leaves_no_way_to_measure_against(value: int, word: Word) -> None:
    asked = target(TargetForm.PACE, faster_than=pace(2010, 2017, "+0 %/year"), base=baseline())
    found = verdict(asked, {2018: 1000, 2020: value}, of=ENERGY, as_of=DURING)
    assert found.word is word
    assert is_none(found.gap_share)


def test_a_pace_that_cannot_be_measured() -> None:
    asked = target(TargetForm.PACE, faster_than=pace(2010, 2017), base=baseline())
    found = verdict(asked, {2018: 1000, 2020: 900}, of=ENERGY, as_of=DURING)
    assert found.word is Word.NOT_MEASURABLE
    assert found.reason.en == "the pace to beat cannot be measured: no figure for 2010"


def test_milestones_start_from_none_done_before_the_contract() -> None:
    # 12 steps from the end of 2017 to the end of 2023: six are due at the end of 2020.
    steps = indicator("steps", unit="milestones")
    asked = target(TargetForm.MILESTONE, "12 milestones")
    found = verdict(asked, {2020: 3}, of=steps, as_of=DURING)
    assert (found.expected, found.gap, found.progress) == (6, -3, Decimal("0.25"))
    assert (found.word, found.baseline_period) == (Word.BEHIND, year(2017))


def test_intermediate_milestones_bend_the_path() -> None:
    asked = target(
        TargetForm.RELATIVE, "+20 %", base=baseline(), milestones={2020: "+2 %", 2022: "1 150 persons"}
    )
    found = verdict(asked, {2018: 1000, 2020: 1025}, as_of=DURING)
    assert (found.expected, found.word) == (1020, Word.ON_TRACK)
    house = dossier([indicator()], [asked])
    path = trajectory_of(house, figure_set(series({2018: 1000})), asked)
    assert [point.expected for point in path.points] == [1000, 1010, 1020, 1085, 1150, 1200]


def test_a_milestone_beyond_the_horizon_lengthens_the_path() -> None:
    asked = target(TargetForm.LEVEL, "30 %", of="women", base=baseline(2022, "22 %"), horizon=2026)
    asked = replace(asked, milestones=(*target(TargetForm.LEVEL, milestones={2028: "35 %"}).milestones,))
    path = trajectory_of(dossier([share_indicator()], [asked]), figure_set(), asked)
    assert [point.expected for point in path.points] == [22, 24, 26, 28, 30, Decimal("32.5"), 35]


def test_a_steps_path_expects_nothing_between_its_milestones() -> None:
    steps = {2021: "1 100 persons"}
    asked = target(TargetForm.LEVEL, "1 200 persons", base=baseline(), milestones=steps, shape=Shape.STEPS)
    assert verdict(asked, {2018: 1000, 2020: 1000}, as_of=DURING).word is Word.ON_TRACK


@pytest.mark.parametrize("value", ["0", "-4"])
def test_a_percentage_of_nothing_has_no_meaning(value: str) -> None:
    found = verdict(target(TargetForm.RELATIVE, "+20 %", base=baseline()), {2018: value, 2023: 10})
    assert found.word is Word.NOT_MEASURABLE
    assert found.reason.en == "a percentage of a zero or negative baseline has no meaning"
    assert found.value == 10
    assert isinstance(found.goal, Missing)


def test_no_constant_rate_leaves_zero_but_the_horizon_can_be_judged() -> None:
    asked = target(TargetForm.LEVEL, "50 persons", base=baseline(), shape=Shape.CONSTANT_RATE)
    before = verdict(asked, {2018: 0, 2020: 10}, as_of=DURING)
    assert (before.word, before.reason.en) == (
        Word.NOT_MEASURABLE,
        "no constant rate goes through a zero or negative value",
    )
    assert verdict(asked, {2018: 0, 2023: 10}).word is Word.NOT_REACHED


def test_missing_baseline() -> None:
    late = Missing(Reason.LATE)
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline())
    found = verdict(asked, {2018: late, 2023: 10})
    assert (found.word, found.reason.en) == (Word.NOT_MEASURABLE, "no figure for 2018: late")
    assert (found.baseline, found.change) == (late, late)
    assert verdict(asked, {2023: 10}).reason.fr == "pas de chiffre en 2018"


def test_a_level_without_baseline_is_judged_at_its_horizon_only() -> None:
    asked = target(TargetForm.LEVEL, "50 persons")
    assert verdict(asked, {2023: 50}).word is Word.REACHED
    before = verdict(asked, {2020: 40}, as_of=DURING)
    assert (before.word, before.reason.en) == (Word.NOT_MEASURABLE, "the baseline value is not known")


def test_no_figure_after_the_baseline_yet() -> None:
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline())
    for values in ({2018: 1000}, {2017: 1}):
        found = verdict(asked, dict(values), as_of=date(2018, 12, 1))
        assert found.word is Word.NOT_MEASURABLE
        assert found.reason.en.startswith("no figure after the baseline yet")


def test_a_stated_baseline_serves_without_any_figure() -> None:
    asked = target(TargetForm.LEVEL, "11 600 persons", base=baseline(2018, "9 653 persons"))
    found = verdict(asked, {}, as_of=date(2018, 6, 1))
    assert (found.baseline, found.goal, found.period) == (9653, 11600, None)
    assert isinstance(found.value, Missing)
    path = trajectory_of(dossier([indicator()], [asked]), figure_set(), asked)
    assert [point.expected for point in path.points][1] == Decimal("10042.4")


def test_a_stated_baseline_that_the_figures_contradict_is_said() -> None:
    asked = target(TargetForm.LEVEL, "1 200 persons", base=baseline(2018, "1 000 persons"))
    found = verdict(asked, {2018: 1040, 2020: 1080}, as_of=DURING)
    assert found.baseline == 1000
    assert found.reason.fr == (
        "le contrat part de 1\u202f000\u00a0personnes en 2018, les chiffres donnent 1\u202f040\u00a0personnes"
    )


def test_a_stale_value_is_never_reached_at_the_horizon() -> None:
    missing = Missing(Reason.NOT_RECEIVED)
    asked = target(TargetForm.RELATIVE, "+20 %", unit="north", base=baseline())
    found = verdict(asked, {2018: 1000, 2021: 1300, 2022: missing, 2023: missing})
    assert (found.word, found.period, found.value) == (Word.NOT_MEASURABLE, year(2021), 1300)
    assert (found.expected, found.gap) == (1120, 180)
    assert found.reason == Text(
        fr="l’échéance est passée et son chiffre n’est pas là\u00a0; "
        "dernière valeur\u00a0: 2021\u00a0; 2022 et 2023 manquent\u00a0: non reçu",
        en="the horizon is over and its figure is not there; "
        "latest value: 2021; 2022 and 2023 are missing: not received",
    )
    assert is_none(found.pace.required)


def test_before_the_horizon_the_last_value_is_judged_and_the_hole_is_said() -> None:
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline())
    found = verdict(asked, {2018: 1000, 2019: 1040}, as_of=DURING)
    assert (found.word, found.reason.en) == (Word.ON_TRACK, "latest value: 2019; 2020 is missing: no figure")


def test_figures_after_the_horizon_or_not_begun_are_not_used() -> None:
    asked = target(TargetForm.LEVEL, "1 200 persons", base=baseline(), horizon=2022)
    values: dict[int, int | str | Value] = {2018: 1000, 2022: 1100, 2023: 1300}
    assert verdict(asked, values).word is Word.NOT_REACHED
    assert verdict(asked, values, as_of=date(2019, 1, 1)).period == year(2018)


@pytest.mark.parametrize("low", ["", "33 %"])
def test_a_target_to_be_supplied_says_what_is_wanted(low: str) -> None:
    wanted = Text("année de base", "base year")
    asked = target(TargetForm.LEVEL, low, base=baseline(None), to_be_supplied=wanted)
    found = verdict(asked, {2020: 20}, of=share_indicator())
    assert (found.word, found.reason, found.value) == (Word.NO_TARGET_VALUE, wanted, 20)
    assert found.goal == 33 if low else is_none(found.goal)
    house = dossier([share_indicator()], [replace(asked, indicator="women")])
    assert trajectory_of(house, figure_set(), house.contract.targets[0]).why_none == wanted


def test_a_contract_may_override_the_thresholds() -> None:
    asked = target(TargetForm.RELATIVE, "+20 %", base=baseline())
    values: dict[int, int | str | Value] = {2018: 1000, 2020: 1050}
    assert verdict(asked, values, as_of=DURING).word is Word.BEHIND
    lenient = replace(RULES, on_track=Decimal("-0.15"))
    found = verdict(asked, values, as_of=DURING, rules=lenient)
    assert found.word is Word.ON_TRACK
    assert "on track from −15%, behind from −40%" in found.method.en


def test_targets_in_force_in_contract_order_and_after_the_contract() -> None:
    old = target(TargetForm.LEVEL, "1 persons", name="old", until=date(2020, 1, 1))
    new = target(TargetForm.LEVEL, "2 persons", name="new", since=date(2020, 1, 1))
    contract = dossier([indicator()], [new, old]).contract
    assert targets_in_force(contract, date(2019, 12, 31)) == (old,)
    assert targets_in_force(contract, date(2030, 1, 1)) == (new,)


def test_a_quantity_in_another_unit_of_the_same_dimension() -> None:
    money = indicator("money", unit="EUR")
    asked = target(TargetForm.LEVEL, "2 kEUR", base=baseline(2018, "1 kEUR"))
    found = verdict(asked, {2020: 1400}, of=money, as_of=DURING)
    assert (found.baseline, found.goal, found.expected) == (1000, 2000, 1400)
    assert quantity("1 kEUR").to(quantity("1 EUR").unit) == 1000
