"""XLSX: the values stored in a sheet. Formulas are not evaluated, macros and links are not followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.blanks import is_blank, without_surplus
from jalon.infocentre.readers.celltext import Cell, cell_text
from jalon.infocentre.readers.comparing import BLANKS
from jalon.infocentre.readers.compression import ZIP_MAGIC, starts_with
from jalon.infocentre.readers.rejects import Reject, rejected
from jalon.infocentre.readers.table import BATCH_ROWS, Batch, Named, text_rows
from jalon.infocentre.readers.unvalued import Unvalued
from jalon.infocentre.readers.workbook import check_workbook, unvalued_cells
from jalon.infocentre.readers.worksheets import chosen_sheet


@dataclass(frozen=True, slots=True)
class Xlsx:
    """A sheet whose header has been read, held in memory: the format allows 1,048,576 rows at most.

    Attributes:
        sheet: its cells.
        spec: how it is read.
        header: the names of its columns.
        needed: the columns in which a cell without value makes its row faulty.
        unvalued: by line, the cells that hold no value.
        size: of the file, in bytes.
    """

    sheet: CalamineSheet
    spec: ReaderSpec
    header: tuple[str, ...]
    needed: frozenset[str]
    unvalued: dict[int, tuple[Reject, ...]]
    size: int

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; ``_line`` is the row of the sheet."""
        body = ((line, row) for line, row in self._rows() if line > self.spec.header)
        while chunk := list(islice(body, BATCH_ROWS)):
            yield self._batch(chunk)

    def _rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows with their lines; below the last one that holds a value, those without any."""
        first = _first_row(self.sheet)
        yield from enumerate(self.sheet.iter_rows(), start=first)
        yield from ((line, ()) for line in sorted(self.unvalued) if line >= first + self.sheet.height)

    def _batch(self, chunk: Sequence[tuple[int, Sequence[Cell]]]) -> Batch:
        lines: list[int] = []
        kept: list[Sequence[str | None]] = []
        rejects: list[Reject] = []
        unread: list[Reject] = []
        width = len(self.header)
        for line, row in chunk:
            # Blank cells beyond the header are no cells of the table.
            cells = without_surplus(_cells(self.sheet, row, self.spec), width)
            faults = self.unvalued.get(line, ())
            needed = [fault for fault in faults if fault.column in self.needed]
            if len(cells) > width:
                rejects.append(Reject(line, "row-cells", value=f"{len(cells)}/{width}"))
                continue
            if needed:
                rejects.append(needed[0])
                continue
            unread.extend(faults)
            if not is_blank(cells):  # a blank row is no record
                lines.append(line)
                kept.append((cells + [None] * width)[:width])
        columns = list(zip(*kept, strict=True)) or [()] * width
        arrays = [pa.array(column, pa.string()) for column in columns]
        last = chunk[-1][0]
        done = self.size * last // max(last, self.sheet.height)
        rows = text_rows(self.header, arrays, pa.array(lines, pa.int64()))
        return Batch(rows, rejected(rejects), done, unread=rejected(unread) if unread else None)


def open_xlsx(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Xlsx:
    """Read the header of a sheet.

    Raises:
        UnreadableFile: no XLSX file, no such sheet, several sheets that could be meant, or a header that is
            not the one the mapping needs.
    """
    sheet = _sheet(path, spec, needed, named)
    cells = _header(sheet, spec)
    if not any(cells):
        raise named.refuse("header-empty", spec.header) if sheet.height else named.refuse("file-empty")
    headers.check(cells, needed, spec.header, named)
    header = headers.usable(cells, needed)
    faults = _by_line(unvalued_cells(path, sheet.name, named), header)
    return Xlsx(sheet, spec, header, frozenset(needed), faults, path.stat().st_size)


def _sheet(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> CalamineSheet:
    if path.stat().st_size == 0:
        raise named.refuse("file-empty")
    if not starts_with(path, ZIP_MAGIC):
        raise named.refuse("file-not-xlsx")
    check_workbook(path, named)
    try:
        book = CalamineWorkbook.from_path(str(path))
        return chosen_sheet(book, spec.sheet, needed, lambda sheet: _header(sheet, spec), named)
    except (CalamineError, IndexError, ValueError, OSError) as error:
        raise named.refuse("file-not-xlsx") from error


def _header(sheet: CalamineSheet, spec: ReaderSpec) -> list[str]:
    rows = enumerate(sheet.iter_rows(), start=_first_row(sheet))
    row = next((row for line, row in rows if line == spec.header), [])
    cells = [cell or "" for cell in _cells(sheet, row, spec)]
    while cells and not cells[-1].strip(BLANKS):
        cells.pop()
    return cells


def _cells(sheet: CalamineSheet, row: Sequence[Cell], spec: ReaderSpec) -> list[str | None]:
    """The cells of a row from the first column of the sheet on, as text."""
    offset = sheet.start[1] if sheet.start else 0
    return [None] * offset + [cell_text(cell, spec.decimal) for cell in row]


def _first_row(sheet: CalamineSheet) -> int:
    """The row of the sheet that is read first, counted from 1."""
    return sheet.start[0] + 1 if sheet.start else 1


def _by_line(cells: Unvalued, header: Sequence[str]) -> dict[int, tuple[Reject, ...]]:
    """The cells without value under a header, by their line."""
    found: dict[int, tuple[Reject, ...]] = {}
    for (line, column), (code, value) in cells.items():
        if column <= len(header):
            reject = Reject(line, code, header[column - 1], value)
            found[line] = (*found.get(line, ()), reject)
    return found
