"""Of which units and periods a delivery brought rows: counted once, when it is received."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jalon.dossier.entity import Entity
from jalon.infocentre.deliveries import Held
from jalon.infocentre.duplicates import split_at
from jalon.infocentre.readers.table import ROW

_BATCH = 1_000_000


def rows_held(rows: Path, entity: Entity, repeated: pa.Table) -> tuple[Held, ...]:
    """Rows by unit and period, in order.

    Args:
        rows: Parquet file of accepted rows with ``_row``.
        entity: says whether rows belong to a unit.
        repeated: the rows that carry the key of an earlier one, which are not taken.
    """
    columns = list(entity.context_columns)
    found: Counter[tuple[str, str]] = Counter()
    left = repeated
    with pq.ParquetFile(rows) as file:
        for batch in file.iter_batches(_BATCH, columns=[*columns, ROW]):
            dropped, left = split_at(left, batch)
            found.update(_counted(_without(batch, dropped), columns))
    return tuple(Held(unit, period, number) for (unit, period), number in sorted(found.items()))


def _without(batch: pa.RecordBatch, dropped: pa.Table) -> pa.RecordBatch:
    if not dropped.num_rows:
        return batch
    return batch.filter(pc.invert(pc.is_in(batch[ROW], value_set=dropped[ROW].combine_chunks())))


def _counted(batch: pa.RecordBatch, columns: list[str]) -> dict[tuple[str, str], int]:
    counted = pa.Table.from_batches([batch]).group_by(columns).aggregate([([], "count_all")])
    return {(row.get("unit", ""), row["period"]): row["count_all"] for row in counted.to_pylist()}
