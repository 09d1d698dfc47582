"""Sources: the files an institution receives, how they are read, and what they owe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from jalon.kernel.missing import Missing
from jalon.kernel.periods import Period
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text


class ReaderKind(StrEnum):
    """The formats that can be read; ``csv`` covers every delimiter."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSpec:
    """How a file is read. Compression (gzip) is seen from the file itself.

    Attributes:
        kind: the format.
        delimiter: CSV only; one character.
        encoding: CSV only; checked against the bytes, a wrong one is a fault, never mojibake.
        decimal: decimal separator of numbers written as text.
        thousands: separator between thousands in numbers written as text; empty for none.
        sheet: XLSX only; the first sheet by default.
        header: the line of the header, counted from 1.
        empty: texts that mean "nothing" beside the empty cell, such as NA.
    """

    kind: ReaderKind
    delimiter: str = ","
    encoding: str = "utf-8"
    decimal: str = "."
    thousands: str = ""
    sheet: str = ""
    header: int = 1
    empty: tuple[str, ...] = ()


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
class ColumnMapping:
    """How a column of the entity is filled: from a source column, a constant or an SQL expression.

    Attributes:
        column: the entity's column.
        source: name of a source column.
        constant: the same text for every row.
        expression: SQL scalar expression over source columns.
        codes: translation of source values; empty for none.
        other: what an untranslated value becomes; None refuses the row.
        unit: unit of measurement of the cells, when it is not that of the column.
        factor: what the cells are multiplied by to be in the column's unit; set when the dossier is resolved.
    """

    column: str
    source: str | None = None
    constant: str | None = None
    expression: str | None = None
    codes: Mapping[str, str]
    other: str | None = None
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
    """When a period's rows are due: ``months`` after the end of the period."""

    months: int

    def date(self, period: Period) -> date:
        """The day from which rows for ``period`` are late."""
        end = period.end
        month = end.month - 1 + self.months
        return date(end.year + month // 12, month % 12 + 1, 1)


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
class Source:
    """A kind of file received, mapped to one entity.

    Attributes:
        id: its name.
        entity: the entity its rows become.
        reader: how files are read.
        unpivot: for wide tables.
        keep: SQL condition over source columns; other rows are set aside, not faulty. Empty keeps all.
        unit_column: source column that names the unit; None when each feed has its unit or rows are shared.
        unit_codes: which code list of the perimeter that column uses; empty for unit identifiers.
        other_units: what to do with a unit the perimeter does not know: refuse the row, or set it aside.
        period_column: source column that names the period.
        columns: how each column of the entity is filled.
        empties: what empty cells mean.
        exhaustive: True when the file lists everything, so that a unit that delivered rows but none of the
            kind asked for has reported zero of them.
        refused_up_to: share of faulty rows, in %, under which a file is loaded without them (accepted with
            reservations); above it the file is refused as a whole. Zero by default: a total never shrinks
            because a cell could not be read.
        feeds: the files.
        not_expected: units that owe nothing.
        due: when rows are due.
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
    feeds: tuple[Feed, ...]
    not_expected: tuple[NotExpected, ...]
    due: Due | None
    licence: str = ""
    references: tuple[Reference, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Debt:
    """What a unit owes for an entity and a period: nothing, with the reason, or rows from a source."""

    source: Source | None
    exempt: Missing | None
