"""Sources: the files an institution receives, how they are read, and what they owe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from jalon.dossier.entity import Entity
from jalon.dossier.harvest import Harvest
from jalon.dossier.linkage import Description
from jalon.dossier.metering import Meters, Weather
from jalon.kernel.periods import Period
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text


class DateForm(StrEnum):
    """How the dates of a file are written. A date written YYYY-MM-DD is read whatever the form declared."""

    ISO = "YYYY-MM-DD"
    DAY_SLASH = "DD/MM/YYYY"
    DAY_HYPHEN = "DD-MM-YYYY"
    DAY_DOT = "DD.MM.YYYY"
    COMPACT = "YYYYMMDD"
    YEAR_SLASH = "YYYY/MM/DD"
    MONTH_SLASH = "MM/DD/YYYY"


class ReaderKind(StrEnum):
    """The formats that can be read; ``csv`` covers every delimiter, ``sql`` asks a database for the rows."""

    CSV = "csv"
    JSONL = "jsonl"
    ONEROSTER = "oneroster"
    XLSX = "xlsx"
    PARQUET = "parquet"
    SQL = "sql"
    HAL = "hal"
    OPENALEX = "openalex"
    CROSSREF = "crossref"
    BIBTEX = "bibtex"
    CORDIS = "cordis"
    XAPI = "xapi"
    MOODLE = "moodle"
    FEC = "fec"
    DSN = "dsn"


ONEROSTER_TABLES = (
    "academicSessions",
    "classes",
    "courses",
    "demographics",
    "enrollments",
    "orgs",
    "roles",
    "users",
)
"""The tables of a OneRoster bundle that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSpec:
    """How a file is read. Compression (gzip) is seen from the file itself.

    Attributes:
        kind: the format.
        delimiter: CSV only; one character.
        encoding: of texts; checked against the bytes, a wrong one is a fault, never mojibake. ``auto`` (FEC
            and DSN only, their default): found from the bytes.
        decimal: decimal separator of numbers written as text.
        thousands: separator between thousands in numbers written as text; empty for none.
        sheet: XLSX only; the first sheet by default.
        table: for the formats that hold several tables: which one is read; for SQL, the table read whole.
        connection: SQL only; names the database, whose address is told outside the dossier.
        query: SQL only; the one question asked, when no ``table`` is named.
        timeout: SQL only; seconds after which the question is given up.
        header: the line of the header, counted from 1.
        empty: texts that mean "nothing" beside the empty cell, such as NA.
        timezone: xAPI and Moodle only; the zone in which days and academic years are counted, such as
            Europe/Paris; empty for the offset that each statement of xAPI gives.
        dates: how dates are written.
    """

    kind: ReaderKind
    delimiter: str = ","
    encoding: str = "utf-8"
    decimal: str = "."
    thousands: str = ""
    sheet: str = ""
    table: str = ""
    connection: str = ""
    query: str = ""
    timeout: int = 3600
    header: int = 1
    empty: tuple[str, ...] = ()
    timezone: str = ""
    dates: DateForm = DateForm.ISO


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpivot:
    """Turns a wide table (one column a month) into rows.

    Attributes:
        columns: regular expression that the headers to unpivot match in full.
        name: source column that receives the header.
        value: source column that receives the cell.
        most_complete: when several source rows carry the same values in these columns, keep the one with
            the most cells filled; the others are set aside, with the reason.
    """

    columns: str
    name: str
    value: str
    most_complete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySource:
    """A source column whose cells name somebody.

    Attributes:
        scheme: what kind of number they are (``ine``, ``local``…): one number of two schemes is two keys.
        source: name of the source column.
        within_unit: True when the number means somebody inside one unit only.
    """

    scheme: str
    source: str
    within_unit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """How a column of the entity is filled: from a source column, a constant or an SQL expression.

    Attributes:
        column: the entity's column.
        source: name of a source column.
        constant: the same text for every row.
        expression: SQL scalar expression over source columns.
        keys: for a keyed column: the source columns that name somebody, in order of trust; the first that
            does is kept.
        codes: translation of source values; empty for none.
        other: what an untranslated value becomes; None refuses the row.
        code_list: list of the institution whose codes the result must be; empty for none.
        crosswalk: True when the cells are codes of the unit, which the crosswalks of the list translate.
        unit: unit of measurement of the cells, when it is not that of the column.
        factor: what the cells are multiplied by to be in the column's unit; set when the dossier is resolved.
    """

    column: str
    source: str | None = None
    constant: str | None = None
    expression: str | None = None
    keys: tuple[KeySource, ...] = ()
    codes: Mapping[str, str]
    other: str | None = None
    code_list: str = ""
    crosswalk: bool = False
    unit: str | None = None
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyRule:
    """What empty cells mean in a group of columns; without a rule, empty means missing.

    The one rule so far: among ``columns``, an empty cell is zero when the row fills at least one of the
    others, and stays missing when it fills none.
    """

    columns: tuple[str, ...]
    because: Text
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotExpected:
    """A unit that owes nothing to this source, for a span, with the reason a reader will see."""

    unit: str
    because: Text
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a period's rows are due.

    Attributes:
        months: months after the end of the period; negative before it.
        days: days added to that.
        grace: days after the due day during which rows are awaited and not called late; received then, they
            count as received in time.
        remind: on which days a reminder is due: days before the due day, negative after it.
    """

    months: int
    days: int = 0
    grace: int = 0
    remind: tuple[int, ...] = ()

    def day(self, period: Period) -> date:
        """The last day on which rows for ``period`` are in time.

        >>> from jalon.kernel.periods import Calendar
        >>> Due(months=3).day(Period(Calendar.YEAR, 2022)), Due(months=0, days=15).day(
        ...     Period(Calendar.YEAR, 2022)
        ... )
        (datetime.date(2023, 3, 31), datetime.date(2023, 1, 15))
        """
        end = period.end
        month = end.month - 1 + self.months
        return date(end.year + month // 12, month % 12 + 1, 1) + timedelta(days=self.days - 1)

    def late_after(self, period: Period) -> date:
        """The last day on which rows for ``period`` are awaited and not called late."""
        return self.day(period) + timedelta(days=self.grace)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """More time given to one unit for one period, with the reason a reader will see.

    Attributes:
        unit: the unit.
        period: the period, as written; read with the calendar of the source's entity.
        until: the last day on which its rows are in time.
    """

    unit: str
    period: str
    until: date
    because: Text

    def is_for(self, unit: str, period: Period) -> bool:
        """True for the unit and period that were given more time."""
        return unit == self.unit and Period.parse(self.period, period.calendar) == period


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One file that a source expects: for one unit, or for several told apart by a column.

    Attributes:
        id: identifier, ``source`` or ``source/unit``.
        path: path of the file inside the dossier; empty when files only arrive by ``jalon load --file``.
        unit: the unit the file speaks for; None when a column tells.
    """

    id: str
    path: str
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """Source columns that say from when to when a row lasts: it counts when it covers the census day.

    Attributes:
        start: source column of the first day.
        end: source column of the last day, itself included; an empty cell means that the row still lasts.
    """

    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A kind of file received, mapped to one entity.

    Attributes:
        id: its name.
        entity: the entity its rows become.
        reader: how files are read.
        unpivot: for wide tables.
        meters, weather: for series of readings, which become one row a period.
        most_complete: when several source rows carry the same values in these columns, the fullest is kept.
        keep: SQL condition over source columns; other rows are set aside, not faulty. Empty keeps all.
        unit_column: source column that names the unit; None when each feed has its unit or rows are shared.
        unit_codes: which code list of the perimeter that column uses; empty for unit identifiers.
        other_units: what to do with a unit the perimeter does not know: refuse the row, or set it aside.
        period_column: source column that names the period, or holds a date in it; empty when none does.
        period_constant: the period of every row, for a file without one; empty when a column tells.
        period_dates: True when the period column holds dates.
        year_starts: month and day on which the year of those dates starts; that of the calendar when None.
        lasting: when rows are kept only if they cover the census day of the entity: the columns that tell.
            Without a period column or constant, the one census day that they cover gives the period.
        columns: how each column of the entity is filled.
        empties: what empty cells mean.
        exhaustive: True when the file lists everything, so that a unit that delivered rows but none of the
            kind asked for has reported zero of them.
        refused_up_to: share of faulty rows, in %, under which a file is loaded without them (accepted with
            reservations); above it the file is refused as a whole. Zero by default: a total never shrinks
            because a cell could not be read.
        requires_cards: True when the rows of a unit are in no figure before its reading passed the test-cards
            of this source, or a waiver was signed.
        feeds: the files.
        not_expected: units that owe nothing.
        descriptions: which cells describe what a domain is about, for linkage.
        due: when rows are due; None when the dossier does not say.
        extensions: more time given to a unit for a period.
        since, until: the days between which periods begin for which rows are owed.
        every: rows are owed once in that many periods, counted from ``since``.
        harvest: the service that is asked for the records; None when files are sent.
    """

    id: str
    name: Text
    entity: str
    owner: str
    reader: ReaderSpec
    unpivot: Unpivot | None
    keep: str
    keep_because: Text = EMPTY
    unit_column: str | None
    unit_codes: str
    other_units: Literal["refuse", "set-aside"]
    period_column: str
    columns: tuple[ColumnMapping, ...]
    empties: tuple[EmptyRule, ...]
    exhaustive: bool
    refused_up_to: Decimal = Decimal(0)
    requires_cards: bool = False
    feeds: tuple[Feed, ...]
    not_expected: tuple[NotExpected, ...]
    due: Due | None
    descriptions: tuple[Description, ...] = ()
    extensions: tuple[Extension, ...] = ()
    since: date | None = None
    until: date | None = None
    every: int = 1
    harvest: Harvest | None = None
    meters: Meters | None = None
    weather: Weather | None = None
    period_constant: str = ""
    period_dates: bool = False
    year_starts: tuple[int, int] | None = None
    lasting: Lasting | None = None
    most_complete: tuple[str, ...] = ()
    licence: str = ""
    references: tuple[Reference, ...] = ()

    @property
    def period_from_span(self) -> bool:
        """True when nothing names the period but the one census day that a row covers."""
        return self.lasting is not None and not self.period_column and not self.period_constant

    def exemption(self, unit: str, period: Period) -> NotExpected | None:
        """Why ``unit`` owes nothing in ``period``, or None when it owes."""
        for item in self.not_expected:
            if (
                item.unit == unit
                and item.since <= period.start
                and (item.until is None or period.start < item.until)
            ):
                return item
        return None

    def extension(self, unit: str, period: Period) -> Extension | None:
        """More time given to ``unit`` for ``period``, or None."""
        return next((item for item in self.extensions if item.is_for(unit, period)), None)

    def due_day(self, unit: str, period: Period) -> date | None:
        """The last day on which the unit's rows are in time; None when nothing says when they are due."""
        given = self.extension(unit, period)
        if given is not None:
            return given.until
        return self.due.day(period) if self.due else None

    def late_after(self, unit: str, period: Period) -> date | None:
        """The last day on which rows that did not come are not called late: the due day and its grace.

        More time that was given has no grace of its own.
        """
        given = self.extension(unit, period)
        if given is not None:
            return given.until
        return self.due.late_after(period) if self.due else None

    def asks_for(self, period: Period) -> bool:
        """True when rows of ``period`` are owed: between two days, once in ``every`` periods."""
        if self.since is not None and period.start < self.since:
            return False
        if self.until is not None and period.start >= self.until:
            return False
        if self.every == 1 or self.since is None:
            return True
        return (period - self._first(period)) % self.every == 0

    def _first(self, period: Period) -> Period:
        """The first period that begins on ``since`` or later."""
        assert self.since is not None, "asked only of a source that has a first day"
        first = Period.containing(self.since, period.calendar)
        return first if first.start >= self.since else first.next()

    def feeds_of(self, unit: str) -> tuple[Feed, ...]:
        """The feeds whose file can hold rows of the unit."""
        if self.unit_column:
            return self.feeds
        return tuple(feed for feed in self.feeds if feed.unit == unit)


def naming_column(source: Source, entity: Entity, domain: str) -> str | None:
    """The column of the entity that a source fills with keys of a domain, as they are written in the file.

    None without one: a key that is made of another, by codes, is not known before the row is.
    """
    columns = [column.name for column in entity.columns if column.identity == domain]
    filled = {one.column for one in source.columns if not one.codes and not one.code_list}
    return next((name for name in columns if name in filled), None)
