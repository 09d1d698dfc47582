"""What a ledger adds up to, by entry and as a whole, in exact cents and bounded memory."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from jalon.infocentre.readers.finance.entries import Line

_TABLE = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE entry (
    journal TEXT, number TEXT, prefix TEXT, rank INTEGER, balance INTEGER, lines INTEGER, first INTEGER,
    last INTEGER, broken INTEGER, since TEXT, until TEXT, result INTEGER, flow INTEGER,
    PRIMARY KEY (journal, number)
) WITHOUT ROWID;
CREATE TABLE cut (journal TEXT, number TEXT, line INTEGER, sure INTEGER);
"""
_ADD = """
INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    balance = balance + excluded.balance, lines = lines + excluded.lines, last = excluded.last,
    broken = max(broken, excluded.broken), since = min(since, excluded.since),
    until = max(until, excluded.until), result = max(result, excluded.result), flow = max(flow, excluded.flow)
"""
_MARK = """
UPDATE entry SET broken = 1 WHERE (journal, number) IN (SELECT journal, number FROM cut)
    OR number IN (SELECT number FROM cut WHERE journal = '');
"""
# A line that was cut names its entry for sure when its day stands where it should, or its journal is known.
_STRAY = """
SELECT count(*), min(line) FROM cut
WHERE (number = '' OR NOT sure AND journal <> '' AND journal NOT IN (SELECT journal FROM entry))
    AND (journal = '' OR (journal, number) NOT IN (SELECT journal, number FROM entry))
"""
_KEPT = 50_000
"""Entries added up in memory before they are put on disk."""

_RANK = re.compile(r"(.*?)(\d{1,15})", re.ASCII | re.DOTALL)


@dataclass(slots=True)
class _Sum:
    balance: int = 0
    lines: int = 0
    first: int = 0
    last: int = 0
    broken: bool = False
    since: str = "9999"
    until: str = ""
    result: bool = False
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its journal and number, what is missing for its balance (in cents), and its lines."""

    journal: str
    number: str
    balance: int
    first: int
    last: int

    @property
    def said(self) -> str:
        """The entry as messages call it: journal, number, and first and last line."""
        return f"{self.journal} {self.number or '—'} ({self.first}–{self.last})"


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that a journal skips: the one before, the one after, and how many gaps there are in all."""

    journal: str
    before: int
    after: int
    count: int


@dataclass(slots=True)
class Books:
    """The entries of a ledger as its lines are read. ``database`` is a temporary one of SQLite.

    Attributes:
        debit, credit: of all lines of which the amounts can be read, in cents.
        unread: how many lines have amounts that cannot.
    """

    database: sqlite3.Connection
    debit: int = 0
    credit: int = 0
    unread: int = 0
    _waiting: dict[tuple[str, str], _Sum] = field(default_factory=dict)
    _cut: list[tuple[str, str, int, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.database.executescript(_TABLE)

    def add(self, line: Line) -> None:
        """Add a line."""
        self.unread += not line.is_read
        if line.is_cut or not line.journal:
            self._cut.append((line.journal, line.entry, line.number, bool(line.day)))
        if not line.is_cut:
            self._add(line)
        if len(self._waiting) + len(self._cut) >= _KEPT:
            self.flush()

    def _add(self, line: Line) -> None:
        total = self._waiting.setdefault((line.journal, line.entry), _Sum(first=line.number))
        total.balance += line.debit - line.credit
        total.lines += 1
        total.last = line.number
        total.broken |= line.fault is not None
        if line.day:
            total.since, total.until = min(total.since, line.day), max(total.until, line.day)
        total.result |= line.account.startswith("12")
        total.flow |= line.account[:1] in {"6", "7"}
        self.debit += line.debit
        self.credit += line.credit

    def flush(self) -> None:
        """Put what was added up on disk."""
        self.database.executemany(_ADD, map(_record, self._waiting, self._waiting.values()))
        self.database.executemany("INSERT INTO cut VALUES (?, ?, ?, ?)", self._cut)
        self._waiting.clear()
        self._cut.clear()

    def close(self) -> None:
        """Put the last lines on disk; the entries to which a line that cannot be read belongs are broken."""
        self.flush()
        self.database.execute(_MARK)

    # What is asked once all lines are read

    def unbalanced(self) -> tuple[int, Entry | None]:
        """How many entries do not balance, and the first one."""
        where = "WHERE balance <> 0"
        asked = f"SELECT journal, number, balance, first, last FROM entry {where} ORDER BY first LIMIT 1"
        found = self.database.execute(asked).fetchone()
        return self._one(f"SELECT count(*) FROM entry {where}"), Entry(*found) if found else None

    def strays(self) -> tuple[int, int]:
        """How many lines that cannot be read do not tell their entry, and the first one."""
        count, first = self.database.execute(_STRAY).fetchone()
        return int(count), int(first or 0)

    def state(self, journal: str, number: str) -> tuple[Entry, bool]:
        """An entry, and whether one of its lines cannot be read."""
        asked = "SELECT balance, first, last, broken FROM entry WHERE journal = ? AND number = ?"
        balance, first, last, broken = self.database.execute(asked, (journal, number)).fetchone()
        return Entry(journal, number, balance, first, last), bool(broken)

    @property
    def has_faulty(self) -> bool:
        """True when an entry does not balance or has a line that cannot be read."""
        return bool(self._one("SELECT EXISTS (SELECT 1 FROM entry WHERE balance <> 0 OR broken)"))

    @property
    def journals(self) -> int:
        """How many journals there are."""
        return self._one("SELECT count(DISTINCT journal) FROM entry")

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return self._one("SELECT count(*) FROM entry")

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self._one("SELECT coalesce(sum(lines), 0) FROM entry")

    def closing(self) -> tuple[int, Entry | None]:
        """How many entries carry the result over (accounts 6 or 7 with account 12), and the first one."""
        where = "WHERE result AND flow"
        found = self.database.execute(
            f"SELECT journal, number, balance, first, last FROM entry {where} ORDER BY first LIMIT 1"
        ).fetchone()
        return self._one(f"SELECT count(*) FROM entry {where}"), Entry(*found) if found else None

    def over_days(self) -> tuple[int, Entry | None]:
        """How many entries stand on several days, and the first one."""
        where = "WHERE since < until"
        found = self.database.execute(
            f"SELECT journal, number, balance, first, last FROM entry {where} ORDER BY first LIMIT 1"
        ).fetchone()
        return self._one(f"SELECT count(*) FROM entry {where}"), Entry(*found) if found else None

    def gap(self) -> Gap | None:
        """The first gap in the numbers of a journal; None when they follow, or follow across all journals."""
        if not any(_gaps(self._ranks(by_journal=False))):
            return None
        gaps = list(_first_and_count(self._ranks(by_journal=True)))
        return gaps[0] if gaps else None

    def _ranks(self, *, by_journal: bool) -> Iterator[tuple[str, str, int]]:
        journal = "journal" if by_journal else "''"
        return iter(
            self.database.execute(
                f"SELECT DISTINCT {journal}, prefix, rank FROM entry WHERE rank IS NOT NULL ORDER BY 1, 2, 3"
            )
        )

    def _one(self, asked: str) -> int:
        return int(self.database.execute(asked).fetchone()[0])


def _record(key: tuple[str, str], total: _Sum) -> tuple[object, ...]:
    journal, number = key
    found = _RANK.fullmatch(number)
    prefix, rank = (found[1], int(found[2])) if found else (number, None)
    ends = (total.since, total.until or total.since)
    return (
        journal, number, prefix, rank, total.balance, total.lines, total.first, total.last, total.broken,
        *ends, total.result, total.flow,
    )  # fmt: skip


def _gaps(ranks: Iterator[tuple[str, str, int]]) -> Iterator[Gap]:
    """The gaps between numbers of one journal and prefix."""
    before: tuple[str, str, int] | None = None
    for item in ranks:
        if before is not None and before[:2] == item[:2] and item[2] > before[2] + 1:
            yield Gap(item[0], before[2], item[2], 1)
        before = item


def _first_and_count(ranks: Iterator[tuple[str, str, int]]) -> Iterator[Gap]:
    gaps = _gaps(ranks)
    first = next(gaps, None)
    if first is not None:
        yield Gap(first.journal, first.before, first.after, 1 + sum(1 for _ in gaps))
