"""CSV: any delimiter, any encoding, with the exact line of every record."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.compression import ZIP_MAGIC, Bytes, starts_with
from jalon.infocentre.readers.encoding import Utf8
from jalon.infocentre.readers.records import Block, Lines, read_block
from jalon.infocentre.readers.rejects import rejected
from jalon.infocentre.readers.table import Batch, Named

_SEPARATOR = re.compile(r"\"?sep=([^\w\s\"]|\t)\"?[\r\n]*", re.IGNORECASE)
"""The line by which Excel tells, and is told, the delimiter of the lines that follow."""


@dataclass(frozen=True, slots=True)
class Csv:
    """A CSV file whose header has been read.

    ``lead`` is the number of physical lines before the first record; ``delimiter`` is that of the file.
    """

    path: Path
    spec: ReaderSpec
    named: Named
    header: tuple[str, ...]
    lead: int
    delimiter: str

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`."""
        content, lines = _open(self.path, self.spec, self.named)
        with lines:
            lines.skip(self.lead)
            while block := lines.block():
                rows, rejects = read_block(Block(*block), lines, self.header, self.delimiter)
                yield Batch(rows, rejected(rejects), content.consumed)


def open_csv(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Csv:
    """Read the header of a CSV file.

    Raises:
        UnreadableFile: the file is empty or no text, or its header is not the one the mapping needs.
    """
    if starts_with(path, ZIP_MAGIC):
        raise named.refuse("file-not-text", 1)
    _, lines = _open(path, spec, named)
    told = _told_delimiter(path, spec, named) if spec.header == 1 else None
    delimiter = told or spec.delimiter
    with lines:
        lines.skip(1 if told else spec.header - 1)
        first = lines.number + 1
        text, cells = _header(lines, delimiter, spec, named)
        lead = lines.number
    likely = headers.likely_delimiter(text, delimiter, needed)
    if likely is not None:
        words = headers.DELIMITERS
        declared = words.get(delimiter, delimiter)
        raise named.refuse("wrong-delimiter", first, declared=declared, likely=words[likely])
    headers.check(cells, needed, first, named)
    return Csv(path, spec, named, headers.usable(cells, needed), lead, delimiter)


def _told_delimiter(path: Path, spec: ReaderSpec, named: Named) -> str | None:
    """The delimiter that the first line tells to spreadsheets: ``sep=;``; None when it is no such line."""
    _, lines = _open(path, spec, named)
    with lines:
        found = _SEPARATOR.fullmatch(lines.line())
    return found[1] if found else None


def _open(path: Path, spec: ReaderSpec, named: Named) -> tuple[Bytes, Lines]:
    codecs.lookup(spec.encoding)
    content = Bytes(path, named)
    text = io.BufferedReader(Utf8(content, spec.encoding, named), buffer_size=1 << 20)
    return content, Lines(text, named)


def _header(lines: Lines, delimiter: str, spec: ReaderSpec, named: Named) -> tuple[str, list[str]]:
    """The header as written, and its cells."""
    pulled: list[str] = []

    def pull() -> Iterator[str]:
        while line := lines.line():
            pulled.append(line)
            yield line

    try:
        cells = next(csv.reader(pull(), delimiter=delimiter, strict=True), None)
    except csv.Error:
        # Lines that end with a carriage return alone, as on very old machines, come as one.
        code = "line-ends-unknown" if any("\r" in line.rstrip("\r\n") for line in pulled) else "header-broken"
        raise named.refuse(code, lines.number) from None
    if not cells:
        raise named.refuse("header-empty", spec.header) if pulled else named.refuse("file-empty")
    return "".join(pulled), cells
