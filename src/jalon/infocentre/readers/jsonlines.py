"""JSON lines, and arrays of records: each record a row, its columns named by dotted paths.

What is not in a record is an empty cell. A path that no record of the file has is a mistake of the mapping,
and refused: it would empty the column without a word. Lists and records have no cell: the row that holds one
where a value is asked for is refused.
"""

from __future__ import annotations

import codecs
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any  # what a JSON text holds

import pyarrow as pa

from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.compression import ZIP_MAGIC, Bytes, starts_with
from jalon.infocentre.readers.encoding import Utf8
from jalon.infocentre.readers.jsonrecords import json_records
from jalon.infocentre.readers.jsonvalue import NoRecord, cell, find, is_cut_short, read_record
from jalon.infocentre.readers.records import Lines
from jalon.infocentre.readers.rejects import Reject, rejected
from jalon.infocentre.readers.table import Batch, Named, text_rows

_RECORDS = 10_000
"""Records in a batch: a JSON record in memory is some ten times heavier than a row of text."""

_SAMPLE = 100
"""Records whose keys are told when a path leads nowhere."""

HELD_BY = 3
"""How many records at least must all have a key before it is told of a file about persons."""


@dataclass(frozen=True, slots=True)
class JsonLines:
    """A file of JSON records; its columns are those that the mapping asks for."""

    path: Path
    spec: ReaderSpec
    named: Named
    header: tuple[str, ...]

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; ``_line`` is where the record starts.

        Raises:
            UnreadableFile: also when no record of the file has one of the columns.
        """
        absent = set(self.header)
        content, lines = _open(self.path, self.spec, self.named)
        received = 0
        with lines:
            records = json_records(lines)
            while chunk := list(islice(records, _RECORDS)):
                batch = self._batch(chunk, absent, content)
                received += batch.rows.num_rows
                yield batch
        if received and absent:
            raise self._never(absent)

    def _batch(self, chunk: list[tuple[int, str]], absent: set[str], content: Bytes) -> Batch:
        columns: list[list[str | None]] = [[] for _ in self.header]
        starts: list[int] = []
        rejects: list[Reject] = []
        for line, text in chunk:
            row = self._row(line, text, absent)
            if isinstance(row, Reject):
                rejects.append(row)
                continue
            starts.append(line)
            for column, value in zip(columns, row, strict=True):
                column.append(value)
        arrays = [pa.array(column, pa.string()) for column in columns]
        rows = text_rows(self.header, arrays, pa.array(starts, pa.int64()))
        return Batch(rows, rejected(rejects), content.consumed)

    def _row(self, line: int, text: str, absent: set[str]) -> list[str | None] | Reject:
        path = ""
        try:
            record = read_record(text)
            row = []
            for path in self.header:
                is_there, value = self._find(record, path)
                if is_there:
                    absent.discard(path)
                row.append(cell(value, self.spec.decimal))
        except NoRecord as problem:
            return Reject(line, problem.code, path)
        return row if _is_text(row) else Reject(line, "json-broken")

    def _find(self, record: Mapping[str, Any], path: str) -> tuple[bool, Any]:
        if self.spec.kind is ReaderKind.SQL:
            return path in record, record.get(path)
        return find(record, path)

    def _never(self, absent: set[str]) -> Exception:
        _, lines = _open(self.path, self.spec, self.named)
        with lines:
            sample = [_paths(text) for _, text in islice(json_records(lines), _SAMPLE)]
        known = _told(sample, self.header) if self.named.discreet else chain.from_iterable(sample)
        missing = [path for path in self.header if path in absent]
        return headers.missing(missing, list(dict.fromkeys(known)), self.header, 1, self.named)


def open_json(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> JsonLines:
    """Look at the first record of a file of JSON records.

    Raises:
        UnreadableFile: the file is empty or no text.
    """
    if starts_with(path, ZIP_MAGIC):
        raise named.refuse("file-not-text", 1)
    _, lines = _open(path, spec, named)
    with lines:
        first = next(json_records(lines), None)
        if first is None:
            raise named.refuse("file-empty")
        if _goes_on(first[1], lines):
            raise named.refuse("json-over-lines", first[0])
    return JsonLines(path, spec, named, needed)


def _goes_on(text: str, lines: Lines) -> bool:
    """True when the first record is not whole on its line, and the next lines belong to it.

    Such a file is one record written for people to read, often around the list that is wanted.
    """
    if not text.startswith("{") or not is_cut_short(text):
        return False
    return text.endswith(("{", "[")) or not lines.line().lstrip().startswith("{")


def _open(path: Path, spec: ReaderSpec, named: Named) -> tuple[Bytes, Lines]:
    codecs.lookup(spec.encoding)
    content = Bytes(path, named)
    return content, Lines(io.BufferedReader(Utf8(content, spec.encoding, named), buffer_size=1 << 20), named)


def _is_text(row: list[str | None]) -> bool:
    """False when a cell holds a NUL, or half of a character (one of a surrogate pair)."""
    whole = "".join(filter(None, row))
    try:
        whole.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in whole


def _told(sample: Sequence[Sequence[str]], needed: Sequence[str]) -> list[str]:
    """The paths that may be told of a file about persons: in some, the key of a record is a person.

    They are those that the mapping names, but for their case, and the keys that each of several records has.
    """
    asked = {path.casefold() for path in needed}
    keys = Counter(key for paths in sample for key in {path.partition(".")[0] for path in paths})
    common = {key for key, count in keys.items() if count == len(sample) >= HELD_BY}
    paths = (path for paths in sample for path in paths)
    return [path for path in paths if path.casefold() in asked or path in common]


def _paths(text: str) -> list[str]:
    """The dotted paths of the simple values of a record."""
    try:
        record = read_record(text)
    except NoRecord:
        return []
    found: list[str] = []
    left: list[tuple[str, Any]] = [("", record)]
    while left:
        prefix, value = left.pop()
        if isinstance(value, dict):
            left.extend((f"{prefix}.{key}" if prefix else key, inner) for key, inner in value.items())
        elif prefix:
            found.append(prefix)
    return sorted(found)
