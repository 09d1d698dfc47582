"""XLSX workbooks looked at before they are opened: the library that reads them believes what they say.

It unfolds each part whole, and makes room for the rectangle between the first and the last cell of a sheet:
two cells in opposite corners ask for 17 billion places. Document types are refused as well: no spreadsheet
writes one, and they exist in such files to make entities grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from jalon.infocentre.readers.archive import Archive
from jalon.infocentre.readers.table import Named
from jalon.infocentre.readers.unvalued import Unvalued, column_number, unvalued

FREE_CELLS = 4_000_000
"""Below this many places, a sheet may be as empty as it likes: some 100 MB."""

MAX_EMPTINESS = 20
"""How many places a larger sheet may have for each cell that is written."""

_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,7})(\d{1,10})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s(?:[^<>]*?\s)?r\s*=\s*[\"'](\d{1,10})[\"']")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST_TAG = 4096

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^<>]*)>")
_LINK = re.compile(r"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def check_workbook(path: Path, named: Named) -> None:
    """Refuse a workbook that would exhaust the machine.

    Raises:
        UnreadableFile: the archive is damaged or dangerous (see ``readers.archive``), a part has a document
            type, or a sheet claims far more places than it fills.
    """
    with Archive(path, named, "file-not-xlsx") as archive:
        for name in archive.entries:
            extent = _Extent()
            before = b""
            for chunk in archive.chunks(name):
                text = before + chunk
                if _DOCTYPE.search(text):
                    raise named.refuse("xml-document-type", part=name)
                # A tag cut by the chunk is read again with the next one.
                cut = text.rfind(b"<", max(0, len(text) - _LONGEST_TAG))
                cut = len(text) if cut < 0 else cut
                extent.add(text[:cut])
                before = text[cut:]
            extent.add(before)
            if extent.is_excessive:
                raise named.refuse("sheet-too-wide", part=name, places=extent.places, cells=extent.cells)


def unvalued_cells(path: Path, sheet: str, named: Named) -> Unvalued:
    """The cells of a sheet that hold no value (see ``readers.unvalued``).

    Raises:
        UnreadableFile: the workbook does not say which of its parts the sheet is.
    """
    with Archive(path, named, "file-not-xlsx") as archive:
        part = _part_of(archive, sheet)
        if part is None:
            raise named.refuse("file-not-xlsx")
        return unvalued(archive, part)


def _part_of(archive: Archive, sheet: str) -> str | None:
    """The part of the archive that a sheet is: the workbook names a link, which names the part."""
    parts = {name.casefold(): name for name in archive.entries}
    book, links = parts.get(_BOOK), parts.get(_LINKS.casefold())
    if book is None or links is None:
        return None
    named = {one.get("name"): one for one in _elements(archive, book, _SHEET)}
    wanted = next((text for key, text in named.get(sheet, {}).items() if key.endswith(":id")), None)
    target = next(
        (one.get("Target", "") for one in _elements(archive, links, _LINK) if one.get("Id") == wanted), ""
    )
    whole = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts.get(whole.casefold())


def _elements(archive: Archive, part: str, pattern: re.Pattern[str]) -> Iterator[Mapping[str, str]]:
    """The attributes of the elements of a small part."""
    text = b"".join(archive.chunks(part)).decode(errors="replace")
    for element in pattern.findall(text):
        yield {key: unescape(double or single) for key, double, single in _ATTRIBUTE.findall(element)}


class _Extent:
    """The rectangle between the outermost cells of a sheet, and how many cells are written in it."""

    def __init__(self) -> None:
        self.cells = 0
        self._columns = [0, 0]
        self._rows = [0, 0]

    def add(self, text: bytes) -> None:
        """Take note of the cells of a piece of a sheet."""
        self.cells += len(_ANY_CELL.findall(text))
        found = _CELL.findall(text)
        _widen(self._columns, {column_number(letters) for letters in {letters for letters, _ in found}})
        _widen(self._rows, {int(row) for _, row in found})
        _widen(self._rows, {int(row) for row in _ROW.findall(text)})

    @property
    def places(self) -> int:
        """Cells of the rectangle, written or not."""
        width = max(self._columns[1] - self._columns[0], 0) + 1
        return width * (self._rows[1] - self._rows[0] + 1)

    @property
    def is_excessive(self) -> bool:
        """True when the rectangle is far larger than what is written in it."""
        return self.places > max(FREE_CELLS, MAX_EMPTINESS * self.cells)


def _widen(bounds: list[int], numbers: set[int]) -> None:
    if numbers:
        bounds[0] = min(bounds[0] or min(numbers), *numbers)
        bounds[1] = max(bounds[1], *numbers)
