"""How rows leave the command line: a table for people, JSON, CSV and Parquet for machines."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from jalon.cli.mark import marked
from jalon.kernel.spreadsheets import harmless
from jalon.services.arrow import as_arrow, flat
from jalon.services.rows import Row


class Format(StrEnum):
    """An output format."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


def write_rows(rows: Sequence[Row], form: Format, out: Path | None) -> None:
    """Write rows for machines, to a file or to the standard output."""
    content = _CONTENT[form](marked(rows))
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(content)


def print_table(
    headers: Mapping[str, str], rows: Sequence[Mapping[str, str]], numeric: frozenset[str]
) -> None:
    """Print rows for people; ``headers`` gives the columns and their titles."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for key, title in headers.items():
        is_number = key in numeric
        table.add_column(title, justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
    for row in rows:
        table.add_row(*(row.get(key, "") for key in headers))
    console().print(table)


def console() -> Console:
    """The standard output as a person reads it; a pipe gets lines wide enough not to be cut."""
    width = None if sys.stdout.isatty() else 220
    return Console(width=width, highlight=False, markup=False, soft_wrap=False)


def _json(rows: Sequence[Row]) -> bytes:
    return (json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n").encode()


def _csv(rows: Sequence[Row]) -> bytes:
    sink = io.StringIO(newline="")
    if rows:
        writer = csv.DictWriter(sink, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: harmless(flat(cell)) for key, cell in row.items()} for row in rows)
    return sink.getvalue().encode()


def _parquet(rows: Sequence[Row]) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(as_arrow(rows), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content


_CONTENT = {Format.JSON: _json, Format.CSV: _csv, Format.PARQUET: _parquet}
