"""The index of identifiers: an event told twice is written once, however long the journal.

It is a help and proves nothing: what it says is read again in the files, and it is made again from them when
it is missing, late or wrong.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from jalon.infocentre.journal.event import Entry, read_entry
from jalon.infocentre.journal.files import Files, lines
from jalon.infocentre.journal.head import Head

_TABLE = """
create table if not exists events (
    sequence integer primary key, id text not null unique, day text not null, start integer not null
)
"""


class Placed(NamedTuple):
    """An entry, the day in whose file it stands, and the byte at which it starts."""

    entry: Entry
    day: str
    start: int


@contextmanager
def index_of(files: Files, head: Head, asked: Sequence[str]) -> Iterator[tuple[Index, dict[str, Entry]]]:
    """The index, brought up to the head, with those of the identifiers asked that are in the journal."""
    try:
        index, known = _looked_up(files, head, asked)
    except sqlite3.DatabaseError:
        # Whatever is wrong with it, the files say all that it said.
        _forget(files)
        index, known = _made_again(files, head, asked)
    try:
        yield index, known
    finally:
        index.connection.close()


def _made_again(files: Files, head: Head, asked: Sequence[str]) -> tuple[Index, dict[str, Entry]]:
    """The index made from the files; what prevents it is not the index but its place.

    Raises:
        OSError: the disk is full, or nobody may write there.
    """
    try:
        return _looked_up(files, head, asked)
    except sqlite3.DatabaseError as error:
        raise OSError(errno.EIO, str(error), str(files.index)) from error


def _looked_up(files: Files, head: Head, asked: Sequence[str]) -> tuple[Index, dict[str, Entry]]:
    connection = sqlite3.connect(files.index, isolation_level=None)
    try:
        # Written ahead: what a stopped writer leaves is whole. What a machine without power loses is found in
        # the files: there is no need to wait for the disk.
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")
        connection.execute(_TABLE)
        index = Index(files, connection)
        index.catch_up(head)
        found = {identifier: index.find(identifier) for identifier in asked}
    except BaseException:
        connection.close()
        raise
    return index, {identifier: entry for identifier, entry in found.items() if entry is not None}


def _forget(files: Files) -> None:
    for path in files.folder.glob(f"{files.index.name}*"):
        path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Index:
    """An open index.

    Attributes:
        files: of the journal.
        connection: to the index.
    """

    files: Files
    connection: sqlite3.Connection

    def find(self, identifier: str) -> Entry | None:
        """The event of that identifier, as it stands in the files; None when there is none."""
        asked = "select day, start from events where id = ?"
        row = self.connection.execute(asked, (identifier,)).fetchone()
        entry = self._read(*row) if row else None
        return entry if entry is not None and entry.event.id == identifier else None

    def add(self, placed: Iterable[Placed]) -> None:
        """Remember where events are; when that fails, the next writer makes the index again."""
        try:
            self._add(placed)
        except sqlite3.DatabaseError:
            _forget(self.files)

    def catch_up(self, head: Head) -> None:
        """Add the events that a stopped writer wrote and did not index; all, when it is of another past."""
        asked = "select sequence, day, start from events order by sequence desc limit 1"
        sequence, day, start = self.connection.execute(asked).fetchone() or (0, "", 0)
        last = self._read(day, start) if sequence == head.count and sequence else None
        if sequence > head.count or (sequence == head.count and sequence and _seal(last) != head.last):
            self.connection.execute("delete from events")
            sequence, day, start = 0, "", 0
        if sequence < head.count:
            self._add(self._after(sequence, day, start))

    def _add(self, placed: Iterable[Placed]) -> None:
        rows = ((one.entry.sequence, one.entry.event.id, one.day, one.start) for one in placed)
        with self.connection:
            self.connection.execute("begin")
            self.connection.executemany("insert or replace into events values (?, ?, ?, ?)", rows)

    def _after(self, sequence: int, day: str, start: int) -> Iterator[Placed]:
        for one in self.files.all_days():
            if one < day:
                continue
            for place, line in lines(self.files.day(one), start if one == day else 0):
                entry = read_entry(line)
                if entry is not None and entry.sequence > sequence:
                    yield Placed(entry, one, place)

    def _read(self, day: str, start: int) -> Entry | None:
        line = next(lines(self.files.day(day), start), None)
        return read_entry(line[1]) if line else None


def _seal(entry: Entry | None) -> str:
    return entry.seal if entry else ""
