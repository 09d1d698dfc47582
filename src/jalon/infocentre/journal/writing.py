"""Writing: events after the last one, sealed, on the disk before they are acknowledged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Any  # what a JSON record holds

from jalon.infocentre.journal.days import close_day
from jalon.infocentre.journal.event import Entry, Event
from jalon.infocentre.journal.files import Files, add, sync_folder
from jalon.infocentre.journal.head import Head, write_head
from jalon.infocentre.journal.index import Index, Placed
from jalon.infocentre.journal.records import line_of, sealed
from jalon.infocentre.journal.settling import found_head, settled


@dataclass(slots=True)
class Writer:
    """Whoever holds the lock of a journal.

    Attributes:
        files: of the journal.
        key: with which heads and days are signed; None signs nothing.
        head: as it will be when what was written is acknowledged.
        is_trusted: True when the head found was signed and nothing unacknowledged followed. A head that is
            not is never signed over in passing: that would vouch for what somebody else may have written.
    """

    files: Files
    key: bytes | None
    head: Head
    is_trusted: bool

    @classmethod
    def starting(cls, files: Files, key: bytes | None) -> Writer:
        """The writer on what it finds."""
        found = found_head(files)
        head = settled(files, found)
        writer = cls(files, key, head, found.is_signed(key) and head == found)
        if head != found:
            writer.acknowledge()
        return writer

    def write(self, events: Sequence[Mapping[str, Any]], days: Sequence[str], index: Index) -> list[Entry]:
        """Write the contents of events, each in the file of its day.

        A day that is over stays so: an event told late is written in the day that is open.
        """
        openings = list(accumulate([max(self.head.day, days[0]), *days[1:]], max))
        placed: list[Placed] = []
        for day, pairs in groupby(zip(openings, events, strict=True), key=lambda pair: pair[0]):
            if day > self.head.day:
                self.open_day(day)
            placed.extend(self._add([content for _, content in pairs]))
        self.acknowledge()
        index.add(placed)
        return [one.entry for one in placed]

    def open_day(self, day: str) -> None:
        """Seal the day that is over and open another one, acknowledged before anything is written in it."""
        self.head = close_day(self.files, self.head, day, self._signing)
        self.acknowledge()
        sync_folder(self.files.folder)
        self.head = settled(self.files, self.head)

    def acknowledge(self) -> None:
        """Replace the head."""
        write_head(self.files.head, self.head.signed(self._signing))

    @property
    def _signing(self) -> bytes | None:
        return self.key if self.is_trusted else None

    def _add(self, contents: Sequence[Mapping[str, Any]]) -> Iterator[Placed]:
        """Write lines in the open day, on the disk at once."""
        entries, rows = [], []
        for content in contents:
            numbered = {**content, "sequence": self.head.count + 1}
            record = sealed(numbered, self.head.last)
            self.head = replace(self.head, count=self.head.count + 1, last=record["seal"])
            entries.append(Entry.of(record))
            rows.append(line_of(record))
        start, end = add(self.files.day(self.head.day), b"".join(rows))
        self.head = replace(self.head, size=end)
        for entry, row in zip(entries, rows, strict=True):
            yield Placed(entry, self.head.day, start)
            start += len(row)


def contents_of(events: Sequence[Event]) -> list[dict[str, Any]]:
    """What lines say of events; whatever cannot be written is told before anything is."""
    return [event.content for event in events]
