"""Tables as files: CSV for people's tools, Parquet for programs, with the same columns whatever the rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from enum import Enum

import pyarrow as pa
import pyarrow.parquet as pq

from jalon.kernel.spreadsheets import harmless
from jalon.services.arrow import as_arrow, flat
from jalon.services.rows import Row


class Kind(Enum):
    """What a column of a table holds; lists are told as text."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


_TYPES = {Kind.TEXT: pa.string(), Kind.NUMBER: pa.float64(), Kind.FLAG: pa.bool_()}


def csv_file(rows: Sequence[Row], columns: Mapping[str, Kind]) -> bytes:
    """A CSV file, with its header even when nothing follows; no cell of it is run by a spreadsheet."""
    sink = io.StringIO(newline="")
    writer = csv.DictWriter(sink, fieldnames=list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: harmless(flat(row[key])) for key in columns} for row in rows)
    return sink.getvalue().encode()


def parquet_file(rows: Sequence[Row], columns: Mapping[str, Kind]) -> bytes:
    """A Parquet file; a column has its type even when it is empty, so that files can be put together."""
    schema = pa.schema([pa.field(name, _TYPES[kind]) for name, kind in columns.items()])
    table = as_arrow(rows).select(list(columns)).cast(schema) if rows else schema.empty_table()
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content
