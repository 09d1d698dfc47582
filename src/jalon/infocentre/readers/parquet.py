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
from jalon.infocentre.readers.celltext import number_text, single_text
from jalon.infocentre.readers.comparing import comparable
from jalon.infocentre.readers.rejects import NONE_REJECTED
from jalon.infocentre.readers.table import BATCH_ROWS, Batch, Named, text_rows

FREE_ROWS = 20_000_000
"""Rows that any file may hold, however small it is."""

MAX_ROWS_A_BYTE = 50
"""Rows a byte of larger files: repeated values take next to nothing, but a row has some cell of its own."""


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file whose columns are known.

    Attributes:
        path: the file.
        spec: how it is read.
        named: the file as messages call it.
        columns: those that hold simple values, as the file names them; the others are left alone.
        header: the names of these columns.
    """

    path: Path
    spec: ReaderSpec
    named: Named
    columns: tuple[str, ...]
    header: tuple[str, ...]

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; ``_line`` is the row's position, from 1."""
        size = self.path.stat().st_size
        with pq.ParquetFile(self.path) as file:
            total = file.metadata.num_rows
            first = 1
            for batch in self._read(file):
                columns = [self._text(column, first) for column in batch.columns]
                lines = pa.array(range(first, first + batch.num_rows), pa.int64())
                first += batch.num_rows
                done = size * (first - 1) // max(total, 1)
                yield Batch(text_rows(self.header, columns, lines), NONE_REJECTED, done)

    def _read(self, file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
        try:
            yield from file.iter_batches(batch_size=BATCH_ROWS, columns=self.columns)
        except (pa.ArrowException, OSError) as error:
            raise self.named.refuse("file-not-parquet") from error

    def _text(self, column: pa.Array, first: int) -> pa.Array:
        """A column as text.

        Raises:
            UnreadableFile: a text that is none; ``first`` is the line of the first row.
        """
        found = as_text(column, self.spec.decimal)
        wrong = not_utf8(found)
        if wrong is not None:
            raise self.named.refuse("not-utf8", first + wrong[0], byte=wrong[1])
        nul = pc.index(pc.match_substring(found, "\0"), True).as_py()
        if nul >= 0:
            raise self.named.refuse("file-not-text", first + nul)
        return found


def open_parquet(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Parquet:
    """Read the schema of a Parquet file.

    Raises:
        UnreadableFile: no Parquet file, or a needed column is missing or holds no simple values.
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
    headers.check(schema.names, needed, 0, named)
    asked = {comparable(column) for column in needed}
    nested = [field.name for field in schema if not _is_simple(field.type)]
    unfit = [name for name in nested if comparable(name) in asked]
    if unfit:
        raise named.refuse("columns-nested", columns=", ".join(unfit))
    columns = tuple(field.name for field in schema if _is_simple(field.type))
    return Parquet(path, spec, named, columns, headers.usable(columns, needed))


def as_text(column: pa.Array, decimal: str) -> pa.Array:
    """A column as it would be written in a text file of the same source (see ``xlsx.cell_text``)."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_float16(column.type) or pa.types.is_float32(column.type):
        return _singles_as_text(column.cast(pa.float32()), decimal)
    if pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        return _numbers_as_text(column, decimal)
    text = column.cast(pa.string())
    if pa.types.is_timestamp(column.type):
        text = pc.replace_substring_regex(text, r" 00:00:00(\.0+)?(Z|[+-]\d{2}:?\d{2})?$", "")
    return pc.if_else(pc.equal(text, ""), None, text)


def not_utf8(column: pa.Array) -> tuple[int, str] | None:
    """The place and the byte of the first text that is no UTF-8; None when all are: not all writers look."""
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        texts = column.cast(pa.binary()).to_pylist()
        wrong = ((place, _wrong_byte(text or b"")) for place, text in enumerate(texts))
        return next((place, byte) for place, byte in wrong if byte)
    return None


def _wrong_byte(text: bytes) -> str:
    """The first byte that is no UTF-8, as messages write it; empty when all are."""
    try:
        text.decode()
    except UnicodeDecodeError as error:
        return f"0x{text[error.start]:02X}"
    return ""


def _singles_as_text(column: pa.Array, decimal: str) -> pa.Array:
    pairs = zip(column.to_pylist(), column.cast(pa.string()).to_pylist(), strict=True)
    texts = [None if number is None else _single(number, shortest) for number, shortest in pairs]
    return pa.array([text and text.replace(".", decimal) for text in texts], pa.string())


def _single(number: float, shortest: str) -> str:
    return single_text(number, shortest) if number == number else "nan"


def _numbers_as_text(column: pa.Array, decimal: str) -> pa.Array:
    numbers = column.to_pylist()
    texts = [None if number is None else _number(number).replace(".", decimal) for number in numbers]
    return pa.array(texts, pa.string())


def _number(number: float | Decimal) -> str:
    return number_text(number) if number == number else "nan"


def _is_simple(kind: pa.DataType) -> bool:
    """False for lists, records and bytes, which have no text of their own."""
    types = pa.types
    tests = (types.is_nested, types.is_binary, types.is_large_binary, types.is_fixed_size_binary)
    return not types.is_binary_view(kind) and not any(test(kind) for test in tests)
