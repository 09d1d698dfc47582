"""Opening a received file with the reader that its source declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.infocentre.readers.cleaning import Cleaned
from jalon.infocentre.readers.csv import open_csv
from jalon.infocentre.readers.finance.fec import open_fec
from jalon.infocentre.readers.hr.dsn import open_dsn
from jalon.infocentre.readers.jsonlines import open_json
from jalon.infocentre.readers.learning.moodle import open_moodle
from jalon.infocentre.readers.learning.xapi import open_xapi
from jalon.infocentre.readers.oneroster import open_oneroster
from jalon.infocentre.readers.parquet import open_parquet
from jalon.infocentre.readers.research.bibtex import open_bibtex
from jalon.infocentre.readers.research.cordis import open_cordis
from jalon.infocentre.readers.research.crossref import open_crossref
from jalon.infocentre.readers.research.hal import open_hal
from jalon.infocentre.readers.research.openalex import open_openalex
from jalon.infocentre.readers.table import Named, Opened
from jalon.infocentre.readers.xlsx import open_xlsx


def open_table(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Opened:
    """Read the header of a file.

    Args:
        path: the file as received.
        spec: how it is read.
        needed: the columns that must be there, once.
        named: the file as messages call it.

    Returns:
        The file, whose cells are trimmed and null when they say nothing.

    Raises:
        UnreadableFile: the file cannot be read as declared.
    """
    return Cleaned(_OPENERS[spec.kind](path, spec, needed, named), spec.empty)


Opener = Callable[[Path, ReaderSpec, tuple[str, ...], Named], Opened]
"""Reads the header of a file of one format (see :func:`open_table`)."""

_OPENERS: Mapping[ReaderKind, Opener] = {
    ReaderKind.CSV: open_csv,
    ReaderKind.JSONL: open_json,
    ReaderKind.ONEROSTER: open_oneroster,
    ReaderKind.PARQUET: open_parquet,
    # The rows of a database were received as JSON lines (see infocentre.extracts).
    ReaderKind.SQL: open_json,
    ReaderKind.XLSX: open_xlsx,
    ReaderKind.HAL: open_hal,
    ReaderKind.OPENALEX: open_openalex,
    ReaderKind.CROSSREF: open_crossref,
    ReaderKind.BIBTEX: open_bibtex,
    ReaderKind.CORDIS: open_cordis,
    ReaderKind.XAPI: open_xapi,
    ReaderKind.MOODLE: open_moodle,
    ReaderKind.FEC: open_fec,
    ReaderKind.DSN: open_dsn,
}
