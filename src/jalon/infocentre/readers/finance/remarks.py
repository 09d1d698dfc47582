"""What is to be known of a ledger that is read all the same: notes, each with its number and first place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from jalon.infocentre.readers.finance.amounts import day
from jalon.infocentre.readers.finance.books import Books
from jalon.infocentre.readers.finance.entries import Line
from jalon.infocentre.readers.finance.layout import DAYS, Layout
from jalon.infocentre.readers.table import Named
from jalon.kernel.issues import Issue, Level, Place

_FILE = re.compile(r"(?P<siren>\d{9})FEC(?P<closing>\d{8})", re.ASCII)


@dataclass(slots=True)
class _Seen:
    count: int = 0
    first: int = 0


@dataclass(slots=True)
class Remarks:
    """The remarks about one ledger, gathered line by line."""

    named: Named
    layout: Layout
    encoding: str
    is_found: bool
    closing: date | None = field(init=False)
    _seen: dict[str, _Seen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = _FILE.match(PurePosixPath(self.named.file).name)
        closing = day(found["closing"]) if found else None
        self.closing = date.fromisoformat(closing) if closing else None

    def look(self, line: Line) -> None:
        """Look at a line."""
        if line.fault is not None:
            return
        if line.mended:
            self._saw("fec-label-mended", line)
        if line.debit and line.credit:
            self._saw("fec-both-sides", line)
        if line.account.startswith("9"):
            self._saw("fec-class-nine", line)
        elif not (line.account[:3].isdecimal() and len(line.account) >= 3):
            self._saw("fec-account-form", line)
        if self.closing is not None and not _in_year(line.day, self.closing):
            self._saw("fec-outside-year", line)
        for name in DAYS:
            text = line.cells[self.layout.places[name]]
            if text and day(text) is None:
                self._saw("fec-day-as-written", line)
                break

    def _saw(self, code: str, line: Line) -> None:
        seen = self._seen.setdefault(code, _Seen(first=line.number))
        seen.count += 1

    def told(self, books: Books) -> Iterator[Issue]:
        """The remarks, once the whole ledger was looked at."""
        if self.closing is None:
            yield self._note("fec-file-name")
        if self.is_found and self.encoding != "utf-8":
            yield self._note("fec-encoding-found", encoding=self.encoding)
        if not self.layout.in_order:
            yield self._note("fec-columns-order", 1)
        for code, seen in self._seen.items():
            yield self._note(code, seen.first, count=seen.count)
        yield from self._of_entries(books)

    def _of_entries(self, books: Books) -> Iterator[Issue]:
        if books.entries == books.journals and books.lines > 2 * books.entries:
            yield self._note("fec-not-numbered", journals=books.journals)
            return
        count, entry = books.over_days()
        if entry is not None:
            yield self._note("fec-several-days", entry.first, count=count, entry=entry.said)
        count, entry = books.closing()
        if entry is not None:
            yield self._note("fec-closing-entry", entry.first, count=count, entry=entry.said)
        gap = books.gap()
        if gap is not None:
            words = {"journal": gap.journal, "before": gap.before, "after": gap.after, "count": gap.count}
            yield self._note("fec-numbers-skipped", **words)

    def _note(self, code: str, line: int = 0, /, **words: object) -> Issue:
        context = {"file": self.named.file, **{key: str(value) for key, value in words.items()}}
        return Issue(Level.NOTE, code, Place(self.named.file, line), context)


def _in_year(on: str, closing: date) -> bool:
    """True for a day of the twelve months that end on the closing day that the file's name tells."""
    start = f"{closing.year - 1:04d}-{closing.month:02d}-{closing.day:02d}"
    return start < on <= closing.isoformat()
