"""The rows behind a move: which lines of which files changed, from what to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.entity import NUMERIC, Entity, Sensitivity
from jalon.dossier.expressions import columns_of
from jalon.dossier.indicator import Distinct, Fractional, Part
from jalon.figures.steps import compared_rows_step
from jalon.infocentre.engine.duckdb import Engine

Row = Mapping[str, object]
_PERSONAL = frozenset({Sensitivity.PERSONAL, Sensitivity.SPECIAL})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file received: the delivery, and where in it."""

    delivery: str
    number: int


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell of a row: its value in each vintage; None where the row is not there or the cell is empty."""

    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is not the same on both sides.

    Attributes:
        unit: whose row it is.
        marks: what tells the row apart, as pairs of column and value.
        before, after: where it stood, and where it stands; None on the side where there is no such row.
        cells: the cells that changed, among those the indicator reads.
    """

    unit: str
    marks: tuple[tuple[str, str], ...]
    before: Line | None
    after: Line | None
    cells: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The rows to compare: those of some units and one period that a measure reads."""

    part: Part
    period: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """One side of the comparison: an open engine, and the entity as it is read there."""

    engine: Engine
    entity: Entity


def row_changes(question: Question, before: Room, after: Room) -> list[RowChange]:
    """The rows behind a part that differ between two versions of an entity.

    Rows are the same row when they carry the same key; without a key, when everything that is not summed is
    the same. What is personal is compared and never shown.
    """
    shared = _shared(before.entity, after.entity)
    read = [column for column in _read(question.part) if column in shared]
    marks = _marks(after.entity, shared, _summed(question.part))
    columns = tuple(dict.fromkeys((*marks, *read)))
    left = _rows(question, before, columns)
    right = _rows(question, after, columns)
    told = _Telling(after.entity, marks, read)
    return [change for pair in _pairs(left, right, columns, marks) if (change := told.change(*pair))]


def _shared(before: Entity, after: Entity) -> set[str]:
    return set(before.column_names) & set(after.column_names)


def _read(part: Part) -> list[str]:
    """The columns a part reads, context left aside."""
    texts = [_summed_text(part), *(item.where for item in part.filters)]
    return list(dict.fromkeys(column for text in texts for column in columns_of(text)))


def _summed_text(part: Part) -> str:
    return part.key if isinstance(part, Distinct | Fractional) else part.value


def _summed(part: Part) -> set[str]:
    return set() if isinstance(part, Distinct | Fractional) else set(columns_of(part.value))


def _marks(entity: Entity, shared: set[str], summed: set[str]) -> tuple[str, ...]:
    """What tells rows apart beside unit and period."""
    if entity.key:
        return tuple(column for column in entity.key if column in shared)
    own = (column for column in entity.columns if column.type not in NUMERIC)
    return tuple(column.name for column in own if column.name in shared - summed)


def _rows(question: Question, room: Room, columns: tuple[str, ...]) -> list[Row]:
    held = set(room.entity.column_names)
    filters = [item for item in question.part.filters if held.issuperset(columns_of(item.where))]
    step = compared_rows_step(room.entity, question.period, question.units, columns, filters)
    rows: list[Row] = room.engine.run([step]).to_pylist()
    return rows


def _pairs(
    left: Sequence[Row], right: Sequence[Row], columns: tuple[str, ...], marks: tuple[str, ...]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows that differ, each beside its other self when it has one."""
    whole = ("unit", *columns)
    left, right = _without(left, right, whole), _without(right, left, whole)
    waiting: dict[tuple[object, ...], list[Row]] = {}
    for row in right:
        waiting.setdefault(_values(row, ("unit", *marks)), []).append(row)
    for row in left:
        same = waiting.get(_values(row, ("unit", *marks)))
        yield row, same.pop(0) if same else None
    for rows in waiting.values():
        yield from ((None, row) for row in rows)


def _without(rows: Sequence[Row], others: Sequence[Row], columns: tuple[str, ...]) -> list[Row]:
    """The rows that have no twin among the others."""
    twins = Counter(_values(row, columns) for row in others)
    left = []
    for row in rows:
        values = _values(row, columns)
        if twins[values]:
            twins[values] -= 1
        else:
            left.append(row)
    return left


def _values(row: Row, columns: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row[column] for column in columns)


@dataclass(frozen=True, slots=True)
class _Telling:
    """How a pair of rows is told."""

    entity: Entity
    marks: tuple[str, ...]
    read: Sequence[str]

    def change(self, before: Row | None, after: Row | None) -> RowChange | None:
        """The pair as a change; None when the measure counts it on neither side."""
        row = after if after is not None else before
        counted = any(one is not None and one["_counted"] for one in (before, after))
        if row is None or not counted:
            return None
        return RowChange(
            unit=str(row["unit"]),
            marks=tuple((mark, self._shown(mark, row[mark]) or "") for mark in self.marks),
            before=_line(before),
            after=_line(after),
            cells=tuple(self._cells(before, after)),
        )

    def _cells(self, before: Row | None, after: Row | None) -> Iterator[Changed]:
        for column in self.read:
            if column in self.marks:
                continue
            left = None if before is None else before[column]
            right = None if after is None else after[column]
            if left != right:
                yield Changed(column, self._shown(column, left), self._shown(column, right))

    def _shown(self, column: str, value: object) -> str | None:
        found = self.entity.find(column)
        if value is None:
            return None
        if found is not None and found.sensitivity in _PERSONAL:
            return "•"
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return str(value)


def _line(row: Row | None) -> Line | None:
    return None if row is None else Line(str(row["_delivery"]), int(str(row["_line"])))
