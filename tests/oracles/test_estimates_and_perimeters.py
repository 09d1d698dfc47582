"""Estimates on perimeters that move, worked by hand: parts, merged schools, units put together, any base."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from jalon.figures.figure import Figure, Scope, State
from jalon.kernel.missing import Between
from jalon.kernel.texts import Language
from jalon.outlook.verdict import Word
from jalon.services.judge import verdicts
from jalon.services.show import Selection, show
from jalon.services.together import Question, Series, rows, together
from oracles.small import PRICE_SOURCE, PRICES, Small, indicator, monthly, small, source
from oracles.test_estimates import PEOPLE, WOMEN, estimate
from oracles.test_estimates import rows as written

SOURCES = {
    "sources/s.yaml": source(
        "headcount", "people.csv", "kind sex people income", more="due: {months_after: 3}"
    ),
    "people.csv": written(),
    "indicators/p.yaml": indicator("people", PEOPLE),
    "indicators/w.yaml": indicator("women", WOMEN, unit="%"),
    "indicators/d.yaml": indicator("twice", "{kind: derived, expression: 2 * people}"),
}
MONEY = {
    "parameters.yaml": PRICES,
    "sources/prices.yaml": PRICE_SOURCE,
    "prices.csv": monthly({2020: "100", 2021: "100", 2022: "100", 2023: "110"}),
    "indicators/m.yaml": indicator(
        "money",
        "{kind: constant-price, entity: headcount, value: income, index: prices, base_year: 2022}",
        unit="EUR 2022",
    ),
}
HALF = """
institute: Institute
units:
  - {unit: north, name: North, member: [{share: "50 %"}]}
  - {unit: south, name: South}
  - {unit: east, name: East}
"""
MERGED = """
institute: Institute
units:
  - {unit: west, name: West}
  - {unit: middle, name: Middle}
  - {unit: north, name: North}
  - {unit: south, name: South}
  - {unit: east, name: East}
changes:
  - {change: merger, on: 2022-01-01, kind: merge, from: [west, middle], into: [north]}
"""
RANGE = 'value: "44 persons"\nlow: "40 persons"\nhigh: "50 persons"'


def made(folder: Path, perimeter: str, *estimates: str, **more: str) -> Small:
    named = {f"estimates/e{n}.yaml": text for n, text in enumerate(estimates)}
    given = {name.replace("__", "/").replace("_csv", ".csv"): text for name, text in more.items()}
    return small(folder, {**SOURCES, **MONEY, **named, **given}, perimeter).run()


def in_2023(series: Series) -> Figure:
    return next(figure for figure in series.figures if figure.period.label == "2023")


def test_an_estimated_partial_member_brings_its_part(tmp_path: Path) -> None:
    found = made(tmp_path, HALF, estimate("stated", RANGE))
    assert found.value("people", "north", "2023") == 44
    whole = found.figure("people", "institute", "2023")
    # South 75 and East 45, half of 44; 22 / 142 of it is estimated; 40 … 50 by halves is 20 … 25
    assert (whole.value, whole.state) == (142, State.ESTIMATED)
    assert whole.flags == ("estimated:15.5%:north",)
    assert whole.bounds == (140, 145)
    assert whole.bridge is not None
    assert (whole.bridge.sum_of_units, whole.bridge.not_counted) == (164, 22)
    told = str(found.row("people", "institute", "2023")["reason"])
    assert "North (stated value, instead of: missing at source)" in told
    assert "counted for a part: North 50%" in told


def test_what_is_put_together_from_the_store_is_estimated_too(tmp_path: Path) -> None:
    estimates = (
        estimate("stated", RANGE),
        estimate("growth-of-others", of="women", name="w"),
        estimate("carry-forward", of="money", name="m"),
    )
    found = made(tmp_path, HALF, *estimates)
    by_name = {one.indicator.id: one for one in together(found.dossier, found.workspace, Question())}
    assert set(by_name) == {"people", "women", "twice", "money"}
    for name, series in by_name.items():
        assert series.figures == found.figures.series(name)
        assert in_2023(series).completeness.estimated, name
    two = Question(indicators=("people",), units=("north", "south"), periods=("2023",))
    (series,) = together(found.dossier, found.workspace, two)
    (row,) = rows(found.dossier, [series], Language.EN)
    # half of 44 and 75
    assert (row["value"], row["low"], row["high"], row["state"]) == (97, 95, 100, "estimated")
    assert "North (stated" in str(row["reason"])


def test_an_estimate_that_cannot_be_made_says_why_from_the_store(tmp_path: Path) -> None:
    found = made(tmp_path, HALF, estimate("linear-trend"), people_csv=written({"north": {2022: (1, 1)}}))
    alone = Question(indicators=("people",), units=("north",), periods=("2023",))
    (series,) = together(found.dossier, found.workspace, alone)
    assert not series.figures[0].has_value
    assert "estimate e cannot be made" in series.figures[0].reason(Language.EN)


def test_persons_put_together_with_an_estimate_have_bounds(tmp_path: Path) -> None:
    people = {("north", 2022): "abc", ("south", 2022): "cd", ("south", 2023): "cdef", ("east", 2023): "f"}
    register = "unit,year,person,sex\n" + "".join(
        f"{unit},{year},{one},F\n" for (unit, year), names in people.items() for one in names
    )
    files = {
        "indicators/r.yaml": indicator("persons", "{kind: distinct, entity: register, key: person}"),
        "sources/r.yaml": source("register", "register.csv", "person sex"),
        "register.csv": register,
        "estimates/e.yaml": estimate("carry-forward", of="persons"),
    }
    found = small(tmp_path, files, HALF).run()
    for question in (Question(), Question(units=("south", "north"))):
        (series,) = together(found.dossier, found.workspace, question)
        last = in_2023(series).value
        # c, d, e, f at South (f at East too); half of 3 persons at North, known or not
        assert isinstance(last, Between)
        assert (last.low, last.high) == (4, Decimal("5.5"))
    assert in_2023(series).bridge is None


def test_a_base_is_kept_on_what_was_received_and_followed_through_estimates(tmp_path: Path) -> None:
    found = made(tmp_path, HALF.replace(', member: [{share: "50 %"}]', ""), estimate("carry-forward"))
    (series,) = together(found.dossier, found.workspace, Question(indicators=("people",), base="2022"))
    assert in_2023(series).value == 40 + 75 + 45
    assert in_2023(series).state is State.ESTIMATED
    (series,) = together(found.dossier, found.workspace, Question(indicators=("people",), base="2023"))
    assert series.kept is not None
    assert list(series.kept.parts) == ["south", "east"]
    (gap,) = series.kept.left_out
    assert (gap.unit, gap.why.say(Language.EN)) == (
        "north",
        "missing at source: the value is only an estimate",
    )


def test_an_estimated_school_compares_with_those_it_came_from(tmp_path: Path) -> None:
    contract = """
contract: small
title: Small contract
since: 2020-01-01
until: 2025-01-01
axes: [{axis: a, title: A}]
objectives: [{objective: o, axis: a, title: O}]
targets:
  - {target: growth, objective: o, indicator: people, form: relative, value: "+10 %",
     baseline: {period: 2021}, horizon: 2024, population: everyone, reference: c}
"""
    of = {
        "west": {2021: (10, 10)},
        "middle": {2021: (10, 0)},
        "north": {2022: (20, 15)},
        "south": {2021: (20, 30), 2022: (20, 30), 2023: (30, 45)},
        "east": {2021: (5, 5), 2022: (10, 40), 2023: (10, 35)},
    }
    files = {"people_csv": written(of), "contract.yaml": contract}
    found = made(tmp_path, MERGED, estimate("carry-forward"), **files)
    (verdict,) = verdicts(found.dossier, found.workspace, date(2024, 6, 1))
    # 20 + 10 + 50 + 10 in 2021; North carried forward at 35, 75 and 45 in 2023
    assert (verdict.baseline, verdict.value, verdict.goal) == (90, 155, 99)
    assert verdict.scope is Scope.AS_IT_WAS, "North is West and Middle put together: nobody came or left"
    assert verdict.is_estimated
    assert verdict.word is not Word.NOT_MEASURABLE
    same = [
        row["value"]
        for row in show(
            found.dossier,
            found.workspace,
            Selection(indicators=("people",), units=("institute",), scope=Scope.LIKE_FOR_LIKE),
            Language.EN,
        )
    ]
    assert same, "like for like goes on without North, which delivered nothing for 2023"
