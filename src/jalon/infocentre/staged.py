"""Staged rows: read, mapped and waiting on the disk until the whole delivery is judged.

They are written as they lie in memory, and so read back: packing them would take longer than the disk. What
queries ask of them is written beside, in the format that the engine reads a little at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jalon.dossier.entity import Entity
from jalon.infocentre.engine.quoting import literal
from jalon.infocentre.mapping.rowschema import row_schema
from jalon.infocentre.readers.table import LINE, ROW

PART_ROWS = 1_000_000
"""Rows of one part, about: some tens of megabytes in the lake."""


@dataclass(frozen=True, slots=True)
class Staged:
    """The accepted rows of a delivery, with their ``_row``, in the order of the file.

    Attributes:
        path: the file that holds them.
        asked: a Parquet file of the columns that queries read.
        entity: what a row is.
        sizes: the rows of each of its batches.
    """

    path: Path
    asked: Path
    entity: Entity
    sizes: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(self.sizes)

    @property
    def table(self) -> str:
        """SQL: the rows as queries read them, for an engine that may read the file :attr:`asked`."""
        return f"read_parquet({literal(str(self.asked))})"

    def parts(self, repeated: pa.Table) -> Iterator[Part]:
        """The rows cut into parts.

        Args:
            repeated: the rows that are not taken, with their ``_row``.
        """
        schema, numbers = row_schema(self.entity), repeated[ROW]
        batches: list[int] = []
        rows = 0
        for batch, size in enumerate(self.sizes):
            batches.append(batch)
            rows += size
            if rows >= PART_ROWS:
                yield Part(self.path, tuple(batches), numbers, schema)
                batches, rows = [], 0
        if batches:
            yield Part(self.path, tuple(batches), numbers, schema)


class StagedWriter:
    """Writes accepted rows as they come.

    Args:
        folder: where the files are made.
        entity: what a row is.
        read: the columns that queries read beside the key, the unit and the period, in small letters.
    """

    def __init__(self, folder: Path, entity: Entity, read: Collection[str]) -> None:
        self._path, self._asked = folder / "rows.arrow", folder / "asked.parquet"
        self._entity = entity
        self._schema = row_schema(entity).append(pa.field(ROW, pa.int64()))
        always = {*entity.context_columns, *entity.key, LINE, ROW}
        self._columns = [one for one in self._schema.names if one in always or one.lower() in read]
        self._sizes: list[int] = []

    def __enter__(self) -> StagedWriter:
        self._rows = pa.ipc.new_file(str(self._path), self._schema)
        asked = pa.schema([self._schema.field(column) for column in self._columns])
        self._queried = pq.ParquetWriter(
            self._asked, asked, compression="none", use_dictionary=False, write_statistics=False
        )
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            self._rows.close()
        finally:
            self._queried.close()

    def add(self, rows: pa.Table) -> None:
        """Write the rows after those that are there."""
        for batch in rows.combine_chunks().to_batches():
            self._rows.write_batch(batch)
            self._sizes.append(batch.num_rows)
        if rows.num_rows:
            self._queried.write_table(rows.select(self._columns))

    @property
    def staged(self) -> Staged:
        """What was written, once the writer is closed."""
        return Staged(self._path, self._asked, self._entity, tuple(self._sizes))


@dataclass(frozen=True, slots=True)
class Part:
    """Some consecutive rows of a delivery; parts can be read at the same time.

    Attributes:
        path: the file of staged rows.
        places: the batches of the file.
        repeated: the ``_row`` of those that are not taken.
        schema: the columns of the rows.
    """

    path: Path
    places: tuple[int, ...]
    repeated: pa.ChunkedArray
    schema: pa.Schema

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows that are taken."""
        with pa.OSFile(str(self.path), "rb") as source:
            file = pa.ipc.open_file(source)
            for place in self.places:
                yield self._taken(file.get_batch(place)).select(self.schema.names)

    def _taken(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        numbers = batch[ROW]
        near = self.repeated.filter(
            pc.and_(pc.greater_equal(self.repeated, numbers[0]), pc.less_equal(self.repeated, numbers[-1]))
        )
        return batch.filter(pc.invert(pc.is_in(numbers, value_set=near))) if len(near) else batch
