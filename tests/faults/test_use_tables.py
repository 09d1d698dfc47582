"""Faults of databases and drops: what cannot be asked or dealt with says so, and what to do instead."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from databases import sqlite
from faults.base import BASE, write_base
from jalon.cli.main import main
from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Named, UnreadableFile
from jalon.infocentre.workspace import Workspace
from jalon.kernel.faults.catalogue import say
from jalon.kernel.issues import Issue
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.load import load
from jalon.services.progress import Silent
from rosters import bundle
from unit.services.test_watch import DAY, Drops, drops_of

__all__ = ["sqlite"]
SOURCE = "sources/enrolments.yaml"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS school FROM n"
HALF_WAY = "SELECT CASE WHEN i < 19000 THEN 1 ELSE json('[') END AS school FROM (" + (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n) AS m"
)


def asks(folder: Path, query: str, more: str = "") -> list[Issue]:
    """What loading says of a source that asks a database."""
    dossier = write_base(folder / "dossier")
    text = BASE[SOURCE].replace("file: data/enrolments.csv\n", "")
    reader = f'reader: {{kind: sql, connection: registry, query: "{query}"{more}}}'
    text = text.replace('reader: {kind: csv, delimiter: ";"}', reader)
    (dossier / SOURCE).write_text(text, encoding="utf-8")
    workspace = Workspace(folder / "home")
    loaded = load(open_checked(dossier), workspace, as_of=DAY, progress=Silent())
    assert not loaded.is_whole
    assert loaded.deliveries == ()
    return list(loaded.issues)


def one(issues: list[Issue], code: str, *words: str) -> None:
    assert [issue.code for issue in issues] == [code]
    english = say(issues[0], Language.EN)
    assert [word for word in words if word not in english] == []
    assert "‹" not in english + say(issues[0], Language.FR)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, sqlite: str) -> pytest.MonkeyPatch:
    monkeypatch.setenv("JALON_SQL_REGISTRY", sqlite)
    return monkeypatch


def test_an_address_that_nobody_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JALON_SQL_REGISTRY", raising=False)
    one(asks(tmp_path, "SELECT 1 AS school"), "sql-address-unset", "JALON_SQL_REGISTRY")


def test_an_address_that_is_none(tmp_path: Path, told: pytest.MonkeyPatch) -> None:
    told.setenv("JALON_SQL_REGISTRY", "mystery://ada:secret@host/base")
    issues = asks(tmp_path, "SELECT 1 AS school")
    one(issues, "sql-address-wrong", "JALON_SQL_REGISTRY")
    assert "secret" not in str(issues)


def test_a_database_that_does_not_open(tmp_path: Path, told: pytest.MonkeyPatch) -> None:
    told.setenv("JALON_SQL_REGISTRY", f"sqlite:///{tmp_path}/nothing.sqlite")
    one(asks(tmp_path, "SELECT 1 AS school"), "sql-unreachable", "unable to open")


@pytest.mark.usefixtures("told")
def test_a_question_that_is_refused(tmp_path: Path) -> None:
    one(asks(tmp_path, "SELECT * FROM studnets"), "sql-refused", "no such table: studnets")


@pytest.mark.usefixtures("told")
def test_an_answer_that_stops_half_way(tmp_path: Path) -> None:
    one(asks(tmp_path, HALF_WAY.replace('"', "'")), "sql-interrupted", "malformed JSON")


@pytest.mark.usefixtures("told")
def test_an_answer_that_never_ends(tmp_path: Path) -> None:
    one(asks(tmp_path, ENDLESS, ", timeout: 1"), "sql-too-slow", "1 seconds")


@pytest.mark.usefixtures("told")
def test_a_cell_without_text(tmp_path: Path) -> None:
    one(asks(tmp_path, "SELECT x'00' AS school"), "sql-cell-unreadable", "school", "bytes")


@pytest.mark.usefixtures("told")
def test_a_library_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jalon.infocentre.databases", None)
    one(asks(tmp_path, "SELECT 1 AS school"), "sql-extra-missing", 'pip install "jalon[sql]"')


def test_a_bundle_too_large_for_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jalon.infocentre.readers.rosterlinks.MAX_RECORDS", 1)
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle())
    spec = ReaderSpec(kind=ReaderKind.ONEROSTER, table="enrollments")
    with pytest.raises(UnreadableFile) as found:
        list(open_table(path, spec, ("role",), Named("bundle.zip")).batches())
    one([found.value.issue], "oneroster-too-large", "more than 1 records")


# Drops


@pytest.fixture
def made(tmp_path: Path) -> Drops:
    return drops_of(tmp_path)


def test_a_folder_of_drops_that_is_not_there(made: Drops, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(
            ["watch", str(made.dossier), "--folder", str(made.folder / "none"), "--once", "--language", "en"]
        )
    assert "drops-no-folder" in capfd.readouterr().err


def test_a_file_where_none_is_expected(made: Drops) -> None:
    made.drop("registrry/north/a.csv", "x")
    one(made.look(), "drop-unknown-place", "registrry/north/a.csv", "mean register?")


def test_a_link_instead_of_a_file(made: Drops) -> None:
    secret = made.folder.parent / "secret.csv"
    secret.write_text("secret")
    (made.folder / "people").mkdir(parents=True)
    (made.folder / "people" / "link.csv").symlink_to(secret)
    one(made.look(), "drop-not-a-file", "people/link.csv")
    assert secret.read_text() == "secret"


def test_a_name_with_a_line_end(made: Drops) -> None:
    made.drop("people/a\nb.csv", "x")
    one(made.look(), "drop-name", "a·b.csv")
    assert [path.name for path in (made.folder / "people").iterdir()] == ["a\nb.csv"]
