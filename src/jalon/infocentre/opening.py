"""Opening a received file as its source says: the columns that its mapping needs, wide rows made long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from jalon.infocentre.expected import Expected
from jalon.infocentre.readers.table import ROW, Batch, Named, Opened
from jalon.infocentre.shaping import opened


def open_received(expected: Expected, path: Path, named: Named, more: Sequence[str] = ()) -> Opened:
    """Open a file received for a feed.

    Args:
        expected: what it is received for.
        path: the file.
        named: how messages call it.
        more: source columns needed beside those of the mapping.

    Raises:
        UnreadableFile: the file cannot be read, or a needed column is not in it.
    """
    needed = tuple(dict.fromkeys((*expected.plan.columns_read, *more)))
    return opened(path, expected, needed, named)


def numbered(table: Opened) -> Iterator[Batch]:
    """The batches of a file, their rows numbered across the whole of it."""
    first = 0
    for batch in table.batches():
        numbers = pa.arange(first, first + batch.rows.num_rows)
        first += batch.rows.num_rows
        yield replace(batch, rows=batch.rows.append_column(ROW, numbers))
