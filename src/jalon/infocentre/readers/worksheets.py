"""The sheet of a workbook that is read: the one that the source names, else the first that a person sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from jalon.infocentre.readers.comparing import comparable
from jalon.infocentre.readers.table import Named
from jalon.kernel.suggestions import hint, listing

Headed = Callable[[CalamineSheet], Sequence[str]]
"""Gives the cells of the header of a sheet."""


def chosen_sheet(
    book: CalamineWorkbook, wanted: str, needed: Sequence[str], headed: Headed, named: Named
) -> CalamineSheet:
    """The sheet of that name; without a name the first visible one, when no other has its columns too.

    Charts, macros and hidden sheets are not read unless they are named: a hidden one is often of last year.

    Raises:
        UnreadableFile: no such sheet, no visible one, or several that could be meant.
    """
    tables = [one for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    shown = [] if named.discreet else [one.name for one in tables]
    if wanted:
        if wanted not in {one.name for one in tables}:
            raise named.refuse("sheet-missing", sheet=wanted, known=hint(wanted, shown))
        return book.get_sheet_by_name(wanted)
    visible = [one.name for one in tables if one.visible is SheetVisibleEnum.Visible]
    if not visible:
        raise named.refuse("sheet-not-certain", known=listing(shown) or "—")
    first = book.get_sheet_by_name(visible[0])
    if _fits(first, needed, headed):
        for other in visible[1:]:
            if _fits(book.get_sheet_by_name(other), needed, headed):
                raise named.refuse("sheet-not-certain", known=listing(shown) or "—")
    return first


def _fits(sheet: CalamineSheet, needed: Sequence[str], headed: Headed) -> bool:
    """True when the header has every needed column."""
    found = {comparable(cell) for cell in headed(sheet)}
    return bool(needed) and all(comparable(column) in found for column in needed)
