"""Verifying: each way of touching a journal is told by its name."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from jalon.infocentre.journal.head import read_head, write_head
from jalon.infocentre.journal.journal import Journal
from jalon.infocentre.journal.records import line_of, sealed, signature_of
from jalon.infocentre.sealed import START
from jalon.infocentre.workspace import Workspace
from jalon.kernel.faults.catalogue import say
from jalon.kernel.issues import Level
from jalon.kernel.texts import Language
from journals import codes, event, events, journal

KEY = b"a key that is kept somewhere else"
DAY = "days/2024-01-11.jsonl"


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    """Ten events over four days, three of which are sealed."""
    return journal(tmp_path / "home", events(10))


def lines(made: Journal, name: str = DAY) -> list[str]:
    return (made.workspace.journal / name).read_text(encoding="utf-8").splitlines(keepends=True)


def put(made: Journal, found: list[str], name: str = DAY) -> None:
    (made.workspace.journal / name).write_text("".join(found), encoding="utf-8")


def told(made: Journal, language: Language = Language.EN) -> str:
    return " ".join(f"{issue.place} {say(issue, language)}" for issue in made.verify())


def test_an_untouched_journal(made: Journal) -> None:
    assert made.verify() == ()
    assert journal(made.workspace.home.with_name("none")).verify() == ()


def test_an_edited_event(made: Journal) -> None:
    first, second, third = lines(made)
    put(made, [first, second.replace("event-3", "event-9"), third])
    assert codes(made) == {"journal-edited"}
    assert "days/2024-01-11.jsonl:2 This line" in told(made)
    assert "n’est pas ce qui a été écrit" in told(made, Language.FR)


def test_an_event_written_again_with_a_seal_of_its_own(made: Journal) -> None:
    found = lines(made)
    record = json.loads(found[1])
    content = {name: value for name, value in record.items() if name not in {"seal", "previous"}}
    forged = sealed({**content, "subject": "other"}, record["previous"])
    put(made, [found[0], line_of(forged).decode(), found[2]])
    assert codes(made) == {"journal-chain-broken"}


def test_an_event_taken_out(made: Journal) -> None:
    first, _, third = lines(made)
    put(made, [first, third])
    assert codes(made) == {"journal-events-missing"}
    assert "Events 4 to 4 are missing" in told(made)


def test_the_last_events_of_a_day_taken_out(made: Journal) -> None:
    put(made, lines(made)[:1])
    assert codes(made) == {"journal-events-missing", "journal-day-differs"}


def test_events_put_in_another_order(made: Journal) -> None:
    first, second, third = lines(made)
    put(made, [second, first, third])
    assert "journal-out-of-order" in codes(made)


def test_an_event_that_stands_twice(made: Journal) -> None:
    first, second, third = lines(made)
    put(made, [first, second, second, third])
    assert codes(made) == {"journal-out-of-order"}


def test_a_tail_cut_off(made: Journal) -> None:
    last = "days/2024-01-13.jsonl"
    put(made, lines(made, last)[:-1], last)
    assert "journal-truncated" in codes(made)
    assert "ends with event 9, and 10 were written" in told(made)


def test_a_head_that_names_another_end(made: Journal) -> None:
    assert made.head is not None
    write_head(made.workspace.journal / "head.json", replace(made.head, last=START))
    assert codes(made) == {"journal-end-differs"}


def test_a_day_that_is_gone(made: Journal) -> None:
    (made.workspace.journal / DAY).unlink()
    assert "journal-day-missing" in codes(made)


def test_a_file_that_nobody_wrote(made: Journal) -> None:
    for name in ("days/2024-01-01.jsonl", "days/2024-02-01.jsonl"):
        (made.workspace.journal / name).write_text("")
    assert codes(made) == {"journal-foreign-file"}
    assert len(made.verify()) == 2


def test_a_head_that_is_gone(made: Journal) -> None:
    (made.workspace.journal / "head.json").unlink()
    assert codes(made) == {"journal-head-missing"}


def test_a_head_that_was_edited(made: Journal) -> None:
    put(made, [lines(made, "head.json")[0].replace('"count": 10', '"count": 11')], "head.json")
    assert codes(made) == {"journal-head-edited"}


def test_a_head_put_back_from_yesterday_is_only_unfinished(made: Journal) -> None:
    head = (made.workspace.journal / "head.json").read_bytes()
    made.append([event(11, hours=7)])
    (made.workspace.journal / "head.json").write_bytes(head)
    (issue,) = made.verify()
    assert (issue.code, issue.level) == ("journal-unfinished", Level.NOTE)


def test_what_stopped_writers_left_is_told(made: Journal) -> None:
    with (made.workspace.journal / "days" / "2024-01-13.jsonl").open("a") as file:
        file.write("{")
    made.append([event(11, hours=7)])
    (issue,) = made.verify()
    assert (issue.code, issue.level) == ("journal-aside", Level.NOTE)


def test_seals_of_days_that_were_edited(made: Journal) -> None:
    first, second, third = lines(made, "seals.jsonl")
    put(made, [first, second.replace("2024-01-11", "2024-01-12"), third], "seals.jsonl")
    assert "journal-seal-forged" in codes(made)
    put(made, [first, second], "seals.jsonl")
    assert "journal-seals-missing" in codes(made)
    (made.workspace.journal / "seals.jsonl").unlink()
    assert "journal-seals-missing" in codes(made)


def test_a_day_that_is_not_what_its_seal_says(made: Journal) -> None:
    first, *others = lines(made, "seals.jsonl")
    forged, previous = [], START
    for line in (first, *others):
        record = json.loads(line)
        content = {name: value for name, value in record.items() if name not in {"seal", "previous"}}
        record = sealed({**content, "last": START}, previous)
        previous = record["seal"]
        forged.append(line_of(record).decode())
    put(made, forged, "seals.jsonl")
    assert made.head is not None
    write_head(made.workspace.journal / "head.json", replace(made.head, sealed=previous))
    assert codes(made) == {"journal-day-differs"}


def test_a_seal_written_down_elsewhere(made: Journal) -> None:
    assert made.head is not None
    entries = list(made.read())
    for seal in (entries[0].seal, entries[-1].seal, made.head.sealed):
        assert made.verify(seal) == ()
    assert codes(made, "f" * 64) == {"journal-seal-unknown"}
    rewritten = journal(made.workspace.home.with_name("again"), events(9))
    assert codes(rewritten, entries[-1].seal) == {"journal-seal-unknown"}


def rewrite(made: Journal, count: int) -> Journal:
    """What somebody does who can write everywhere and has no key."""
    again = journal(made.workspace.home.with_name("again"), events(count))
    shutil.rmtree(made.workspace.journal)
    shutil.copytree(again.workspace.journal, made.workspace.journal)
    return made


def test_a_journal_that_is_signed(tmp_path: Path) -> None:
    made = journal(tmp_path / "home", events(10), KEY)
    assert made.verify() == ()
    assert Journal(made.workspace).verify() == (), "the key is needed to sign, not to read"
    assert codes(Journal(made.workspace, b"another key")) == {"journal-unsigned", "journal-seal-forged"}
    rewrite(made, 9)
    assert Journal(made.workspace).verify() == (), "every file agrees with the others"
    assert codes(made) == {"journal-unsigned"}
    made.append([event(20)])
    assert codes(made) == {"journal-unsigned"}, "the key does not vouch for what it did not write"


def test_a_seal_of_a_day_under_a_false_signature(tmp_path: Path) -> None:
    made = journal(tmp_path / "home", events(4), KEY)
    head = read_head(made.workspace.journal / "head.json")
    assert head is not None
    (line,) = lines(made, "seals.jsonl")
    content = {name: value for name, value in json.loads(line).items() if name not in {"seal", "previous"}}
    record = sealed({**content, "signature": "0" * 64}, START)
    put(made, [line_of(record).decode()], "seals.jsonl")
    forged = replace(head, sealed=record["seal"])
    write_head(made.workspace.journal / "head.json", forged.signed(KEY))
    assert codes(made) == {"journal-seal-forged"}
    assert signature_of(asdict(forged), KEY) != forged.signature


def test_a_key_that_comes_later_signs_when_it_is_asked_to(made: Journal) -> None:
    keyed = Journal(made.workspace, KEY)
    keyed.append([event(10)])
    assert codes(keyed) == {"journal-unsigned"}
    keyed.close(date(2024, 1, 13))
    assert keyed.verify() == ()
    keyed.append([event(11), event(14)])
    assert keyed.verify() == ()
    Journal(Workspace(made.workspace.home)).append([event(15)])
    assert codes(keyed) == {"journal-unsigned"}, "somebody wrote without the key"
    keyed.close(date(2024, 1, 13))
    assert keyed.verify() == ()


def test_what_was_not_acknowledged_is_not_signed_in_passing(tmp_path: Path) -> None:
    made = journal(tmp_path / "home", events(1), KEY)
    head = (made.workspace.journal / "head.json").read_bytes()
    made.append([event(1, hours=1)])
    (made.workspace.journal / "head.json").write_bytes(head)
    made.append([event(2, hours=1)])
    assert codes(made) == {"journal-unsigned"}
