"""Targets that cannot all be meant: the traps of spreadsheets of targets, each caught."""

from __future__ import annotations

import pytest

from builders import indicator, target
from coherent import answers, house, persons, rows, share, told, words_of
from jalon.dossier.indicator import Derived, Indicator
from jalon.dossier.target import Target, TargetForm
from jalon.outlook.coherence.model import Finding, Weight, Word

LEVEL = TargetForm.LEVEL
ENGINEERS = indicator("engineers", measure=persons("diploma = 'engineering'"))
WOMEN = indicator("women-engineers", measure=persons("diploma = 'engineering' and sex = 'F'"))
MEN = indicator("men-engineers", measure=persons("sex in ('M') and diploma = 'engineering'"))
SHARE = share(persons("sex = 'F' and diploma = 'engineering'"), persons("diploma = 'engineering'"))


def aim(of: str, low: str, unit: str = "north") -> Target:
    return target(LEVEL, low, of=of, unit=unit, name=of)


def found(indicators: list[Indicator], *targets: Target) -> list[Finding]:
    return list(answers(house(indicators, targets)).contradictions)


def test_a_numerator_target_above_its_denominator_target() -> None:
    (one,) = found([ENGINEERS, WOMEN], aim("engineers", "400 persons"), aim("women-engineers", "500 persons"))
    assert (one.word, one.units) == (Word.PART_ABOVE_WHOLE, ("north",))
    assert one.targets == ("women-engineers", "engineers")
    assert "100 persons above that of the whole" in told(one.text)


def test_a_part_below_its_whole_or_of_another_school_is_no_contradiction() -> None:
    assert (
        found([ENGINEERS, WOMEN], aim("engineers", "400 persons"), aim("women-engineers", "300 persons"))
        == []
    )
    elsewhere = aim("women-engineers", "500 persons", unit="south")
    assert found([ENGINEERS, WOMEN], aim("engineers", "400 persons"), elsewhere) == []


def test_rows_of_another_kind_are_no_part() -> None:
    doctors = indicator("doctors", measure=persons("diploma = 'doctorate'"))
    assert found([ENGINEERS, doctors], aim("engineers", "400 persons"), aim("doctors", "500 persons")) == []


def test_the_same_total_written_for_women_and_for_men_counts_double() -> None:
    repeated = [aim("women-engineers", "400 persons"), aim("men-engineers", "400 persons")]
    (noted,) = found([ENGINEERS, WOMEN, MEN], *repeated)
    assert (noted.word, noted.weight) == (Word.SAME_TOTAL_REPEATED, Weight.NOTED)
    (flagged,) = found([ENGINEERS, WOMEN, MEN], *repeated, aim("engineers", "400 persons"))
    assert (flagged.word, flagged.weight) == (Word.SAME_TOTAL_REPEATED, Weight.FLAGGED)


def test_two_halves_of_a_whole_are_no_total_repeated() -> None:
    halves = [aim("women-engineers", "200 persons"), aim("men-engineers", "200 persons")]
    assert found([ENGINEERS, WOMEN, MEN], *halves, aim("engineers", "400 persons")) == []


def test_parts_that_make_more_than_their_whole() -> None:
    (one,) = found(
        [ENGINEERS, WOMEN, MEN],
        aim("engineers", "400 persons"),
        aim("women-engineers", "200 persons"),
        aim("men-engineers", "250 persons"),
    )
    assert one.word is Word.PARTS_ABOVE_WHOLE
    assert "450 persons as target together" in told(one.text)


def test_a_share_that_its_numerator_and_denominator_deny() -> None:
    (one,) = found(
        [ENGINEERS, WOMEN, SHARE],
        aim("engineers", "400 persons"),
        aim("women-engineers", "100 persons"),
        aim("women", "30 %"),
    )
    assert one.word is Word.RATIO_CONTRADICTED
    assert "give 25.0% (−5.0 points)" in told(one.text)


def test_a_share_implies_a_number_that_its_parts_cannot_exceed() -> None:
    # 30 % of 400: 120 women; 150 women apprentices are some of them.
    apprentices = indicator(
        "women-apprentices", measure=persons("route = 'work' and sex = 'F' and diploma = 'engineering'")
    )
    kinds = words_of(
        found(
            [ENGINEERS, SHARE, apprentices],
            aim("engineers", "400 persons"),
            aim("women", "30 %"),
            aim("women-apprentices", "150 persons"),
        )
    )
    assert kinds == [Word.PART_ABOVE_WHOLE]


def test_a_share_above_the_whole() -> None:
    kinds = words_of(found([ENGINEERS, SHARE], aim("engineers", "400 persons"), aim("women", "120 %")))
    assert kinds == [Word.PART_ABOVE_WHOLE]


@pytest.mark.parametrize(("goal", "kinds"), [("50 %", [Word.DERIVED_CONTRADICTED]), ("25 %", [])])
def test_a_derived_target_that_the_targets_on_its_parts_deny(goal: str, kinds: list[Word]) -> None:
    rate = indicator("rate", unit="%", measure=Derived(expression="100 * women_engineers / engineers"))
    told_of = found(
        [ENGINEERS, WOMEN, rate],
        aim("engineers", "400 persons"),
        aim("women-engineers", "100 persons"),
        aim("rate", goal),
    )
    assert words_of(told_of) == kinds


def test_money_may_be_negative_so_a_part_may_exceed_its_whole() -> None:
    total = indicator("total", unit="EUR", measure=rows(value="amount"))
    part = indicator("part", unit="EUR", measure=rows("kind = 'a'", value="amount"))
    assert found([total, part], aim("total", "100 EUR"), aim("part", "150 EUR")) == []


def test_the_institute_s_own_targets_are_compared_too() -> None:
    (one,) = found(
        [ENGINEERS, WOMEN],
        aim("engineers", "400 persons", unit="institute"),
        aim("women-engineers", "500 persons", unit="institute"),
    )
    assert one.units == ("institute",)
