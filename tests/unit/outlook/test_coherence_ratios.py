"""Shares: planned numerators over planned denominators. The growth of schools changes the weights."""

from __future__ import annotations

from decimal import Decimal

from builders import baseline, figure_set, indicator, target
from coherent import answer, answers, house, measured, persons, quotients, rows, share, told, words_of
from jalon.dossier.indicator import Derived
from jalon.dossier.target import Target, TargetForm
from jalon.figures.measures.distinct import Ledger
from jalon.kernel.missing import Between, Missing
from jalon.outlook.coherence.model import Answer, Word

LEVEL = TargetForm.LEVEL
ALL = ("north", "south", "east")
WOMEN = share(rows("sex = 'F'"), rows())
STUDENTS = indicator(measure=rows())


def shares(whole: str, *parts: str) -> list[Target]:
    schools = zip(ALL, parts, strict=False)
    return [
        target(LEVEL, whole, of="women", name="whole"),
        *(target(LEVEL, text, of="women", unit=unit, name=f"women-{unit}") for unit, text in schools),
    ]


def sizes(*parts: str) -> list[Target]:
    return [
        target(LEVEL, text, unit=unit, name=f"size-{unit}") for unit, text in zip(ALL, parts, strict=False)
    ]


# 60 of 400, 150 of 500, 90 of 150: the mean of the shares is 35 %, the true share 300 of 1 050, 28.6 %.
OBSERVED = figure_set(quotients({"north": (60, 400), "south": (150, 500), "east": (90, 150)}))


def test_the_share_of_the_whole_is_the_ratio_of_sums_not_the_mean() -> None:
    found = answer(house([WOMEN], shares("30 %", "15 %", "30 %", "60 %")), OBSERVED)
    assert isinstance(found.implied, Decimal)
    assert round(found.implied, 3) == Decimal("28.571")
    assert (found.answer, found.naive) == (Answer.FALLS_SHORT, 35)
    assert "The mean of the schools' shares would say 35.0%" in told(found.words)
    assert "denominators unchanged since 2018" in found.assumptions[0].en


def test_growth_changes_the_weights() -> None:
    # The same shares, once the third school has 450 students: (60 + 150 + 270) of 1 350 = 35.6 %.
    dossier = house(
        [WOMEN, STUDENTS],
        [*shares("30 %", "15 %", "30 %", "60 %"), *sizes("400 persons", "500 persons", "450 persons")],
    )
    found = answers(dossier, OBSERVED).answers[0]
    assert isinstance(found.implied, Decimal)
    assert round(found.implied, 3) == Decimal("35.556")
    assert found.answer is Answer.EXCEEDS
    assert [line.denominator for line in found.contributions] == [400, 500, 450]
    assert "exactly at their own targets" in found.assumptions[0].en


def test_denominators_are_found_by_the_rows_they_count_whatever_the_writing() -> None:
    women = share(rows("main = true AND sex = 'F'"), rows("main"))
    students = indicator(measure=rows("(main = TRUE)"))
    targets = [*shares("30 %", "15 %", "30 %", "60 %"), *sizes("400 persons", "500 persons", "450 persons")]
    assert answers(house([women, students], targets), OBSERVED).answers[0].answer is Answer.EXCEEDS
    others = indicator(measure=rows("main = false"))
    assert answers(house([women, others], targets), OBSERVED).answers[0].answer is Answer.FALLS_SHORT


def test_where_every_share_is_enough_sizes_do_not_matter() -> None:
    found = answer(house([WOMEN], shares("30 %", "30 %", "30 %", "30 %")))
    assert (found.answer, found.implied) == (Answer.ADDS_UP, 30)


def test_where_sizes_are_not_known_the_answer_depends_on_them() -> None:
    found = answer(house([WOMEN], shares("30 %", "15 %", "30 %", "60 %")))
    assert found.answer is Answer.DEPENDS
    assert isinstance(found.implied, Between)
    assert (found.implied.low, found.implied.high) == (15, 60)


def test_the_share_that_the_rest_must_have() -> None:
    # (60 + 150 + x) of 1 050 must be 30 %: x = 105 of 150, 70 %.
    found = answer(house([WOMEN], shares("30 %", "15 %", "30 %")), OBSERVED)
    assert (found.answer, found.needed) == (Answer.NOT_KNOWN, 70)
    assert "East must have at least 70.0%" in told(found.words)


def test_a_share_that_follows_from_the_targets_on_its_two_numbers() -> None:
    counted = indicator("number-of-women", measure=rows("sex = 'F'"))
    targets = [
        *shares("30 %", "15 %", "30 %"),
        *sizes("400 persons", "500 persons", "150 persons"),
        target(LEVEL, "105 persons", of="number-of-women", unit="east", name="women-east-count"),
    ]
    found = answers(house([WOMEN, STUDENTS, counted], targets)).answers[0]
    assert (found.answer, found.implied) == (Answer.ADDS_UP, 30)
    assert found.contributions[-1].goal == 70


def test_persons_counted_twice_make_a_share_uncertain() -> None:
    women = share(persons("sex = 'F'"), persons())
    figures = figure_set(
        quotients({"north": (60, 400), "south": (150, 500), "east": (90, 150)}, whole=(290, 1000))
    )
    same = answer(house([women], shares("28.5 %", "15 %", "30 %", "60 %")), figures)
    assert (same.answer, same.implied) == (Answer.EXCEEDS, 29)
    # North doubles its women: 360 in all, less 10 (the number stays) to 20 (it follows north), of 1 000.
    more = answer(house([women], shares("34.5 %", "30 %", "30 %", "60 %")), figures)
    assert more.answer is Answer.DEPENDS
    assert isinstance(more.implied, Between)
    assert (more.implied.low, more.implied.high) == (34, 35)


def test_a_ledger_that_shows_nobody_shared_leaves_no_doubt() -> None:
    women = share(persons("sex = 'F'"), persons())
    nobody = Ledger({frozenset({unit}): 100 for unit in ALL})
    found = answer(house([women], shares("30 %", "15 %", "30 %", "60 %")), OBSERVED, ledger=nobody)
    assert isinstance(found.implied, Decimal)
    assert round(found.implied, 3) == Decimal("28.571")


# Derived indicators

PLACES = indicator("places", measure=rows("kind = 'place'"))
FILLED = indicator("filled", unit="%", decimals=1, measure=Derived(expression="100 * students / places"))


def filled(whole: str, students: tuple[str, ...], places: tuple[str, ...]) -> list[Target]:
    return [
        target(LEVEL, whole, of="filled", name="whole"),
        *(target(LEVEL, text, unit=u, name=f"students-{u}") for u, text in zip(ALL, students, strict=False)),
        *(
            target(LEVEL, text, of="places", unit=u, name=f"places-{u}")
            for u, text in zip(ALL, places, strict=False)
        ),
    ]


def test_a_derived_indicator_is_recomputed_from_the_targets_on_its_parts() -> None:
    # (90 + 160 + 50) of (100 + 200 + 100): 75 %.
    students, places = (
        ("90 persons", "160 persons", "50 persons"),
        ("100 persons", "200 persons", "100 persons"),
    )
    found = answer(house([STUDENTS, PLACES, FILLED], filled("80 %", students, places)))
    assert (found.answer, found.implied, found.gap) == (Answer.FALLS_SHORT, 75, -5)


def test_a_derived_indicator_whose_parts_have_no_target_is_not_guessed() -> None:
    dossier = house([STUDENTS, PLACES, FILLED], filled("80 %", ("90 persons",), ()))
    found = answers(dossier)
    assert found.answers[0].answer is Answer.NOT_KNOWN
    assert isinstance(found.answers[0].implied, Missing)
    assert words_of(found.contradictions) == [Word.PARTS_NOT_SET]


def test_a_relative_target_on_a_share_is_a_change_of_the_share() -> None:
    targets = [
        target(TargetForm.RELATIVE, "+10 %", of="women", base=baseline(), unit=unit, name=unit)
        for unit in ("institute", *ALL)
    ]
    found = answer(house([WOMEN], targets), OBSERVED)
    assert found.answer is Answer.ADDS_UP


def test_the_rest_of_a_part_stays_too_where_that_is_supposed() -> None:
    dossier = house(
        [STUDENTS, PLACES, FILLED],
        filled("80 %", ("90 persons", "160 persons"), ("100 persons", "200 persons", "100 persons")),
    )
    figures = figure_set(measured({"north": 1, "south": 1, "east": 50}))
    assert answer(dossier, figures).answer is Answer.NOT_KNOWN
    assert answer(dossier, figures, rest_stays=True).implied == 75


def test_a_share_of_persons_is_never_above_all_of_them() -> None:
    women = share(persons("sex = 'F'"), persons())
    students = indicator(measure=persons())
    targets = [*shares("30 %", "30 %", "30 %", "30 %"), *sizes("100 persons", "100 persons", "100 persons")]
    found = answers(house([women, students], targets)).answers[0]
    assert isinstance(found.implied, Between)
    assert (found.implied.low, found.implied.high) == (10, 90)
    more = [*shares("50 %", "50 %", "50 %", "50 %"), *targets[4:]]
    wide = answers(house([women, students], more)).answers[0].implied
    assert isinstance(wide, Between)
    assert wide.high == 100
