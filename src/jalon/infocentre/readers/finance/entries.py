"""Lines of a ledger: cut into cells, their amounts and day made plain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jalon.infocentre.readers.comparing import BLANKS
from jalon.infocentre.readers.finance.amounts import cents, day
from jalon.infocentre.readers.finance.cutting import CREDIT, DEBIT, Cells, cut, whole
from jalon.infocentre.readers.finance.layout import Layout
from jalon.infocentre.readers.records import Lines
from jalon.infocentre.readers.rejects import Reject

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
        is_read: False when its cells or its amounts cannot be told; a file with such lines cannot be added
            up.
        is_cut: True when its cells cannot be told: journal and entry are then those that its beginning
            names, and empty when it names none.
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
    is_read: bool = True
    is_cut: bool = False


def read_lines(lines: Lines, layout: Layout) -> Iterator[Line]:
    """The lines of a ledger after its header; blank ones, and those of empty cells, are no lines."""
    empty = BLANKS + layout.mark + '"'
    before: list[str] = []
    while text := lines.line():
        bare = text.rstrip("\r\n\x1a")
        if not bare.strip(empty):
            continue
        found = cut(bare, layout)
        cells, mended = whole(found, layout)
        if cells is not None:
            yield _line(cells, lines.number, layout, mended=mended)
            before = []
            continue
        is_rest = bool(before) and _goes_on(before, found, layout)
        head = [*before[:-1], before[-1] + found[0], *found[1:]] if is_rest else found
        yield _cut_line(found, head, lines.number, layout)
        before = head


def _goes_on(before: list[str], found: list[str], layout: Layout) -> bool:
    """True for a part of a broken line: it names no entry, or makes a whole line with what precedes."""
    is_whole = layout.least <= len(before) + len(found) - 1 <= layout.width
    return bool(found) and (is_whole or len(found) <= layout.places["EcritureNum"])


def _cut_line(found: Sequence[str], head: Sequence[str], number: int, layout: Layout) -> Line:
    """A line whose cells cannot be told; the entry that it belongs to is named by its first ones.

    The name of a journal may hold the mark: the number then stands further on, before the day.
    """
    places = layout.places
    first = places["EcritureDate"]
    last = first + (max(0, len(head) - layout.width) if layout.in_order else 0)
    found_days = ((place, day(_named(head, place))) for place in range(first, last + 1))
    at, on = next((one for one in found_days if one[1]), (first, None))
    journal, entry = _named(head, places["JournalCode"]), _named(head, places["EcritureNum"] + at - first)
    fault = Reject(number, "row-cells", value=f"{len(found)}/{layout.width}")
    return Line(number, journal, entry, "", on or "", 0, 0, fault, False, (), is_read=False, is_cut=True)


def _named(head: Sequence[str], place: int) -> str:
    return head[place] if place < len(head) else ""


def _line(cells: Sequence[str], number: int, layout: Layout, *, mended: bool) -> Line:
    get = Cells(cells, layout.places)
    debit, credit, fault = _amounts(get, number, by_side=layout.by_side)
    is_read = fault is None
    on = day(get["EcritureDate"])
    if fault is None and on is None:
        fault = Reject(number, "fec-day-unreadable", "EcritureDate", get["EcritureDate"][:40])
    for name in _MISSING:
        if fault is None and not get[name]:
            fault = Reject(number, "fec-cell-empty", name)
    journal, entry, account = get["JournalCode"], get["EcritureNum"], get["CompteNum"]
    return Line(number, journal, entry, account, on or "", debit, credit, fault, mended, cells, is_read)


def _amounts(get: Cells, number: int, *, by_side: bool) -> tuple[int, int, Reject | None]:
    """Debit and credit in cents, and why they cannot be told."""
    if by_side:
        amount, side = cents(get["Montant"]), get["Sens"].casefold()
        if amount is None:
            return 0, 0, Reject(number, "fec-amount-unreadable", "Montant", get["Montant"][:40])
        if side in DEBIT:
            return amount, 0, None
        if side in CREDIT:
            return 0, amount, None
        return 0, 0, Reject(number, "fec-side-unknown", "Sens", get["Sens"][:40])
    debit, credit = cents(get["Debit"]), cents(get["Credit"])
    if debit is None:
        return 0, 0, Reject(number, "fec-amount-unreadable", "Debit", get["Debit"][:40])
    if credit is None:
        return 0, 0, Reject(number, "fec-amount-unreadable", "Credit", get["Credit"][:40])
    return debit, credit, None
