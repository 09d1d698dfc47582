"""Lines of a ledger cut into cells, and put together again when a text holds the mark that separates them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jalon.infocentre.readers.comparing import BLANKS
from jalon.infocentre.readers.finance.amounts import cents, day
from jalon.infocentre.readers.finance.layout import Layout

DEBIT = frozenset({"d", "+1", "1", "debit", "débit"})
CREDIT = frozenset({"c", "-1", "credit", "crédit"})
"""How software writes the side of an amount, whatever its case."""

_TEXTS = ("EcritureLib", "JournalLib", "CompteLib", "CompAuxLib", "PieceRef")
"""The columns of free text, in which the mark may stand."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a line by the standard names of their columns."""

    cells: Sequence[str]
    places: Mapping[str, int]

    def __getitem__(self, name: str) -> str:
        return self.cells[self.places[name]]


def cut(text: str, layout: Layout) -> list[str]:
    """The cells of a line, trimmed; those between double quotes without them.

    Some software quotes texts and not the header: whether a cell is quoted is seen from the cell.
    """
    if layout.quoted:
        return _unquoted(text, layout.mark)
    cells = [cell.strip(BLANKS) for cell in text.split(layout.mark)]
    if '"' not in text:
        return cells
    if len(cells) > layout.width:
        quoted = _unquoted(text, layout.mark)
        if len(quoted) == layout.width:
            return quoted
    return [_bare(cell) for cell in cells]


def _unquoted(text: str, mark: str) -> list[str]:
    try:
        return [cell.strip(BLANKS) for cell in next(csv.reader([text], delimiter=mark), [])]
    except csv.Error:
        return []


def _bare(cell: str) -> str:
    """A cell without the quotes around it; quotes that are part of a text stay."""
    inner = cell[1:-1]
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', "")
    return inner.replace('""', '"').strip(BLANKS) if is_quoted else cell


def whole(found: list[str], layout: Layout) -> tuple[list[str] | None, bool]:
    """As many cells as the header has, and whether a text had to be put together again.

    Empty cells at the end may be left out, or be too many. A line with more may be one with empty cells too
    many, or one of which a text holds the mark: it is read in the one way in which its days and amounts stand
    where they should. When several ways do, it is read in none, unless a single one leaves the validation
    day, which the law requires, in its place.
    """
    surplus = len(found) - layout.width
    if surplus <= 0:
        return ([*found, *[""] * -surplus], False) if len(found) >= layout.least else (None, False)
    tries = [(_joined(found, layout.places[name], surplus, layout.mark), True) for name in _TEXTS]
    if not any(found[layout.width :]):
        tries.append((found[: layout.width], False))
    fitting = [(cells, mended) for cells, mended in tries if cells and _fits(Cells(cells, layout.places))]
    for proof in (_is_validated, _has_one_side):
        proved = [one for one in fitting if proof(Cells(one[0] or (), layout.places))]
        fitting = proved if proved and len(fitting) > 1 else fitting
    return fitting[0] if len(fitting) == 1 else (None, False)


def _joined(found: list[str], place: int, surplus: int, mark: str) -> list[str] | None:
    """The cells, some of which are one; None when the first of these is a day, which no text begins with."""
    parts = found[place : place + surplus + 1]
    return None if day(parts[0]) else [*found[:place], mark.join(parts), *found[place + surplus + 1 :]]


def _fits(get: Cells) -> bool:
    """True when what must be days and amounts is."""
    is_dated = bool(day(get["EcritureDate"])) and (not get["PieceDate"] or bool(day(get["PieceDate"])))
    if "Montant" in get.places:
        is_amount = cents(get["Montant"]) is not None and bool(get["Montant"])
        return is_dated and is_amount and get["Sens"].casefold() in DEBIT | CREDIT
    sides = get["Debit"], get["Credit"]
    return is_dated and any(sides) and all(cents(side) is not None for side in sides)


def _is_validated(get: Cells) -> bool:
    lettered = get["DateLet"]
    return bool(day(get["ValidDate"])) and (not lettered or bool(day(lettered)))


def _has_one_side(get: Cells) -> bool:
    """True when a line has a debit or a credit, as all but odd ones do."""
    return "Montant" in get.places or bool(cents(get["Debit"])) != bool(cents(get["Credit"]))
