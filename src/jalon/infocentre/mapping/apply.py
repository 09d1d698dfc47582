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
from jalon.infocentre.mapping.query import Query
from jalon.infocentre.mapping.rowschema import row_schema
from jalon.infocentre.mapping.unmapped import unmapped_codes
from jalon.infocentre.mapping.veiledcodes import holders_of
from jalon.infocentre.mapping.wordwise import Wordwise
from jalon.infocentre.mapping.wrongnumbers import wrong_numbers
from jalon.infocentre.pseudonyms.keys import Key
from jalon.infocentre.readers.rejects import PERIOD, STATUS, UNIT, beside_cells
from jalon.infocentre.readers.table import ROW

WORDWISE_FROM = 20_000
"""Rows of a batch from which its columns are read word by word where they can be."""

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
    """A plan at work on one delivery; used by one thread at a time.

    Args:
        engine: where its queries run.
        plan: what is mapped.
        perimeter: the units.
        keys: the keys under which persons are kept.
        wordwise_from: see :data:`WORDWISE_FROM`.
    """

    def __init__(
        self,
        engine: Engine,
        plan: Plan,
        perimeter: Perimeter,
        keys: Sequence[Key] = (),
        wordwise_from: int = WORDWISE_FROM,
    ) -> None:
        self._engine = engine
        self._plan = plan
        self._explained = Query.whole(plan).explained
        self._wordwise, self._wordwise_from = Wordwise(engine, plan), wordwise_from
        self._judged: dict[frozenset[str], tuple[Step, ...]] = {}
        self._periods = PeriodWords(plan.source, plan.entity)
        self._schema = row_schema(plan.entity).append(pa.field(ROW, pa.int64()))
        of_purpose = {key.purpose: key for key in keys}
        self._keys = {column: of_purpose[purpose] for column, purpose in plan.keyed.items()}
        engine.register(UNITS, lookup(unit_words(perimeter, plan.source.unit_codes)))
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
        """Map a batch of cells with ``_row``, in its order, and ``_line``: every row is typed and judged."""
        rows, fit = self._typed(cells)
        accepted = keyed(rows.filter(fit), self._keys).select(self._schema.names)
        wrong = wrong_numbers(self._engine, cells, self._plan.checked_keys)
        return Mapped(accepted.cast(self._schema), cells.filter(pc.invert(fit)), wrong)

    def explain(self, cells: pa.Table) -> Explained:
        """Why rows of cells are not accepted."""
        rows = self._run(self._explained, cells)
        rejected = beside_cells(rows, ROW, cells)
        for column, of_row in ((UNIT, "unit"), (PERIOD, "period")):
            if of_row in rows.column_names:
                rejected = rejected.append_column(column, rows[of_row])
        return Explained(rejected, unmapped_codes(rows, holders_of(self._plan, cells), self._plan.dated))

    def _typed(self, cells: pa.Table) -> tuple[pa.Table, pa.ChunkedArray]:
        """Typed rows in the order of the cells, and which of them are without fault."""
        # For few rows, one query of more columns is faster than one more query for each column.
        apart = self._wordwise.typed(cells) if cells.num_rows >= self._wordwise_from else {}
        rows = self._run(self._judging(frozenset(apart)), cells)
        fit = pc.is_null(rows[STATUS])
        for column, found in apart.items():
            rows = rows.append_column(column, found.values)
            fit = fit if found.fit is None else pc.and_(fit, found.fit)
        return rows, fit

    def _judging(self, apart: frozenset[str]) -> tuple[Step, ...]:
        """The query of the columns that are not read word by word."""
        if apart not in self._judged:
            left = (one for one in self._plan.source.columns if one.column not in apart)
            self._judged[apart] = Query(self._plan, tuple(left)).judged
        return self._judged[apart]

    def _run(self, steps: tuple[Step, ...], cells: pa.Table) -> pa.Table:
        """The rows of a query over cells, in their order."""
        if self._plan.period_cell:
            self._engine.register(PERIODS, self._periods.lookup(cells[self._plan.period_cell]))
        self._engine.register(RECEIVED, cells)
        rows = self._engine.run(steps)
        # Asked for that order, the engine takes longer than for the mapping; it keeps it nearly always.
        return rows if rows[ROW].equals(cells[ROW]) else rows.sort_by(ROW)


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
