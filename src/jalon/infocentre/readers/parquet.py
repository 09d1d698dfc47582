"""Parquet: columns as text, so that one mapping serves every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.rejects import NONE_REJECTED
from jalon.infocentre.readers.table import BATCH_ROWS, Batch, Named, text_rows
from jalon.infocentre.readers.xlsx import number_text

FREE_ROWS = 20_000_000
"""Rows that any file may hold, however small it is."""

MAX_ROWS_A_BYTE = 50
"""Rows a byte of larger files: repeated values take next to nothing, but a row has some cell of its own."""


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file whose columns are known."""

    path: Path
    spec: ReaderSpec
    named: Named
    header: tuple[str, ...]

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; ``_line`` is the row's position, from 1."""
        size = self.path.stat().st_size
        with pq.ParquetFile(self.path) as file:
            total = file.metadata.num_rows
            first = 1
            for batch in self._read(file):
                columns = [as_text(column, self.spec.decimal) for column in batch.columns]
                lines = pa.array(range(first, first + batch.num_rows), pa.int64())
                first += batch.num_rows
                done = size * (first - 1) // max(total, 1)
                yield Batch(text_rows(self.header, columns, lines), NONE_REJECTED, done)

    def _read(self, file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
        try:
            yield from file.iter_batches(batch_size=BATCH_ROWS)
        except (pa.ArrowException, OSError) as error:
            raise self.named.refuse("file-not-parquet") from error


def open_parquet(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Parquet:
    """Read the schema of a Parquet file.

    Raises:
        UnreadableFile: no Parquet file, columns that hold no simple values, or a needed column is missing.
    """
    if path.stat().st_size == 0:
        raise named.refuse("file-empty")
    size = path.stat().st_size
    try:
        metadata = pq.read_metadata(path)
        schema = metadata.schema.to_arrow_schema()
    except (pa.ArrowException, OSError, ValueError):
        raise named.refuse("file-not-parquet") from None
    if not 0 <= metadata.num_rows <= max(FREE_ROWS, MAX_ROWS_A_BYTE * size):
        raise named.refuse("parquet-rows-claimed", rows=metadata.num_rows, size=size)
    nested = [field.name for field in schema if pa.types.is_nested(field.type) or _is_bytes(field.type)]
    if nested:
        raise named.refuse("columns-nested", columns=", ".join(nested))
    headers.check(schema.names, needed, 0, named)
    return Parquet(path, spec, named, headers.usable(schema.names))


def as_text(column: pa.Array, decimal: str) -> pa.Array:
    """A column as it would be written in a text file of the same source (see ``xlsx.cell_text``)."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        return _numbers_as_text(column, decimal)
    text = column.cast(pa.string())
    if pa.types.is_timestamp(column.type):
        text = pc.replace_substring_regex(text, r" 00:00:00(\.0+)?Z?$", "")
    return pc.if_else(pc.equal(text, ""), None, text)


def _numbers_as_text(column: pa.Array, decimal: str) -> pa.Array:
    numbers = column.to_pylist()
    texts = [None if number is None else _number(number).replace(".", decimal) for number in numbers]
    return pa.array(texts, pa.string())


def _number(number: float | Decimal) -> str:
    return number_text(number) if number == number else "nan"


def _is_bytes(kind: pa.DataType) -> bool:
    tests = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)
    return any(test(kind) for test in tests)
