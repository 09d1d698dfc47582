"""What has to be remembered of a file of statements, in a private database on disk: memory stays bounded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from jalon.infocentre.readers.json.flatten import Cells

_TABLES = """
CREATE TABLE voided (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE day (
    year TEXT, course TEXT, actor TEXT, day TEXT, line INTEGER, statements INTEGER,
    PRIMARY KEY (year, course, actor, day)
) WITHOUT ROWID;
CREATE TABLE place (course TEXT, actor TEXT, platform TEXT, PRIMARY KEY (course, actor)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """Statements taken back, statements seen, and activity by person, course and day.

    A course, which xAPI names by an address of its own, is on one platform: the first in the order of letters
    of those that the statements of a person name, when they differ. A day is one day, whatever they name.

    ``database`` is a temporary one of SQLite (an empty name), removed when it is closed.
    """

    database: sqlite3.Connection

    def __post_init__(self) -> None:
        self.database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)

    def void(self, identifier: str | None) -> None:
        """Remember that a statement was taken back."""
        if identifier:
            self.database.execute("INSERT OR IGNORE INTO voided VALUES (?)", (identifier,))

    def is_voided(self, identifier: str | None) -> bool:
        """True when a statement was taken back."""
        asked = "SELECT 1 FROM voided WHERE id = ?"
        return bool(identifier) and self.database.execute(asked, (identifier,)).fetchone() is not None

    def is_new(self, identifier: str | None) -> bool:
        """True the first time; a statement without identifier is always new."""
        if not identifier:
            return True
        asked = "INSERT OR IGNORE INTO seen VALUES (?)"
        return self.database.execute(asked, (identifier,)).rowcount == 1

    def add(self, actor: str, course: str, platform: str, day: str, year: str, line: int) -> None:
        """Count a statement."""
        self.database.execute(
            "INSERT INTO day VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET statements = statements + 1",
            (year, course, actor, day, line),
        )
        if platform:
            self.database.execute(
                "INSERT INTO place VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET platform = MIN(platform, excluded.platform)",
                (course, actor, platform),
            )

    def days(self) -> Iterator[tuple[int, Cells]]:
        """One row a person, course and day, in an order that does not depend on that of the file."""
        asked = (
            "SELECT line, actor, course, platform, day, year, statements FROM day "
            "LEFT JOIN place USING (course, actor) ORDER BY year, course, actor, day"
        )
        for line, actor, course, platform, day, year, statements in self.database.execute(asked):
            yield (
                line,
                {
                    **_cells(actor, course, platform, year, statements),
                    "day": day,
                },
            )

    def years(self) -> Iterator[tuple[int, Cells]]:
        """One row a person, course and academic year."""
        asked = (
            "SELECT MIN(line), actor, course, platform, COUNT(*), year, SUM(statements) FROM day "
            "LEFT JOIN place USING (course, actor) "
            "GROUP BY year, course, actor ORDER BY year, course, actor"
        )
        for line, actor, course, platform, days, year, statements in self.database.execute(asked):
            yield line, {**_cells(actor, course, platform, year, statements), "active_days": str(days)}


def _cells(
    actor: str, course: str, platform: str | None, year: str, statements: int
) -> dict[str, str | None]:
    return {
        "actor_key": actor,
        "course": course,
        "platform": platform,
        "academic_year": year,
        "statements": str(statements),
    }
