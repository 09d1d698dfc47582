"""The rows of a delivery that were not taken, for whoever mends the file: which line, why, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any  # what the quarantine holds

import pyarrow.parquet as pq

from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.readers.rejects import REASONS, STATUS
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import LINE
from jalon.infocentre.workspace import Workspace
from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.texts import Language, Text
from jalon.services.rows import Row

MOST_ROWS = 100_000
"""Rows that one file holds; beyond them the fault is the file's, and the first ones show it."""

STATUSES = {
    Status.REFUSED: Text("refusée", "refused"),
    Status.SET_ASIDE: Text("mise de côté", "set aside"),
}
_HEADS = {
    "line": Text("ligne", "line"),
    "status": Text("suite", "status"),
    "column": Text("colonne", "column"),
    "value": Text("valeur", "value"),
    "what": Text("constat", "what is wrong"),
    "repair": Text("correction", "to mend it"),
}


def has_rows_not_taken(workspace: Workspace, delivery: Delivery) -> bool:
    """True when rows of a delivery are in quarantine: there were some, and they are not past their term."""
    counts = delivery.counts
    return bool(counts.refused or counts.set_aside) and _path(workspace, delivery).is_file()


def rows_not_taken(
    workspace: Workspace, delivery: Delivery, language: Language, *, with_cells: bool
) -> Iterator[Row]:
    """The rows that were refused or set aside, one for each reason.

    The quarantine holds no personal cell, and of a file that speaks of persons only the shape of the faulty
    one: nothing else can come out of it.

    Args:
        workspace: where the quarantine is.
        delivery: the delivery.
        language: of the words.
        with_cells: the other cells of the row too, for who may read rows.
    """
    if has_rows_not_taken(workspace, delivery):
        yield from islice(_told(workspace, delivery, language, with_cells=with_cells), MOST_ROWS)


def _told(workspace: Workspace, delivery: Delivery, language: Language, *, with_cells: bool) -> Iterator[Row]:
    because = {reason.code: reason.because for reason in delivery.reasons}
    known = {
        (reason.code, example.column, example.value or ""): example.known
        for reason in delivery.reasons
        for example in reason.examples
    }
    with pq.ParquetFile(_path(workspace, delivery)) as file:
        for batch in file.iter_batches():
            rows: list[dict[str, Any]] = batch.to_pylist()
            for row in rows:
                cells: Row = {name: row[name] for name in row if name not in {LINE, STATUS, REASONS}}
                for reason in row[REASONS]:
                    words = known.get((reason["code"], reason["column"] or "", reason["value"] or ""), "")
                    told = because.get(reason["code"], Text("", ""))
                    context = _context(delivery, row, reason, words, told)
                    yield {
                        **_row(row, reason, context, language),
                        **(cells if with_cells else {}),
                    }


def _context(
    delivery: Delivery, row: Mapping[str, object], reason: Mapping[str, object], known: str, because: Text
) -> dict[str, str]:
    """What the words of a fault are made of, as in the report of the delivery."""
    return {
        "file": delivery.file,
        "delivery": delivery.id,
        "received": str(delivery.counts.received),
        "count": "1",
        "line": str(row[LINE]),
        "column": str(reason["column"] or ""),
        "value": str(reason["value"] or "—"),
        "known": known,
        "because_fr": because.fr,
        "because_en": because.en,
    }


def _row(
    row: Mapping[str, object], reason: Mapping[str, object], context: dict[str, str], language: Language
) -> Row:
    fault = CATALOGUE[str(reason["code"])]
    told: Row = {
        "line": int(context["line"]),
        "status": STATUSES[Status(str(row[STATUS]))].say(language),
        "column": context["column"],
        "value": str(reason["value"] or ""),
        "what": fault.what(language, context),
        "repair": fault.repair(language, context),
    }
    return {_HEADS[name].say(language): value for name, value in told.items()}


def _path(workspace: Workspace, delivery: Delivery) -> Path:
    return workspace.quarantine / f"{delivery.id}.parquet"
