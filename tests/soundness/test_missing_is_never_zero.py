"""What nobody reported is never shown, summed or written as a zero."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jalon.cli.output import Format, write_rows
from jalon.figures.figure import State
from jalon.kernel.missing import Missing
from jalon.kernel.texts import Language
from jalon.review.render.html import render_html
from jalon.services.review import compose_review
from jalon.services.rows import Row
from jalon.services.show import Selection, show
from oracles.small import (
    DAY,
    PRICE_SOURCE,
    PRICES,
    Small,
    indicator,
    monthly,
    small,
    source,
)

INCOME = "{kind: total, entity: headcount, value: income + grants}"
HEADER = "unit,year,kind,people,income,grants\n"
PEOPLE = source("headcount", "people.csv", "kind people income grants")
ZERO_RULE = """
empty_cells:
  - columns: [income, grants]
    means: zero-when-another-is-reported
    because: {fr: la règle, en: the rule}
"""


def money(folder: Path, rows: str, rule: str = "", value: str = INCOME) -> Small:
    files = {
        "indicators/money.yaml": indicator("money", value, unit="EUR"),
        "sources/s.yaml": PEOPLE + rule,
        "people.csv": HEADER + rows,
    }
    return small(folder, files).run()


def test_an_empty_cell_makes_the_sum_missing(tmp_path: Path) -> None:
    made = money(tmp_path, "north,2022,,,100,\nnorth,2022,,,5,5\nsouth,2022,,,7,3\neast,2022,,,1,1\n")
    assert made.values("money", "2022") == {"north": None, "south": 10, "east": 2, "institute": 12}
    whole = made.figure("money", "institute", "2022")
    assert whole.state is State.INCOMPLETE
    assert [(gap.unit, gap.why.reason) for gap in whole.completeness.missing] == [
        ("north", "missing-at-source")
    ]


def test_the_declared_rule_and_nothing_else_reads_zero(tmp_path: Path) -> None:
    rows = "north,2022,,,100,\nsouth,2022,,,,\neast,2022,,,,4\n"
    made = money(tmp_path, rows, ZERO_RULE)
    # north: 100 + 0; east: 0 + 4; south fills none of the two, so nothing is known of it
    assert made.values("money", "2022") == {"north": 100, "south": None, "east": 4, "institute": 104}
    assert made.figure("money", "institute", "2022").flags == ("read-as-zero:2",)


def test_a_reported_zero_is_a_zero(tmp_path: Path) -> None:
    made = money(tmp_path, "north,2022,,,0,0\nsouth,2022,,,1,0\neast,2022,,,0,0.0\n")
    assert made.values("money", "2022") == {"north": 0, "south": 1, "east": 0, "institute": 1}
    assert made.figure("money", "institute", "2022").state is State.COMPLETE


def test_rows_of_another_kind_are_no_zero_of_this_one(tmp_path: Path) -> None:
    measure = "{kind: total, entity: headcount, value: people, where: kind = 'engineer'}"
    rows = "north,2022,engineer,5,,\nnorth,2022,doctor,3,,\nsouth,2022,doctor,2,,\neast,2022,engineer,1,,\n"
    files = {
        "indicators/i.yaml": indicator("engineers", measure),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER + rows,
    }
    made = small(tmp_path / "selective", files).run()
    assert made.values("engineers", "2022") == {"north": 5, "south": None, "east": 1, "institute": 6}
    # A source that lists everything says by its silence that there are none.
    made = small(tmp_path / "listing", {**files, "sources/s.yaml": PEOPLE + "exhaustive: true\n"}).run()
    assert made.values("engineers", "2022") == {"north": 5, "south": 0, "east": 1, "institute": 6}
    assert made.figure("engineers", "south", "2022").flags == ("no-matching-row:1",)


def test_budget_rows_are_never_in_the_accounts(tmp_path: Path) -> None:
    measure = "{kind: total, entity: headcount, value: income, where: kind = 'accounts'}"
    rows = (
        "north,2022,accounts,,10,\nnorth,2022,budget,,999,\nsouth,2022,budget,,500,\neast,2022,accounts,,1,\n"
    )
    made = money(tmp_path, rows, value=measure)
    assert made.values("money", "2022") == {"north": 10, "south": None, "east": 1, "institute": 11}


# A year that nobody delivered, to the last screen


@pytest.fixture
def gap(tmp_path: Path) -> Small:
    """Rows of 2020 and 2022; nothing of 2021."""
    return money(
        tmp_path, "".join(f"{u},{y},,,10,1\n" for u in ("north", "south", "east") for y in (2020, 2022))
    )


def rows(made: Small) -> list[Row]:
    selection = Selection(indicators=("money",), periods=("2021",))
    return show(made.dossier, made.workspace, selection, Language.EN)


def test_a_year_without_rows_is_missing_in_json(gap: Small, tmp_path: Path) -> None:
    write_rows(rows(gap), Format.JSON, tmp_path / "out.json")
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [row["unit"] for row in found] == ["north", "south", "east", "institute"]
    assert {row["value"] for row in found} == {None}
    assert {row["state"] for row in found} == {"missing"}
    assert all(row["reason"].startswith("missing at source") for row in found)


def test_a_year_without_rows_is_an_empty_cell_in_csv(gap: Small, tmp_path: Path) -> None:
    write_rows(rows(gap), Format.CSV, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["value"] for row in found] == [""] * 4
    assert all(row["reason"] for row in found)


def test_a_year_without_rows_is_null_in_parquet(gap: Small, tmp_path: Path) -> None:
    write_rows(rows(gap), Format.PARQUET, tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet")["value"].to_pylist() == [None] * 4


def test_a_year_without_rows_is_no_zero_in_the_review(gap: Small) -> None:
    gap.write({"contract.yaml": WITH_TARGET})
    gap.compute()
    document = compose_review(gap.dossier, gap.workspace, language=Language.EN, as_of=DAY)
    page = render_html(document)
    assert "33" in page  # 3 × 11, the institute in 2022
    tables = [line for line in page.replace("<", "\n<").splitlines() if line.startswith("<td")]
    cells = [line.partition(">")[2].strip() for line in tables]
    assert cells
    assert [cell for cell in cells if cell in {"0", "0 €", "€0", "0 EUR"}] == []


WITH_TARGET = """
contract: small
title: Small contract
since: 2020-01-01
until: 2025-01-01
axes: [{axis: a, title: Axis}]
objectives: [{objective: o, axis: a, title: Objective, reference: {document: Test}}]
targets:
  - target: t
    objective: o
    indicator: money
    form: relative
    value: "+20 %"
    baseline: {period: 2020}
    horizon: 2024
    population: everyone
    reference: {document: Test}
"""


# Prices


def test_a_year_whose_prices_are_incomplete_has_no_constant_price(tmp_path: Path) -> None:
    files = {
        "parameters.yaml": PRICES,
        "sources/prices.yaml": PRICE_SOURCE,
        "prices.csv": monthly({2020: "100", 2021: "110"}) + "2022-01,120\n2022-02,121\n",
        "indicators/i.yaml": indicator(
            "real",
            "{kind: constant-price, entity: headcount, value: income, index: prices, base_year: 2020}",
            unit="EUR 2020",
        ),
        "sources/s.yaml": PEOPLE,
        "people.csv": HEADER
        + "".join(f"{unit},{year},,,1100,\n" for unit in ("north", "south", "east") for year in (2021, 2022)),
    }
    made = small(tmp_path, files).run()
    assert made.value("real", "north", "2021") == 1000
    for unit in ("north", "institute"):
        value = made.figure("real", unit, "2022").value
        assert isinstance(value, Missing)
        assert value.reason == "no-price-index"
        assert "2 of 12 months" in value.detail.en
