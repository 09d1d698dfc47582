"""Applying a plan: batches of cells in, accepted rows and rejected rows out."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jalon.dossier.perimeter import Perimeter
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.mapping.lookups import (
    PeriodWords,
    crosswalk_lookup,
    list_lookup,
    lookup,
    unit_words,
)
from jalon.infocentre.mapping.plan import PERIODS, RECEIVED, UNITS, Plan, codes_table, list_table
from jalon.infocentre.mapping.rowschema import row_schema
from jalon.infocentre.mapping.unmapped import unmapped_codes
from jalon.infocentre.readers.rejects import STATUS, beside_cells
from jalon.infocentre.readers.table import ROW


@dataclass(frozen=True, slots=True)
class Mapped:
    """What became of a batch.

    Attributes:
        accepted: typed rows (see :func:`~jalon.infocentre.mapping.rowschema.row_schema`), with ``_row``.
        rejected: the other rows (see ``readers.rejects``) beside their cells.
        unmapped: the codes that have no translation (see ``mapping.unmapped``).
    """

    accepted: pa.Table
    rejected: pa.Table
    unmapped: pa.Table


class Mapper:
    """A plan at work on one delivery."""

    def __init__(self, engine: Engine, plan: Plan, perimeter: Perimeter) -> None:
        self._engine = engine
        self._plan = plan
        self._steps = plan.steps
        self._periods = PeriodWords(plan.source, plan.entity)
        self._schema = row_schema(plan.entity).append(pa.field(ROW, pa.int64()))
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
        """Map a batch of cells with ``_row`` and ``_line``."""
        if self._plan.period_cell:
            self._engine.register(PERIODS, self._periods.lookup(cells[self._plan.period_cell]))
        self._engine.register(RECEIVED, cells)
        rows = self._engine.run(self._steps)
        accepted = rows.filter(pc.is_null(rows[STATUS])).select(self._schema.names)
        rejected = rows.filter(pc.is_valid(rows[STATUS]))
        return Mapped(
            accepted.cast(self._schema), beside_cells(rejected, ROW, cells), unmapped_codes(rejected)
        )
