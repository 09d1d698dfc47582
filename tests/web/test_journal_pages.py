"""The journal of the site: what is noted reaches the sealed journal once, is read, exported and verified."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import TestCase

import jalon.web
from jalon.infocentre.journal.reading import Asked
from jalon.services import journal
from jalon.services.journalwords import kind_words
from jalon.web.desk import desk
from jalon.web.journal.models import Noted
from jalon.web.journal.notes import note, send
from jalon.web.rights.decide import Membership, Who
from jalon.web.rights.roles import Right, Role

STEWARD = Who("account-7", (Membership(Role.STEWARD, "north"),))


@pytest.fixture
def empty_journal(loaded: Path) -> Iterator[None]:
    """No event before the test, and none after it."""
    folder = desk().workspace().home / "journal"
    shutil.rmtree(folder, ignore_errors=True)
    yield
    shutil.rmtree(folder, ignore_errors=True)


def written() -> list[tuple[str, str, str]]:
    entries = journal.read(desk().workspace(), Asked())
    return [(entry.event.kind, entry.event.unit, entry.event.role) for entry in entries]


def test_what_is_noted_is_sealed_once_the_change_is_committed(db: None, empty_journal: None) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        note(STEWARD, "grid.saved", right=Right.SEND, unit="north", subject="survey/north")
        assert written() == []
    assert written() == [("grid.saved", "north", "steward")]


def test_a_change_that_is_undone_is_not_told(db: None, empty_journal: None) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        note(STEWARD, "grid.saved", unit="north")
        transaction.set_rollback(True)
    send()
    assert written() == []


def test_what_a_killed_process_left_is_sent_later_and_never_twice(db: None, empty_journal: None) -> None:
    note(STEWARD, "grid.saved", unit="north")
    note(STEWARD, "return.signed", unit="south")
    assert send() == 2
    Noted.objects.update(is_sent=False)  # killed after the journal was written, before the database was told
    send()
    assert [kind for kind, *_ in written()] == ["grid.saved", "return.signed"]
    assert journal.verify(desk().workspace()) == ()


@pytest.mark.parametrize(("language", "told"), [("fr", "grille enregistrée"), ("en", "grid saved")])
def test_events_are_read_in_words(sign_in, empty_journal: None, language: str, told: str) -> None:
    note(STEWARD, "grid.saved", right=Right.SEND, unit="north", subject="<b>survey</b>")
    page = sign_in(Role.AUDITOR, language=language).get("/journal/").content.decode()
    assert told in page
    assert "&lt;b&gt;survey" in page


def test_a_detail_without_a_value_is_not_told(sign_in, empty_journal: None) -> None:
    note(STEWARD, "review.written", vintage=None, rows=0)
    page = sign_in(Role.AUDITOR).get("/journal/").content.decode()
    assert "vintage None" not in page
    assert "rows 0" in page


def test_a_filter_leaves_out_the_others(sign_in, empty_journal: None) -> None:
    note(STEWARD, "grid.saved", unit="north", subject="first")
    note(STEWARD, "return.signed", unit="south", subject="second")
    page = sign_in(Role.AUDITOR).get("/journal/?unit=south").content.decode()
    assert "second" in page
    assert "first" not in page


def test_pages_follow_one_another(sign_in, empty_journal: None) -> None:
    for number in range(60):
        note(STEWARD, "grid.saved", unit="north", subject=f"subject-{number:02}")
    reader = sign_in(Role.AUDITOR)
    first = reader.get("/journal/").content.decode()
    assert "subject-59" in first
    assert "subject-09" not in first
    second = reader.get("/journal/?before=11").content.decode()
    assert "subject-09" in second
    assert "subject-10" not in second


def test_an_export_holds_every_event_and_no_formula(sign_in, empty_journal: None) -> None:
    note(STEWARD, "grid.saved", unit="north", subject="=HYPERLINK(1)")
    reader = sign_in(Role.AUDITOR)
    reader.get("/journal/")
    answer = reader.get("/journal/export/")
    (row,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
    assert row["kind"] == "grid.saved"
    assert not row["subject"].startswith("=")


def test_a_touched_journal_is_told(sign_in, empty_journal: None) -> None:
    note(STEWARD, "grid.saved", unit="north", subject="before")
    reader = sign_in(Role.AUDITOR)
    assert (
        "none changed, removed or moved"
        in reader.get("/journal/").client.get("/journal/verify/").content.decode()
    )
    (day,) = (desk().workspace().home / "journal" / "days").iterdir()
    day.chmod(0o600)
    day.write_text(day.read_text(encoding="utf-8").replace("before", "after!"), encoding="utf-8")
    assert "not what was written" in reader.get("/journal/verify/").content.decode()


@pytest.mark.parametrize("role", [Role.STEWARD, Role.DIRECTOR, Role.CONTROLLER, Role.MINISTRY])
@pytest.mark.parametrize("page", ["/journal/", "/journal/export/", "/journal/verify/"])
def test_it_is_not_for_everybody(sign_in, role: Role, page: str) -> None:
    assert sign_in(role, "north").get(page).status_code == 403


def test_every_kind_of_event_that_the_site_writes_has_words() -> None:
    """The text of the program is read: an event told by its identifier is a word that nobody wrote."""
    room = Path(jalon.web.__file__).parent
    calls = re.compile(r'note\(\s*[\w.]+,\s*"([a-z-]+\.[a-z-]+)"')
    kinds = {kind for file in room.rglob("*.py") for kind in calls.findall(file.read_text(encoding="utf-8"))}
    assert len(kinds) > 20
    assert {kind for kind in kinds if kind_words(kind).fr == kind} == set()
