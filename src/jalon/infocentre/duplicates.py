"""Duplicates: rows of one delivery that carry the same key, of which only the first is kept."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.readers.rejects import REASON_TYPE, REASONS, STATUS
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import LINE, ROW
from jalon.infocentre.staged import Staged
from jalon.kernel.texts import Text

SCHEMA = pa.schema(
    [(ROW, pa.int64()), (LINE, pa.int64()), (STATUS, pa.string()), (REASONS, pa.list_(REASON_TYPE))]
)


_MEMORY = "300MB"
"""Beyond, the engine puts hashes on the disk; with more memory it is no faster."""


def duplicates(staged: Staged, overflow: Path) -> pa.Table:
    """The rows after the first one of each key, as rejected records with their ``_row``.

    Args:
        staged: the accepted rows; those of an entity without key may repeat.
        overflow: folder for what does not fit in memory.
    """
    if not staged.entity.key:
        return SCHEMA.empty_table()
    with Engine(files=[staged.asked], overflow=overflow, memory=_MEMORY) as engine:
        return engine.run(_steps(staged)).cast(SCHEMA)


def split_at(repeated: pa.Table, batch: pa.Table | pa.RecordBatch) -> tuple[pa.Table, pa.Table]:
    """The repeated rows up to the end of a batch, and those beyond it; both are in the order of ``_row``."""
    if not repeated.num_rows or not batch.num_rows:
        return repeated.slice(0, 0), repeated
    last = batch[ROW][-1]
    # A batch cannot hold more repeated rows than rows.
    near = repeated[ROW].slice(0, batch.num_rows)
    count = pc.sum(pc.less_equal(near, last)).as_py()
    return repeated.slice(0, count), repeated.slice(count)


def _steps(staged: Staged) -> tuple[Step, ...]:
    entity, file = staged.entity, staged.table
    columns = (*entity.context_columns, *entity.key)
    keys = ", ".join(name(column) for column in columns)
    same = " AND ".join(
        f"rows.{name(column)} IS NOT DISTINCT FROM repeated.{name(column)}" for column in columns
    )
    shown = literal(", ".join(columns))
    reason = f"{{'code': 'row-duplicate', 'column': {shown}, 'value': CAST(first_line AS VARCHAR)}}"
    return (
        # Hashes are told apart in a fraction of the time and memory that texts take; the few rows whose hash
        # comes twice are then compared by their keys, for different keys may share a hash.
        Step(
            "alike",
            f"SELECT hash({keys}) FROM {file} GROUP BY 1 HAVING count(*) > 1",
            Text("Empreintes de clé qui reviennent", "Hashes of keys that come back"),
        ),
        Step(
            "rows",
            f"SELECT {ROW}, {LINE}, {keys} FROM {file} WHERE hash({keys}) IN (FROM alike)",
            Text("Clés des lignes acceptées qui se ressemblent", "Keys of the accepted rows that look alike"),
            kept=True,
        ),
        Step(
            "repeated",
            f"SELECT {keys}, min({ROW}) AS first_row, arg_min({LINE}, {ROW}) AS first_line\n"
            f"FROM rows GROUP BY {keys} HAVING count(*) > 1",
            Text(
                "Clés qui reviennent, avec leur première ligne", "Keys that come back, with their first line"
            ),
        ),
        Step(
            "later",
            f"SELECT {ROW}, {LINE}, {literal(Status.REFUSED)} AS {STATUS}, [{reason}] AS {REASONS}\n"
            f"FROM rows JOIN repeated ON {same} WHERE {ROW} > first_row ORDER BY {ROW}",
            Text("Lignes qui suivent la première", "Rows that follow the first one"),
        ),
    )
