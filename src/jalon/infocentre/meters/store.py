"""Readings put in the order of their time, in a private database on disk: memory stays bounded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Store:
    """The readings of a file by series and time. ``database`` is a temporary one of SQLite."""

    database: sqlite3.Connection

    def __post_init__(self) -> None:
        self.database.executescript(_TABLE)

    def put(self, series: Sequence[str], moment: Moment, line: int, cells: Sequence[str]) -> Taken:
        """Keep a reading. In the hour that autumn repeats, the second one of a time is an hour later."""
        name, told = _written(series), _written(cells)
        for at in (moment.at, moment.again):
            if at is not None and self.database.execute(_INSERT, (name, at, line, told)).rowcount:
                return Taken.NEW
        at = moment.at if moment.again is None else moment.again
        asked = "SELECT cells FROM reading WHERE series = ? AND at = ?"
        (found,) = self.database.execute(asked, (name, at)).fetchone()
        return Taken.SAME if found == told else Taken.OTHER

    def dispute(self, series: Sequence[str], moment: Moment) -> None:
        """Remember that which reading is right cannot be known."""
        self._update("differs = 1", series, moment)

    def replace(self, series: Sequence[str], moment: Moment, line: int, cells: Sequence[str]) -> None:
        """Put a later reading in the place of an earlier one."""
        self._update("line = ?, cells = ?", series, moment, line, _written(cells))

    def _update(self, what: str, series: Sequence[str], moment: Moment, *values: object) -> None:
        name = _written(series)
        at = moment.at if moment.again is None else moment.again
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
