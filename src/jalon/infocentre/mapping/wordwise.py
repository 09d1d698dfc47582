"""Columns read word by word: what becomes of a cell is asked once for each different word of its column.

Most columns of a large file say few different things: a code, a country, a date. What such a cell becomes,
and whether it is faulty, depends on nothing but itself; asked for each row, it would be most of the work. The
query is that of the mapping, put to a table of the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jalon.dossier.source import ColumnMapping
from jalon.infocentre.engine.protocol import Engine
from jalon.infocentre.mapping.naming import RECEIVED
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.mapping.query import Query
from jalon.infocentre.mapping.rowschema import row_schema
from jalon.infocentre.readers.rejects import STATUS
from jalon.infocentre.readers.table import LINE, ROW

MOST_WORDS = 20_000
"""Different words of a column beyond which it is read row by row."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The cells of a column, typed.

    Attributes:
        values: one a cell, null for an empty or a faulty one.
        fit: of each cell, whether it is without fault; None when all are.
    """

    values: pa.ChunkedArray
    fit: pa.ChunkedArray | None


class Wordwise:
    """The columns of a plan that are read word by word, as long as they have few different words.

    Args:
        engine: knows the lookups of the plan.
        plan: what is mapped.
    """

    def __init__(self, engine: Engine, plan: Plan) -> None:
        self._words = {
            mapping.column: _Words(engine, plan, mapping)
            for mapping in plan.source.columns
            if _depends_on_one_cell(plan, mapping)
        }

    def typed(self, cells: pa.Table) -> Mapping[str, Typed]:
        """The columns that could be read so, by name; the others are left to the query of the rows."""
        found = {column: words.typed(cells) for column, words in self._words.items()}
        self._words = {column: self._words[column] for column, one in found.items() if one is not None}
        return {column: one for column, one in found.items() if one is not None}


def _depends_on_one_cell(plan: Plan, mapping: ColumnMapping) -> bool:
    """Not on the unit or the period of its row, nor on another column."""
    depends = mapping.code_list or mapping.crosswalk or plan.column(mapping).pseudonym
    return mapping.source is not None and not depends


class _Words:
    """The words of one column that were met so far, with what each becomes."""

    def __init__(self, engine: Engine, plan: Plan, mapping: ColumnMapping) -> None:
        self._engine = engine
        self._column, self._source = mapping.column, mapping.source
        self._query = Query(plan, (mapping,), of_rows=False).judged
        kind = row_schema(plan.entity).field(mapping.column).type
        self._known = pa.array([], pa.string())
        self._values, self._fit = pa.array([], kind), pa.array([], pa.bool_())

    def typed(self, cells: pa.Table) -> Typed | None:
        """The cells of the column; None when they say too many different things."""
        said = cells[self._source]
        places = pc.index_in(said, value_set=self._known)
        if places.null_count:
            if not self._learn(said.filter(pc.is_null(places)).unique()):
                return None
            places = pc.index_in(said, value_set=self._known)
        all_fit = pc.all(self._fit).as_py()
        return Typed(self._values.take(places), None if all_fit else self._fit.take(places))

    def _learn(self, words: pa.Array) -> bool:
        """Ask what new words become; False when there are too many."""
        if len(self._known) + len(words) > MOST_WORDS:
            return False
        places = pa.arange(0, len(words))
        self._engine.register(RECEIVED, pa.table({self._source: words, ROW: places, LINE: places}))
        rows = self._engine.run(self._query).sort_by(ROW).combine_chunks()
        values = rows[self._column].cast(self._values.type)
        self._known = pa.concat_arrays([self._known, words])
        self._values = pa.concat_arrays([self._values, *values.chunks])
        self._fit = pa.concat_arrays([self._fit, *pc.is_null(rows[STATUS]).chunks])
        return True
