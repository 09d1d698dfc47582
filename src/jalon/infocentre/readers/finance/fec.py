"""FEC: the French statutory ledger (article A47 A-1 of the *Livre des procédures fiscales*).

A ledger is read twice: once to add up its entries, once for its rows. Each entry must balance to the cent,
and so must the file. An entry is a number in a journal. Lines of an entry that does not balance, or of
which another line cannot be read, are refused: an entry is whole or is not there.
"""

from __future__ import annotations

import codecs
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.compression import Bytes
from jalon.infocentre.readers.detection import AUTO, encoding_of
from jalon.infocentre.readers.encoding import Utf8
from jalon.infocentre.readers.finance.amounts import cents, day, plain
from jalon.infocentre.readers.finance.books import Books
from jalon.infocentre.readers.finance.entries import Line, read_lines
from jalon.infocentre.readers.finance.layout import DAYS, STANDARD, Layout, read_layout
from jalon.infocentre.readers.finance.remarks import Remarks
from jalon.infocentre.readers.records import Lines
from jalon.infocentre.readers.rejects import Reject
from jalon.infocentre.readers.rows import Gathering, Row
from jalon.infocentre.readers.table import Batch, Named

_FOREIGN = STANDARD.index("Montantdevise")


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger whose header has been read."""

    path: Path
    spec: ReaderSpec
    named: Named
    encoding: str
    layout: Layout
    header: tuple[str, ...]
    lead: int

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`.

        Raises:
            UnreadableFile: also when the ledger as a whole does not balance, or when a line that cannot be
                read does not tell which entry lacks it.
        """
        with closing(sqlite3.connect("")) as database:
            books = Books(database)
            remarks = Remarks(self.named, self.layout, self.encoding, self.spec.encoding == AUTO)
            with self._open()[1] as lines:
                for line in self._read(lines):
                    books.add(line)
                    remarks.look(line)
            books.close()
            self._refuse_strays(books)
            self._refuse_unbalanced(books)
            yield from self._rows(books)
            empty = Gathering(self.header).batch(self.path.stat().st_size)
            yield replace(empty, notes=tuple(remarks.told(books)))

    def _rows(self, books: Books) -> Iterator[Batch]:
        gathering = Gathering(self.header)
        judge = _Judge(books, books.has_faulty)
        content, lines = self._open()
        with lines:
            for line in self._read(lines):
                fault = judge.fault(line)
                if fault is not None:
                    gathering.reject(fault)
                else:
                    gathering.add(Row(line.number, self._cells(line)))
                if gathering.is_full:
                    yield gathering.batch(content.consumed)
            yield gathering.batch(content.consumed)

    def _refuse_strays(self, books: Books) -> None:
        count, first = books.strays()
        if count:
            raise self.named.refuse("fec-line-without-entry", first, count=count)

    def _refuse_unbalanced(self, books: Books) -> None:
        """A ledger of which every amount is read must balance as a whole; what is missing is not known."""
        difference = books.debit - books.credit
        count, first = books.unbalanced()
        if books.unread or not difference or first is None:
            return
        raise self.named.refuse(
            "fec-unbalanced",
            first.first,
            debit=plain(books.debit),
            credit=plain(books.credit),
            difference=plain(difference),
            count=count,
            entry=first.said,
            short=plain(first.balance),
        )

    def _cells(self, line: Line) -> tuple[str | None, ...]:
        places = self.layout.places
        worked = {
            "EcritureDate": line.day,
            "Debit": plain(line.debit),
            "Credit": plain(line.credit),
        }
        own = [
            worked[name] if name in worked else line.cells[places[name]] if name in places else None
            for name in STANDARD
        ]
        for name in DAYS:
            at = STANDARD.index(name)
            own[at] = day(own[at] or "") or own[at]
        foreign = own[_FOREIGN]
        amount = cents(foreign) if foreign else None
        own[_FOREIGN] = foreign if amount is None else plain(amount)
        balance = plain(line.debit - line.credit)
        more = [line.cells[place] for place in self.layout.more]
        return (*(cell or None for cell in own), balance, str(line.number), *(cell or None for cell in more))

    def _read(self, lines: Lines) -> Iterator[Line]:
        lines.skip(self.lead)
        return read_lines(lines, self.layout)

    def _open(self) -> tuple[Bytes, Lines]:
        return _opened(self.path, self.encoding, self.named)


@dataclass(slots=True)
class _Judge:
    """Says which lines are no rows; asks the books once for an entry whose lines follow each other."""

    books: Books
    any_faulty: bool
    _last: tuple[str, str] | None = None
    _fault: tuple[str, str] | None = None

    def fault(self, line: Line) -> Reject | None:
        """Why a line is no row; None when it is one."""
        if line.fault is not None:
            return line.fault
        if not self.any_faulty:
            return None
        key = (line.journal, line.entry)
        if key != self._last:
            self._last, self._fault = key, self._entry(*key)
        return None if self._fault is None else Reject(line.number, self._fault[0], "", self._fault[1])

    def _entry(self, journal: str, number: str) -> tuple[str, str] | None:
        entry, is_broken = self.books.state(journal, number)
        if is_broken:
            return "fec-entry-incomplete", entry.said
        if entry.balance:
            return "fec-entry-unbalanced", f"{entry.said} : {plain(entry.balance)}"
        return None


def open_fec(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Ledger:
    """Read the header of a ledger.

    Raises:
        UnreadableFile: the file is empty or no text, or lacks a column of the layout.
    """
    encoding = encoding_of(path, spec.encoding, named)
    codecs.lookup(encoding)
    with _opened(path, encoding, named)[1] as lines:
        lines.skip(spec.header - 1)
        text = lines.line()
        if not text:
            raise named.refuse("file-empty")
        if "\r" in text.rstrip("\r\n"):
            raise named.refuse("line-ends-unknown", lines.number)
        layout = read_layout(text, lines.number, named)
        lead = lines.number
    headers.check(layout.names, needed, lead, named)
    return Ledger(path, spec, named, encoding, layout, layout.names, lead)


def _opened(path: Path, encoding: str, named: Named) -> tuple[Bytes, Lines]:
    content = Bytes(path, named)
    return content, Lines(io.BufferedReader(Utf8(content, encoding, named), buffer_size=1 << 20), named)
