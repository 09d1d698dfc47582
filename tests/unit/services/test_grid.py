"""The grid: which sources are typed, how cells are read, and the file that comes out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.dossier.catalogue import Dossier
from jalon.services.answers import Answer
from jalon.services.check import open_checked
from jalon.services.grid import Grid, Line, as_file, grid_of, lines_of, problems_of, read_cell
from webworld import write_world


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return open_checked(write_world(Path(tmp_path_factory.mktemp("grid"))))


@pytest.fixture(scope="module")
def grid(dossier: Dossier) -> Grid:
    found = grid_of(dossier, dossier.sources["survey"], "north")
    assert found is not None
    return found


def test_only_collected_sources_without_personal_columns_are_typed(dossier: Dossier) -> None:
    assert grid_of(dossier, dossier.sources["students"], "north") is None
    assert grid_of(dossier, dossier.sources["survey"], "nowhere") is None


def test_last_year_stands_beside(grid: Grid) -> None:
    held = [Answer("2021", {"answers": "90", "satisfied": "60"})]
    (line,) = lines_of(grid, held, ["2022"])
    assert (line.cells["answers"], line.before["answers"]) == ("", "90")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 250", "1250"),
        ("1\u202f250", "1250"),
        ("007", "7"),
        ("-0", "0"),
        ("1e3", "1e3"),
        ("1,5", "1,5"),
        ("", ""),
    ],
)
def test_a_number_is_read_in_one_way_or_left_as_typed(grid: Grid, typed: str, read: str) -> None:
    assert read_cell(grid.questions[0], typed) == read


@given(st.text(max_size=40))
def test_reading_a_cell_twice_changes_nothing(grid: Grid, typed: str) -> None:
    once = read_cell(grid.questions[0], typed)
    assert read_cell(grid.questions[0], once) == once


@given(st.dictionaries(st.sampled_from(["2020", "2021", "2022"]), st.integers(0, 10**12), min_size=1))
def test_the_file_holds_what_was_typed_and_what_was_held(grid: Grid, typed: dict[str, int]) -> None:
    held = [Answer("2019", {"answers": "5", "satisfied": "4"})]
    answers = [Answer(period, {"answers": str(n), "satisfied": str(n)}) for period, n in typed.items()]
    lines = lines_of(grid, answers, sorted(typed))
    assert problems_of(grid, lines) == {}
    rows = list(csv.DictReader(io.StringIO(as_file(grid, lines, held).decode()), delimiter=";"))
    assert {row["year"]: row["answers"] for row in rows} == {"2019": "5"} | {
        p: str(n) for p, n in typed.items()
    }


def test_a_key_offered_from_the_period_before_is_no_answer() -> None:
    offered = Line(
        "2022.0", "2022", {"project": "a", "done": ""}, {"project": "a", "done": "3"}, ("project",)
    )
    typed = Line("2022.1", "2022", {"project": "b", "done": ""}, {}, ("project",))
    assert (offered.is_empty, typed.is_empty) == (True, False)
