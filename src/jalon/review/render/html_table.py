"""Tables in HTML: scopes for those who hear them, a box of their own for narrow screens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from jalon.kernel.texts import Language
from jalon.review.document import Align, Cell, Column, GroupRow, Row, Table
from jalon.review.render.markup import Content, Html, drawing, element, joined, led, toned

_LONGEST_NUMBER = 10
_ALIGNS = {Align.LEFT: "", Align.CENTER: "center", Align.NUMBER: "number"}


def table(it: Table, name: str, language: Language) -> Html:
    """A table in a box that scrolls when the screen is too narrow. ``name`` is unique in the page."""
    head = element("thead", element("tr", *(_heading(column) for column in it.columns)))
    bodies = [_body(it, rows, name, language) for rows in _groups(it.rows)]
    caption = [element("caption", it.caption, id=name)] if it.caption else []
    size = f"--columns: {len(it.columns)}"
    whole = element("table", *caption, _widths(it.columns), head, *bodies, style=size)
    label = name if it.caption else ""
    box = element("div", whole, class_="scroll", tabindex="0", role="region", aria_labelledby=label)
    return joined(box, element("p", it.note, class_="table-note") if it.note else "")


def _heading(column: Column) -> Html:
    # A heading without words is no heading: a reader by ear would hear a nameless one in each row.
    tag, scope = ("th", "col") if column.title else ("td", "")
    return element(tag, column.title, scope=scope, class_=_ALIGNS[column.align])


def _widths(columns: tuple[Column, ...]) -> Html:
    """The weights as shares of the width, where every column has one."""
    weights = [column.weight for column in columns]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights):
        return Html("")
    shares = (f"width: {100 * weight / sum(known):.4g}%" for weight in known)
    return element("colgroup", *(element("col", style=share) for share in shares))


def _groups(rows: tuple[Row | GroupRow, ...]) -> Iterator[tuple[Row | GroupRow, ...]]:
    """Rows by the group that names them."""
    number = 0
    numbers = [number := number + isinstance(row, GroupRow) for row in rows]
    for _, group in groupby(zip(numbers, rows, strict=True), key=lambda pair: pair[0]):
        yield tuple(row for _, row in group)


def _body(it: Table, rows: tuple[Row | GroupRow, ...], name: str, language: Language) -> Html:
    return element("tbody", *(_row(it, row, name, language) for row in rows))


def _row(it: Table, row: Row | GroupRow, name: str, language: Language) -> Html:
    if isinstance(row, GroupRow):
        title = element("th", row.text, scope="rowgroup", colspan=str(len(it.columns)))
        return element("tr", title, class_="group")
    first = row.cells[0].text if row.cells else ""
    cells = (
        _cell(cell, column, f"{name}-{it.rows.index(row)}-{index}", language, is_header=is_header)
        for index, (cell, column) in enumerate(zip(row.cells, it.columns, strict=True))
        for is_header in [index == 0 and it.has_row_headers and bool(first)]
    )
    return element("tr", *cells, class_="total" if row.is_total else "")


def _cell(cell: Cell, column: Column, name: str, language: Language, *, is_header: bool) -> Html:
    said = element("span", toned(cell.tone, language), led(cell.href, cell.text), class_=_flow(cell.text))
    parts: list[Content] = [said]
    if cell.picture:
        picture = drawing(cell.picture.svg, cell.picture.alt, name)
        parts.append(element("span", picture, class_="drawing spark"))
    if cell.sub:
        parts.append(element("span", cell.sub, class_="sub"))
    tag, scope = ("th", "row") if is_header else ("td", "")
    return element(tag, *parts, scope=scope, class_=_ALIGNS[column.align])


def _flow(text: str) -> str:
    """A number stays on the line of its shape."""
    is_number = len(text) <= _LONGEST_NUMBER and any(character.isdigit() for character in text)
    return "whole" if is_number else ""
