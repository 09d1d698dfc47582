"""Cells of a sheet that hold no value: errors, and formulas whose result was never stored.

The library that reads workbooks gives them as empty cells; an empty cell may mean zero, or « still there ».
Source of the format: ECMA-376, Part 1, 18.3.1.4 (``c``), 18.3.1.40 (``f``) and 18.18.11 (``ST_CellType``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from jalon.infocentre.readers.archive import Archive

ERROR, NOT_COMPUTED = "cell-formula-error", "cell-formula-not-computed"
"""The faults of a cell that holds no value."""

Unvalued = Mapping[tuple[int, int], tuple[str, str | None]]
"""By row and column, both from 1: the fault of a cell, and the error that it shows."""

WORDS = frozenset(
    [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#GETTING_DATA",
    ]
)
"""The errors of spreadsheets; no other text of such a cell is repeated."""

_SUSPECT = re.compile(rb"<(?:\w+:)?f[\s/>]|\st\s*=\s*[\"']e[\"']")
_TOKEN = re.compile(
    rb"<(?:\w+:)?row(?P<row>(?:\s[^<>]*)?)>"
    rb"|<(?:\w+:)?c(?P<cell>\s[^<>]*?)?(?:/>|>(?P<content>.*?)</(?:\w+:)?c>)",
    re.DOTALL,
)
_OPENING = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?(?:/>|>(.*?)</(?:\w+:)?v>)", re.DOTALL)
_KIND = re.compile(rb"\st\s*=\s*[\"'](\w+)[\"']")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,7})[\"']")
_LONGEST_CELL = 1 << 20


def unvalued(archive: Archive, part: str) -> Unvalued:
    """The cells of a part that hold no value, when its bytes give reason to look at each cell.

    Raises:
        UnreadableFile: the part is damaged (see ``readers.archive``).
    """
    if not any(_SUSPECT.search(piece) for piece in _whole_cells(archive.chunks(part))):
        return {}
    return dict(_faulty(_whole_cells(archive.chunks(part))))


def column_number(letters: bytes) -> int:
    """The number of a column, from 1: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _whole_cells(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The text of a part in pieces that cut no cell."""
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        start = max((found.start() for found in _OPENING.finditer(text)), default=len(text))
        if len(text) - start > _LONGEST_CELL:  # what follows the cells of a sheet may be long
            start = len(text)
        yield text[:start]
        rest = text[start:]
    yield rest


def _faulty(pieces: Iterable[bytes]) -> Iterator[tuple[tuple[int, int], tuple[str, str | None]]]:
    row = column = 0
    for piece in pieces:
        for token in _TOKEN.finditer(piece):
            place = _PLACE.search(token["cell"] or token["row"] or b"")
            if token["row"] is not None:
                row, column = int(place[2]) if place else row + 1, 0
                continue
            column = column_number(place[1]) if place else column + 1
            if (fault := _fault(token["cell"] or b"", token["content"] or b"")) is not None:
                yield (row, column), fault


def _fault(attributes: bytes, content: bytes) -> tuple[str, str | None] | None:
    kind = _KIND.search(attributes)
    value = _VALUE.search(content)
    text = (value[1] or b"").decode(errors="replace") if value else ""
    if kind and kind[1] == b"e":
        return ERROR, text if text in WORDS else None
    if _FORMULA.search(content) is None or text:
        return None
    # A formula whose result is the empty text says so by its type.
    return None if value and kind and kind[1] == b"str" else (NOT_COMPUTED, None)
