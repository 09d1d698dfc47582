"""Targets that add: totals, ranges, paces, bounds; each answer worked by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from builders import baseline, figure_set, indicator, org_unit, pace, target
from coherent import answer, answers, house, measured, rows, told, words_of
from jalon.dossier.indicator import AcrossUnits, Collected, Direction
from jalon.dossier.target import Target, TargetForm
from jalon.kernel.missing import Between, Missing
from jalon.kernel.texts import Language, Text
from jalon.outlook.coherence.model import Answer, Word

ALL = ("north", "south", "east")
LEVEL, RELATIVE = TargetForm.LEVEL, TargetForm.RELATIVE
STUDENTS = indicator(measure=rows())


def levels(whole: str, **schools: str) -> list[Target]:
    return [
        target(LEVEL, whole, name="whole"),
        *(target(LEVEL, text, unit=unit, name=unit) for unit, text in schools.items()),
    ]


@pytest.mark.parametrize(
    ("whole", "expected", "gap"),
    [
        ("600 persons", Answer.ADDS_UP, 0),
        ("590 persons", Answer.EXCEEDS, 10),
        ("620 persons", Answer.FALLS_SHORT, -20),
    ],
)
def test_levels_add_exactly(whole: str, expected: Answer, gap: int) -> None:
    found = answer(
        house([STUDENTS], levels(whole, north="100 persons", south="200 persons", east="300 persons"))
    )
    assert (found.answer, found.implied, found.gap) == (expected, 600, gap)


def test_less_is_better_turns_the_answer_round() -> None:
    energy = indicator(direction=Direction.DOWN, measure=rows())
    targets = levels("590 persons", north="100 persons", south="200 persons", east="300 persons")
    found = answer(house([energy], targets))
    assert (found.answer, found.gap) == (Answer.FALLS_SHORT, 10)
    assert "stays above its own" in told(found.words)


def test_the_rest_must_be_brought_by_the_schools_without_a_target() -> None:
    figures = figure_set(measured({"north": 90, "south": 180, "east": 270}))
    dossier = house([STUDENTS], levels("620 persons", north="100 persons", south="200 persons"))
    found = answer(dossier, figures)
    assert (found.answer, found.without, found.needed) == (Answer.NOT_KNOWN, ("east",), 320)
    assert Word.NO_TARGET in words_of(found.findings)
    assert "East must bring at least 320 persons" in told(found.words)
    stays = answer(dossier, figures, rest_stays=True)
    assert (stays.answer, stays.implied, stays.without) == (Answer.FALLS_SHORT, 570, ())
    assert "last value (2018)" in stays.contributions[-1].assumption.en


def test_what_is_already_enough_needs_nobody_else() -> None:
    found = answer(house([STUDENTS], levels("300 persons", north="100 persons", south="200 persons")))
    assert (found.answer, found.without) == (Answer.ADDS_UP, ("east",))


def test_growth_is_taken_from_each_school_s_own_base() -> None:
    # +20 % of 1 000 asked; +10 % of 500, +20 % of 300, +50 % of 200 planned: 550 + 360 + 300 = 1 210.
    growth = {"north": "+10 %", "south": "+20 %", "east": "+50 %"}
    targets = [
        target(RELATIVE, "+20 %", base=baseline(), name="whole"),
        *(target(RELATIVE, text, unit=unit, base=baseline(), name=unit) for unit, text in growth.items()),
    ]
    figures = figure_set(measured({"north": 500, "south": 300, "east": 200}))
    found = answer(house([STUDENTS], targets), figures)
    assert (found.answer, found.asked, found.implied, found.gap) == (Answer.EXCEEDS, 1200, 1210, 10)
    north, _, east = found.contributions
    assert (north.share_of_base, north.share_of_effort, north.lag) == (50, 25, -50)
    assert (east.share_of_base, east.share_of_effort, east.lag) == (20, 50, 60)
    assert "North (−50 persons; 50.0% of the base, 25.0% of the effort)" in told(found.words)


def test_every_school_at_the_same_growth_is_the_institute_s_growth() -> None:
    targets = [
        target(RELATIVE, "+20 %", base=baseline(), unit=unit, name=unit) for unit in ("institute", *ALL)
    ]
    found = answer(house([STUDENTS], targets), figure_set(measured({"north": 333, "south": 101, "east": 7})))
    assert (found.answer, found.gap) == (Answer.ADDS_UP, 0)
    assert all(line.lag == 0 for line in found.contributions)


def test_a_school_that_joined_since_the_base_is_left_out_of_a_change() -> None:
    schools = [org_unit("north"), org_unit("south"), org_unit("east", since=2020)]
    targets = [
        target(RELATIVE, "+20 %", base=baseline(), unit=unit, name=unit) for unit in ("institute", *ALL[:2])
    ] + [target(LEVEL, "50 persons", unit="east", name="east")]
    figures = figure_set(measured({"north": 500, "south": 300}))
    found = answer(house([STUDENTS], targets, schools), figures)
    assert (found.answer, found.asked, found.implied) == (Answer.ADDS_UP, 960, 960)
    assert Word.OUTSIDE_THE_BASE in words_of(found.findings)


def test_a_school_that_leaves_takes_its_base_away() -> None:
    schools = [org_unit("north"), org_unit("south"), org_unit("east", until=2021)]
    targets = [
        target(RELATIVE, "+20 %", base=baseline(), unit=unit, name=unit) for unit in ("institute", *ALL[:2])
    ]
    figures = figure_set(measured({"north": 500, "south": 300, "east": 200}))
    found = answer(house([STUDENTS], targets, schools), figures)
    assert (found.answer, found.asked, found.implied) == (Answer.ADDS_UP, 960, 960)


def test_a_range_is_met_from_its_nearer_bound() -> None:
    targets = [
        target(TargetForm.RANGE, "600 persons", "660 persons", name="whole"),
        *(target(TargetForm.RANGE, "200 persons", "240 persons", unit=u, name=u) for u in ALL),
    ]
    found = answer(house([STUDENTS], targets))
    assert (found.answer, found.implied, found.asked) == (Answer.ADDS_UP, 600, 600)


def test_a_value_to_keep_adds_its_margins() -> None:
    kept = indicator(direction=Direction.KEEP, measure=rows())

    def found(margin: str) -> tuple[Answer, object]:
        targets = [
            target(TargetForm.KEEP, "600 persons", tolerance="30 persons", name="whole"),
            *(target(TargetForm.KEEP, "200 persons", tolerance=margin, unit=unit, name=unit) for unit in ALL),
        ]
        one = answer(house([kept], targets))
        return one.answer, one.implied

    inside, bounds = found("10 persons")
    assert isinstance(bounds, Between)
    assert (inside, bounds.low, bounds.high) == (Answer.ADDS_UP, 570, 630)
    assert found("20 persons")[0] is Answer.DEPENDS


def test_floors_make_a_floor_and_say_nothing_of_a_ceiling() -> None:
    floors = [target(TargetForm.FLOOR, "200 persons", unit=u, name=u) for u in ALL]
    enough = answer(house([STUDENTS], [target(TargetForm.FLOOR, "600 persons", name="whole"), *floors]))
    assert (enough.answer, enough.implied) == (Answer.ADDS_UP, 600)
    ceiling = answer(house([STUDENTS], [target(TargetForm.CEILING, "700 persons", name="whole"), *floors]))
    assert ceiling.answer is Answer.NOT_KNOWN
    assert words_of(ceiling.findings).count(Word.OTHER_WAY) == 3


def test_paces_are_pooled_as_series() -> None:
    # Everybody must fall faster than 10 % a year, from 1 000 in 2018: 590.49 in 2023, and the same in parts.
    energy = indicator(direction=Direction.DOWN, measure=rows())
    targets = [
        target(
            TargetForm.PACE, base=baseline(), faster_than=pace(2010, 2018, "-10 %/year"), unit=unit, name=unit
        )
        for unit in ("institute", *ALL)
    ]
    figures = figure_set(measured({"north": 500, "south": 300, "east": 200}))
    found = answer(house([energy], targets), figures)
    assert (found.answer, found.implied) == (Answer.ADDS_UP, Decimal("590.49"))
    slower = [*targets[:-1], replace(targets[-1], pace=pace(2010, 2018, "-5 %/year"))]
    assert answer(house([energy], slower), figures).answer is Answer.FALLS_SHORT


def test_intermediate_goals_are_asked_too_where_a_school_speaks_of_them() -> None:
    targets = [
        target(LEVEL, "600 persons", name="whole", milestones={2020: "550 persons", 2021: "560 persons"}),
        *(
            target(LEVEL, "200 persons", unit=unit, name=unit, milestones={2020: "180 persons"})
            for unit in ALL
        ),
    ]
    middle, end = answers(house([STUDENTS], targets)).answers
    assert (middle.is_milestone, middle.answer, middle.gap) == (True, Answer.FALLS_SHORT, -10)
    assert (end.is_milestone, end.answer) == (False, Answer.ADDS_UP)


def test_another_horizon_is_no_target_for_this_one() -> None:
    targets = [
        *levels("600 persons", north="300 persons", south="300 persons"),
        target(LEVEL, "50 persons", unit="east", name="east", horizon=2022),
    ]
    found = answer(house([STUDENTS], targets))
    assert Word.HORIZON_DIFFERS in words_of(found.findings)
    assert found.without == ("east",)


def test_a_group_stands_for_its_schools_once() -> None:
    schools = [
        org_unit("group"),
        replace(org_unit("north"), parent="group"),
        replace(org_unit("south"), parent="group"),
        org_unit("east"),
    ]
    targets = levels("600 persons", group="300 persons", north="290 persons", east="300 persons")
    found = answer(house([STUDENTS], targets, schools))
    assert (found.answer, found.implied) == (Answer.ADDS_UP, 600)
    assert Word.TWO_LEVELS in words_of(found.findings)


def test_a_group_without_a_usable_target_is_answered_by_its_schools() -> None:
    schools = [org_unit("group"), replace(org_unit("north"), parent="group"), org_unit("east")]
    targets = levels("400 persons", north="100 persons", east="300 persons")
    assert answer(house([STUDENTS], targets, schools)).answer is Answer.ADDS_UP


def test_two_targets_of_one_school_must_both_be_met() -> None:
    targets = [
        *levels("600 persons", north="100 persons", south="200 persons", east="290 persons"),
        target(LEVEL, "300 persons", unit="east", name="east-again"),
    ]
    found = answer(house([STUDENTS], targets))
    assert (found.answer, found.implied) == (Answer.ADDS_UP, 600)
    assert Word.TWO_TARGETS in words_of(found.findings)


def test_the_institute_s_total_written_for_each_school_is_seen() -> None:
    found = answer(
        house([STUDENTS], levels("600 persons", north="600 persons", south="600 persons", east="600 persons"))
    )
    assert (found.answer, found.implied) == (Answer.EXCEEDS, 1800)
    assert Word.SAME_TOTAL_REPEATED in words_of(found.findings)


def test_bases_of_other_years_and_other_numbers_are_told() -> None:
    targets = [
        target(RELATIVE, "+20 %", base=baseline(2018, "1 000 persons"), name="whole"),
        target(RELATIVE, "+20 %", base=baseline(2018, "510 persons"), unit="north", name="north"),
        target(RELATIVE, "+20 %", base=baseline(2019, "300 persons"), unit="south", name="south"),
        target(RELATIVE, "+20 %", base=baseline(2018), unit="east", name="east"),
    ]
    figures = figure_set(measured({"north": 500, "south": 300, "east": 200}))
    found = answer(house([STUDENTS], targets), figures)
    assert {Word.BASE_DIFFERS, Word.BASELINE_NOT_MEASURED_ONE} <= set(words_of(found.findings))
    assert found.implied == 612 + 360 + 240
    unmixed = [
        replace(targets[2], baseline=baseline(2018, "300 persons")),
        targets[0],
        targets[1],
        targets[3],
    ]
    other = answer(house([STUDENTS], unmixed), figures)
    assert "baselines make 1,010 persons, the institute's is 1,000 persons" in " ".join(
        told(finding.text) for finding in other.findings if finding.word is Word.BASES_DO_NOT_ADD
    )


def test_a_target_set_from_the_last_target_asks_for_less_than_what_is_there() -> None:
    figures = figure_set(measured({"north": 150, "south": 180, "east": 200}))
    found = answer(
        house(
            [STUDENTS], levels("600 persons", north="120 persons", south="230 persons", east="250 persons")
        ),
        figures,
        on=2020,
    )
    soft = [finding for finding in found.findings if finding.word is Word.ALREADY_THERE]
    assert [finding.units for finding in soft] == [("north",)]


def test_an_institute_s_target_still_to_be_supplied_is_not_guessed() -> None:
    targets = levels("600 persons", north="100 persons", south="200 persons", east="300 persons")
    targets[0] = replace(targets[0], low=None, to_be_supplied=Text("niveau", "level"))
    found = answer(house([STUDENTS], targets))
    assert (found.answer, found.implied) == (Answer.NOT_KNOWN, 600)
    assert isinstance(found.asked, Missing)
    for language in Language:
        assert "600" in found.words.say(language)


def test_without_any_school_target_nothing_is_claimed() -> None:
    found = answer(house([STUDENTS], levels("600 persons")))
    assert (found.answer, found.without) == (Answer.NOT_KNOWN, ("north", "south", "east"))
    assert isinstance(found.implied, Missing)


def test_planned_steps_add() -> None:
    steps = indicator(unit="milestones", measure=rows())
    targets = [
        target(TargetForm.MILESTONE, "12 milestones", name="whole"),
        *(target(TargetForm.MILESTONE, "4 milestones", unit=unit, name=unit) for unit in ALL),
    ]
    assert answer(house([steps], targets)).answer is Answer.ADDS_UP


def test_the_target_of_a_school_that_will_have_left_is_not_counted() -> None:
    schools = [org_unit("north"), org_unit("south"), org_unit("east", until=2021)]
    targets = levels("600 persons", north="300 persons", south="300 persons", east="50 persons")
    found = answer(house([STUDENTS], targets, schools))
    assert (found.answer, found.implied) == (Answer.ADDS_UP, 600)
    assert Word.NO_MEMBER in words_of(found.findings)


def test_what_is_not_consolidated_cannot_be_added() -> None:
    grade = indicator(
        measure=Collected(
            entity="enrolment",
            value="students",
            numerator="",
            denominator="",
            filters=(),
            across_units=AcrossUnits.NONE,
        )
    )
    found = answer(house([grade], levels("600 persons", north="600 persons")))
    assert (found.answer, words_of(found.findings)) == (Answer.CANNOT_BE_ADDED, [Word.NOT_CONSOLIDATED])


def test_money_already_enough_may_still_be_lost_by_the_others() -> None:
    income = indicator(unit="EUR", measure=rows(value="amount"))
    found = answer(house([income], levels("300 EUR", north="200 EUR", south="200 EUR")))
    assert (found.answer, found.needed) == (Answer.NOT_KNOWN, -100)
