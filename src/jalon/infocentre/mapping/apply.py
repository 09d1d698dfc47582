"""Applying a plan: batches of cells in, accepted rows and rejected rows out."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc

from jalon.dossier.perimeter import Perimeter
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.mapping.lookups import PeriodWords, lookup, unit_words
from jalon.infocentre.mapping.plan import PERIODS, RECEIVED, UNITS, Plan, codes_table
from jalon.infocentre.mapping.rowschema import row_schema
from jalon.infocentre.pseudonyms.keys import Key
from jalon.infocentre.pseudonyms.tokens import key_rows, key_table
from jalon.infocentre.readers.rejects import NONE_REJECTED, STATUS, beside_cells
from jalon.infocentre.readers.table import ROW

_MEMORY = "500MB"
"""What one mapper may use; a batch needs some tens of megabytes."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What became of a batch.

    Attributes:
        accepted: typed rows (see :func:`~jalon.infocentre.mapping.rowschema.row_schema`), with ``_row``.
        rejected: the other rows (see ``readers.rejects``) beside their cells.
    """

    accepted: pa.Table
    rejected: pa.Table


class Mapper:
    """A plan at work on one delivery; used by one thread at a time."""

    def __init__(self, engine: Engine, plan: Plan, perimeter: Perimeter, keys: Sequence[Key] = ()) -> None:
        self._engine = engine
        self._plan = plan
        self._judged, self._explained = plan.judged, plan.explained
        self._periods = PeriodWords(plan.entity.calendar)
        self._schema = row_schema(plan.entity).append(pa.field(ROW, pa.int64()))
        engine.register(UNITS, lookup(unit_words(perimeter, plan.source.unit_codes)))
        for key in keys:
            engine.register(key_table(key.purpose), key_rows(key))
        for mapping in plan.source.columns:
            if mapping.codes:
                engine.register(codes_table(mapping.column), lookup(mapping.codes))

    def apply(self, cells: pa.Table) -> Mapped:
        """Map a batch of cells with ``_row`` and ``_line``.

        Every row is typed and judged; only those not accepted are gone through again for their reasons.
        """
        self._engine.register(PERIODS, self._periods.lookup(cells[self._plan.source.period_column]))
        self._engine.register(RECEIVED, cells)
        rows = _by_row(self._engine.run(self._judged))
        is_accepted = pc.is_null(rows[STATUS])
        accepted = rows.select(self._schema.names).filter(is_accepted).cast(self._schema)
        return Mapped(accepted, self._reasons_of(cells.filter(pc.invert(is_accepted))))

    def _reasons_of(self, cells: pa.Table) -> pa.Table:
        """Rows that are not accepted, with their reasons."""
        if not cells.num_rows:
            return NONE_REJECTED
        self._engine.register(RECEIVED, cells)
        return beside_cells(_by_row(self._engine.run(self._explained)), ROW, cells)


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
        mapper = self._taken()
        try:
            return mapper.apply(cells)
        finally:
            self._free.append(mapper)

    def _taken(self) -> Mapper:
        try:
            return self._free.pop()
        except IndexError:
            engine = Engine(overflow=self._overflow, threads=1, memory=_MEMORY)
            return Mapper(self._engines.enter_context(engine), self._plan, self._perimeter, self._keys)


def _by_row(rows: pa.Table) -> pa.Table:
    """The rows in the order of the file; asked to sort them, the engine takes longer than to map them."""
    places = rows[ROW].combine_chunks()
    is_sorted = pc.all(pc.less(places[:-1], places[1:])).as_py()
    return rows.sort_by(ROW) if is_sorted is False else rows
