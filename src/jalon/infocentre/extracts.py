"""Extracts: what a database answers to a source's question, written down as a file before it is loaded.

A delivery is immutable: rows are therefore received as JSON lines, one row a line in the order of the
answer, each cell as exact text. The same answer gives the same bytes. Nothing is changed in the database: the
question is one SELECT, asked in a read-only transaction where the database has them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any  # the cells of any database
from uuid import UUID

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers.celltext import cell_text, number_text
from jalon.infocentre.readers.table import Named


def extract(address: str, spec: ReaderSpec, variable: str, target: Path, named: Named) -> int:
    """Ask a database the question of a source and write the rows of the answer.

    Args:
        address: the URL of the database, as SQLAlchemy reads it.
        spec: the question, and how long it may take.
        variable: where the address was told, for messages.
        target: the file to write.
        named: the extract as messages call it.

    Returns:
        How many rows there are.

    Raises:
        UnreadableFile: the database cannot be reached, or does not answer to the end.
        OSError: the file cannot be written.
    """
    try:
        # What asks databases is an extra: an installation without it says so here.
        from jalon.infocentre.databases import Asking
    except ImportError:
        raise named.refuse("sql-extra-missing") from None
    asking = Asking(spec, variable, named)
    rows = 0
    with target.open("w", encoding="utf-8", newline="\n") as sink:
        for names, row in asking.rows(address):
            sink.write(_line(names, row, rows + 1, named))
            rows += 1
    return rows


def _line(names: Sequence[str], row: Sequence[Any], number: int, named: Named) -> str:
    """A row as a line of JSON."""
    cells = (f"{name}: {_cell(cell, name, number, named)}" for name, cell in zip(names, row, strict=True))
    return "{" + ", ".join(cells) + "}\n"


def _cell(cell: Any, name: str, number: int, named: Named) -> str:
    """A cell as JSON: numbers with all their digits, dates as YYYY-MM-DD."""
    if cell is None:
        return "null"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float | Decimal):
        return number_text(cell) if _is_finite(cell) else json.dumps(str(cell))
    if isinstance(cell, date | datetime | time | timedelta):
        return json.dumps(cell_text(cell, "."))
    if isinstance(cell, str | UUID):
        return json.dumps(str(cell), ensure_ascii=False)
    raise named.refuse("sql-cell-unreadable", number, column=name, kind_of=type(cell).__name__)


def _is_finite(number: float | Decimal) -> bool:
    return Decimal(number).is_finite()
