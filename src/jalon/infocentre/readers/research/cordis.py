"""CORDIS: European projects and the organisations that take part, as published (CSV or ZIP).

Columns are those of the files « project » and « organization »; older programmes lack some.
Jalon adds columns of its own beside them: amounts with a point, dates of signature, the SIREN of French
organisations.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.compression import ZIP_MAGIC, Bytes, starts_with
from jalon.infocentre.readers.encoding import Utf8
from jalon.infocentre.readers.json.flatten import table_of
from jalon.infocentre.readers.records import Block, Lines, read_block
from jalon.infocentre.readers.rejects import rejected
from jalon.infocentre.readers.research import keys
from jalon.infocentre.readers.table import LINE, Batch, Named
from jalon.infocentre.readers.zipped import Member

Derived = Mapping[str, tuple[str, Callable[[str | None], str | None]]]
"""Columns that are added: name → the column they are made of, and how."""

_AMOUNT = re.compile(r"-?\d{1,15}(?:[.,]\d{1,10})?", re.ASCII)


def amount(written: str | None) -> str | None:
    """An amount with a decimal point, to the last digit; what is no amount is left for the mapping to refuse.

    >>> amount("1499998,75"), amount(" 250000 "), amount("1 000"), amount("")
    ('1499998.75', '250000', '1 000', None)
    """
    bare = (written or "").strip()
    return bare.replace(",", ".") if _AMOUNT.fullmatch(bare) else bare or None


def year(written: str | None) -> str | None:
    """The year of a date written 2023-05-09."""
    return (written or "").strip()[:4] or None


def _siren(written: str | None) -> str | None:
    return keys.siren(written) if (written or "").strip().upper().startswith("FR") else None


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the two tables: the file that holds it in a ZIP, and the columns that Jalon adds."""

    member: re.Pattern[str]
    derived: Derived


TABLES: Mapping[str, _Kind] = {
    "projects": _Kind(
        re.compile(r"(?:.*/)?(?:[\w-]*-)?projects?\.csv", re.IGNORECASE),
        {
            "awarded": ("ecMaxContribution", amount),
            "total_cost": ("totalCost", amount),
            "year_signed": ("ecSignatureDate", year),
            "year_started": ("startDate", year),
        },
    ),
    "organisations": _Kind(
        re.compile(r"(?:.*/)?(?:[\w-]*-)?organi[sz]ations?\.csv", re.IGNORECASE),
        {
            "received": ("ecContribution", amount),
            "received_net": ("netEcContribution", amount),
            "cost": ("totalCost", amount),
            "siren": ("vatNumber", _siren),
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Cordis:
    """A file of CORDIS whose header has been read."""

    path: Path
    spec: ReaderSpec
    named: Named
    kind: _Kind
    own: tuple[str, ...]
    lead: int
    delimiter: str

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the file, then those that are added."""
        return (*self.own, *_added(self.kind, self.own))

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`."""
        content, lines = _open(self.path, self.spec, self.kind, self.named)
        with lines:
            lines.skip(self.lead)
            while block := lines.block():
                rows, rejects = read_block(Block(*block), lines, self.own, self.delimiter)
                yield Batch(self._completed(rows), rejected(rejects), content.consumed)

    def _completed(self, rows: pa.Table) -> pa.Table:
        for name in _added(self.kind, self.own):
            source, make = self.kind.derived[name]
            rows = rows.append_column(name, pa.array(map(make, rows[source].to_pylist()), pa.string()))
        return rows.select([*self.header, LINE])


def open_cordis(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Cordis:
    """Open a file of CORDIS, or its table in a ZIP.

    Raises:
        UnreadableFile: no text, no such file in the ZIP, or a needed column is missing.
    """
    kind = table_of(spec, TABLES, "CORDIS", named)
    _, lines = _open(path, spec, kind, named)
    with lines:
        line = lines.line()
        delimiter = _delimiter(spec, line)
        try:
            cells = next(
                csv.reader(chain([line], iter(lines.line, "")), delimiter=delimiter, strict=True), None
            )
        except csv.Error:
            raise named.refuse("header-broken", lines.number) from None
        lead = lines.number
    if not line or not cells:
        raise named.refuse("file-empty")
    own = headers.usable(cells)
    headers.check((*own, *_added(kind, own)), needed, 1, named)
    return Cordis(path, spec, named, kind, own, lead, delimiter)


def _added(kind: _Kind, own: tuple[str, ...]) -> list[str]:
    """The columns that can be made of those of the file, and are not in it."""
    return [name for name, (source, _) in kind.derived.items() if source in own and name not in own]


def _open(path: Path, spec: ReaderSpec, kind: _Kind, named: Named) -> tuple[Bytes | Member, Lines]:
    content: Bytes | Member
    content = Member(path, kind.member, named) if starts_with(path, ZIP_MAGIC) else Bytes(path, named)
    text = io.BufferedReader(Utf8(content, spec.encoding, named), buffer_size=1 << 20)
    return content, Lines(text, named)


def _delimiter(spec: ReaderSpec, header: str) -> str:
    """What the source says; a comma, which is also what saying nothing gives, when the header has it.

    CORDIS publishes semicolons; a spreadsheet saves commas.
    """
    return ";" if spec.delimiter == "," and ";" in header else spec.delimiter
