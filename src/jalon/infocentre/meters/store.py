"""Readings put in the order of their time, in a private database on disk: memory stays bounded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from jalon.infocentre.meters.clock import Moment

_TABLE = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE reading (
    series TEXT, at INTEGER, line INTEGER, cells TEXT, differs INTEGER, PRIMARY KEY (series, at)
) WITHOUT ROWID;
"""
_written = json.JSONEncoder(ensure_ascii=False).encode
_INSERT = "INSERT OR IGNORE INTO reading VALUES (?, ?, ?, ?, 0)"


class Taken(StrEnum):
    """What became of a reading: new, the same as one that is there, or another at the same time."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading: its time, line and cells; ``differs`` when another one of its time says something else."""

    at: int
    line: int
    cells: Sequence[str]
    differs: bool


@dataclass(slots=True)
class _Order:
    """Whether the readings of a series go back in time, from the last two whose hour is not repeated."""

    last: int | None = None
    is_back: bool = False

    def saw(self, at: int) -> None:
        """Look at a reading whose time is certain."""
        self.is_back = self.goes_back_to(at)
        self.last = at

    def goes_back_to(self, at: int) -> bool:
        """True when a reading of that time, which follows, goes back."""
        return self.is_back if self.last is None or at == self.last else at < self.last


@dataclass(frozen=True, slots=True)
class Store:
    """The readings of a file by series and time. ``database`` is a temporary one of SQLite."""

    database: sqlite3.Connection
    _order: dict[str, _Order] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.database.executescript(_TABLE)

    def put(self, series: Sequence[str], moment: Moment, line: int, cells: Sequence[str]) -> Taken:
        """Keep a reading.

        In the hour that autumn repeats, the second one of a time is an hour later, or an hour earlier in a
        file that goes back in time; a third one is the same as either when it says the same.
        """
        name, told = _written(series), _written(cells)
        places = self._places(name, moment)
        for at in places:
            if self.database.execute(_INSERT, (name, at, line, told)).rowcount:
                return Taken.NEW
        asked = "SELECT cells FROM reading WHERE series = ? AND at IN (?, ?)"
        found = self.database.execute(asked, (name, places[0], places[-1])).fetchall()
        return Taken.SAME if (told,) in found else Taken.OTHER

    def _places(self, name: str, moment: Moment) -> tuple[int, ...]:
        """The times that a reading may have, the likelier one first."""
        order = self._order.setdefault(name, _Order())
        if moment.again is None:
            order.saw(moment.at)
            return (moment.at,)
        is_back = order.goes_back_to(moment.at)
        return (moment.again, moment.at) if is_back else (moment.at, moment.again)

    def dispute(self, series: Sequence[str], moment: Moment) -> None:
        """Remember that which reading is right cannot be known; of a repeated hour, which of both is not."""
        for at in {moment.at, moment.at if moment.again is None else moment.again}:
            self._update("differs = 1", series, at)

    def replace(self, series: Sequence[str], moment: Moment, line: int, cells: Sequence[str]) -> None:
        """Put a later reading in the place of an earlier one."""
        at = moment.at if moment.again is None else moment.again
        self._update("line = ?, cells = ?", series, at, line, _written(cells))

    def _update(self, what: str, series: Sequence[str], at: int, *values: object) -> None:
        name = _written(series)
        self.database.execute(f"UPDATE reading SET {what} WHERE series = ? AND at = ?", (*values, name, at))

    def series(self) -> Iterator[tuple[tuple[str, ...], Iterator[Kept]]]:
        """Each series with its readings in the order of their time."""
        rows = self.database.execute(
            "SELECT series, at, line, cells, differs FROM reading ORDER BY series, at"
        )
        for name, group in groupby(rows, key=itemgetter(0)):
            yield tuple(json.loads(name)), (_kept(row) for row in group)


def _kept(row: tuple[str, int, int, str, int]) -> Kept:
    _, at, line, cells, differs = row
    return Kept(at, line, json.loads(cells), bool(differs))
