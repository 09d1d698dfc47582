"""The columns of a ledger: the eighteen of the French statutory layout, and how real headers write them.

Format: *fichier des écritures comptables* (FEC), article A47 A-1 of the *Livre des procédures fiscales*:
eighteen columns in order, ``Montant`` and ``Sens`` being allowed instead of ``Debit`` and ``Credit``;
columns may follow.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from jalon.infocentre.readers.comparing import BLANKS
from jalon.infocentre.readers.table import Named
from jalon.kernel.suggestions import closest

STANDARD = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum",
    "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet",
    "ValidDate", "Montantdevise", "Idevise",
)  # fmt: skip
"""The names that every ledger is given out under, whichever way its own header writes them."""

BALANCE = "Solde"
"""Debit minus credit."""

NUMBER = "Ligne"
"""The line of the file, which tells the lines of a ledger apart: the layout has no number of its own."""

DAYS = ("PieceDate", "DateLet", "ValidDate")
"""The other days of a line: given as YYYY-MM-DD when they are days, as written when they are not."""

_MISSPELT: Mapping[str, str] = MappingProxyType(
    {"ecrturelet": "EcritureLet", "ecriturelettrage": "EcritureLet"}
)
_SIDES = MappingProxyType({"montant": "Montant", "sens": "Sens"})
_MARKS = ("\t", "|", ";")
_OPTIONAL = frozenset({"Montantdevise", "Idevise"})


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a file are.

    Attributes:
        mark: what separates cells.
        quoted: True when cells stand between double quotes.
        places: the position of each column that is there, under its standard name.
        more: the columns beyond the standard ones, by position.
        width, least: how many cells a line has, and has at least: some software leaves out the last ones when
            they are empty.
        in_order: True when the columns stand in the order of the layout.
    """

    mark: str
    quoted: bool
    places: Mapping[str, int]
    more: Mapping[int, str]
    width: int
    least: int
    in_order: bool

    @property
    def by_side(self) -> bool:
        """True when an amount and its side stand for the debit and the credit."""
        return "Montant" in self.places

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are given out."""
        return (*STANDARD, BALANCE, NUMBER, *self.more.values())


def read_layout(line: str, number: int, named: Named) -> Layout:
    """Find the columns in the header.

    Raises:
        UnreadableFile: a column of the layout is not there, or is there twice.
    """
    text = line.strip("\r\n").lstrip("\ufeff")
    quoted = text.startswith('"')
    mark = max(_MARKS, key=text.count)
    cells = [cell.strip(BLANKS).strip('"') for cell in text.split(mark)]
    known = [_standard(cell) for cell in cells]
    by_side = "Montant" in known
    wanted = _wanted(by_side=by_side)
    absent = [name for name in wanted if name not in known and name not in _OPTIONAL]
    if absent:
        raise _missing(absent, cells, number, named)
    twice = [name for name in wanted if known.count(name) > 1]
    if twice:
        raise named.refuse("columns-repeated", number, repeated=", ".join(f"« {name} »" for name in twice))
    places = {name: known.index(name) for name in wanted if name in known}
    more = _more(cells, set(places.values()))
    order = [places[name] for name in wanted if name in places]
    least = 1 + max(place for name, place in places.items() if name not in _OPTIONAL)
    return Layout(mark, quoted, places, more, len(cells), least, order == list(range(len(order))))


def _more(cells: Sequence[str], taken: Collection[int]) -> dict[int, str]:
    """The other columns; one that is blank, or named as another is, carries its position."""
    names = {name.casefold() for name in (*STANDARD, BALANCE, NUMBER)}
    more = {}
    for place, cell in enumerate(cells):
        if place not in taken:
            is_clear = bool(cell) and cell.casefold() not in names
            more[place] = cell if is_clear else f"{cell} (column {place + 1})".strip()
            names.add(more[place].casefold())
    return more


def _wanted(*, by_side: bool) -> tuple[str, ...]:
    if not by_side:
        return STANDARD
    return tuple({"Debit": "Montant", "Credit": "Sens"}.get(name, name) for name in STANDARD)


_BY_WORD = {name.casefold(): name for name in STANDARD} | dict(_MISSPELT) | dict(_SIDES)


def _standard(cell: str) -> str:
    """The standard name of a header; the header itself when it is none."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", cell) if letter.isalnum())
    return _BY_WORD.get(bare.casefold(), cell)


def _missing(absent: Sequence[str], cells: Sequence[str], number: int, named: Named) -> Exception:
    """The fault of a header that lacks columns. It repeats the standard names only.

    A file without header begins with a line that names suppliers and persons. Other words are repeated when
    most of the layout is there, beside the column that they may be.
    """
    known = [name for name in map(_standard, cells) if name in _BY_WORD.values()]
    if not known:
        return named.refuse("fec-no-header", number, count=len(cells))
    unknown = [cell[:40] for cell in cells if cell and _standard(cell) not in known]
    is_header = len(known) > len(STANDARD) // 2 and not named.discreet
    near = ((name, closest(name, unknown)) for name in absent if is_header)
    others = [f"+ {len(unknown)}"] if unknown else []
    return named.refuse(
        "columns-missing",
        number,
        missing=", ".join(f"« {name} »" for name in absent),
        found=", ".join([*(f"« {name} »" for name in known), *others]),
        near=", ".join(f"« {name} » → « {found} »" for name, found in near if found) or "—",
    )
