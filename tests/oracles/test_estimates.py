"""Estimates worked by hand: each method, each kind of measure, and what they do to the institute."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.figures.figure import Figure, State
from jalon.kernel.missing import Between
from jalon.kernel.texts import Language
from oracles.small import PRICE_SOURCE, PRICES, Small, indicator, monthly, small, source

HEADER = "unit,year,kind,sex,people,income\n"
PEOPLE = "{kind: total, entity: headcount, value: people}"
WOMEN = """
kind: ratio
numerator: {kind: total, entity: headcount, value: people, where: sex = 'F'}
denominator: {kind: total, entity: headcount, value: people}
"""
SOURCE = source("headcount", "people.csv", "kind sex people income", more="due: {months_after: 3}")
# North's 2023 has not come; the others have every year.
ROWS = {
    "north": {2020: (10, 10), 2021: (13, 17), 2022: (24, 16)},
    "south": {2020: (20, 30), 2021: (20, 30), 2022: (20, 30), 2023: (30, 45)},
    "east": {2020: (5, 5), 2021: (5, 5), 2022: (10, 40), 2023: (10, 35)},
}


def rows(of: dict[str, dict[int, tuple[int, int]]] | None = None) -> str:
    return HEADER + "".join(
        f"{unit},{year},,{sex},{number},{number * 100}\n"
        for unit, years in (of or ROWS).items()
        for year, pair in years.items()
        for sex, number in zip("FM", pair, strict=True)
    )


def estimate(method: str, more: str = "", of: str = "people", name: str = "e") -> str:
    return f"""
estimate: {name}
indicator: {of}
unit: north
periods: 2023
method: {method}
because: {{fr: le fichier n’est pas arrivé, en: the file did not come}}
by: Steering directorate
on: 2024-05-01
{more}
"""


def made(folder: Path, written: str = "", **more: str) -> Small:
    files = {
        "indicators/p.yaml": indicator("people", PEOPLE),
        "indicators/w.yaml": indicator("women", WOMEN, unit="%"),
        "indicators/d.yaml": indicator("twice", "{kind: derived, expression: 2 * people}"),
        "sources/s.yaml": SOURCE,
        "people.csv": rows(),
        **more,
    }
    return small(folder, {**files, **({"estimates/e.yaml": written} if written else {})}).run()


def cell(found: Small, of: str, unit: str = "institute", year: str = "2023") -> Figure:
    return found.figure(of, unit, year)


@pytest.mark.parametrize(
    ("method", "more", "north"),
    [
        ("carry-forward", "", 40),
        # the others: 100 in 2022, 120 in 2023
        ("growth-of-others", "", 48),
        # 20, 30, 40 in 2020, 2021, 2022
        ("linear-trend", "", 50),
        ("stated", 'value: "44 persons"', 44),
    ],
)
def test_each_method_by_hand(tmp_path: Path, method: str, more: str, north: int) -> None:
    found = made(tmp_path, estimate(method, more))
    mine, whole = cell(found, "people", "north"), cell(found, "people")
    assert mine.value == north
    assert mine.flags == (f"estimated:{method}",)
    assert mine.state is State.ESTIMATED
    assert whole.value == 120 + north
    assert whole.state is State.ESTIMATED
    assert whole.completeness.received == ("south", "east")
    assert [one.unit for one in whole.completeness.estimated] == ["north"]
    assert whole.completeness.missing == ()
    share = (Decimal(north) * 100 / (120 + north)).quantize(Decimal("0.1"))
    assert whole.flags == (f"estimated:{share}%:north",)
    (one,) = mine.completeness.estimated
    assert one.why.reason == "missing-at-source"
    # What stands on it is estimated too.
    assert cell(found, "twice").value == 2 * (120 + north)
    assert cell(found, "twice").state is State.ESTIMATED


def test_the_formula_is_told_with_its_numbers(tmp_path: Path) -> None:
    found = made(tmp_path, estimate("growth-of-others"))
    (one,) = cell(found, "people", "north").completeness.estimated
    assert one.formula.en == "40 (2022) × 120 (others, 2023) / 100 (others, 2022) = 48"
    assert "autres, 2022" in one.formula.fr


def test_a_ratio_is_estimated_by_its_two_parts(tmp_path: Path) -> None:
    found = made(tmp_path, estimate("carry-forward", of="women"))
    # 24 / 40 carried; the others have 40 women of 120
    assert cell(found, "women", "north").value == 60
    whole = cell(found, "women")
    assert (whole.value, whole.numerator, whole.denominator) == (40, 64, 160)
    assert whole.flags == ("estimated:25.0%:north",)
    grown = made(tmp_path / "grown", estimate("growth-of-others", of="women"))
    # women: 30 → 40; all: 100 → 120
    assert cell(grown, "women", "north").numerator == 32
    assert cell(grown, "women", "north").denominator == 48
    told = made(tmp_path / "told", estimate("stated", "numerator: 10\ndenominator: 40", of="women"))
    assert cell(told, "women").value == Decimal(50) / 160 * 100


def test_a_constant_price_is_carried_at_constant_prices(tmp_path: Path) -> None:
    real = "{kind: constant-price, entity: headcount, value: income, index: prices, base_year: 2020}"
    files = {
        "parameters.yaml": PRICES,
        "sources/prices.yaml": PRICE_SOURCE,
        "prices.csv": monthly({2020: "100", 2021: "100", 2022: "110", 2023: "121"}),
        "indicators/r.yaml": indicator("real", real, unit="EUR 2020", more="decimals: 2"),
    }
    found = made(tmp_path, estimate("carry-forward", of="real"), **files)
    before = cell(found, "real", "north", "2022").value
    mine = cell(found, "real", "north").value
    assert isinstance(before, Decimal)
    assert isinstance(mine, Decimal)
    assert abs(mine - before) < Decimal("1e-25")
    others = cell(found, "real", "south").value + cell(found, "real", "east").value  # type: ignore[operator]
    assert abs(cell(found, "real").value - (others + mine)) < Decimal("1e-20")  # type: ignore[operator,arg-type]


REGISTER = "unit,year,person\n" + "".join(
    f"{unit},{year},{person}\n"
    for unit, people in (("north", "abcd"), ("south", "cdefg"), ("east", "gh"))
    for year in (2022, 2023)
    for person in people
    if (unit, year) != ("north", 2023)
)


def persons(folder: Path, more: str) -> Small:
    return made(
        folder,
        estimate("stated", more, of="persons"),
        **{
            "indicators/n.yaml": indicator("persons", "{kind: distinct, entity: register, key: person}"),
            "sources/r.yaml": source(
                "register", "r.csv", "person", name="reg", more="due: {months_after: 3}"
            ),
            "r.csv": REGISTER,
        },
    )


def test_an_estimated_number_of_persons_cannot_join_the_ledger(tmp_path: Path) -> None:
    found = persons(tmp_path, 'value: "4 persons"')
    assert cell(found, "persons", year="2022").value == 8
    assert cell(found, "persons", "north").value == 4
    whole = cell(found, "persons")
    # c d e f g h are known: at least those six, at most four more
    assert isinstance(whole.value, Between)
    assert (whole.value.low, whole.value.high) == (6, 10)
    assert whole.state is State.UNCERTAIN
    assert [one.unit for one in whole.completeness.estimated] == ["north"]
    assert whole.flags == ("estimated:40.0%:north",)
    # More than all the others have: at least as many.
    found = persons(tmp_path / "more", 'value: "9 persons"')
    value = cell(found, "persons").value
    assert isinstance(value, Between)
    assert (value.low, value.high) == (9, 15)


def test_a_declared_range_bounds_the_institute(tmp_path: Path) -> None:
    found = made(tmp_path, estimate("stated", 'value: "44 persons"\nlow: "40 persons"\nhigh: "50 persons"'))
    assert cell(found, "people", "north").bounds == (40, 50)
    assert cell(found, "people").bounds == (160, 170)
    assert (
        made(tmp_path / "none", estimate("stated", 'value: "44 persons"'))
        .figure("people", "institute", "2023")
        .bounds
        is None
    )


def test_a_received_value_is_never_replaced(tmp_path: Path) -> None:
    found = made(tmp_path, estimate("stated", 'value: "44 persons"'))
    found.write({"people.csv": rows({**ROWS, "north": {**ROWS["north"], 2023: (1, 2)}})})
    found.load()
    found.compute()
    mine, whole = cell(found, "people", "north"), cell(found, "people")
    assert (mine.value, whole.value) == (3, 123)
    assert mine.flags == ("estimate-unused:e",)
    assert whole.flags == ()
    assert whole.state is State.COMPLETE
    assert "no longer used" in " ".join(remark(mine))


def remark(figure: Figure) -> list[str]:
    from jalon.figures.remarks import remarks

    return remarks(figure.flags, Language.EN)


def test_an_estimate_counts_from_the_day_it_was_declared(tmp_path: Path) -> None:
    found = made(tmp_path, estimate("carry-forward"))
    assert found.compute(date(2024, 4, 30)).computed == ("twice", "people", "women")
    assert cell(found, "people").state is State.INCOMPLETE
    assert found.compute(date(2024, 5, 1)).computed == ("twice", "people")
    assert cell(found, "people").state is State.ESTIMATED
    assert found.compute(date(2024, 5, 2)).computed == ()


@pytest.mark.parametrize(
    ("method", "north", "why"),
    [
        ("carry-forward", {}, "no value was received before"),
        ("linear-trend", {2021: (1, 1), 2022: (2, 2)}, "three values"),
        ("linear-trend", {2020: (90, 0), 2021: (30, 0), 2022: (1, 0)}, "below zero"),
    ],
)
def test_an_estimate_that_cannot_be_made_says_why(
    tmp_path: Path, method: str, north: dict[int, tuple[int, int]], why: str
) -> None:
    found = made(tmp_path, estimate(method), **{"people.csv": rows({**ROWS, "north": north})})
    mine, whole = cell(found, "people", "north"), cell(found, "people")
    assert why in mine.reason(Language.EN)
    assert whole.state is State.INCOMPLETE
    assert whole.value == 120


def test_categories_are_not_estimated(tmp_path: Path) -> None:
    by_sex = indicator("people", PEOPLE, more="breakdowns: [sex]")
    found = made(tmp_path, estimate("carry-forward"), **{"indicators/p.yaml": by_sex})
    women = found.figure("people", "institute", "2023", ("sex", "F"))
    assert women.value == 40
    assert women.state is State.INCOMPLETE
    assert [gap.unit for gap in women.completeness.missing] == ["north"]
