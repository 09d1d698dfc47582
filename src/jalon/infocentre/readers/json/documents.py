"""JSON records, one by one whatever the size of the file, each with the line on which it starts.

Three shapes are seen from the file itself: one object a line (JSON lines, pages of answers included), one
document that holds its records in an array (an answer of a web service), an array of records.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import ijson

from jalon.infocentre.readers.compression import Bytes
from jalon.infocentre.readers.encoding import Utf8
from jalon.infocentre.readers.json.assembler import Assembler, Element, TooLarge, is_stray
from jalon.infocentre.readers.rejects import Reject
from jalon.infocentre.readers.table import Named

Envelope = tuple[str, ...]
"""Names of the keys that lead to an array of records; ``*`` stands for any name."""

MAX_LINE_BYTES = 16 << 20
"""A longer line is no record; a document written on one such line is read as a document."""

_CHUNK = 1 << 16


@dataclass(slots=True)
class Text:
    """The text of a file, given line by line; long lines come in parts.

    Attributes:
        number: the line of what was given last.
    """

    content: Bytes
    lines: io.BufferedReader[Utf8]
    number: int = field(default=0)
    _cut: bool = field(default=False)

    def read(self, size: int = -1) -> bytes:
        """At most one line, so that what a parser makes of it is known to be on that line."""
        if size == 0:
            return b""
        found = self.lines.readline(_CHUNK)
        self.number += bool(found) and not self._cut
        self._cut = bool(found) and not found.endswith(b"\n")
        return found

    def line(self) -> bytes | None:
        """The next line; None at the end.

        An empty answer is a line that is too long.
        """
        found = self.lines.readline(MAX_LINE_BYTES)
        if not found:
            return None
        self.number += 1
        if len(found) < MAX_LINE_BYTES or found.endswith(b"\n"):
            return found
        while not found.endswith(b"\n") and (found := self.lines.readline(MAX_LINE_BYTES)):
            pass
        return b""


@contextmanager
def opened_text(path: Path, named: Named) -> Iterator[Text]:
    """A file as text, decompressed; UTF-8 as JSON demands (RFC 8259 § 8.1)."""
    content = Bytes(path, named)
    lines = io.BufferedReader(Utf8(content, "utf-8", named), buffer_size=1 << 20)
    try:
        yield Text(content, lines)
    finally:
        lines.close()


def elements(
    text: Text, first: bytes, envelopes: tuple[Envelope, ...], named: Named
) -> Iterator[Element | Reject]:
    """The records of a file.

    Args:
        text: the file.
        first: its first line that is not blank (see :func:`first_line`).
        envelopes: where an answer holds its records.
        named: the file as messages call it.

    Raises:
        UnreadableFile: no JSON, or a document that is broken, cut short or nested beyond reason.
    """
    if isinstance(_value(first), dict):
        return _of_lines(text, envelopes)
    return _of_document(text, envelopes, named)


def first_line(path: Path, named: Named) -> bytes:
    """The first line that is not blank; empty when it is too long to be a record.

    Raises:
        UnreadableFile: the file is empty, or starts as no JSON does.
    """
    with opened_text(path, named) as text:
        found = text.line()
        while found is not None and not found.strip() and found:
            found = text.line()
        number = text.number
    if found is None:
        raise named.refuse("file-empty")
    if found and found.lstrip()[:1] not in {b"{", b"["}:
        raise named.refuse("file-not-json", number)
    return found


# Lines


def _of_lines(text: Text, envelopes: tuple[Envelope, ...]) -> Iterator[Element | Reject]:
    while (line := text.line()) is not None:
        if not line:
            yield Reject(text.number, "json-line-too-long")
        elif line.strip():
            value = _value(line)
            if isinstance(value, dict):
                yield from unwrapped(text.number, value, envelopes)
            else:
                yield Reject(text.number, "json-line-broken")


def unwrapped(line: int, value: dict[str, object], envelopes: tuple[Envelope, ...]) -> Iterator[Element]:
    """The records in an object that may be an answer of a web service, or the object itself."""
    arrays = [found for path in envelopes for found in _arrays(value, path, "")]
    strays = [(name, found) for name, found in value.items() if is_stray(name, found)]
    if ("*",) not in envelopes:
        strays = []
    if not arrays and not any(name.isdecimal() for name, _ in strays):
        yield Element(line, value, whole=True)
    for name, found in strays:
        yield Element(line, found, key=name, head=value, is_stray=True)
    for key, array in arrays:
        for item in array:
            yield Element(line, item, key=key, head=value)


def _arrays(value: object, path: Envelope, key: str) -> Iterator[tuple[str, list[object]]]:
    if not path:
        if isinstance(value, list):
            yield key, value
    elif isinstance(value, dict):
        for name in value if path[0] == "*" else path[:1]:
            yield from _arrays(value.get(name), path[1:], name)


def _value(line: bytes) -> object:
    """What a line holds; None when it is no JSON, or nested or long beyond reason."""
    try:
        return json.loads(line, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, ArithmeticError, RecursionError):
        return None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


# Documents


def _of_document(text: Text, envelopes: tuple[Envelope, ...], named: Named) -> Iterator[Element | Reject]:
    assembler = Assembler(envelopes)
    events = ijson.basic_parse(text, multiple_values=True, buf_size=_CHUNK)
    while True:
        try:
            event, value = next(events)
            found = assembler.take(event, value, text.number)
        except StopIteration:
            return
        except TooLarge as problem:
            raise named.refuse(problem.code, text.number, limit=problem.limit) from None
        except (ijson.JSONError, ValueError, ArithmeticError, SystemError) as error:
            code = "json-cut-short" if "premature" in str(error) else "document-broken"
            raise named.refuse(code, text.number) from None
        if found is not None:
            yield found


def member(value: object, *path: str) -> object:
    """What stands at a path of keys; None when something on the way is missing or is no object."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
