"""Faults of use of test-cards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from faults.base import BASE, write_base
from faults.cases_testcards import DECK, FILE
from faults.test_use import stops
from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace
from jalon.kernel.faults.catalogue import report, say
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.progress import Silent
from jalon.services.testcards import Tried, try_cards, waive
from jalon.services.trust import verified

TODAY = date(2026, 3, 1)
GOOD = (
    "school;year;diploma;sex;origin;students\n0000001A;2020;ING;F;CASE-01;1\n0000001A;2020;ING;F;CASE-02;2\n"
)
Place = tuple[Dossier, Workspace]


@pytest.fixture
def desk(tmp_path: Path) -> Place:
    """The small dossier, which counts nobody before its cards are passed."""
    folder = write_base(tmp_path / "dossier")
    (folder / "test-cards").mkdir()
    (folder / FILE).write_text(DECK, encoding="utf-8")
    source = folder / "sources" / "enrolments.yaml"
    source.write_text(BASE["sources/enrolments.yaml"] + "test_cards: required\n", encoding="utf-8")
    return open_checked(folder), Workspace(tmp_path / "home")


def run(desk: Place, **asked: object) -> list[Tried]:
    return try_cards(*desk, as_of=TODAY, progress=Silent(), **asked)  # type: ignore[arg-type]


def passed(desk: Place) -> None:
    """The first unit passes its cards."""
    folder = desk[0].folder / "test-cards" / "exports" / "readings"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "north.csv").write_text(GOOD, encoding="utf-8")
    (tried,) = run(desk)
    assert tried.has_passed


def test_a_file_of_cases_without_its_names(desk: Place) -> None:
    file = desk[0].folder / "data" / "enrolments.csv"
    stops(lambda: run(desk, file=file), "cards-file-needs-names", "« --deck »", "« --unit »")


def test_no_file_of_cases(desk: Place) -> None:
    stops(lambda: run(desk), "cards-no-export", "test-cards/exports", "cas fictifs")


def test_a_deck_that_leads_nowhere(desk: Place) -> None:
    stops(lambda: run(desk, deck="reading"), "unknown-choice", "Did you mean readings?", "« reading »")


def test_a_waiver_that_nobody_signs(desk: Place) -> None:
    asked = {"source": "enrolments", "unit": "north", "until": date(2026, 6, 1), "as_of": TODAY}
    stops(lambda: waive(*desk, because=" ", by="The director", **asked), "waiver-unsigned", "--by", "raison")


def test_a_waiver_already_over(desk: Place) -> None:
    asked = {"source": "enrolments", "unit": "north", "until": TODAY, "as_of": TODAY}
    stops(lambda: waive(*desk, because="x", by="y", **asked), "waiver-over", "2026-03-01", "terminée")


def test_a_waiver_without_a_last_day(desk: Place) -> None:
    asked = {"source": "enrolments", "unit": "north", "until": None, "as_of": TODAY}
    stops(lambda: waive(*desk, because="x", by="y", **asked), "waiver-endless", "--until", "dernier jour")


def test_a_file_that_is_not_there_takes_no_pass_away(desk: Place, tmp_path: Path) -> None:
    passed(desk)
    log = (desk[1].home / "test-cards.jsonl").read_text(encoding="utf-8")
    asked = {"deck": "readings", "unit": "north", "file": tmp_path / "typo.csv"}
    stops(lambda: run(desk, **asked), "file-unreadable", "typo.csv cannot be read", "typo.csv")
    assert (desk[1].home / "test-cards.jsonl").read_text(encoding="utf-8") == log
    assert {one.unit: one.is_counted for one in verified(*desk, TODAY)} == {"north": True, "south": False}


def tried(desk: Place, rows: str, header: str = "school;year;diploma;sex;origin;students\n") -> Tried:
    file = desk[1].home.parent / "export.csv"
    file.write_text(header + rows, encoding="utf-8")
    (found,) = run(desk, deck="readings", unit="north", file=file)
    return found


def test_rows_without_the_mark_of_a_case(desk: Place) -> None:
    # The second row of the second case lost its mark, as under a merged cell: what is left looks right.
    found = tried(
        desk,
        "0000001A;2020;ING;F;CASE-01;1\n0000001A;2020;ING;F;CASE-02;2\n0000001A;2020;ING;F;;2\n"
        "0000001A;2020;ING;F;elsewhere;7\n",
    )
    (issue,) = [one for one in found.issues if one.code == "cards-rows-unmarked"]
    assert (issue.context["count"], issue.context["lines"], issue.place.line) == ("2", "4, 5", 4)
    assert "la marque d’aucun cas\u00a0: 2" in say(issue, Language.FR)


def test_faulty_rows_of_a_trial_are_in_no_quarantine(desk: Place) -> None:
    found = tried(desk, "0000001A;2020;ING;F;CASE-01;one\n0000001A;2020;ING;F;CASE-02;2\n")
    assert not found.has_passed
    (issue,) = [one for one in found.issues if one.code == "cards-rows-refused"]
    told = report(issue, Language.EN)
    assert "Faulty rows: 1 of 2." in told
    assert "quarantine" not in told
    assert "failed on 1 March 2026" in {one.unit: one.why.en for one in verified(*desk, TODAY)}["north"]


def test_an_edited_log_of_cards(desk: Place) -> None:
    passed(desk)
    log = desk[1].home / "test-cards.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace("north", "south"), encoding="utf-8")
    stops(lambda: verified(*desk, TODAY), "cards-log-edited", "record 1", "la ligne 1")
