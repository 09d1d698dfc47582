"""The journal as a use case: its key, its export, its words."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import jalon
from faults.test_use import stops
from jalon.infocentre.journal.event import Event, Kind
from jalon.infocentre.journal.reading import Asked
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language
from jalon.services.events import Who
from jalon.services.journal import KEY, as_csv, as_lines, export_rows, head_of, note, read, seal, verify
from jalon.services.journalwords import KINDS, actor_words, detail_words, kind_words, role_words
from journals import event, events

WHO = Who(actor="account-12", role="controller", at=datetime(2024, 1, 10, 9, tzinfo=UTC), run="r1")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "home")


def keyed(monkeypatch: pytest.MonkeyPatch, path: Path, content: bytes = b"k" * 32, mode: int = 0o600) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)
    monkeypatch.setenv(KEY, str(path))


def test_what_is_noted_is_read_again(workspace: Workspace) -> None:
    assert head_of(workspace) is None
    made = note(workspace, *events(4))
    assert tuple(read(workspace)) == made
    assert [one.sequence for one in read(workspace, Asked(newest_first=True, limit=1))] == [4]
    head = head_of(workspace)
    assert head is not None
    assert verify(workspace, head.last) == ()


def test_an_event_has_the_name_of_what_was_made_or_of_its_run() -> None:
    named = WHO.did(Kind.VINTAGE_FROZEN, "v1", name="seal")
    assert named.id == "vintage.frozen:seal"
    plain = WHO.did(Kind.EXPLANATION_PROPOSED, "students", "north", details={"words": 12})
    assert plain == Event(
        id="explanation.proposed:r1:students:north",
        at=WHO.at,
        actor="account-12",
        role="controller",
        kind="explanation.proposed",
        subject="students",
        unit="north",
        details={"words": 12},
    )


def test_a_csv_is_no_formula(workspace: Workspace) -> None:
    note(workspace, event(0, subject="=cmd|' /C calc'!A0", unit="@sum", actor="+account"), event(1))
    text = b"".join(as_csv(export_rows(read(workspace)))).decode()
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["subject"], first["unit"], first["actor"]) == ("'=cmd|' /C calc'!A0", "'@sum", "'+account")
    assert (second["sequence"], json.loads(second["details"])) == ("2", {"number": 1})
    assert second["previous"] == first["seal"]


def test_exported_lines_are_those_of_the_journal(workspace: Workspace) -> None:
    note(workspace, *events(5))
    days = sorted((workspace.journal / "days").iterdir())
    assert b"".join(as_lines(read(workspace))) == b"".join(day.read_bytes() for day in days)


def test_a_signed_journal(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keyed(monkeypatch, tmp_path / "journal.key")
    note(workspace, *events(4))
    assert verify(workspace) == ()
    monkeypatch.delenv(KEY)
    note(workspace, event(4))
    assert verify(workspace) == ()
    keyed(monkeypatch, tmp_path / "journal.key")
    assert {issue.code for issue in verify(workspace)} == {"journal-unsigned"}
    assert seal(workspace, day=date(2024, 1, 11)).count == 5
    assert verify(workspace) == ()


def test_a_key_that_cannot_be_used(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuses(en: str, fr: str) -> None:
        stops(lambda: verify(workspace), "journal-key", en, fr)
        stops(lambda: seal(workspace, day=date(2024, 1, 11)), "journal-key", en, fr)

    monkeypatch.setenv(KEY, str(tmp_path / "none"))
    refuses("No such file", "fermé aux autres")
    keyed(monkeypatch, workspace.home / "journal.key")
    refuses("inside the workspace", "dans l’espace de travail")
    keyed(monkeypatch, tmp_path / "journal.key", mode=0o644)
    refuses("others can read it", "d’autres peuvent la lire")
    keyed(monkeypatch, tmp_path / "journal.key", b"short")
    refuses("fewer than 32 bytes", "moins de 32 octets")
    assert note(workspace, event(0))[0].sequence == 1, "what happened is written all the same"


def test_a_journal_that_was_touched_is_not_sealed_over(workspace: Workspace) -> None:
    note(workspace, *events(4))
    (workspace.journal / "seals.jsonl").unlink()
    stops(
        lambda: seal(workspace, day=date(2024, 1, 20)),
        "journal-not-sealed",
        "says what was touched",
        "verify",
    )


def test_every_kind_has_its_words() -> None:
    assert KINDS.keys() == set(Kind)
    assert kind_words("vintage.frozen").say(Language.FR) == "millésime figé"
    assert kind_words("moon.full").say(Language.FR) == "moon.full"
    assert actor_words("command line").fr == "ligne de commande"
    assert actor_words("account-1").fr == "account-1"
    assert role_words("operator").fr == "exploitation"
    assert detail_words("set_aside", 3).fr == "mises de côté 3"
    assert detail_words("passed", value=False).en == "passed no"
    assert detail_words("seal", "a" * 64).en == "seal aaaaaaaaaaaa…"
    assert detail_words("indicators", ["a", "b"]).fr == "indicateurs a b"
    assert detail_words("other", None).en == "other None"


def test_every_kind_is_written_somewhere() -> None:
    """A kind that nothing writes would be a choice of the journal's filter that finds nothing, for ever."""
    folder = Path(jalon.__file__).parent
    left_aside = {"event.py", "journalwords.py"}
    code = "".join(path.read_text() for path in folder.rglob("*.py") if path.name not in left_aside)
    by_state = {"campaign.closed", "campaign.draft", "override.approved", "override.refused"}
    unwritten = {one.value for one in Kind if f'"{one.value}"' not in code and f"Kind.{one.name}" not in code}
    assert unwritten == by_state, "the state of a campaign or an override ends the kind"
