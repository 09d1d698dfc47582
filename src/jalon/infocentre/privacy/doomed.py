"""Rows to remove, found and taken out of Parquet files whatever table or version they belong to."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jalon.infocentre.datafiles import DataFile
from jalon.infocentre.engine.quoting import literals, name

Group = tuple[str, str, str]
"""Unit (empty for rows of none), period and delivery of some rows."""


@dataclass(frozen=True, slots=True)
class Doomed:
    """The rows that carry one of some values in a column: periods, or deliveries."""

    column: str
    values: tuple[str, ...]

    @property
    def condition(self) -> str:
        """SQL: true for those rows."""
        return f"{name(self.column)} IN ({literals(self.values)})"

    def mask(self, rows: pa.RecordBatch) -> pa.Array:
        """True for those rows."""
        return pc.is_in(rows[self.column], value_set=pa.array(self.values, pa.string()))


def counted(files: Iterable[DataFile], doomed: Doomed) -> Counter[Group]:
    """How many doomed rows files hold, by unit, period and delivery; the cells are read, not the log."""
    found: Counter[Group] = Counter()
    for file in files:
        for batch in _batches(file.at_hand):
            own = batch.filter(doomed.mask(batch))
            units = own["unit"].to_pylist() if "unit" in own.schema.names else [""] * own.num_rows
            found.update(zip(units, own["period"].to_pylist(), own["_delivery"].to_pylist(), strict=True))
    return found


def periods_in(files: Iterable[DataFile]) -> set[str]:
    """The periods of which files hold rows."""
    return {
        period
        for file in files
        for batch in _batches(file.at_hand)
        for period in batch["period"].unique().to_pylist()
        if period
    }


def take_out(file: DataFile, doomed: Doomed) -> bool:
    """Write a file again without its doomed rows, under the same name; False when it holds none.

    Versions of the table that name the file stay readable. A process killed at any moment leaves the old
    file or the new one.
    """
    if not counted([file], doomed):
        return False
    path = file.at_hand
    partial = path.with_name(f".{path.name}.purge")
    with pq.ParquetFile(path) as rows_of:
        schema = _plain(rows_of.schema_arrow)
        with pq.ParquetWriter(partial, schema, compression="zstd") as writer:
            for batch in rows_of.iter_batches():
                rows = batch.cast(schema)
                writer.write_batch(rows.filter(pc.invert(doomed.mask(rows))))
    with partial.open("rb") as handle:
        os.fsync(handle.fileno())
    file.overwrite(partial)
    return True


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        wanted = [column for column in ("unit", "period", "_delivery") if column in file.schema_arrow.names]
        for batch in file.iter_batches(columns=wanted):
            yield as_plain(batch)


def as_plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The same rows in types that Arrow filters, whichever engine wrote them."""
    return batch.cast(_plain(batch.schema))


def _plain(schema: pa.Schema) -> pa.Schema:
    """The same columns without the string views that delta-rs writes, which Arrow cannot filter."""
    views = {pa.string_view(): pa.string(), pa.binary_view(): pa.binary()}
    return pa.schema([pa.field(field.name, views.get(field.type, field.type)) for field in schema])
