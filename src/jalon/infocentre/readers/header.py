"""Headers: which columns a file has, and whether those that the mapping reads are there once."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

from jalon.infocentre.readers.comparing import comparable
from jalon.infocentre.readers.table import LINE, ROW, Named, UnreadableFile
from jalon.kernel.suggestions import closest

DELIMITERS = {",": ",", ";": ";", "\t": "\\t", "|": "|"}
"""The delimiters that are looked for when the header is not as expected, and how a dossier writes them."""

_SHOWN = 30

_ALIKE = 0.75
"""How like an expected name one must be to be shown of a file that speaks of persons: a slip, not a word."""


def usable(cells: Sequence[str], needed: Sequence[str] = ()) -> tuple[str, ...]:
    """Names that can be told apart: a blank or repeated one carries its position instead.

    Names that differ by case alone count as repeated, because SQL would take one for the other. A needed name
    is written as the mapping writes it, where the file only looks the same.

    >>> usable(["year", " unit ", "", "Year"]), usable(["Année\u00a0civile"], ["Année civile"])
    (('year', 'unit', '(column 3)', 'Year (column 4)'), ('Année civile',))
    """
    names: list[str] = []
    taken = {LINE, ROW}
    asked = {comparable(column): column for column in needed}
    for position, cell in enumerate(cells, start=1):
        name = comparable(cell)
        name = asked.get(name, name)
        if not name or name.casefold() in taken:
            name = f"{name} (column {position})".strip()
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def check(cells: Sequence[str], needed: Sequence[str], line: int, named: Named) -> None:
    """Refuse a header that lacks a needed column or has it twice.

    Raises:
        UnreadableFile: with the code ``columns-missing`` or ``columns-repeated``.
    """
    names = [comparable(cell) for cell in cells]
    absent = [column for column in needed if comparable(column) not in names]
    if absent:
        raise missing(absent, names, needed, line, named)
    count = Counter(name.casefold() for name in names)
    repeated = [column for column in needed if count[comparable(column).casefold()] > 1]
    if repeated:
        raise named.refuse("columns-repeated", line, repeated=_quoted(repeated))


def missing(
    absent: Sequence[str], names: Sequence[str], needed: Sequence[str], line: int, named: Named
) -> UnreadableFile:
    """The fault of a file that lacks columns, to be raised."""
    shown = _told(names, needed) if named.discreet else names
    found = _quoted(shown)
    if len(shown) < len(names):
        found = f"{found}, … ({len(names)})" if found else f"… ({len(names)})"
    return named.refuse(
        "columns-missing",
        line,
        missing=_quoted(absent),
        found=found or "—",
        near=_near(absent, shown),
    )


def _told(names: Sequence[str], needed: Sequence[str]) -> list[str]:
    """Of a header that may be somebody's record, the names that are, or nearly are, expected ones."""
    known = [comparable(name).casefold() for name in needed]
    return [
        name for name in names if get_close_matches(comparable(name).casefold(), known, n=1, cutoff=_ALIKE)
    ]


def likely_delimiter(text: str, declared: str, needed: Sequence[str]) -> str | None:
    """The delimiter that a header line seems to use, when it is not the declared one; None when it may be.

    A delimiter is likelier when more of the needed columns appear with it; when none tells, the declared one
    is wrong if it cuts nothing while another cuts.
    """
    cuts = {mark: _cut(text, mark) for mark in (declared, *DELIMITERS)}
    wanted = set(map(comparable, needed))
    score = {mark: (len(wanted & set(cells)), len(cells) > 1) for mark, cells in cuts.items()}
    best = max(cuts, key=lambda mark: (score[mark], len(cuts[mark])))
    return best if score[best] > score[declared] else None


def _cut(text: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:  # a cell that goes on to the next line with one delimiter does not with another
        return []
    return [comparable(cell) for cell in cells]


def _quoted(names: Sequence[str]) -> str:
    shown = ", ".join(f"« {name} »" for name in names[:_SHOWN] if name)
    return shown if len(names) <= _SHOWN else f"{shown}, … ({len(names)})"


def _near(missing: Sequence[str], names: Sequence[str]) -> str:
    """For each missing column, the column found that looks like it."""
    pairs = ((column, closest(column, [name for name in names if name])) for column in missing)
    return ", ".join(f"« {column} » → « {near} »" for column, near in pairs if near) or "—"
