"""The files of a OneRoster bundle: the manifest that announces them, and their records."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.archive import Archive
from jalon.infocentre.readers.blanks import is_blank, without_surplus
from jalon.infocentre.readers.comparing import BLANKS
from jalon.infocentre.readers.table import Named
from jalon.kernel.suggestions import hint

GONE = "tobedeleted"
"""The status of a record that the sender no longer stands for."""

REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "academicSessions": ("sourcedId", "title", "type", "startDate", "endDate", "schoolYear"),
        "classes": (
            "sourcedId",
            "title",
            "courseSourcedId",
            "classType",
            "schoolSourcedId",
            "termSourcedIds",
        ),
        "courses": ("sourcedId", "title", "orgSourcedId"),
        "demographics": ("sourcedId",),
        "enrollments": ("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
        "orgs": ("sourcedId", "name", "type"),
        "roles": ("sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"),
        "users": ("sourcedId", "enabledUser", "username", "givenName", "familyName"),
    }
)
"""The tables that are read, and the columns that the binding says must be in each of them."""

OF_PERSONS = frozenset({"demographics", "enrollments", "roles", "users"})
"""The tables whose records are of persons."""

VERSIONS = ("1.1", "1.2")
"""The versions of the binding whose tables are as read here."""

_LONGEST_LINE = 1 << 20
_MODES = ("bulk", "delta", "absent")
_MANIFEST = "manifest.csv"


class Roster:
    """A bundle whose manifest has been read; use as a context.

    A manifest in the one folder that a sender zipped whole is accepted as well as one at the top.

    Raises:
        UnreadableFile: no archive, or a manifest that is absent, of another version, or untrue.
    """

    def __init__(self, path: Path, named: Named) -> None:
        self.named = named
        self.size = path.stat().st_size
        self._archive = Archive(path, named, "oneroster-not-zip")
        try:
            self._folder = self._find_folder()
            self._modes = self._read_manifest()
        except Exception:
            self._archive.__exit__()
            raise

    def __enter__(self) -> Roster:
        return self

    def __exit__(self, *_error: object) -> None:
        self._archive.__exit__()

    def has(self, name: str) -> bool:
        """True when the manifest announces the table."""
        return self._modes.get(name, "absent") != "absent"

    def table(self, name: str) -> Table:
        """A table, its header read.

        Raises:
            UnreadableFile: it is not in the bundle, holds changes only, or lacks a column of the standard.
        """
        if not self.has(name):
            present = [known for known in REQUIRED if self.has(known)]
            raise self.named.refuse("oneroster-table-absent", table=name, known=hint(name, present))
        if self._modes[name] == "delta":
            raise self.named.refuse("oneroster-delta", table=name)
        table = self._table(name)
        headers.check(table.header, REQUIRED.get(name, ()), 1, table.named)
        return table

    def _table(self, name: str) -> Table:
        # Without its header, a file of persons begins with a person.
        discreet = self.named.discreet or name in OF_PERSONS
        named = Named(f"{self.named.file}/{name}.csv", discreet=discreet)
        lines = _lines(self._archive, f"{self._folder}{name}.csv", named)
        start, header = next(lines, (0, []))
        if not header:
            raise named.refuse("file-empty", start)
        likely = (
            headers.likely_delimiter(header[0], ",", REQUIRED.get(name, ())) if len(header) == 1 else None
        )
        if likely is not None:
            raise named.refuse("oneroster-not-comma", start, likely=headers.DELIMITERS[likely])
        return Table(named, tuple(cell.strip(BLANKS) for cell in header), lines)

    def _find_folder(self) -> str:
        found = [
            name
            for name in self._archive.entries
            if name.split("/")[-1] == _MANIFEST and name.count("/") < 2 and not name.startswith("__MACOSX/")
        ]
        if len(found) != 1:
            raise self.named.refuse("oneroster-no-manifest", count=len(found))
        return found[0].removesuffix(_MANIFEST)

    def _read_manifest(self) -> dict[str, str]:
        table = self._table("manifest")
        headers.check(table.header, ("propertyName", "value"), 1, table.named)
        key, value = table.header.index("propertyName"), table.header.index("value")
        wide = max(key, value)
        told = {row[key].strip(): row[value].strip() for _, row in table.records() if len(row) > wide}
        version = told.get("oneroster.version", "")
        if version not in VERSIONS:
            raise table.named.refuse("oneroster-version", version=version or "—", known=", ".join(VERSIONS))
        return {name: self._mode(name, told, table.named) for name in REQUIRED}

    def _mode(self, name: str, told: Mapping[str, str], named: Named) -> str:
        mode = told.get(f"file.{name}", "absent").casefold()
        is_there = f"{self._folder}{name}.csv" in self._archive.entries
        if mode not in _MODES or is_there != (mode != "absent"):
            raise named.refuse("oneroster-manifest-untrue", table=name, mode=mode[:20] or "—")
        return mode


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file of a bundle whose header has been read; its records can be read once."""

    named: Named
    header: tuple[str, ...]
    _lines: Iterator[tuple[int, list[str]]]

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """The records with the line on which each starts; blank ones are no records."""
        width = len(self.header)
        kept = ((line, record) for line, record in self._lines if not is_blank(record))
        return ((line, without_surplus(record, width)) for line, record in kept)


def _lines(archive: Archive, name: str, named: Named) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV entry, the header first: comma, double quotes, UTF-8, as the binding asks."""
    text = _Text(archive, name, named)
    reader = csv.reader(text.lines(), strict=True)
    while True:
        start = text.number + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise named.refuse("oneroster-broken", start) from None
        yield start, record


class _Text:
    """The lines of an entry of an archive.

    Attributes:
        number: how many lines have been given so far.
    """

    def __init__(self, archive: Archive, name: str, named: Named) -> None:
        self._chunks = archive.chunks(name)
        self._named = named
        self.number = 0

    def lines(self) -> Iterator[str]:
        """The lines, with their ends.

        Raises:
            UnreadableFile: bytes that are no UTF-8, a NUL, or a line without end.
        """
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        rest = ""
        for chunk in self._chunks:
            *whole, rest = (rest + self._decoded(decoder, chunk)).split("\n")
            for line in whole:
                self.number += 1
                yield f"{line}\n"
            if len(rest) > _LONGEST_LINE:
                raise self._named.refuse("line-too-long", self.number + 1, limit=_LONGEST_LINE >> 20)
        rest += self._decoded(decoder, b"", final=True)
        if rest:
            self.number += 1
            yield rest

    def _decoded(self, decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> str:
        try:
            text = decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            line = self.number + error.object[: error.start].count(b"\n") + 1
            byte = f"0x{error.object[error.start]:02X}"
            raise self._named.refuse("not-utf8", line, byte=byte) from None
        if "\0" in text:
            raise self._named.refuse("file-not-text", self.number + text[: text.index("\0")].count("\n") + 1)
        return text
