"""XLSX: the values stored in a sheet. Formulas are not evaluated, macros and links are not followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.compression import ZIP_MAGIC, starts_with
from jalon.infocentre.readers.rejects import Reject, rejected
from jalon.infocentre.readers.table import BATCH_ROWS, Batch, Named, text_rows
from jalon.infocentre.readers.workbook import check_workbook
from jalon.kernel.suggestions import hint

Cell = int | float | str | bool | time | date | datetime | timedelta
"""What a cell holds."""


@dataclass(frozen=True, slots=True)
class Xlsx:
    """A sheet whose header has been read, held in memory: the format allows 1,048,576 rows at most."""

    sheet: CalamineSheet
    spec: ReaderSpec
    header: tuple[str, ...]
    size: int

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; ``_line`` is the row of the sheet."""
        rows = enumerate(self.sheet.iter_rows(), start=_first_row(self.sheet))
        body = ((line, row) for line, row in rows if line > self.spec.header)
        while chunk := list(islice(body, BATCH_ROWS)):
            yield self._batch(chunk)

    def _batch(self, chunk: Sequence[tuple[int, Sequence[Cell]]]) -> Batch:
        lines: list[int] = []
        kept: list[list[str | None]] = []
        rejects: list[Reject] = []
        width = len(self.header)
        offset = _first_column(self.sheet)
        for line, row in chunk:
            cells = [None] * offset + [cell_text(cell, self.spec.decimal) for cell in row]
            if any(cells[width:]):
                rejects.append(Reject(line, "row-cells", value=f"{_filled_width(cells)}/{width}"))
            elif any(cells):  # an empty row is no record
                lines.append(line)
                kept.append((cells + [None] * width)[:width])
        columns = list(zip(*kept, strict=True)) or [()] * width
        arrays = [pa.array(column, pa.string()) for column in columns]
        last = chunk[-1][0]
        done = self.size * last // max(last, self.sheet.height)
        return Batch(text_rows(self.header, arrays, pa.array(lines, pa.int64())), rejected(rejects), done)


def open_xlsx(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Xlsx:
    """Read the header of a sheet.

    Raises:
        UnreadableFile: no XLSX file, no such sheet, or a header that is not the one the mapping needs.
    """
    sheet = _sheet(path, spec, named)
    cells = _header(sheet, spec)
    if not any(cells):
        raise named.refuse("header-empty", spec.header) if sheet.height else named.refuse("file-empty")
    headers.check(cells, needed, spec.header, named)
    return Xlsx(sheet, spec, headers.usable(cells), path.stat().st_size)


def cell_text(cell: Cell, decimal: str) -> str | None:
    """A cell as it would be written in a text file of the same source; None when it is empty.

    Numbers take the decimal separator of the source, so that a cell typed as a number and a cell typed as
    text mean the same. Dates are written YYYY-MM-DD.

    >>> cell_text(39.0, ","), cell_text(1234.5, ","), cell_text(date(2022, 6, 30), ","), cell_text("", ",")
    ('39', '1234,5', '2022-06-30', None)
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return number_text(cell).replace(".", decimal)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, str):
        return cell or None
    return str(cell) if isinstance(cell, timedelta) else cell.isoformat()


def number_text(number: float | Decimal) -> str:
    """A number in digits, without exponent and without a fraction that is zero.

    >>> number_text(1e16), number_text(0.1)
    ('10000000000000000', '0.1')
    """
    text = format(Decimal(str(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sheet(path: Path, spec: ReaderSpec, named: Named) -> CalamineSheet:
    if path.stat().st_size == 0:
        raise named.refuse("file-empty")
    if not starts_with(path, ZIP_MAGIC):
        raise named.refuse("file-not-xlsx")
    check_workbook(path, named)
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = book.sheet_names
        if spec.sheet and spec.sheet not in sheets:
            raise named.refuse("sheet-missing", sheet=spec.sheet, known=hint(spec.sheet, sheets))
        return book.get_sheet_by_name(spec.sheet or sheets[0])
    except (CalamineError, IndexError, ValueError, OSError) as error:
        raise named.refuse("file-not-xlsx") from error


def _header(sheet: CalamineSheet, spec: ReaderSpec) -> list[str]:
    rows = enumerate(sheet.iter_rows(), start=_first_row(sheet))
    row = next((row for line, row in rows if line == spec.header), [])
    cells = [cell_text(cell, spec.decimal) or "" for cell in row]
    while cells and not cells[-1].strip():
        cells.pop()
    return [""] * _first_column(sheet) + cells if cells else []


def _first_row(sheet: CalamineSheet) -> int:
    """The row of the sheet that is read first, counted from 1."""
    return sheet.start[0] + 1 if sheet.start else 1


def _first_column(sheet: CalamineSheet) -> int:
    """How many empty columns stand before the first one that is read."""
    return sheet.start[1] if sheet.start else 0


def _filled_width(cells: Sequence[str | None]) -> int:
    return max(position for position, cell in enumerate(cells, start=1) if cell)
