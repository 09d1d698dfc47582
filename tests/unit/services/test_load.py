"""Loading the files of a dossier, or one that was received apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.services.load import deliveries
from jalon.services.problems import DossierProblem
from oracles.small import Small, indicator, perimeter, small, source

PEOPLE = "{kind: total, entity: headcount, value: people}"


@pytest.fixture
def made(tmp_path: Path) -> Small:
    files = {
        "indicators/a.yaml": indicator("people", PEOPLE),
        "sources/a.yaml": source("headcount", "people.csv", "people", name="people"),
        "sources/b.yaml": source("register", "register.csv", "person"),
        "people.csv": "unit,year,people\nnorth,2022,5\n",
        "register.csv": "unit,year,person\nnorth,2022,ada\n",
    }
    return small(tmp_path, files, perimeter("north"))


def received(made: Small) -> list[tuple[str, str, bool]]:
    found = deliveries(made.dossier, made.workspace)
    return [(item.delivery.feed, item.delivery.file, item.in_force) for item in found]


def test_every_file_is_loaded_once(made: Small) -> None:
    assert made.load().is_whole
    assert made.load().is_whole
    assert received(made) == [("people", "people.csv", True), ("register", "register.csv", True)]


def test_one_feed_alone(made: Small) -> None:
    loaded = made.load(feed="people")
    assert [delivery.feed for delivery in loaded.deliveries] == ["people"]
    assert received(made) == [("people", "people.csv", True)]


def test_a_file_received_apart_replaces_the_feed_s_rows(made: Small, tmp_path: Path) -> None:
    made.run()
    apart = tmp_path / "corrected.csv"
    apart.write_text("unit,year,people\nnorth,2022,6\n", encoding="utf-8")
    made.load(feed="people", file=apart)
    made.compute()
    assert made.value("people", "north", "2022") == 6
    assert sorted(in_force for feed, _, in_force in received(made) if feed == "people") == [False, True]


def test_an_unknown_feed_and_a_file_for_several_are_refused(made: Small, tmp_path: Path) -> None:
    with pytest.raises(DossierProblem, match="people"):
        made.load(feed="peple")
    with pytest.raises(DossierProblem, match="--feed"):
        made.load(file=tmp_path / "people.csv")


def test_a_file_that_is_not_there_is_an_error_and_the_lake_stays(made: Small, tmp_path: Path) -> None:
    made.load()
    loaded = made.load(feed="people", file=tmp_path / "nowhere.csv")
    assert not loaded.is_whole
    assert [issue.code for issue in loaded.issues] == ["file-unreadable"]
    assert received(made)[0] == ("people", "people.csv", True)
    (made.folder / "people.csv").unlink()
    with pytest.raises(DossierProblem, match="file-not-found"):
        made.load()
