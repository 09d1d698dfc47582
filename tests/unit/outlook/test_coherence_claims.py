"""Targets on other indicators said to be a part of the institute's: converted, or refused with why."""

from __future__ import annotations

from dataclasses import replace

from builders import baseline, figure_set, indicator, target
from coherent import answers, house, measured, rows, told, words_of
from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import ConstantPrice, Indicator, Population
from jalon.dossier.target import Target, TargetForm
from jalon.figures.figure import FigureSet
from jalon.kernel.missing import Missing
from jalon.kernel.texts import Text
from jalon.outlook.coherence.model import Answer, Coherence, Word

LEVEL, RELATIVE = TargetForm.LEVEL, TargetForm.RELATIVE
ENGINEERS = indicator("engineers", measure=rows("diploma = 'engineering'"))
EVERYBODY = replace(
    indicator("everybody", measure=rows()), population=Population(id="everybody", text=Text.same("everybody"))
)


def claim(low: str, **more: object) -> Target:
    return replace(target(more.pop("form", LEVEL), low, **more), contributes_to="whole")  # type: ignore[arg-type]


def first(dossier: Dossier, figures: FigureSet | None = None, on: int = 2019) -> Coherence:
    return answers(dossier, figures, on=on).answers[0]


def test_another_population_and_base_cannot_be_added_and_the_tempting_sum_is_shown() -> None:
    targets = [
        target(LEVEL, "1 200 persons", of="engineers", name="whole", base=baseline(2018, "1 000 persons")),
        claim(
            "+25 %", form=RELATIVE, of="everybody", unit="north", name="n", base=baseline(2019, "400 persons")
        ),
        claim("900 persons", of="everybody", unit="south", name="s", base=baseline(2018)),
    ]
    found = first(house([ENGINEERS, EVERYBODY], targets))
    assert found.answer is Answer.CANNOT_BE_ADDED
    assert isinstance(found.implied, Missing)
    assert words_of(found.findings).count(Word.POPULATION_DIFFERS) == 2
    assert {Word.BASE_DIFFERS, Word.NO_TARGET} <= set(words_of(found.findings))
    assert found.tempting is not None
    assert (found.tempting.levels, found.tempting.increases, found.tempting.asked) == (1400, 100, 200)
    assert found.tempting.unknown == ("south",)
    assert "The sum not to make: 1,400 persons" in told(found.words)


def test_horizon_stage_and_measurement_are_compared_too() -> None:
    graduates = replace(ENGINEERS, id="graduates", stage=Text.same("graduated"))
    hours = indicator("hours", unit="kWh", measure=rows("diploma = 'engineering'"))
    targets = [
        target(LEVEL, "1 200 persons", of="engineers", name="whole"),
        claim("100 persons", of="graduates", unit="north", name="n", horizon=2022),
        claim("100 kWh", of="hours", unit="south", name="s"),
    ]
    found = first(house([ENGINEERS, graduates, hours], targets))
    assert {Word.STAGE_DIFFERS, Word.HORIZON_DIFFERS, Word.UNIT_DIFFERS} <= set(words_of(found.findings))


def test_other_rows_of_the_same_population_are_another_definition() -> None:
    others = replace(ENGINEERS, id="others", measure=rows("diploma = 'doctorate'"))
    targets = [
        target(LEVEL, "1 200 persons", of="engineers", name="whole"),
        claim("100 persons", of="others", unit="north", name="n"),
    ]
    assert Word.DEFINITION_DIFFERS in words_of(first(house([ENGINEERS, others], targets)).findings)


def test_a_refused_claim_does_not_hide_targets_that_add_up() -> None:
    own = [target(LEVEL, "400 persons", of="engineers", unit=u, name=u) for u in ("north", "south", "east")]
    targets = [
        target(LEVEL, "1 200 persons", of="engineers", name="whole"),
        *own,
        claim("900 persons", of="everybody", unit="south", name="s"),
    ]
    found = first(house([ENGINEERS, EVERYBODY], targets))
    assert (found.answer, found.implied) == (Answer.ADDS_UP, 1200)
    assert Word.POPULATION_DIFFERS in words_of(found.findings)


# Money of other years


def money(name: str, year: int | None) -> Indicator:
    if year is None:
        return indicator(name, unit="EUR", measure=rows(value="amount"))
    measure = ConstantPrice(total=rows(value="amount"), index="prices", base_year=year)
    return indicator(name, unit=f"EUR {year}", measure=measure)


INCOME, OLD, CURRENT = money("income", 2022), money("old", 2018), money("current", None)
# Prices rose by 25 % from 2018 to 2022, and by 10 % from 2018 to 2019.
PRICED = figure_set(
    measured({"north": 80, "south": 20}, of="old"),
    measured({"north": 100, "south": 25}, of="income"),
    measured({"north": 110, "south": 22}, 2019, of="current"),
    measured({"north": 125, "south": 25}, 2019, of="income"),
)


def test_another_price_year_is_converted_through_the_figures_that_have_both() -> None:
    targets = [
        target(LEVEL, "300 EUR 2022", of="income", name="whole"),
        target(LEVEL, "100 EUR 2022", of="income", unit="south", name="s"),
        target(LEVEL, "0 EUR 2022", of="income", unit="east", name="e"),
        claim("160 EUR 2018", of="old", unit="north", name="n"),
    ]
    found = first(house([INCOME, OLD], targets), PRICED)
    assert (found.answer, found.implied) == (Answer.ADDS_UP, 300)
    assert "converted from" in found.contributions[0].assumption.en


def test_current_money_of_a_year_to_come_is_refused() -> None:
    targets = [
        target(LEVEL, "300 EUR 2022", of="income", name="whole"),
        claim("160 EUR", of="current", unit="north", name="n"),
    ]
    found = first(house([INCOME, CURRENT], targets), PRICED, on=2020)
    assert found.answer is Answer.CANNOT_BE_ADDED
    (refused,) = [finding for finding in found.findings if finding.word is Word.PRICES_DIFFER]
    assert "the prices of 2023 are not known" in refused.text.en


def test_current_money_of_a_year_that_is_known_is_converted() -> None:
    targets = [
        target(LEVEL, "150 EUR 2022", of="income", name="whole", horizon=2019),
        target(LEVEL, "0 EUR 2022", of="income", unit="south", name="s", horizon=2019),
        target(LEVEL, "0 EUR 2022", of="income", unit="east", name="e", horizon=2019),
        claim("132 EUR", of="current", unit="north", name="n", horizon=2019),
    ]
    found = first(house([INCOME, CURRENT], targets), PRICED, on=2020)
    assert (found.answer, found.implied) == (Answer.ADDS_UP, 150)  # 132 × 150 / 132


def test_growth_in_constant_euros_adds_from_each_base() -> None:
    targets = [
        target(RELATIVE, "+5 %", of="income", base=baseline(), unit=unit, name=unit)
        for unit in ("institute", "north", "south")
    ]
    found = first(house([INCOME], targets), PRICED)
    assert (found.answer, found.gap) == (Answer.ADDS_UP, 0)


def test_a_target_written_for_several_units_is_claimed_under_its_own_name() -> None:
    targets = [
        target(LEVEL, "1 200 persons", of="engineers", name="whole/institute"),
        claim("900 persons", of="everybody", unit="south", name="s"),
    ]
    assert first(house([ENGINEERS, EVERYBODY], targets)).answer is Answer.CANNOT_BE_ADDED
