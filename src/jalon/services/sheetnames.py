"""In which sheet of a workbook the rows of a delivery stand."""

from __future__ import annotations

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.deliveries import Delivery


def sheet_of(dossier: Dossier, delivery: Delivery) -> str:
    """The sheet that its source reads; empty where the file has none, or the source takes the first."""
    source = dossier.sources.get(delivery.source)
    return source.reader.sheet if source else ""


def file_and_sheet(dossier: Dossier, delivery: Delivery) -> str:
    """How a file is called beside one of its lines: a line of a workbook means nothing without its sheet."""
    sheet = sheet_of(dossier, delivery)
    return f"{delivery.file} [{sheet}]" if sheet else delivery.file
