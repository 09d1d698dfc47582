"""What a writer finds: the head as it is, and what a stopped writer left after it."""

from __future__ import annotations

from dataclasses import replace

from jalon.infocentre.journal.days import read_day
from jalon.infocentre.journal.event import Entry, read_entry
from jalon.infocentre.journal.files import Files, lines, lines_backwards, put_aside, size_of
from jalon.infocentre.journal.head import Head, read_head
from jalon.infocentre.sealed import START


def found_head(files: Files) -> Head:
    """The head to write after.

    One that is missing or edited is made again from the files, but for its seal: the next event then stands
    on nothing, which a verification tells for ever. Whatever was done to the files, events go on being
    written.
    """
    head = read_head(files.head)
    if head is not None:
        return head
    days = files.all_days()
    if not days and not files.seals.exists() and not files.head.exists():
        return Head()
    last = _last(files, days)
    seals = [found for _, line in lines(files.seals) if (found := read_day(line))]
    return Head(
        count=last.sequence if last else 0,
        last=START,
        day=days[-1] if days else "",
        size=size_of(files.day(days[-1])) if days else 0,
        seals=len(seals),
        sealed=seals[-1].seal if seals else START,
        seals_size=size_of(files.seals),
    )


def settled(files: Files, head: Head) -> Head:
    """The head, after what a stopped writer left behind it was dealt with.

    Whole events that follow were written and not acknowledged: they are kept, and counted. A torn line is
    put aside. The seal of a day that was not acknowledged will be made again.
    """
    if size_of(files.seals) > head.seals_size:
        put_aside(files.seals, head.seals_size, files.aside)
    if not head.day or size_of(files.day(head.day)) <= head.size:
        return head
    head = following(files, head)
    if size_of(files.day(head.day)) > head.size:
        put_aside(files.day(head.day), head.size, files.aside)
    return head


def following(files: Files, head: Head) -> Head:
    """The head as it would be with the whole events that stand after it in the open day."""
    for start, line in lines(files.day(head.day), head.size):
        entry = read_entry(line)
        if entry is None or (entry.sequence, entry.previous) != (head.count + 1, head.last):
            break
        head = replace(head, count=entry.sequence, last=entry.seal, size=start + len(line))
    return head


def _last(files: Files, days: list[str]) -> Entry | None:
    """The last event that can be read."""
    for day in reversed(days):
        for line in lines_backwards(files.day(day), size_of(files.day(day))):
            entry = read_entry(line)
            if entry is not None:
                return entry
    return None
