"""Applying a plan: batches of cells in, accepted rows and rejected rows out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc

from jalon.dossier.perimeter import Perimeter
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.keyed import keyed
from jalon.infocentre.mapping.lookups import (
    PeriodWords,
    crosswalk_lookup,
    list_lookup,
    lookup,
    unit_words,
)
from jalon.infocentre.mapping.naming import PERIODS, RECEIVED, UNITS, codes_table, list_table
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.mapping.rowschema import row_schema
from jalon.infocentre.mapping.unmapped import unmapped_codes
from jalon.infocentre.pseudonyms.keys import Key
from jalon.infocentre.pseudonyms.tokens import key_rows, key_table
from jalon.infocentre.readers.rejects import STATUS, beside_cells
from jalon.infocentre.readers.table import ROW

_MEMORY = "500MB"
"""What one mapper may use; a batch needs some tens of megabytes."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What became of a batch.

    Attributes:
        accepted: typed rows (see :func:`~jalon.infocentre.mapping.rowschema.row_schema`), with ``_row``.
        refused: the cells of the other rows, whose reasons are still to be told (see :meth:`Mapper.explain`).
        wrong: of each of the plan's checked keys, how many cells hold no number of its scheme.
    """

    accepted: pa.Table
    refused: pa.Table
    wrong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """Why rows are not accepted.

    Attributes:
        rejected: the rows (see ``readers.rejects``) beside their cells.
        unmapped: the codes that have no translation (see ``mapping.unmapped``).
    """

    rejected: pa.Table
    unmapped: pa.Table


class Mapper:
    """A plan at work on one delivery; used by one thread at a time."""

    def __init__(self, engine: Engine, plan: Plan, perimeter: Perimeter, keys: Sequence[Key] = ()) -> None:
        self._engine = engine
        self._plan = plan
        self._judged, self._explained = plan.judged, plan.explained
        self._periods = PeriodWords(plan.source, plan.entity)
        self._schema = row_schema(plan.entity).append(pa.field(ROW, pa.int64()))
        engine.register(UNITS, lookup(unit_words(perimeter, plan.source.unit_codes)))
        for key in keys:
            engine.register(key_table(key.purpose), key_rows(key))
        for mapping in plan.source.columns:
            if mapping.codes:
                engine.register(codes_table(mapping.column), lookup(mapping.codes))
        for column, codes in plan.listed.items():
            engine.register(list_table(column), list_lookup(codes))
        units = [plan.feed.unit or ""] if plan.entity.shared else [unit.id for unit in perimeter.units]
        for column in plan.crosswalked:
            engine.register(codes_table(column), crosswalk_lookup(plan.listed[column], units))
        if not plan.period_cell:
            engine.register(PERIODS, self._periods.constant())

    def apply(self, cells: pa.Table) -> Mapped:
        """Map a batch of cells with ``_row`` and ``_line``: every row is typed and judged."""
        rows = self._run(self._judged, cells)
        is_accepted = pc.is_null(rows[STATUS])
        # Asked to put the rows in the order of the file, the engine takes longer than to map them.
        order = pc.sort_indices(rows[ROW])
        accepted = rows.take(order.filter(is_accepted.take(order)))
        accepted = keyed(self._engine, accepted, self._plan.keyed).select(self._schema.names)
        refused = pc.is_in(cells[ROW], value_set=rows[ROW].filter(pc.invert(is_accepted)))
        return Mapped(accepted.cast(self._schema), cells.filter(refused), self._wrong())

    def explain(self, cells: pa.Table) -> Explained:
        """Why rows of cells are not accepted."""
        rows = self._run(self._explained, cells).sort_by(ROW)
        return Explained(beside_cells(rows, ROW, cells), unmapped_codes(rows))

    def _wrong(self) -> tuple[int, ...]:
        """Over the cells that were just mapped."""
        if not self._plan.checked_keys:
            return ()
        (counts,) = self._engine.run((self._plan.wrong_numbers,)).to_pylist()
        return tuple(counts.values())

    def _run(self, steps: tuple[Step, ...], cells: pa.Table) -> pa.Table:
        if self._plan.period_cell:
            self._engine.register(PERIODS, self._periods.lookup(cells[self._plan.period_cell]))
        self._engine.register(RECEIVED, cells)
        return self._engine.run(steps)


class Mappers:
    """Mappers of one delivery, as many as there are threads that ask for one at the same time."""

    def __init__(self, plan: Plan, perimeter: Perimeter, overflow: Path, keys: Sequence[Key] = ()) -> None:
        self._plan = plan
        self._perimeter = perimeter
        self._overflow = overflow
        self._keys = tuple(keys)
        self._free: deque[Mapper] = deque()

    def __enter__(self) -> Mappers:
        self._engines = ExitStack()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engines.close()

    def apply(self, cells: pa.Table) -> Mapped:
        """Map a batch of cells (see :meth:`Mapper.apply`); may be called from several threads."""
        with self._mapper() as mapper:
            return mapper.apply(cells)

    def explain(self, cells: pa.Table) -> Explained:
        """Why rows are not accepted (see :meth:`Mapper.explain`); may be called from several threads."""
        with self._mapper() as mapper:
            return mapper.explain(cells)

    @contextmanager
    def _mapper(self) -> Iterator[Mapper]:
        """A mapper that no other thread uses meanwhile."""
        try:
            mapper = self._free.pop()
        except IndexError:
            engine = Engine(overflow=self._overflow, threads=1, memory=_MEMORY)
            mapper = Mapper(self._engines.enter_context(engine), self._plan, self._perimeter, self._keys)
        try:
            yield mapper
        finally:
            self._free.append(mapper)
