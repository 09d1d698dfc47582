"""Entities: the kinds of rows the infocentre holds, with a grain and typed columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.kernel.periods import Calendar, Period
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text


class ColumnType(StrEnum):
    """What a column holds. ``decimal`` is exact (money, totals), ``number`` is a measurement."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


NUMERIC = frozenset({ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.NUMBER})


class Sensitivity(StrEnum):
    """Who may see a column."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of an entity.

    Attributes:
        name: its name in expressions.
        type: what it holds.
        description: what it means.
        unit: unit of measurement of a numeric column, when it has one.
        sensitivity: who may see it.
        required: a row without it is refused.
        values: the only accepted values; empty when any is.
        identity: the domain of identity decisions (persons, companies…) of which its values are keys; empty
            when it holds no identity.
        pseudonym: the purpose (person, staff…) whose key turns what a file says into the value that is kept;
            empty for a column that is kept as it was said.
        distinct_of: what a number counts once each (persons, firms), so that it does not add up; empty for a
            number that does.
    """

    name: str
    type: ColumnType
    description: Text = EMPTY
    unit: str | None = None
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    required: bool = False
    values: tuple[str, ...] = ()
    identity: str = ""
    pseudonym: str = ""
    distinct_of: Text = EMPTY

    @property
    def counts_distinct(self) -> bool:
        """True for a number that is itself a distinct count."""
        return self.distinct_of != EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """The day on which rows that last (an enrolment, a contract) are counted, once a period.

    Attributes:
        month, day: the day in the year; never 29 February, which most years do not have.
        since, until: the census days, half-open, for which this one is in force; always when None.
        references: where the rule is written.
    """

    month: int
    day: int
    since: date | None = None
    until: date | None = None
    references: tuple[Reference, ...] = ()

    def day_of(self, period: Period) -> date | None:
        """The census day of a period, or None when the rule is not in force on it."""
        if period.calendar is Calendar.MONTH:
            return None
        found = date(period.start.year, self.month, self.day)
        found = found if found >= period.start else found.replace(year=found.year + 1)
        is_early = self.since is not None and found < self.since
        is_late = self.until is not None and found >= self.until
        return None if is_early or is_late else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Columns that a dossier adds to an entity of the library; those that are there never change.

    Attributes:
        entity: the entity that is extended.
        columns: the new columns.
    """

    entity: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A kind of row.

    Every entity also has the columns ``unit`` and ``period`` (unless it is ``shared``: no unit), filled by
    the source, and the technical columns ``_feed``, ``_delivery`` and ``_line``.

    Attributes:
        id: its name.
        grain: what one row is, in words.
        calendar: how its periods are cut.
        columns: the typed columns.
        key: the columns that tell rows apart, beside unit and period; empty when rows may repeat.
        shared: True for rows that belong to no unit, such as price indices.
        census: the days on which its rows are counted, one in force at a time; empty when it has none.
    """

    id: str
    name: Text
    grain: Text
    calendar: Calendar
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    shared: bool = False
    census: tuple[Census, ...] = ()

    def census_day(self, period: Period) -> date | None:
        """The day of a period on which its rows are counted, or None when nothing says one."""
        days = (rule.day_of(period) for rule in self.census)
        return next((day for day in days if day is not None), None)

    def find(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def context_columns(self) -> tuple[str, ...]:
        """The columns filled by the source rather than by a mapping."""
        return ("period",) if self.shared else ("unit", "period")

    @property
    def column_names(self) -> tuple[str, ...]:
        """Every column an expression may use."""
        return (*self.context_columns, *(column.name for column in self.columns))
