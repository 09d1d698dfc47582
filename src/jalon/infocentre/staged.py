"""Staged rows: read, mapped and waiting on the disk until the whole delivery is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jalon.dossier.entity import Entity
from jalon.infocentre.mapping.rowschema import row_schema
from jalon.infocentre.readers.table import ROW

PART_ROWS = 1_000_000
"""Rows of one part, about: some tens of megabytes in the lake."""

_BATCH_ROWS = 1 << 17


class StagedWriter:
    """Writes accepted rows as they come; they are read again once, so that packing them would not pay."""

    def __init__(self, path: Path, entity: Entity) -> None:
        schema = row_schema(entity).append(pa.field(ROW, pa.int64()))
        self._file = pq.ParquetWriter(
            path, schema, compression="none", use_dictionary=False, write_statistics=False
        )

    def __enter__(self) -> StagedWriter:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def add(self, rows: pa.Table) -> None:
        """Write the rows after those that are there."""
        if rows.num_rows:
            self._file.write_table(rows)


@dataclass(frozen=True, slots=True)
class Part:
    """Some consecutive rows of a delivery; parts can be read at the same time.

    Attributes:
        path: the file of staged rows.
        groups: the row groups of the file.
        repeated: the ``_row`` of those that are not taken.
        schema: the columns of the rows.
    """

    path: Path
    groups: tuple[int, ...]
    repeated: pa.ChunkedArray
    schema: pa.Schema

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows that are taken."""
        with pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(_BATCH_ROWS, row_groups=list(self.groups)):
                yield self._taken(batch).select(self.schema.names)

    def _taken(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        numbers = batch[ROW]
        near = self.repeated.filter(
            pc.and_(pc.greater_equal(self.repeated, numbers[0]), pc.less_equal(self.repeated, numbers[-1]))
        )
        return batch.filter(pc.invert(pc.is_in(numbers, value_set=near))) if len(near) else batch


def parts(path: Path, entity: Entity, repeated: pa.Table) -> Iterator[Part]:
    """The staged rows of a delivery, cut into parts.

    Args:
        path: the file of staged rows.
        entity: what a row is.
        repeated: the rows that are not taken, with their ``_row``.
    """
    schema, numbers = row_schema(entity), repeated[ROW]
    metadata = pq.read_metadata(path)
    groups: list[int] = []
    rows = 0
    for group in range(metadata.num_row_groups):
        groups.append(group)
        rows += metadata.row_group(group).num_rows
        if rows >= PART_ROWS:
            yield Part(path, tuple(groups), numbers, schema)
            groups, rows = [], 0
    if groups:
        yield Part(path, tuple(groups), numbers, schema)
