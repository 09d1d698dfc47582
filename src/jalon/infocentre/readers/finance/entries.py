"""Lines of a ledger: cut into cells, their amounts and day made plain."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jalon.infocentre.readers.finance.amounts import cents, day
from jalon.infocentre.readers.finance.layout import Layout
from jalon.infocentre.readers.header import BLANKS
from jalon.infocentre.readers.records import Lines
from jalon.infocentre.readers.rejects import Reject

_DEBIT = frozenset({"d", "+1", "1", "debit", "débit"})
_CREDIT = frozenset({"c", "-1", "credit", "crédit"})
_MISSING = ("CompteNum", "JournalCode")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ledger.

    Attributes:
        number: its line in the file.
        journal, entry: what names the entry it belongs to.
        account: the account.
        day: the day of the entry, YYYY-MM-DD.
        debit, credit: in cents.
        fault: why the line is no row; None when it is one.
        mended: True when a label held the mark that separates cells.
        cells: as written, trimmed.
    """

    number: int
    journal: str
    entry: str
    account: str
    day: str
    debit: int
    credit: int
    fault: Reject | None
    mended: bool
    cells: Sequence[str]


def read_lines(lines: Lines, layout: Layout) -> Iterator[Line]:
    """The lines of a ledger after its header; blank ones are no lines."""
    while text := lines.line():
        bare = text.rstrip("\r\n\x1a")
        if bare.strip(BLANKS):
            yield _line(bare, lines.number, layout)


def _line(text: str, number: int, layout: Layout) -> Line:
    cells, mended = _cells(_cut(text, layout), layout)
    if cells is None:
        found = f"{len(_cut(text, layout))}/{layout.width}"
        return Line(number, "", "", "", "", 0, 0, Reject(number, "row-cells", value=found), False, ())
    get = _Cells(cells, layout.places)
    debit, credit, fault = _amounts(get, number, by_side=layout.by_side)
    on = day(get["EcritureDate"])
    if fault is None and on is None:
        fault = Reject(number, "fec-day-unreadable", "EcritureDate", get["EcritureDate"][:40])
    for name in _MISSING:
        if fault is None and not get[name]:
            fault = Reject(number, "fec-cell-empty", name)
    return Line(
        number,
        get["JournalCode"],
        get["EcritureNum"],
        get["CompteNum"],
        on or "",
        debit,
        credit,
        fault,
        mended,
        cells,
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    cells: Sequence[str]
    places: Mapping[str, int]

    def __getitem__(self, name: str) -> str:
        return self.cells[self.places[name]]


def _amounts(get: _Cells, number: int, *, by_side: bool) -> tuple[int, int, Reject | None]:
    """Debit and credit in cents, and why they cannot be told."""
    if by_side:
        amount, side = cents(get["Montant"]), get["Sens"].casefold()
        if amount is None:
            return 0, 0, Reject(number, "fec-amount-unreadable", "Montant", get["Montant"][:40])
        if side in _DEBIT:
            return amount, 0, None
        if side in _CREDIT:
            return 0, amount, None
        return 0, 0, Reject(number, "fec-side-unknown", "Sens", get["Sens"][:40])
    debit, credit = cents(get["Debit"]), cents(get["Credit"])
    if debit is None:
        return 0, 0, Reject(number, "fec-amount-unreadable", "Debit", get["Debit"][:40])
    if credit is None:
        return 0, 0, Reject(number, "fec-amount-unreadable", "Credit", get["Credit"][:40])
    return debit, credit, None


def _cut(text: str, layout: Layout) -> list[str]:
    if layout.quoted:
        try:
            return [cell.strip(BLANKS) for cell in next(csv.reader([text], delimiter=layout.mark), [])]
        except csv.Error:
            return []
    return [cell.strip(BLANKS) for cell in text.split(layout.mark)]


def _cells(found: list[str], layout: Layout) -> tuple[list[str] | None, bool]:
    """As many cells as the header has, and whether a label had to be put together again.

    Empty cells at the end may be left out, or be one too many. A line with more is one whose label holds the
    mark: it is put together again when the days and amounts then stand where they should, and in one way
        only.
    """
    surplus = len(found) - layout.width
    if surplus <= 0:
        return ([*found, *[""] * -surplus], False) if len(found) >= layout.least else (None, False)
    if not any(found[layout.width :]) and _fits(found, layout):
        return found[: layout.width], False
    tries = (
        _joined(found, layout.places[name], surplus, layout.mark) for name in ("EcritureLib", "JournalLib")
    )
    fitting = [cells for cells in tries if _fits(cells, layout)]
    return (fitting[0], True) if len(fitting) == 1 else (None, False)


def _joined(found: list[str], place: int, surplus: int, mark: str) -> list[str]:
    return [*found[:place], mark.join(found[place : place + surplus + 1]), *found[place + surplus + 1 :]]


def _fits(cells: list[str], layout: Layout) -> bool:
    """True when what must be days and amounts is."""
    get = _Cells(cells, layout.places)
    first, second = ("Montant", "Sens") if layout.by_side else ("Debit", "Credit")
    side = get[second].casefold() in _DEBIT | _CREDIT if layout.by_side else cents(get[second]) is not None
    days = all(day(get[name]) for name in ("EcritureDate",)) and (
        not get["PieceDate"] or day(get["PieceDate"])
    )
    return bool(days) and side and cents(get[first]) is not None and bool(get[first] or get[second])
