"""xAPI: statements of activity, one a line, in an array or in the answers of a record store.

Three tables: ``statements``, one row a statement; ``days``, one row a person, course and local day;
``activity``, one row a person, course and academic year with the days on which the person was active.
Statements that were taken back (voided), repeated, or about nobody known are set aside with their reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.json.assembler import Element
from jalon.infocentre.readers.json.cells import text
from jalon.infocentre.readers.json.documents import elements, first_line, member, opened_text
from jalon.infocentre.readers.json.flatten import Cells, Unfit, error_said, table_of
from jalon.infocentre.readers.learning.moments import in_utc, seconds
from jalon.infocentre.readers.learning.statement import Statement, actor_key, read, voided_by
from jalon.infocentre.readers.learning.tally import Tally
from jalon.infocentre.readers.rejects import Reject
from jalon.infocentre.readers.rows import Gathering, Row
from jalon.infocentre.readers.table import Batch, Named
from jalon.kernel.periods import Calendar, Period

ENVELOPES = (("statements",),)
PERSONAL = frozenset({"actor_key"})
TABLES: Mapping[str, tuple[str, ...]] = {
    "statements": (
        "statement", "actor_kind", "actor_key", "verb", "object", "object_type", "course", "platform",
        "happened_at", "day", "academic_year", "score", "success", "completion", "duration",
    ),
    "days": ("actor_key", "course", "platform", "day", "academic_year", "statements"),
    "activity": ("actor_key", "course", "platform", "academic_year", "active_days", "statements"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statements:
    """A file of statements, read as one of its tables."""

    path: Path
    named: Named
    table: str
    zone: ZoneInfo | None
    header: tuple[str, ...]
    start: bytes

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`.

        The rows of ``days`` and ``activity`` come once the whole file is read; their line is that of the
        first statement they are made of.
        """
        gathering = Gathering(self.header)
        with closing(sqlite3.connect("")) as database:
            tally = Tally(database)
            self._read_voided(tally)
            with opened_text(self.path, self.named) as source:
                for element in elements(source, self.start, ENVELOPES, self.named):
                    self._take(element, tally, gathering)
                    if gathering.is_full:
                        yield gathering.batch(source.content.consumed)
            for line, cells in self._counted(tally):
                self._give(line, cells, gathering)
                if gathering.is_full:
                    yield gathering.batch(self.path.stat().st_size)
            yield gathering.batch(self.path.stat().st_size)

    def _read_voided(self, tally: Tally) -> None:
        """First reading: a statement may be taken back by one that comes before or after it."""
        with opened_text(self.path, self.named) as source:
            for element in elements(source, self.start, ENVELOPES, self.named):
                if isinstance(element, Element) and isinstance(element.value, dict):
                    tally.void(voided_by(element.value))

    def _take(self, element: Element | Reject, tally: Tally, gathering: Gathering) -> None:
        if isinstance(element, Reject):
            gathering.reject(element)
            return
        try:
            statement = self._statement(element, tally)
            if self.table == "statements":
                self._give(element.line, cells_of(statement, self.zone), gathering)
            else:
                _count(statement, element.line, tally, self.zone)
        except Unfit as problem:
            gathering.reject(Reject(element.line, problem.code, problem.column), problem.status)

    def _statement(self, element: Element, tally: Tally) -> Statement:
        body = element.value
        if not isinstance(body, dict) or "actor" not in body:
            said = error_said(body) if element.whole else None
            if said is not None:
                raise self.named.refuse("answer-is-error", element.line, said=said, format="xAPI")
            raise Unfit("json-record-unknown")
        statement = read(body, self.zone)
        if voided_by(body) is not None or tally.is_voided(statement.id):
            raise Unfit("xapi-voided", aside=True)
        if not tally.is_new(statement.id):
            raise Unfit("xapi-repeated", aside=True)
        return statement

    def _counted(self, tally: Tally) -> Iterator[tuple[int, Cells]]:
        if self.table == "days":
            yield from tally.days()
        elif self.table == "activity":
            yield from tally.years()

    def _give(self, line: int, cells: Cells, gathering: Gathering) -> None:
        gathering.add(Row(line, tuple(cells.get(name) for name in self.header)))


def open_xapi(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Statements:
    """Open a file of xAPI statements.

    Raises:
        UnreadableFile: no JSON, no such table, or a needed column is not in it.
    """
    columns = table_of(spec, TABLES, "xAPI", named)
    header = tuple(name for name in columns if name not in PERSONAL or name in needed)
    headers.check(header, needed, 0, named)
    zone = ZoneInfo(spec.timezone) if spec.timezone else None
    return Statements(path, named, spec.table or "statements", zone, header, first_line(path, named))


def cells_of(statement: Statement, zone: ZoneInfo | None) -> Cells:
    """The cells of a statement; of a sub-statement, the object is that which it speaks of."""
    body = statement.body
    thing = body.get("object")
    kind = text(member(thing, "objectType")) or "Activity"
    inner = member(thing, "object") if kind == "SubStatement" else thing
    day, year = _day(statement, zone)
    return {
        "statement": statement.id,
        "actor_kind": statement.actor_kind,
        "actor_key": actor_key(statement.actor),
        "verb": text(member(body, "verb", "id")),
        # A person can be the object too: who it is stays out.
        "object": None if kind in {"Agent", "Group"} else text(member(inner, "id")),
        "object_type": kind,
        "course": statement.course,
        "platform": statement.platform,
        "happened_at": _utc(statement),
        "day": day,
        "academic_year": year,
        "score": text(member(body, "result", "score", "scaled")),
        "success": text(member(body, "result", "success")),
        "completion": text(member(body, "result", "completion")),
        "duration": seconds(text(member(body, "result", "duration"))),
    }


def _count(statement: Statement, line: int, tally: Tally, zone: ZoneInfo | None) -> None:
    who = actor_key(statement.actor)
    if who is None or statement.actor_kind != "agent":
        raise Unfit("xapi-nobody", aside=True)
    course = statement.course
    if course is None:
        raise Unfit("xapi-no-course", aside=True)
    day, year = _day(statement, zone)
    tally.add(who, course, statement.platform or "", day, year, line)


def _day(statement: Statement, zone: ZoneInfo | None) -> tuple[str, str]:
    """The local day and its academic year: in the zone of the source, else at the offset of the statement."""
    try:
        local = (statement.at.astimezone(zone) if zone else statement.at).date()
        return local.isoformat(), Period.containing(local, Calendar.ACADEMIC_YEAR).label
    except (OverflowError, ValueError):
        raise Unfit("xapi-time-unknown", "timestamp") from None


def _utc(statement: Statement) -> str:
    try:
        return in_utc(statement.at)
    except (OverflowError, ValueError):
        raise Unfit("xapi-time-unknown", "timestamp") from None
