"""Verifying: whether every line is what was written, follows the one before it, and none is missing.

Nothing is locked and nothing is written: what is verified is what the head acknowledged when it was read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jalon.infocentre.journal.days import DaySeal, read_day
from jalon.infocentre.journal.event import Entry, read_entry
from jalon.infocentre.journal.files import Files, lines, size_of
from jalon.infocentre.journal.head import Head, read_head
from jalon.infocentre.journal.settling import found_head
from jalon.infocentre.sealed import START
from jalon.kernel.issues import Issue, Issues, Place

_ENDLESS = 1 << 62


def verify(files: Files, seal: str = "", key: bytes | None = None) -> tuple[Issue, ...]:
    """Everything that is not what was written.

    Args:
        files: of the journal.
        seal: one that was written down elsewhere, which an event or a day must carry.
        key: that with which the journal is signed.
    """
    check = _Check(files, key, seal)
    head = check.head()
    days = check.seals(head)
    check.events(head, days)
    check.left_over(head)
    if seal and not check.is_seal_found:
        check.issues.error("journal-seal-unknown", Place("journal"), seal=seal)
    return tuple(check.issues)


@dataclass(slots=True)
class _Check:
    """A verification under way: how far the chain was followed, and what was found."""

    files: Files
    key: bytes | None
    wanted: str
    issues: Issues = field(default_factory=Issues)
    has_head: bool = False
    is_seal_found: bool = False
    count: int = 0
    last: str | None = START
    told: set[tuple[str, str]] = field(default_factory=set)

    def head(self) -> Head:
        """The head, or what stands in its place."""
        # Asked before it is read: the first event may be written at this moment.
        is_there, days = self.files.head.exists(), self.files.all_days()
        found, place = read_head(self.files.head), Place("journal/head.json")
        self.has_head = found is not None
        if found is None:
            if is_there:
                self.issues.error("journal-head-edited", place)
            elif days or self.files.seals.exists():
                self.issues.error("journal-head-missing", place)
            return found_head(self.files)
        if not found.is_signed(self.key):
            self.issues.error("journal-unsigned", place)
        return found

    def seals(self, head: Head) -> dict[str, DaySeal]:
        """The days that are over, by name, their own chain followed."""
        found: dict[str, DaySeal] = {}
        previous, before = START, ""
        for number, (_, line) in enumerate(lines(self.files.seals, end=head.seals_size), start=1):
            one = read_day(line)
            follows = one is not None and (one.previous == previous and one.day.day > before)
            if one is None or not follows or not one.day.is_signed(self.key):
                self._tell("journal-seal-forged", "journal/seals.jsonl", number)
            if one is not None:
                found[one.day.day], before, previous = one.day, one.day.day, one.seal
                self._look_at(one.seal)
        if (len(found), previous) != (head.seals, head.sealed):
            self._tell("journal-seals-missing", "journal/seals.jsonl", 0, count=head.seals)
        return found

    def events(self, head: Head, days: dict[str, DaySeal]) -> None:
        """The events of every day, in order, up to the head."""
        present = self.files.all_days()
        expected = {*days, *([head.day] if head.size else [])}
        for day in sorted({*expected, *(one for one in present if one <= head.day)}):
            name = f"journal/days/{day}.jsonl"
            if day not in present:
                self._tell("journal-day-missing", name, 0, day=day)
            elif day not in expected and day != head.day:
                self._tell("journal-foreign-file", name, 0)
            self._day(name, day, head)
            self._compare_day(name, days.get(day))
        if self.has_head:
            self._compare_end(head)

    def left_over(self, head: Head) -> None:
        """What stopped writers left, and what nobody wrote."""
        sizes = {self.files.seals: head.seals_size, self.files.day(head.day or "none"): head.size}
        longer = [path for path, size in sizes.items() if size_of(path) > size]
        later = [day for day in self.files.all_days() if day > head.day]
        if read_head(self.files.head) in {head, None}:
            # Otherwise somebody is writing at this moment.
            for day in later:
                self._tell("journal-foreign-file", f"journal/days/{day}.jsonl", 0)
            for path in longer:
                name = path.relative_to(self.files.folder.parent).as_posix()
                self.issues.note("journal-unfinished", Place(name))
        aside = sum(1 for _ in self.files.aside.glob("*"))
        if aside:
            self.issues.note("journal-aside", Place("journal/aside"), count=aside)

    def _day(self, name: str, day: str, head: Head) -> None:
        end = head.size if day == head.day else _ENDLESS
        for number, (_, line) in enumerate(lines(self.files.day(day), 0, end), start=1):
            entry = read_entry(line)
            if entry is not None:
                self._follow(name, number, entry)
            elif day != head.day or line.endswith(b"\n"):
                self._tell("journal-edited", name, number)
                self.count, self.last = self.count + 1, None

    def _follow(self, name: str, number: int, entry: Entry) -> None:
        """Hold an event against the one before it."""
        self._look_at(entry.seal)
        if entry.sequence > self.count + 1:
            first, last = self.count + 1, entry.sequence - 1
            self._tell("journal-events-missing", name, number, first=first, last=last)
        elif entry.sequence <= self.count:
            self._tell("journal-out-of-order", name, number, sequence=entry.sequence)
        elif self.last is not None and entry.previous != self.last:
            self._tell("journal-chain-broken", name, number, sequence=entry.sequence)
        self.count, self.last = entry.sequence, entry.seal

    def _compare_day(self, name: str, one: DaySeal | None) -> None:
        if one is not None and (one.count != self.count or self.last not in {None, one.last}):
            self._tell("journal-day-differs", name, 0, day=one.day)

    def _compare_end(self, head: Head) -> None:
        place = f"journal/days/{head.day}.jsonl" if head.day else "journal/head.json"
        if self.count < head.count:
            self._tell("journal-truncated", place, 0, found=self.count, count=head.count)
        elif self.count != head.count or self.last not in {None, head.last}:
            self._tell("journal-end-differs", place, 0)

    def _look_at(self, seal: str) -> None:
        self.is_seal_found = self.is_seal_found or seal == self.wanted

    def _tell(self, code: str, name: str, line: int, **context: object) -> None:
        """Report a fault; the first of its kind in a file, since what follows is often of the same making."""
        if (code, name) not in self.told:
            self.told.add((code, name))
            self.issues.error(code, Place(name, line), **context)
