"""BibTeX bibliographies, read with bibtexparser (extra ``bibtex``): LaTeX accents become letters."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.compression import Bytes
from jalon.infocentre.readers.encoding import Utf8
from jalon.infocentre.readers.json.cells import clean
from jalon.infocentre.readers.json.flatten import table_of
from jalon.infocentre.readers.rejects import Reject
from jalon.infocentre.readers.research import bibfields, keys
from jalon.infocentre.readers.research.repeated import KEY, TITLE, marked
from jalon.infocentre.readers.rows import Gathering, Row
from jalon.infocentre.readers.table import Batch, Named, Opened

if TYPE_CHECKING:
    from bibtexparser.library import Library
    from bibtexparser.model import Entry

MAX_BYTES = 32 << 20
"""A bibliography is parsed whole; this is some 50,000 entries."""

MAX_BRACES = 200
"""Braces inside one another; a field beyond that is kept as written."""

COLUMNS = (
    "publication_key", "doi", "hal_id", "document_type", "year", "month", "doi_as_written", "entry", "title",
    "title_key", TITLE, KEY, "journal", "publisher", "language", "authors", "author_names",
)  # fmt: skip
PERSONAL = frozenset({"author_names"})
_TABLES = {"publications": COLUMNS}


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A BibTeX file; ``_line`` is the line on which an entry starts."""

    path: Path
    spec: ReaderSpec
    named: Named
    header: tuple[str, ...]

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`."""
        gathering = Gathering(self.header)
        size = self.path.stat().st_size
        for found in _entries(_text(self.path, self.spec, self.named), self.named):
            if isinstance(found, Reject):
                gathering.reject(found)
            else:
                line, cells = found
                gathering.add(Row(line, tuple(cells.get(name) for name in self.header)))
            if gathering.is_full:
                yield gathering.batch(size)
        yield gathering.batch(size)


def open_bibtex(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Opened:
    """Open a BibTeX file.

    Raises:
        UnreadableFile: bibtexparser is not installed, or a needed column is not in the table.
    """
    try:
        # In the extra « bibtex »: only who needs it has it.
        import bibtexparser  # noqa: F401
        import pylatexenc  # noqa: F401
    except ImportError:
        raise named.refuse("extra-missing", extra="bibtex", use="BibTeX") from None
    columns = table_of(spec, _TABLES, "BibTeX", named)
    header = tuple(name for name in columns if name not in PERSONAL or name in needed)
    headers.check(header, needed, 0, named)
    if path.stat().st_size == 0:
        raise named.refuse("file-empty")
    return marked(Bibliography(path, spec, named, header), needed)


def _text(path: Path, spec: ReaderSpec, named: Named) -> str:
    with Utf8(Bytes(path, named), spec.encoding, named) as content:
        parts: list[bytes] = []
        size = 0
        while part := content.read(1 << 20):
            parts.append(part)
            size += len(part)
            if size > MAX_BYTES:
                raise named.refuse("bibtex-too-large", limit=MAX_BYTES >> 20)
    return b"".join(parts).decode()


def _entries(text: str, named: Named) -> Iterator[tuple[int, Mapping[str, str | None]] | Reject]:
    """Each entry with its line; what is broken or repeated is rejected; comments are passed over."""
    # In the extra « bibtex »: only who needs it has it.
    from bibtexparser import model
    from bibtexparser.entrypoint import parse_string

    if "@" not in text:
        raise named.refuse("file-not-bibtex")
    # The library logs the text of broken entries, which may name people.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    try:
        # Without the library's own reading of values, which leaves « a # b » as it is written.
        library = parse_string(text, parse_stack=[])
        entries = _fields(library)
        parents = {name.lower(): fields for name, fields in entries.items() if name}
    except (ValueError, RecursionError, IndexError, KeyError, TypeError):
        raise named.refuse("file-not-bibtex") from None
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, model.Entry):
            fields = entries[block.key]
            parent = parents.get(fields.get("crossref", "").strip().lower())
            yield line, _cells(block.entry_type, block.key, bibfields.completed(fields, parent))
        elif isinstance(block, model.DuplicateBlockKeyBlock):
            yield Reject(line, "bibtex-entry-repeated")
        elif isinstance(block, model.ParsingFailedBlock):
            yield Reject(line, "bibtex-entry-broken")


def _fields(library: Library) -> dict[str, Mapping[str, str]]:
    """The fields of each entry by its name, their values put together."""
    strings: dict[str, str] = {}
    for found in library.strings:
        strings[found.key.lower()] = bibfields.value(str(found.value), strings)
    return {entry.key: _values(entry, strings) for entry in library.entries}


def _values(entry: Entry, strings: Mapping[str, str]) -> Mapping[str, str]:
    return {field.key.lower(): bibfields.value(str(field.value), strings) for field in entry.fields}


def _cells(kind: str, entry: str, fields: Mapping[str, str]) -> Mapping[str, str | None]:
    title = plain(fields.get("title"))
    address = plain(fields.get("url"))
    deposit = keys.hal_id(fields.get("hal_id") or fields.get("hal-id")) or keys.deposit_at(address)
    doi, year = keys.doi(plain(fields.get("doi"))) or keys.doi(address), _year(fields)
    written = bibfields.people(fields.get("author", ""))
    is_whole = not written or written[-1].lower() != bibfields.OTHERS
    people = [name for one in (written if is_whole else written[:-1]) if (name := plain(one))]
    title_key = keys.title_key(title)
    family = keys.family_name(people[0]) if people else None
    return {
        "publication_key": keys.publication_key(
            doi=doi, hal_id=deposit, title_key=title_key, year=year, family=family
        ),
        "doi": doi,
        "hal_id": deposit,
        "document_type": clean(kind).lower(),
        "year": year,
        "month": plain(fields.get("month")) or (fields.get("date") or "")[5:7] or None,
        "doi_as_written": plain(fields.get("doi")),
        "entry": clean(entry),
        "title": title,
        "title_key": title_key,
        "journal": plain(fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle")),
        "publisher": plain(fields.get("publisher")),
        "language": plain(fields.get("language") or fields.get("langid")),
        "authors": str(len(people)) if "author" in fields and is_whole else None,
        "author_names": "; ".join(people) or None,
    }


def _year(fields: Mapping[str, str]) -> str | None:
    """The year, of ``year`` (BibTeX) or ``date`` (BibLaTeX)."""
    return plain(fields.get("year")) or (fields.get("date") or "")[:4] or None


def plain(written: str | None) -> str | None:
    r"""Text without LaTeX, its blanks made one.

    >>> plain(r"Un {\'e}t{\'e} \& la {GPU}")
    'Un été & la GPU'
    """
    if not written:
        return None
    text = written
    if "\\" in text or "{" in text or "$" in text or "~" in text:
        text = _decoded(text)
    return " ".join(clean(text).split()) or None


def _decoded(text: str) -> str:
    # In the extra « bibtex »: only who needs it has it.
    from pylatexenc.latex2text import LatexNodes2Text

    if text.count("{") > MAX_BRACES or len(text) > 1 << 16:
        return text
    try:
        return str(LatexNodes2Text(keep_comments=True).latex_to_text(text))
    except (ValueError, RecursionError, IndexError, KeyError, TypeError, AttributeError):
        return text
