"""A table as a file for spreadsheets: plain numbers, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from jalon.kernel.spreadsheets import harmless
from jalon.kernel.texts import Language
from jalon.review.document import Block, Cell, ChartBlock, GroupRow, Table
from jalon.services.rows import Row

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
_NUMBERS = {
    Language.FR: re.compile(r"[+−-]?\d+(,\d+)?"),
    Language.EN: re.compile(r"[+−-]?\d+(\.\d+)?"),
}
_MARK = "\ufeff"
"""Tells a spreadsheet that the file is in UTF-8."""


def first_table(blocks: Iterable[Block]) -> Table | None:
    """The first table of some blocks, or the one behind a chart; None when there is none."""
    for block in blocks:
        found = block.table if isinstance(block, ChartBlock) else block
        if isinstance(found, Table):
            return found
    return None


def first_drawing(blocks: Iterable[Block]) -> str:
    """The first drawing of some blocks; empty when there is none."""
    return next((block.svg for block in blocks if isinstance(block, ChartBlock)), "")


def as_csv(table: Table, language: Language) -> bytes:
    """The cells as a spreadsheet of that language reads them: ``;`` and a decimal comma in French."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=";" if language is Language.FR else ",", lineterminator="\r\n")
    rows = [row.cells for row in table.rows if not isinstance(row, GroupRow)]
    with_remark = [any(row[place].sub for row in rows) for place in range(len(table.columns))]
    writer.writerow(_heading(table, with_remark, language))
    group = ""
    grouped = any(isinstance(row, GroupRow) for row in table.rows)
    for row in table.rows:
        if isinstance(row, GroupRow):
            group = row.text
            continue
        cells = _cells(row.cells, with_remark, language)
        writer.writerow([harmless(group), *cells] if grouped else cells)
    return (_MARK + sink.getvalue()).encode()


def _heading(table: Table, with_remark: list[bool], language: Language) -> list[str]:
    remark = "remarque" if language is Language.FR else "remark"
    told = [""] if any(isinstance(row, GroupRow) for row in table.rows) else []
    for column, has_remark in zip(table.columns, with_remark, strict=True):
        told += [str(harmless(column.title)), *([f"{column.title} ({remark})"] if has_remark else [])]
    return told


def _cells(cells: tuple[Cell, ...], with_remark: list[bool], language: Language) -> list[str]:
    told: list[str] = []
    for cell, has_remark in zip(cells, with_remark, strict=True):
        told += [_plain(cell.text, language), *([_plain(cell.sub, language)] if has_remark else [])]
    return told


def _plain(text: str, language: Language) -> str:
    """A number without the spaces of a page; any other text made harmless."""
    number = _SPACES.sub("", text)
    if language is Language.EN:
        number = number.replace(",", "")
    if _NUMBERS[language].fullmatch(number):
        return number.replace("−", "-")
    return str(harmless(text))


def rows_as_csv(rows: Iterable[Row], language: Language) -> bytes:
    """Flat rows as a spreadsheet of that language reads them; no cell is a formula."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=";" if language is Language.FR else ",", lineterminator="\r\n")
    for number, row in enumerate(rows):
        if not number:
            writer.writerow(row)
        writer.writerow(map(harmless, row.values()))
    return (_MARK + sink.getvalue()).encode()
