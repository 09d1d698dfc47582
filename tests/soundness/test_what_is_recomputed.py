"""What changed is computed again, what did not is not; a figure never outlives what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.kernel.missing import Missing
from jalon.services.problems import DossierProblem
from oracles.small import DAY, Small, indicator, perimeter, small, source

STUDENTS = "{kind: total, entity: headcount, value: people, where: kind = 'student'}"
EVERYBODY = "{kind: total, entity: headcount, value: people}"
MAPPED = source("headcount", "people.csv", "kind people")


@pytest.fixture
def made(tmp_path: Path) -> Small:
    files = {
        "indicators/a.yaml": indicator("students", STUDENTS),
        "indicators/b.yaml": indicator(
            "money", "{kind: total, entity: headcount, value: income}", unit="EUR"
        ),
        "sources/s.yaml": source("headcount", "people.csv", "kind people income"),
        "people.csv": "unit,year,kind,people,income\nnorth,2022,student,10,5\nnorth,2022,staff,1,7\n",
    }
    return small(tmp_path, files, perimeter("north")).run()


def kept(made: Small) -> dict[str, tuple[bytes, int]]:
    """Every file of the figures, with its bytes and the time it was written."""
    files = [path for path in made.workspace.figures.rglob("*") if path.is_file()]
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_nothing_changed_nothing_is_written(made: Small) -> None:
    before = kept(made)
    assert before
    made.load()
    done = made.compute()
    assert (done.computed, done.kept) == ((), ("students", "money"))
    assert kept(made) == before


def test_a_changed_definition_recomputes_that_indicator(made: Small) -> None:
    made.write({"indicators/a.yaml": indicator("students", EVERYBODY)})
    done = made.compute()
    assert (done.computed, done.kept) == (("students",), ("money",))
    assert made.value("students", "north", "2022") == 11
    assert made.value("money", "north", "2022") == 12


def test_a_changed_unit_recomputes(made: Small) -> None:
    made.write(
        {
            "indicators/b.yaml": indicator(
                "money", "{kind: total, entity: headcount, value: income}", unit="kEUR"
            )
        }
    )
    assert made.compute().computed == ("money",)
    assert made.value("money", "north", "2022") == 0.012


def test_a_changed_perimeter_recomputes(made: Small) -> None:
    made.write({"perimeter.yaml": perimeter("north", "south")})
    with pytest.raises(DossierProblem, match="jalon load"):  # which codes the file may hold has changed too
        made.compute()
    made.load()
    assert made.compute().computed == ("students", "money")
    assert made.figure("students", "institute", "2022").completeness.fraction == "1/2"


def test_a_corrected_file_recomputes(made: Small) -> None:
    made.write({"people.csv": "unit,year,kind,people,income\nnorth,2022,student,12,5\n"})
    made.load()
    assert made.compute().computed == ("students", "money")
    assert made.value("students", "north", "2022") == 12


def test_a_changed_mapping_asks_for_a_load_then_recomputes(made: Small) -> None:
    mapped = source("headcount", "people.csv", "kind people income").replace(
        "income: income", "grants: income"
    )
    made.write({"sources/s.yaml": mapped})
    before = kept(made)
    with pytest.raises(DossierProblem, match="jalon load") as problem:
        made.compute()
    assert [issue.code for issue in problem.value.issues] == ["stale-load"]
    assert kept(made) == before
    made.load()
    assert made.compute().computed == ("students", "money")
    assert made.value("money", "north", "2022") is None


def test_a_removed_indicator_leaves_no_figure(made: Small) -> None:
    (made.folder / "indicators" / "b.yaml").unlink()
    made.compute()
    assert {figure.indicator for figure in made.figures.figures} == {"students"}


def test_a_refused_file_changes_no_value(made: Small) -> None:
    """What is in force stays; a year that no file holds is told refused rather than late."""
    before = made.figures.figures
    made.write({"people.csv": "unit;year;kind;people;income\nnorth;2022;student;99;5\n"})
    loaded = made.load()
    assert not loaded.is_whole
    made.compute()
    assert [figure.value for figure in made.figures.figures if not isinstance(figure.value, Missing)] == [
        figure.value for figure in before if not isinstance(figure.value, Missing)
    ]
    assert made.value("students", "north", "2022") == 10
    assert "people.csv" in str(made.row("students", "north", "2023")["reason"])
    before_again = kept(made)
    assert made.compute().computed == ()
    assert kept(made) == before_again


def test_a_derived_indicator_follows_its_terms(made: Small) -> None:
    made.write({"indicators/c.yaml": indicator("twice", "{kind: derived, expression: 2 * students}")})
    made.compute()
    made.write({"indicators/a.yaml": indicator("students", EVERYBODY)})
    assert made.compute().computed == ("students", "twice")
    assert made.value("twice", "north", "2022") == 22


def test_figures_of_two_computations_are_the_same_bytes(made: Small) -> None:
    before = {name: content for name, (content, _) in kept(made).items()}
    again = Small(made.folder, made.home.with_name("again")).run(DAY)
    assert {name: content for name, (content, _) in kept(again).items()} == before
