"""Distinct counts: the sum of the schools less the persons they share, as far as was observed."""

from __future__ import annotations

from builders import baseline, figure_set, indicator, target
from coherent import answer, house, measured, persons, told
from jalon.dossier.target import Target, TargetForm
from jalon.figures.figure import FigureSet
from jalon.figures.measures.distinct import Ledger
from jalon.kernel.missing import Between, Value
from jalon.outlook.coherence.model import Answer

LEVEL = TargetForm.LEVEL
ALL = ("north", "south", "east")
STUDENTS = indicator(measure=persons())
# 480 students sum, 450 persons: 20 in north and south, 5 in all three (counted 10 times too often).
LEDGER = Ledger(
    {
        frozenset({"north"}): 75,
        frozenset({"south"}): 175,
        frozenset({"east"}): 175,
        frozenset({"north", "south"}): 20,
        frozenset(ALL): 5,
    }
)
OBSERVED = figure_set(measured({"north": 100, "south": 200, "east": 180}, whole=450))


def levels(whole: str, *parts: str) -> list[Target]:
    return [
        target(LEVEL, whole, name="whole"),
        *(target(LEVEL, text, unit=unit, name=unit) for unit, text in zip(ALL, parts, strict=True)),
    ]


def bounds(value: Value | None) -> tuple[object, object]:
    assert isinstance(value, Between)
    return value.low, value.high


def asked(
    whole: str, figures: FigureSet = OBSERVED, ledger: Ledger | None = LEDGER
) -> tuple[Answer, tuple[object, object]]:
    # north doubles, south + 50 %, east + 50 %: 200 + 300 + 270 = 770.
    dossier = house([STUDENTS], levels(whole, "200 persons", "300 persons", "270 persons"))
    found = answer(dossier, figures, ledger=ledger)
    return found.answer, bounds(found.implied)


def test_the_ledger_says_what_each_set_of_schools_may_share() -> None:
    # Least: the numbers stay, 20 + 2 × 5 = 30. Most: they follow the fastest school, 40 + 2 × 10 = 60.
    assert asked("700 persons") == (Answer.EXCEEDS, (710, 740))
    assert asked("720 persons") == (Answer.DEPENDS, (710, 740))
    assert asked("741 persons") == (Answer.FALLS_SHORT, (710, 740))


def test_without_a_ledger_the_figures_give_the_number_counted_twice() -> None:
    # 30 counted twice: 30 to 60 as any school may be concerned.
    assert asked("720 persons", ledger=None) == (Answer.DEPENDS, (710, 740))


def test_a_shrinking_school_may_share_fewer() -> None:
    dossier = house([STUDENTS], levels("600 persons", "50 persons", "200 persons", "180 persons"))
    found = answer(dossier, OBSERVED, ledger=LEDGER)
    # 430 in all, less 30 at most; half of it (10 + 5) if what is shared follows north.
    assert bounds(found.implied) == (400, 415)


def test_nothing_observed_leaves_the_logical_bounds() -> None:
    assert asked("600 persons", FigureSet(()), None) == (Answer.DEPENDS, (300, 770))
    assert asked("300 persons", FigureSet(()), None)[0] is Answer.ADDS_UP
    assert asked("771 persons", FigureSet(()), None)[0] is Answer.FALLS_SHORT


def test_both_readings_and_the_logical_bounds_are_told() -> None:
    dossier = house([STUDENTS], levels("720 persons", "200 persons", "300 persons", "270 persons"))
    found = answer(dossier, OBSERVED, ledger=LEDGER)
    assert bounds(found.logical) == (300, 770)
    assert found.naive == 770
    words = told(found.words)
    assert "30 persons were counted twice in 2018: 740 persons would be left if that number stays" in words
    assert "721.9 persons if it moves with the sum" in words  # 770 × 450 / 480


def test_the_latest_overlap_is_that_of_these_very_schools() -> None:
    # In 2019 east sent nothing: what two schools share says nothing of three.
    late = measured({"north": 100, "south": 200}, 2019, whole=299)
    figures = FigureSet((*OBSERVED.figures, *late))
    assert asked("720 persons", figures, None) == (Answer.DEPENDS, (710, 740))


def test_growth_of_a_distinct_count_starts_from_the_institute_s_own_persons() -> None:
    targets = [
        target(TargetForm.RELATIVE, "+20 %", base=baseline(), unit=unit, name=unit)
        for unit in ("institute", *ALL)
    ]
    found = answer(house([STUDENTS], targets), OBSERVED, ledger=LEDGER)
    # 576 in all; 30 to 36 shared: 540 to 546 for 540 asked.
    assert (found.answer, found.asked, bounds(found.implied)) == (Answer.ADDS_UP, 540, (540, 546))


def test_a_school_without_anybody_yet_says_nothing_of_whom_it_will_share() -> None:
    figures = figure_set(measured({"north": 100, "south": 200, "east": 0}, whole=290))
    assert asked("720 persons", figures, None) == (Answer.DEPENDS, (300, 770))
