"""Tables of text cells made of JSON records: what a format declares, and how its files are opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.json.assembler import Element
from jalon.infocentre.readers.json.cells import text
from jalon.infocentre.readers.json.documents import Envelope, elements, first_line, member, opened_text
from jalon.infocentre.readers.rejects import Reject
from jalon.infocentre.readers.rows import Gathering, Row
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import Batch, Named

Cells = Mapping[str, str | None]
"""The cells of a row by column; a column left out is empty."""

_SHOWN = 200

_Any = TypeVar("_Any")


class Unfit(Exception):
    """A record is no row of the table, for a reason of the catalogue. Caught where rows are made."""

    def __init__(self, code: str, column: str = "", *, aside: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.column = column
        self.status = Status.SET_ASIDE if aside else Status.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One of the tables of a format.

    Attributes:
        columns: all of them, in order.
        personal: those that say who somebody is; they are read only for a mapping that asks for them.
        rows: the rows of a record. Raises :class:`Unfit`.
    """

    columns: tuple[str, ...]
    personal: frozenset[str] = frozenset()
    rows: Callable[[Element], Iterable[Cells]]

    def header(self, needed: Iterable[str]) -> tuple[str, ...]:
        """The columns given to a mapping that needs some of them."""
        asked = frozenset(needed)
        return tuple(name for name in self.columns if name not in self.personal or name in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of JSON records.

    Attributes:
        name: how messages call it.
        envelopes: where an answer of the service holds its records.
        tables: the tables it is flattened into; the first one by default.
        is_record: tells a record from another object.
    """

    name: str
    envelopes: tuple[Envelope, ...] = ()
    tables: Mapping[str, Table]
    is_record: Callable[[Mapping[str, object]], bool]


@dataclass(frozen=True, slots=True)
class JsonTable:
    """A JSON file read as one table of its format."""

    path: Path
    named: Named
    format: Format
    table: Table
    header: tuple[str, ...]
    start: bytes

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`."""
        with opened_text(self.path, self.named) as source:
            gathering = Gathering(self.header)
            for element in elements(source, self.start, self.format.envelopes, self.named):
                self._add(element, gathering)
                if gathering.is_full:
                    yield gathering.batch(source.content.consumed)
            yield gathering.batch(source.content.consumed)

    def _add(self, element: Element | Reject, gathering: Gathering) -> None:
        if isinstance(element, Reject):
            gathering.reject(element)
            return
        for row in rows_of(element, self.format, self.table, self.named):
            if isinstance(row, Unfit):
                gathering.reject(Reject(element.line, row.code, row.column), row.status)
            else:
                gathering.add(Row(element.line, tuple(row.get(name) for name in self.header)))


def rows_of(element: Element, format: Format, table: Table, named: Named) -> Iterator[Cells | Unfit]:
    """The rows of a record, or why it has none.

    Raises:
        UnreadableFile: the record is an error answer of the service.
    """
    value = element.value
    if element.is_stray:
        yield Unfit("answer-without-list", element.key)
        return
    if not isinstance(value, dict) or not format.is_record(value):
        said = error_said(value) if element.whole else None
        if said is not None:
            raise named.refuse("answer-is-error", element.line, said=said, format=format.name)
        yield Unfit("json-record-unknown")
        return
    try:
        has_none = True
        for row in table.rows(element):
            has_none = False
            yield row
        if has_none:
            yield Unfit("record-without-rows", aside=True)
    except Unfit as problem:
        yield problem


def open_format(
    path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named, format: Format
) -> JsonTable:
    """Open a file as the table that the source asks for.

    Raises:
        UnreadableFile: no such table or column, or no JSON.
    """
    table = table_of(spec, format.tables, format.name, named)
    header = table.header(needed)
    headers.check(header, needed, 0, named)
    return JsonTable(path, named, format, table, header, first_line(path, named))


def table_of(spec: ReaderSpec, tables: Mapping[str, _Any], format: str, named: Named) -> _Any:
    """The declared table, the first one when the source names none."""
    asked = spec.table or next(iter(tables))
    if asked not in tables:
        raise named.refuse("format-table-unknown", format=format, table=asked, known=", ".join(tables))
    return tables[asked]


def error_said(value: object) -> str | None:
    """What an error answer of a service says; None when the value is no such answer.

    Moodle answers ``exception``, ``errorcode`` and ``message``; Solr and OpenAlex ``error``; Crossref a
    ``status`` other than ``ok``.
    """
    told = error_told(value)
    return None if told is None else told[:_SHOWN]


def error_told(value: object) -> str | None:
    """The same, at its full length."""
    error = member(value, "error")
    if text(member(value, "errorcode")):
        said = text(member(value, "errorcode"))
    elif error is not None:
        said = text(error) or text(member(error, "msg")) or "error"
    elif member(value, "status") in {"failed", "error"}:
        said = text(member(value, "message")) or "failed"
    else:
        return None
    return said or ""
