"""Appending: once, in order, in the file of its day, whatever stopped the writer before."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from jalon.infocentre.journal.event import Entry
from jalon.infocentre.journal.files import lines_backwards
from jalon.infocentre.journal.journal import Journal
from jalon.infocentre.journal.reading import Asked
from journals import FIRST, codes, event, events, journal


def told(made: Journal) -> list[str]:
    return [entry.event.id for entry in made.read()]


def test_events_are_numbered_and_each_stands_on_the_one_before(tmp_path: Path) -> None:
    made = journal(tmp_path)
    entries = made.append(events(7))
    assert [entry.sequence for entry in entries] == [1, 2, 3, 4, 5, 6, 7]
    assert [entry.previous for entry in entries[1:]] == [entry.seal for entry in entries[:-1]]
    assert list(made.read()) == list(entries)
    assert made.verify() == ()
    assert made.head is not None
    assert (made.head.count, made.head.last) == (7, entries[-1].seal)


def test_an_event_told_twice_is_written_once(tmp_path: Path) -> None:
    made = journal(tmp_path, events(3))
    again = made.append([event(1), event(3), event(3, subject="other")])
    assert [entry.sequence for entry in again] == [2, 4, 4]
    assert again[1].event.subject == "indicator-0", "the first that was told"
    assert told(made) == ["event-0", "event-1", "event-2", "event-3"]
    assert made.append([]) == ()


def test_one_file_a_day_and_what_is_told_late_is_in_the_open_one(tmp_path: Path) -> None:
    made = journal(tmp_path, [event(0), event(3), event(1)])
    days = sorted(path.name for path in (made.workspace.journal / "days").iterdir())
    assert days == ["2024-01-10.jsonl", "2024-01-11.jsonl"]
    assert told(made) == ["event-0", "event-3", "event-1"]
    assert [entry.event.at for entry in made.read(Asked(since=FIRST + timedelta(hours=8)))] == [
        FIRST + timedelta(hours=24),
        FIRST + timedelta(hours=8),
    ]
    assert made.verify() == ()


def test_the_day_is_that_of_utc(tmp_path: Path) -> None:
    late = datetime(2024, 1, 11, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    (entry,) = journal(tmp_path).append([event(0, at=late)])
    assert entry.event.at == late
    assert entry.event.at.tzinfo == UTC
    assert (tmp_path / "journal" / "days" / "2024-01-10.jsonl").exists()


@pytest.mark.parametrize(
    "wrong",
    [{"id": ""}, {"actor": ""}, {"at": datetime(2024, 1, 1)}, {"kind": "frozen"}, {"kind": "Vintage.Frozen"}],
)
def test_an_event_that_says_too_little_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"an event|time zone|dotted word"):
        event(0, **wrong)


@pytest.mark.parametrize("details", [{"day": FIRST}, {"rate": float("nan")}])
def test_what_is_not_json_is_refused_before_anything_is_written(
    tmp_path: Path, details: dict[str, object]
) -> None:
    made = journal(tmp_path, events(1))
    with pytest.raises((TypeError, ValueError)):
        made.append([event(1), event(2, details=details)])
    assert told(made) == ["event-0"]


def test_any_text_can_be_told(tmp_path: Path) -> None:
    subject = 'é\u2028\n"\\ \ud83d\ude00 \x00 =1+1'
    made = journal(tmp_path, [event(0, subject=subject), event(1)])
    assert len(list(made.read())) == 2
    assert made.verify() == ()


def test_the_journal_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = journal(tmp_path, events(1))
    folder = made.workspace.journal
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "days" / "2024-01-10.jsonl").stat().st_mode & 0o077 == 0


def test_a_torn_line_is_set_aside_and_the_next_event_follows(tmp_path: Path) -> None:
    made = journal(tmp_path, events(2))
    day = made.workspace.journal / "days" / "2024-01-10.jsonl"
    with day.open("ab") as file:
        file.write(b'{"id": "half')
    assert codes(made) == {"journal-unfinished"}
    made.append([event(2, hours=1)])
    assert told(made) == ["event-0", "event-1", "event-2"]
    assert codes(made) == {"journal-aside"}
    (aside,) = (made.workspace.journal / "aside").iterdir()
    assert aside.read_bytes() == b'{"id": "half'


def test_a_whole_line_that_was_not_acknowledged_is_kept(tmp_path: Path) -> None:
    made = journal(tmp_path, events(1))
    before = (made.workspace.journal / "head.json").read_bytes()
    made.append([event(1, hours=1), event(2, hours=1)])
    (made.workspace.journal / "head.json").write_bytes(before)
    assert codes(made) == {"journal-unfinished"}
    again = made.append([event(2, hours=1), event(3, hours=1)])
    assert [entry.sequence for entry in again] == [3, 4]
    assert made.verify() == ()


def test_a_day_whose_seal_was_not_acknowledged_is_sealed_again(tmp_path: Path) -> None:
    made = journal(tmp_path, events(2))
    before = (made.workspace.journal / "head.json").read_bytes()
    made.append([event(3)])
    (made.workspace.journal / "head.json").write_bytes(before)
    (made.workspace.journal / "days" / "2024-01-11.jsonl").unlink()
    made.append([event(3)])
    assert told(made) == ["event-0", "event-1", "event-3"]
    assert codes(made) == {"journal-aside"}


def test_the_first_event_of_a_day_that_was_not_acknowledged_is_kept(tmp_path: Path) -> None:
    made = journal(tmp_path, events(2))
    made.close(FIRST.date() + timedelta(days=1))
    before = (made.workspace.journal / "head.json").read_bytes()
    made.append([event(3)])
    (made.workspace.journal / "head.json").write_bytes(before)
    assert codes(made) == {"journal-unfinished"}
    made.append([event(4)])
    assert told(made) == ["event-0", "event-1", "event-3", "event-4"]
    assert made.verify() == ()


@pytest.mark.parametrize("content", [None, b"", b"no index", b"x" * 5000])
def test_an_index_that_is_lost_or_broken_is_made_again(tmp_path: Path, content: bytes | None) -> None:
    made = journal(tmp_path, events(4))
    index = made.workspace.journal / "index.sqlite"
    index.unlink() if content is None else index.write_bytes(content)
    assert [entry.sequence for entry in made.append([event(2), event(4)])] == [3, 5]
    assert made.verify() == ()


def test_a_place_where_no_index_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    made = journal(tmp_path, events(1))
    with monkeypatch.context() as room:
        room.setattr(sqlite3, "connect", full)
        with pytest.raises(OSError, match="disk is full"):
            made.append([event(1)])
    assert [entry.sequence for entry in made.append([event(1)])] == [2]


def test_an_index_that_lies_is_not_believed(tmp_path: Path) -> None:
    made = journal(tmp_path, events(3))
    with sqlite3.connect(made.workspace.journal / "index.sqlite") as index:
        index.execute("update events set id = 'event-9' where sequence = 2")
    (entry,) = made.append([event(9)])
    assert (entry.sequence, entry.event.id) == (4, "event-9")


def test_an_index_of_another_past_is_made_again(tmp_path: Path) -> None:
    one, other = journal(tmp_path / "one", events(3)), journal(tmp_path / "two", events(3, start=5))
    (one.workspace.journal / "index.sqlite").write_bytes(
        (other.workspace.journal / "index.sqlite").read_bytes()
    )
    assert [entry.sequence for entry in one.append([event(1), event(6)])] == [2, 4]


def test_events_go_on_being_written_after_the_head_is_lost(tmp_path: Path) -> None:
    made = journal(tmp_path, events(3))
    (made.workspace.journal / "head.json").unlink()
    assert codes(made) == {"journal-head-missing"}
    (entry,) = made.append([event(3)])
    assert entry.sequence == 4
    assert told(made)[-1] == "event-3"
    assert "journal-chain-broken" in codes(made), "what was done stays visible"


def test_events_go_on_being_written_after_the_tail_is_cut(tmp_path: Path) -> None:
    made = journal(tmp_path, events(2))
    day = made.workspace.journal / "days" / "2024-01-10.jsonl"
    day.write_bytes(day.read_bytes()[:-20])
    assert codes(made) == {"journal-truncated"}
    made.append([event(2, hours=1)])
    assert told(made) == ["event-0", "event-2"]
    assert codes(made) == {"journal-edited"}


def test_closing_seals_the_day_that_is_over(tmp_path: Path) -> None:
    made = journal(tmp_path, events(2))
    head = made.close(FIRST.date())
    assert head.seals == 0, "the day is not over"
    head = made.close(FIRST.date() + timedelta(days=1))
    assert (head.seals, head.day) == (1, "2024-01-11")
    assert made.close(FIRST.date() + timedelta(days=5)).seals == 1, "a day without events has no seal"
    made.append([event(1), event(3)])
    assert made.verify() == ()
    (line,) = (made.workspace.journal / "seals.jsonl").read_text().splitlines()
    assert json.loads(line)["day"] == "2024-01-10"
    assert made.verify(head.sealed) == ()


def test_reading_asks_for_what_it_wants(tmp_path: Path) -> None:
    made = journal(tmp_path, [event(number, unit="ns"[number % 2]) for number in range(20)])
    made.append([event(20, kind="delivery.refused", actor="account-7")])

    def numbers(asked: Asked) -> list[int]:
        return [entry.sequence for entry in made.read(asked)]

    assert numbers(Asked(newest_first=True, limit=3)) == [21, 20, 19]
    assert numbers(Asked(newest_first=True, limit=3, before=19)) == [18, 17, 16]
    assert numbers(Asked(after=18)) == [19, 20, 21]
    assert numbers(Asked(kind="delivery")) == numbers(Asked(actor="account-7")) == [21]
    assert numbers(Asked(kind="deliver")) == []
    assert numbers(Asked(unit="s", limit=2)) == [2, 4]
    assert numbers(Asked(subject="indicator-1", before=6)) == [2, 5]
    assert numbers(Asked(since=FIRST + timedelta(hours=16), until=FIRST + timedelta(hours=32))) == [3, 4]
    assert numbers(Asked(before=1)) == []
    made.append([event(21, subject='é "n°"\n', unit="\ud800")])
    assert numbers(Asked(subject='é "n°"\n')) == numbers(Asked(unit="?")) == [22]


def test_a_line_that_was_edited_is_not_read(tmp_path: Path) -> None:
    made = journal(tmp_path, events(3))
    day = made.workspace.journal / "days" / "2024-01-10.jsonl"
    day.write_bytes(day.read_bytes().replace(b"indicator-1", b"indicator-2"))
    assert told(made) == ["event-0", "event-2"]


def test_an_entry_says_its_line(tmp_path: Path) -> None:
    (entry,) = journal(tmp_path).append([event(0)])
    assert Entry.of(entry.record) == entry


@pytest.mark.parametrize("size", [0, 1, 5, 65535, 65536, 200_000])
def test_lines_are_read_from_the_end(tmp_path: Path, size: int) -> None:
    path = tmp_path / "lines"
    lines = [b"a" * size + b"\n", b"\n", b"b\n", b"c" * size + b"\n"]
    path.write_bytes(b"".join(lines) + b"torn")
    assert list(lines_backwards(path, path.stat().st_size)) == lines[::-1]
    assert list(lines_backwards(path, path.stat().st_size - 4)) == lines[::-1]
    assert list(lines_backwards(path, 0)) == []
