"""The records of a JSON text, one by one, each with the line on which it starts.

A text of JSON lines has one record a line. An array of records is cut at the commas between its elements,
without ever holding more than one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jalon.infocentre.readers.records import MAX_LINE_BYTES, Lines

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|"|[\[\]{},]', re.DOTALL)
_BLANKS = " \t\r\n"


def json_records(lines: Lines) -> Iterator[tuple[int, str]]:
    """The text of each record and its line; blank lines are no records.

    Raises:
        UnreadableFile: the text cannot be read to its end, or an array is not closed.
    """
    while line := lines.line():
        text = line.strip(_BLANKS)
        if text.startswith("["):
            yield from _Elements(lines, line[line.index("[") + 1 :]).read()
            return
        if text:
            yield lines.number, text
            break
    while line := lines.line():
        if text := line.strip(_BLANKS):
            yield lines.number, text


class _Elements:
    """The elements of an array, whose opening bracket has been read."""

    def __init__(self, lines: Lines, rest: str) -> None:
        self._lines = lines
        self._rest = rest
        self._parts: list[str] = []
        self._size = 0
        self._depth = 0
        self._start = 0
        self._closed = False

    def read(self) -> Iterator[tuple[int, str]]:
        while self._rest and not self._closed:
            yield from self._cut(self._rest)
            if not self._closed:
                self._rest = self._lines.line()
        if not self._closed:
            raise self._lines.named.refuse("json-array-open", self._lines.number)
        if self._rest.strip(_BLANKS):
            raise self._lines.named.refuse("json-after-array", self._lines.number)
        while line := self._lines.line():
            if line.strip(_BLANKS):
                raise self._lines.named.refuse("json-after-array", self._lines.number)

    def _cut(self, line: str) -> Iterator[tuple[int, str]]:
        """The elements that end on a line; what follows the array is left in ``_rest``."""
        begin = 0
        for token in _TOKEN.finditer(line):
            mark = token[0]
            if mark in {"{", "["}:
                self._depth += 1
            elif self._depth and mark in {"}", "]"}:
                self._depth -= 1
            elif not self._depth and mark in {",", "]"}:
                self._keep(line[begin : token.start()])
                yield from self._element()
                begin = token.end()
                if mark == "]":
                    self._closed, self._rest = True, line[begin:]
                    return
        self._keep(line[begin:])

    def _keep(self, text: str) -> None:
        if not self._start and text.strip(_BLANKS):
            self._start = self._lines.number
        self._size += len(text)
        if self._size > MAX_LINE_BYTES:
            raise self._lines.named.refuse("json-record-too-long", self._start, limit=MAX_LINE_BYTES >> 20)
        self._parts.append(text)

    def _element(self) -> Iterator[tuple[int, str]]:
        text = "".join(self._parts).strip(_BLANKS)
        self._parts.clear()
        start, self._size, self._start = self._start, 0, 0
        if text:
            yield start, text
