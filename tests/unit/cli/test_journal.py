"""What commands write in the journal, and the command that reads it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from jalon.infocentre.journal.event import Entry
from jalon.services.journal import read
from oracles.small import REGISTER, Small, indicator, small, source
from unit.cli.test_main import leave

Captured = pytest.CaptureFixture[str]
AS_OF = ("--as-of", "2024-01-10")


@pytest.fixture
def made(tmp_path: Path) -> Small:
    files = {
        "entities/register.yaml": REGISTER.replace("personal}", "personal, identity: person}"),
        "indicators/h.yaml": indicator("heads", "{kind: distinct, entity: register, key: person}"),
        "sources/r.yaml": source("register", "r.csv", "person"),
        "r.csv": "unit,year,person\nnorth,2022,p1\nsouth,2022,p2\n",
    }
    return small(tmp_path, files)


def did(made: Small, *words: str, code: int = 0) -> None:
    command, *rest = words
    assert leave(command, str(made.folder), *rest, "--home", str(made.workspace.home.parent)) == code


def told(made: Small) -> list[Entry]:
    return list(read(made.workspace))


def kinds(made: Small) -> list[str]:
    return [entry.event.kind for entry in told(made)]


def test_commands_write_what_they_changed(made: Small, capsys: Captured) -> None:
    did(made, "load", *AS_OF)
    did(made, "load", *AS_OF)
    assert kinds(made) == ["delivery.received"], "what was in force already changes nothing"
    did(made, "compute", *AS_OF)
    did(made, "compute", *AS_OF)
    did(made, "freeze", "first", "--signed-by", "Ada Lovelace", *AS_OF)
    did(made, "identity", "merge", "p1", "p2", "--by", "Ada Lovelace", *AS_OF)
    did(made, "publish", "--vintage", "first", *AS_OF)
    assert kinds(made)[1:] == ["figures.computed", "vintage.frozen", "identity.decided", "release.published"]
    entries = told(made)
    assert entries[2].event.subject == "first"
    assert entries[3].event.details["keys"] == 2
    text = json.dumps([entry.record for entry in entries])
    assert "Ada" not in text, "persons are not named"
    assert '"p1"' not in text
    assert {entry.event.actor for entry in entries} == {"command line"}
    capsys.readouterr()
    did(made, "journal", "verify", "--seal", entries[2].seal)


def test_a_file_that_comes_back_into_force_is_told_again(made: Small) -> None:
    did(made, "load", *AS_OF)
    other = made.folder / "other.csv"
    other.write_text("unit,year,person\nnorth,2022,p1\n", encoding="utf-8")
    did(made, "load", "--feed", told(made)[0].event.subject, "--file", str(other), *AS_OF)
    first = made.folder / "r.csv"
    did(made, "load", "--feed", told(made)[0].event.subject, "--file", str(first), *AS_OF)
    assert kinds(made) == ["delivery.received"] * 3
    assert [entry.event.details["version"] for entry in told(made)] == [0, 1, 2]


def test_a_refused_file_is_told(made: Small) -> None:
    made.write({"r.csv": "unit,year\nnorth,2022\n"})
    did(made, "load", *AS_OF, code=1)
    did(made, "load", *AS_OF, code=1)
    assert kinds(made) == ["delivery.refused"]


def test_a_command_that_fails_writes_nothing(made: Small) -> None:
    did(made, "freeze", "first", *AS_OF, code=1)
    assert kinds(made) == []


def test_the_whole_way_is_told(made: Small) -> None:
    did(made, "run", *AS_OF)
    assert kinds(made) == ["delivery.received", "figures.computed", "review.written", "review.written"]
    assert {entry.event.details.get("language") for entry in told(made)[2:]} == {"fr", "en"}


def test_the_journal_is_shown_in_both_languages(made: Small, capsys: Captured) -> None:
    did(made, "journal", "--language", "fr")
    assert "Aucun événement." in capsys.readouterr().out
    did(made, "load", *AS_OF)
    did(made, "compute", *AS_OF)
    capsys.readouterr()
    did(made, "journal", "--language", "fr")
    french = capsys.readouterr().out
    assert french.index("chiffres calculés") < french.index("livraison reçue"), "the last one first"
    assert "ligne de commande" in french
    did(made, "journal", "show", "--kind", "delivery", "--limit", "1", "--since", "2020-01-01")
    english = capsys.readouterr().out
    assert "delivery received" in english
    assert "figures computed" not in english
    did(made, "journal", "show", "--until", "2020-01-01T12:00:00", "--language", "en")
    assert "No event yet." in capsys.readouterr().out


def test_the_journal_is_exported(made: Small, capsys: Captured, tmp_path: Path) -> None:
    did(made, "load", *AS_OF)
    did(made, "compute", *AS_OF)
    capsys.readouterr()
    did(made, "journal", "export")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["kind"] for row in rows] == ["delivery.received", "figures.computed"]
    out = tmp_path / "journal.jsonl"
    did(made, "journal", "export", "--format", "jsonl", "--after", "1", "--out", str(out))
    assert [json.loads(line)["sequence"] for line in out.read_text().splitlines()] == [2]


def test_an_export_of_a_synthetic_dossier_says_so(made: Small, capsys: Captured) -> None:
    path = made.folder / "dossier.yaml"
    path.write_text(path.read_text() + "synthetic: true\n", encoding="utf-8")
    did(made, "load", *AS_OF)
    capsys.readouterr()
    did(made, "journal", "export")
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["synthetic"] == "True"


def test_a_touched_journal_is_one(made: Small, capsys: Captured) -> None:
    did(made, "journal", "verify", "--language", "en")
    did(made, "load", *AS_OF)
    did(made, "journal", "verify", "--language", "en")
    did(made, "journal", "seal", "--language", "fr")
    said = capsys.readouterr().out
    assert "Journal intact. No event yet." in said
    assert "Journal intact. Events: 1, days sealed: 0. Last seal: " in said
    assert "Événements\u00a0: 1" in said
    (day,) = (made.workspace.journal / "days").iterdir()
    day.write_bytes(day.read_bytes().replace(b"operator", b"director"))
    did(made, "journal", "verify", "--language", "fr", code=1)
    assert "erreur [journal-edited]" in capsys.readouterr().out
    did(made, "journal", "seal", code=1)
