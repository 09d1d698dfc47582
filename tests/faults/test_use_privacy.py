"""Faults of privacy and deliveries in use: what cannot be done says so, and what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from faults.test_use import stops
from jalon.cli.report import report
from jalon.infocentre.privacy import purge as purging
from jalon.kernel.texts import Language
from jalon.services.holdings import holdings, write_holdings
from jalon.services.lineage import trace
from jalon.services.load import load
from jalon.services.namedkeys import keys_named
from jalon.services.problems import DossierProblem
from jalon.services.progress import Silent
from jalon.services.purge import past_term, purge
from jalon.services.report import Reports
from kept import CORRECTED, PURGED, Kept, kept, persons


@pytest.fixture
def held(tmp_path: Path) -> Kept:
    return kept(tmp_path)


def test_nothing_says_how_long(tmp_path: Path) -> None:
    held = kept(tmp_path, rules="")
    asked = lambda: past_term(held.dossier, held.workspace, as_of=PURGED)  # noqa: E731
    stops(asked, "purge-without-rule", "Write « retention »", "Écrivez « retention »")


def test_nobody_answers_for_a_purge(held: Kept) -> None:
    asked = lambda: purge(held.dossier, held.workspace, as_of=PURGED, by=" ")  # noqa: E731
    stops(asked, "purge-unsigned", "« --by NAME »", "« --by NOM »")


def test_figures_older_than_the_rows_that_would_go(held: Kept) -> None:
    asked = lambda: purge(held.dossier, held.workspace, as_of=PURGED, by="DPO")  # noqa: E731
    stops(asked, "purge-before-compute", "students, women", "« jalon compute »")
    assert not held.workspace.purges.exists()


def test_rows_that_stay_in_spite_of_the_purge(held: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    held.compute(PURGED)
    monkeypatch.setattr(purging, "take_out", lambda *_: False)
    asked = lambda: purge(held.dossier, held.workspace, as_of=PURGED, by="DPO")  # noqa: E731
    stops(asked, "purge-incomplete", "4 rows", "4 lignes")


def test_an_edited_journal_of_purges(held: Kept) -> None:
    held.compute(PURGED)
    purge(held.dossier, held.workspace, as_of=PURGED, by="DPO")
    path = held.workspace.purges
    path.write_text(path.read_text(encoding="utf-8").replace('"DPO"', '"OPD"', 1), encoding="utf-8")
    asked = lambda: purge(held.dossier, held.workspace, as_of=PURGED, by="DPO")  # noqa: E731
    stops(asked, "purge-log-edited", "Put purges.jsonl back", "l’enregistrement 1")
    path.write_bytes(path.read_bytes().replace(b"OPD", b"\xff\xfe\xff", 1))
    stops(asked, "purge-log-edited", "Put purges.jsonl back", "l’enregistrement 1")


def test_rows_past_their_term_when_a_file_is_loaded(held: Kept) -> None:
    done = load(held.dossier, held.workspace, as_of=PURGED, progress=Silent())
    (issue,) = done.issues
    assert issue.code == "past-term"
    assert issue.context["what"] == "enrolment-count 2020"
    held.compute(PURGED)
    purge(held.dossier, held.workspace, as_of=PURGED, by="DPO")
    assert load(held.dossier, held.workspace, as_of=PURGED, progress=Silent()).issues == ()


def test_a_delivery_that_is_none(held: Kept) -> None:
    reports = Reports(held.dossier, held.workspace, CORRECTED)
    stops(lambda: reports.of_delivery("0123"), "no-such-delivery", "« 0123 »", "« 0123 »")


def test_a_feed_that_received_nothing(held: Kept) -> None:
    again = (held.folder / "sources/enrolments.yaml").read_text(encoding="utf-8")
    held.write("sources/more.yaml", again.replace("source: enrolments", "source: more"))
    reports = Reports(held.dossier, held.workspace, CORRECTED)
    stops(lambda: reports.of_feed("more"), "nothing-to-report", "« more »", "« more »")


def test_a_report_of_nothing_said(held: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(held.folder) == 1
    assert "report-of-what" in capsys.readouterr().err


def test_a_line_that_made_no_row(held: Kept) -> None:
    (delivery,) = (
        one.id for one in [Reports(held.dossier, held.workspace, CORRECTED).of_feed("enrolments").delivery]
    )
    asked = lambda: trace(held.dossier, held.workspace, delivery, 99)  # noqa: E731
    stops(asked, "no-such-line", "line 99", "la ligne 99")


def test_an_export_over_another_file(held: Kept, tmp_path: Path) -> None:
    out = tmp_path / "taken.zip"
    out.write_bytes(b"mine")
    found = holdings(held.dossier, held.workspace, "k1")
    stops(
        lambda: write_holdings(held.dossier, held.workspace, found, out, as_of=PURGED, language=Language.EN),
        "out-exists",
        "taken.zip",
        "existe déjà",
    )
    assert out.read_bytes() == b"mine"


def named(held: Kept, monkeypatch: pytest.MonkeyPatch, place: Path) -> Callable[..., Callable[[], object]]:
    """A dossier that names persons by their INE, else by a number of their school; the key is made."""
    monkeypatch.setenv("JALON_KEYS", str(place / "keys"))
    receive = persons(held)
    held.change(
        "sources/learners.yaml",
        "person: key",
        "person: {keys: [{scheme: ine, from: key}, {scheme: local, from: level, within: unit}]}",
    )
    receive("0000001A,2020,0123456789A,yes,L3\n", CORRECTED)
    return lambda *words: lambda: keys_named(held.dossier, held.workspace, *words)


def test_a_kind_of_number_that_no_source_gives(
    held: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = named(held, monkeypatch, tmp_path)
    stops(asked("inn", "0123456789A"), "holdings-scheme-unknown", "ine? (ine, local)", "« inn »")


def test_a_dossier_that_names_nobody_by_a_number(held: Kept) -> None:
    stops(
        lambda: keys_named(held.dossier, held.workspace, "ine", "0123456789A"),
        "holdings-without-numbers",
        "without --scheme",
        "sans --scheme",
    )


def test_what_is_no_number_is_not_repeated(
    held: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = named(held, monkeypatch, tmp_path)
    stops(asked("ine", "MARTIN"), "holdings-not-a-number", "« ine »", "répété")
    with pytest.raises(DossierProblem) as raised:
        asked("ine", "MARTIN")()
    assert "MARTIN" not in repr(tuple(raised.value.issues))


@pytest.mark.parametrize("unit", ["", "nort"])
def test_a_number_of_a_school_that_is_not_told(
    held: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, unit: str
) -> None:
    asked = named(held, monkeypatch, tmp_path)
    stops(asked("local", "7", unit), "holdings-unit-needed", "--unit", "unité")


def test_a_number_without_the_key(held: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named(held, monkeypatch, tmp_path)
    elsewhere = replace(held.workspace, keys_folder=tmp_path / "none")
    stops(
        lambda: keys_named(held.dossier, elsewhere, "ine", "0123456789A"),
        "holdings-without-key",
        "JALON_KEYS",
        "clé",
    )
