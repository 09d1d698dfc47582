"""What « show » selects, and how a figure becomes a flat row."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.figures.figure import Scope
from jalon.kernel.texts import Language
from jalon.services.arrow import as_arrow
from jalon.services.problems import DossierProblem
from jalon.services.rows import Row
from jalon.services.show import Selection, show
from oracles.small import Small, indicator, perimeter, small, source

ROWS = """\
unit,year,sex,people
north,2021,F,1
north,2022,F,2
north,2022,M,4
south,2021,F,8
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    people = "{kind: total, entity: headcount, value: people}"
    files = {
        "indicators/a.yaml": indicator("people", people, more="breakdowns: [sex]"),
        "indicators/b.yaml": indicator("rows", "{kind: total, entity: headcount, value: 1}"),
        "sources/s.yaml": source("headcount", "people.csv", "sex people"),
        "people.csv": ROWS,
    }
    return small(tmp_path_factory.mktemp("show"), files, perimeter("north", "south")).run()


def shown(made: Small, **choices: object) -> list[Row]:
    return show(made.dossier, made.workspace, Selection(**choices), Language.EN)  # type: ignore[arg-type]


def test_nothing_chosen_shows_every_total(made: Small) -> None:
    rows = shown(made)
    assert len(rows) == 2 * 5 * 3, "two indicators, 2020 to 2024, two units and the institute"
    assert {row["breakdown"] for row in rows} == {None}


def test_choices_are_met_together(made: Small) -> None:
    (row,) = shown(made, indicators=("people",), units=("north",), periods=("2022",))
    assert (row["value"], row["state"], row["reason"], row["rows"]) == (6, "complete", None, 2)


def test_the_order_is_that_of_the_dossier_then_time_then_units(made: Small) -> None:
    found = [(row["indicator"], row["period"], row["unit"]) for row in shown(made, periods=("2021", "2022"))]
    assert found == [
        (name, period, unit)
        for name in ("people", "rows")
        for period in ("2021", "2022")
        for unit in ("north", "south", "institute")
    ]


def test_an_incomplete_whole_names_who_is_missing(made: Small) -> None:
    (row,) = shown(made, indicators=("people",), units=("institute",), periods=("2022",))
    assert (row["value"], row["expected_units"], row["received_units"]) == (6, 2, 1)
    assert [gap["unit"] for gap in row["missing_units"]] == ["south"]  # type: ignore[union-attr, index]
    assert "South" in str(row["reason"])


def test_by_category(made: Small) -> None:
    rows = shown(made, indicators=("people",), units=("north",), periods=("2022",), breakdown="sex")
    assert {row["breakdown"]: row["value"] for row in rows} == {"sex=F": 2, "sex=M": 4}
    every = shown(made, indicators=("people",), units=("north",), breakdown="all")
    told = [(row["period"], row["breakdown"]) for row in every if row["breakdown"]]
    assert told == [("2021", "sex=F"), ("2022", "sex=F"), ("2022", "sex=M")]
    assert len(every) - len(told) == 5, "and the totals"


def test_like_for_like_shows_only_its_units(made: Small) -> None:
    rows = shown(made, indicators=("people",), scope=Scope.LIKE_FOR_LIKE)
    assert {row["unit"] for row in rows} <= {"north", "south", "institute"}
    whole = [row for row in rows if row["unit"] == "institute"]
    assert {row["perimeter"] for row in whole} <= {"like-for-like"}


@pytest.mark.parametrize(
    "choices",
    [{"indicators": ("peple",)}, {"units": ("nord",)}, {"periods": ("1999",)}, {"breakdown": "kind"}],
)
def test_a_name_that_leads_nowhere_is_refused(made: Small, choices: dict[str, object]) -> None:
    with pytest.raises(DossierProblem, match="unknown-choice"):
        shown(made, **choices)


def test_before_any_computation(tmp_path: Path) -> None:
    made = small(tmp_path, {})
    with pytest.raises(DossierProblem, match="jalon compute"):
        shown(made)


def test_arrow_has_one_type_a_column_and_null_where_there_is_nothing(made: Small) -> None:
    table = as_arrow(shown(made, indicators=("people",), units=("south",)))
    assert table["value"].to_pylist() == [None, 8.0, None, None, None]
    assert str(table.schema.field("value").type) == "double"
    assert as_arrow([]).num_rows == 0
