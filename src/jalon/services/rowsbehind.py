"""The rows behind a move: file, line, column, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from jalon.dossier.indicator import Part, parts
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.fingerprints import Known
from jalon.figures.restatement import CellKey, Move
from jalon.figures.rowchanges import Changed, Line, Question, Room, RowChange, row_changes
from jalon.figures.terms import reading
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.workspace import Workspace
from jalon.services.compare import Comparison


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of a file, by the name under which it was received."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class RowBehind:
    """A row that changed, with where it stood and where it stands."""

    unit: str
    marks: tuple[tuple[str, str], ...]
    before: FileLine | None
    after: FileLine | None
    cells: tuple[Changed, ...]


class RowsBehind:
    """The rows behind the moves of a comparison; each question is asked of the lake once.

    It holds both lakes open: use it in a ``with`` block.
    """

    def __init__(self, comparison: Comparison, workspace: Workspace) -> None:
        self._before, self._after = comparison.before.known, comparison.after.known
        self._ledger = Ledger(workspace)
        self._asked: dict[Question, list[RowChange]] = {}
        self._engines = [Engine(list(known.scans.values())) for known in (self._before, self._after)]

    def __enter__(self) -> Self:
        for engine in self._engines:
            engine.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for engine in self._engines:
            engine.__exit__(kind, error, trace)

    def of(self, move: Move) -> list[RowBehind]:
        """Every row behind a move, the parts of its indicator together, each once."""
        cell = move.cell
        found: dict[RowBehind, dict[Changed, None]] = {}
        for part in self._parts(cell):
            question = Question(part, cell.period.label, self._units(cell))
            for change in self._changes(question):
                row = self._named(change)
                found.setdefault(replace(row, cells=()), {}).update(dict.fromkeys(row.cells))
        return [replace(row, cells=tuple(cells)) for row, cells in found.items()]

    def _parts(self, cell: CellKey) -> list[Part]:
        """What the indicator reads in either definition, where both sides hold it."""
        found: dict[Part, None] = {}
        for known in (self._before, self._after):
            for part in _read_by(known, cell):
                if part.entity in self._before.scans and part.entity in self._after.scans:
                    found[part] = None
        return list(found)

    def _units(self, cell: CellKey) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for known in (self._before, self._after):
            perimeter = known.dossier.perimeter
            groups = {INSTITUTE, *(unit.id for unit in perimeter.groups)}
            below = perimeter.members(cell.period, cell.unit) if cell.unit in groups else ()
            found.update(dict.fromkeys([unit.id for unit in below] or [cell.unit]))
        return tuple(found)

    def _changes(self, question: Question) -> list[RowChange]:
        if question not in self._asked:
            sides = zip(self._engines, (self._before, self._after), strict=True)
            name = question.part.entity
            before, after = (Room(engine, known.dossier.entities[name]) for engine, known in sides)
            self._asked[question] = row_changes(question, before, after)
        return self._asked[question]

    def _named(self, change: RowChange) -> RowBehind:
        before, after = (self._file(line) for line in (change.before, change.after))
        return RowBehind(change.unit, change.marks, before, after, change.cells)

    def _file(self, line: Line | None) -> FileLine | None:
        if line is None:
            return None
        delivery = self._ledger.find(line.delivery)
        return FileLine(delivery.file if delivery else line.delivery, line.number)


def _read_by(known: Known, cell: CellKey) -> Iterator[Part]:
    if cell.indicator not in known.dossier.indicators:
        return
    version = known.dossier.indicator(cell.indicator, cell.period.start)
    for one in reading(known.dossier, version, cell.period):
        yield from parts(one.measure)
