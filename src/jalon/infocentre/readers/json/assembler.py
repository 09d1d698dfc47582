"""Records put together from the events of a JSON parser, within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_DEPTH = 64
"""Levels inside one another; answers of the services that are read have about ten."""

MAX_VALUES = 500_000
"""Values in one record: a paper of 5,000 authors has some 300,000."""

MAX_CHARACTERS = 16 << 20
"""Characters in one record."""


class TooLarge(Exception):
    """A record beyond a bound. Caught where the document is read."""

    def __init__(self, code: str, limit: int) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Element:
    """A record as found.

    Attributes:
        line: the line on which it starts.
        value: an object, where the file is as it should be.
        key: the name of the array that holds it; empty for none.
        head: what the document says around the array, as far as it was read.
        whole: the record is a whole document or line, not an item of an array.
        is_stray: it stands where an array of records should: an error in the place of an answer.
    """

    line: int
    value: object
    key: str = ""
    head: Mapping[str, object] = field(default_factory=dict)
    whole: bool = False
    is_stray: bool = False


def is_stray(name: str, value: object) -> bool:
    """True for a member that should be an array, where any name (``*``) leads to one.

    What an answer says of itself, beside its array, is a text or a number under a word.
    """
    return isinstance(value, dict) or (name.isdecimal() and not isinstance(value, list))


@dataclass(slots=True)
class _Open:
    """An object or array whose end is still to come."""

    value: dict[str, object] | list[object]
    line: int
    key: str = ""
    holds_records: bool = False


@dataclass(slots=True)
class Assembler:
    """Puts records together; an array of records is emptied as it is read.

    ``envelopes`` are the paths of keys that lead to arrays of records; ``*`` stands for any key. An array
    that is the whole document holds records too.
    """

    envelopes: tuple[tuple[str, ...], ...]
    _stack: list[_Open] = field(default_factory=list)
    _values: int = 0
    _characters: int = 0
    _unwrapped: bool = False

    def take(self, event: str, value: object, line: int) -> Element | None:
        """One event of the parser (see ``ijson.basic_parse``); the record that it ends, if it ends one."""
        self._count(value)
        if event == "map_key":
            self._stack[-1].key = str(value)
        elif event == "start_map":
            self._open({}, line, holds_records=False)
        elif event == "start_array":
            self._open([], line, holds_records=self._is_envelope())
        elif event in {"end_map", "end_array"}:
            closed = self._stack.pop()
            return self._close(closed)
        else:
            return self._place(value, line)
        return None

    def _count(self, value: object) -> None:
        self._values += 1
        self._characters += len(value) if isinstance(value, str) else 8
        if self._values > MAX_VALUES:
            raise TooLarge("json-record-too-large", MAX_VALUES)
        if self._characters > MAX_CHARACTERS:
            raise TooLarge("document-record-too-long", MAX_CHARACTERS >> 20)

    def _open(self, value: dict[str, object] | list[object], line: int, *, holds_records: bool) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise TooLarge("document-too-deep", MAX_DEPTH)
        self._unwrapped |= holds_records
        self._stack.append(_Open(value, line, holds_records=holds_records))

    def _is_envelope(self) -> bool:
        if not self._stack:
            return True
        keys = [level.key for level in self._stack]
        return any(
            len(path) == len(keys) and all(name in {"*", key} for name, key in zip(path, keys, strict=True))
            for path in self.envelopes
        ) and all(isinstance(level.value, dict) for level in self._stack)

    def _close(self, closed: _Open) -> Element | None:
        if closed.holds_records:
            self._forget()
            if not self._stack:
                self._unwrapped = False
            return None
        return self._place(closed.value, closed.line)

    def _place(self, value: object, line: int) -> Element | None:
        """Put a finished value where it belongs; give it back when it is a record."""
        if not self._stack:
            whole, self._unwrapped = not self._unwrapped, False
            self._forget()
            return Element(line, value, whole=True) if whole else None
        holder = self._stack[-1]
        if holder.holds_records:
            self._forget()
            return Element(line, value, key=self._key_of_array(), head=self._head())
        if self._may_stray() and is_stray(holder.key, value):
            self._forget()
            self._unwrapped |= holder.key.isdecimal()
            return Element(line, value, key=holder.key, head=self._head(), is_stray=True)
        if isinstance(holder.value, dict):
            holder.value[holder.key] = value
        else:
            holder.value.append(value)
        return None

    def _may_stray(self) -> bool:
        """True for the members of the document, when any of their names leads to an array of records."""
        return len(self._stack) == 1 and isinstance(self._stack[0].value, dict) and ("*",) in self.envelopes

    def _key_of_array(self) -> str:
        return self._stack[-2].key if len(self._stack) > 1 else ""

    def _head(self) -> Mapping[str, object]:
        top = self._stack[0].value
        return top if isinstance(top, dict) else {}

    def _forget(self) -> None:
        """A record is done: the next one is counted from nothing."""
        self._values = self._characters = 0
