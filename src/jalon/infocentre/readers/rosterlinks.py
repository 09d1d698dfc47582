"""What a OneRoster enrolment points to: its user, class and school, and what these point to in turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.rejects import Reject
from jalon.infocentre.readers.roster import GONE, Roster, Table

LINKED = "enrollments"
"""The table whose rows also have the columns of what they point to."""

GONE_CODE = "oneroster-to-be-deleted"
"""The reason for which a row is set aside when it, or what it points to, is to be deleted."""

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "user": "users",
        "class": "classes",
        "org": "orgs",
        "course": "courses",
        "session": "academicSessions",
        "demographics": "demographics",
    }
)
"""The prefix of a column and the table it is found in."""

DIRECT: Mapping[str, str] = MappingProxyType(
    {"user": "userSourcedId", "class": "classSourcedId", "org": "schoolSourcedId"}
)
"""What every enrolment must point to, and by which of its columns."""

ACADEMIC_YEAR = ("session", "academicYear")
"""A column that no bundle has: the school year as 2023-24, where the standard names it by its end, 2024."""

MAX_RECORDS = 2_000_000
"""Records of a table that is pointed to. They are held in memory: some 300 bytes each, with a few columns."""

Wanted = Mapping[str, tuple[str, ...]]
"""For each prefix, the columns asked for."""


def wanted(needed: Sequence[str]) -> Wanted:
    """The columns asked for beside those of the enrolment itself.

    >>> wanted(["role", "user.identifier", "class.title", "user.grades", "other.column"])
    {'user': ('identifier', 'grades'), 'class': ('title',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for column in needed:
        prefix, dot, rest = column.partition(".")
        if dot and prefix in TABLES:
            found[prefix] = (*found.get(prefix, ()), rest)
    return found


def check_links(roster: Roster, asked: Wanted) -> list[str]:
    """The names of the columns asked for, when the tables that enrolments point to have them.

    Raises:
        UnreadableFile: a table or a column is not there.
    """
    names: list[str] = []
    for prefix in (*DIRECT, *(other for other in asked if other not in DIRECT)):
        table = roster.table(TABLES[prefix])
        written = [column for column in asked.get(prefix, ()) if (prefix, column) != ACADEMIC_YEAR]
        headers.check(table.header, written, 1, table.named)
        names.extend(f"{prefix}.{column}" for column in asked.get(prefix, ()))
    return names


@dataclass(frozen=True, slots=True)
class _Found:
    """The records of one table by identifier: the cells asked for, or None for those to be deleted."""

    cells: Mapping[str, tuple[str, ...] | None]
    empty: tuple[str, ...]


class Linked:
    """What the enrolments of a bundle point to, held in memory.

    Args:
        roster: the bundle.
        asked: the columns wanted, in the order of the header.

    Raises:
        UnreadableFile: a table cannot be read, or has more than :data:`MAX_RECORDS` records.
    """

    def __init__(self, roster: Roster, asked: Wanted) -> None:
        self._asked = asked
        own = {prefix: asked.get(prefix, ()) for prefix in (*DIRECT, *asked)}
        # A class leads to its course and its session: both identifiers come after what was asked.
        own["class"] = (*own["class"], "courseSourcedId", "termSourcedIds")
        self._found = {
            prefix: _read(roster.table(TABLES[prefix]), columns) for prefix, columns in own.items()
        }

    def of(self, line: int, enrolment: Mapping[str, str]) -> Sequence[str | None] | Reject:
        """The cells of what an enrolment points to; a rejection when it points to nothing."""
        cells: dict[str, tuple[str, ...]] = {}
        for prefix, column in DIRECT.items():
            found = self._follow(line, prefix, enrolment[column], column)
            if isinstance(found, Reject):
                return found
            cells[prefix] = found
        *own, course, terms = cells["class"]
        cells["class"] = tuple(own)
        further = {"course": (course, "courseSourcedId"), "session": (terms.split(",")[0], "termSourcedIds")}
        for prefix, (identifier, column) in further.items():
            if prefix in self._asked:
                found = self._follow(line, prefix, identifier, column)
                if isinstance(found, Reject):
                    return found
                cells[prefix] = found
        if "demographics" in self._asked:
            people = self._found["demographics"]
            cells["demographics"] = people.cells.get(enrolment["userSourcedId"].strip()) or people.empty
        return [cell for prefix in self._order for cell in cells[prefix]]

    @property
    def _order(self) -> list[str]:
        """The prefixes in the order of the header (see :func:`check_links`)."""
        asked = [prefix for prefix in self._asked if prefix not in DIRECT]
        return [*DIRECT, *asked]

    def _follow(self, line: int, prefix: str, identifier: str, column: str) -> tuple[str, ...] | Reject:
        held = self._found[prefix].cells
        key = identifier.strip()
        if key not in held:
            return Reject(line, "oneroster-orphan", column)
        cells = held[key]
        return Reject(line, GONE_CODE, column) if cells is None else cells


def academic_year(school_year: str) -> str:
    """A school year named by the year in which it ends, as an academic year.

    >>> academic_year("2024"), academic_year("2000"), academic_year("autumn")
    ('2023-24', '1999-00', 'autumn')
    """
    text = school_year.strip()
    if len(text) != 4 or not (text.isascii() and text.isdigit()):
        return school_year
    return f"{int(text) - 1:04d}-{text[2:]}"


def _read(table: Table, columns: Sequence[str]) -> _Found:
    is_year = [column == ACADEMIC_YEAR[1] and column not in table.header for column in columns]
    written = ["schoolYear" if year else column for column, year in zip(columns, is_year, strict=True)]
    places = [(table.header.index(column), year) for column, year in zip(written, is_year, strict=True)]
    key = table.header.index("sourcedId")
    status = table.header.index("status") if "status" in table.header else -1
    found: dict[str, tuple[str, ...] | None] = {}
    for line, record in table.records():
        if len(record) != len(table.header):
            raise table.named.refuse("oneroster-broken", line)
        if len(found) >= MAX_RECORDS:
            raise table.named.refuse("oneroster-too-large", line, limit=MAX_RECORDS)
        identifier = record[key].strip()
        if identifier in found:
            raise table.named.refuse("oneroster-id-twice", line)
        is_gone = status >= 0 and record[status].strip().casefold() == GONE
        cells = (academic_year(record[place]) if year else record[place] for place, year in places)
        found[identifier] = None if is_gone else tuple(cells)
    return _Found(found, ("",) * len(columns))
