"""Reading: the events that answer a question, oldest or newest first, without holding the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from jalon.infocentre.journal.days import day_seals
from jalon.infocentre.journal.event import Entry, read_entry
from jalon.infocentre.journal.files import Files, lines, lines_backwards
from jalon.infocentre.journal.head import Head
from jalon.infocentre.sealed import written

_ENDLESS = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which events are asked for; what is left empty leaves out nothing.

    Attributes:
        kind: of this kind, or of all kinds that start so: « delivery » asks for « delivery.refused » too.
        unit, actor, subject: of these exactly.
        since, until: that happened from a time on, and before another one.
        after, before: numbered above, and below; a page begins where the one before it ended.
        newest_first: True for the last event first.
        limit: how many at most; 0 for all.
    """

    kind: str = ""
    unit: str = ""
    actor: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    after: int = 0
    before: int = 0
    newest_first: bool = False
    limit: int = 0

    def wants(self, entry: Entry) -> bool:
        """True when an event is asked for."""
        event = entry.event
        return (
            (not self.kind or event.kind == self.kind or event.kind.startswith(f"{self.kind}."))
            and self.unit in {"", event.unit}
            and self.actor in {"", event.actor}
            and self.subject in {"", event.subject}
            and (self.since is None or event.at >= self.since)
            and (self.until is None or event.at < self.until)
            and entry.sequence > self.after
            and (not self.before or entry.sequence < self.before)
        )

    @property
    def traces(self) -> tuple[bytes, ...]:
        """What stands in the line of every event asked for: other lines need not be opened."""
        exact = {"unit": self.unit, "actor": self.actor, "subject": self.subject}
        found = [written({name: value})[1:-1] for name, value in exact.items() if value]
        if self.kind:
            # The end of the word is left open: a kind may be the start of others.
            found.append(written({"kind": self.kind})[1:-2])
        return tuple(text.encode("utf-8", "replace") for text in found)


EVERYTHING = Asked()


def read(files: Files, head: Head, asked: Asked) -> Iterator[Entry]:
    """The events asked for. Lines that were edited are left out: a verification tells them."""
    days = _days(files, head, asked)
    wanted = (entry for day in days for entry in _of_day(files, head, day, asked) if asked.wants(entry))
    return islice(wanted, asked.limit or None)


def _of_day(files: Files, head: Head, day: str, asked: Asked) -> Iterator[Entry]:
    path, end = files.day(day), head.size if day == head.day else _ENDLESS
    found = lines_backwards(path, end) if asked.newest_first else (line for _, line in lines(path, 0, end))
    traces = asked.traces
    near = (line for line in found if all(trace in line for trace in traces))
    return (entry for line in near if (entry := read_entry(line)) is not None)


def _days(files: Files, head: Head, asked: Asked) -> list[str]:
    """The days that can hold what is asked, in the order in which it is.

    What happened on a day is written on that day or later, never before.
    """
    first = asked.since.astimezone(UTC).date().isoformat() if asked.since else ""
    ends = {one.day: one.count for one in day_seals(files, head.seals_size)}
    starts = dict(zip([*list(ends)[1:], head.day], ends.values(), strict=False))
    days = [
        day
        for day in files.all_days()
        if first <= day <= head.day
        and ends.get(day, _ENDLESS) > asked.after
        and (not asked.before or starts.get(day, 0) < asked.before - 1)
    ]
    return days[::-1] if asked.newest_first else days
