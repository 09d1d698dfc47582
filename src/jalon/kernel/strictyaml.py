"""Strict YAML: what an institution writes, with the line of every word.

A subset on purpose: no duplicate key, no anchor, alias or tag, one document a file, nothing that runs code
or changes type behind the author's back (``no`` stays a word, ``2022-06-30`` stays text until a field asks
for a date). This module, and :mod:`jalon.kernel.yamledit` which edits such texts, are the only ones of Jalon
that know a YAML library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import yaml

from jalon.kernel.issues import Issue, Issues, Place

MAX_DEPTH = 40

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word, a number or a date, as written; ``plain`` is False when the author quoted it."""

    text: str
    plain: bool
    place: Place

    @property
    def is_empty(self) -> bool:
        """Nothing written, or ``null``."""
        return self.plain and self.text in {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Record:
    """Keys and values, in the order of the file; ``keys`` tells where each key stands."""

    entries: Mapping[str, Node]
    keys: Mapping[str, Place]
    place: Place


Node = Scalar | Sequence | Record


class _Refused(Exception):
    """Internal: the file cannot be read further; the fault is already recorded."""


def read_yaml(path: Path, name: str, issues: Issues) -> Record | None:
    """Read a file that must hold keys and values.

    Args:
        path: the file.
        name: how the file is called in messages (its path inside the dossier).
        issues: receives every fault.

    Returns:
        The content with its places, or None when the file cannot be read at all.
    """
    text = _read_text(path, name, issues)
    return None if text is None else parse_yaml(text, name, issues)


def parse_yaml(text: str, name: str, issues: Issues) -> Record | None:
    """Read YAML from text; same contract as :func:`read_yaml`.

    A text already read is not read again: a dossier is checked at each letter that somebody types in a form,
    and one file of it changes. What is read is never changed, so it can be shared.
    """
    read = _read_short if len(text) <= _SHORT else _read_long if len(text) <= _LONG else _parsed
    record, found = read(text, name)
    issues.extend(found)
    return record


def _parsed(text: str, name: str) -> tuple[Record | None, tuple[Issue, ...]]:
    issues = Issues()
    return _parse(text, name, issues), tuple(issues)


# A tree takes ten times the room of its text, or more: many short texts are kept, few long ones, no huge one.
_SHORT, _LONG = 16_000, 256_000
_read_short = lru_cache(maxsize=256)(_parsed)
_read_long = lru_cache(maxsize=4)(_parsed)


def _parse(text: str, name: str, issues: Issues) -> Record | None:
    try:
        node = _Builder(text, name, issues).document()
    except _Refused:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        problem = error.problem or "syntax"
        code = "yaml-tab" if _is_tab(text, place) else "yaml-syntax"
        issues.error(code, place, problem=problem)
        return None
    except yaml.YAMLError as error:
        issues.error("yaml-syntax", _odd_character(text, name), problem=str(error).splitlines()[0])
        return None
    if isinstance(node, Record):
        return node
    issues.error("yaml-not-a-record", node.place if node else Place(name, 1), file=name)
    return None


def _odd_character(text: str, name: str) -> Place:
    """Where the first character stands that YAML does not accept: the library does not always say."""
    odd = _CONTROL.search(text)
    before = text[: odd.start()] if odd else ""
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n")) if odd else Place(name)


def _is_tab(text: str, place: Place) -> bool:
    """True when the line is indented with a tab, which an editor shows like spaces."""
    lines = text.splitlines()[place.line - 1 : place.line] if place.line else []
    return any("\t" in line[: len(line) - len(line.lstrip())] for line in lines)


def _as_written(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _read_text(path: Path, name: str, issues: Issues) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        issues.error("yaml-encoding", Place(name, line), file=name)
    except OSError as error:
        issues.error("file-unreadable", Place(name), file=name, problem=error.strerror or str(error))
    return None


class _Builder:
    """Builds the tree from the parser's events, refusing what the subset leaves out."""

    def __init__(self, text: str, name: str, issues: Issues) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
        self._name = name
        self._issues = issues

    def document(self) -> Node | None:
        next(self._events)  # start of stream
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        root = self._node(next(self._events), 0)
        next(self._events)  # end of document
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse("yaml-several-documents", self._place(event), file=self._name)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._require_plain_structure(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, not event.style, self._place(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._record(event, depth)

    def _require_plain_structure(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse("yaml-alias", self._place(event), file=self._name)
        if getattr(event, "tag", None):
            self._refuse("yaml-tag", self._place(event), tag=_as_written(getattr(event, "tag", "")))
        if depth > MAX_DEPTH:
            self._refuse("yaml-too-deep", self._place(event), limit=str(MAX_DEPTH))

    def _sequence(self, start: yaml.Event, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), self._place(start))

    def _record(self, start: yaml.Event, depth: int) -> Record:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            value = self._node(next(self._events), depth + 1)
            if key in entries:
                first = keys[key].line
                self._issues.error("yaml-duplicate-key", self._place(event), key=key, first=first)
                continue
            entries[key], keys[key] = value, self._place(event)
        return Record(entries, keys, self._place(start))

    def _key(self, event: yaml.Event) -> str:
        if isinstance(event, yaml.AliasEvent):
            self._require_plain_structure(event, 0)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse("yaml-key-not-text", self._place(event), file=self._name)
        self._require_plain_structure(event, 0)
        return event.value

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self._name, mark.line + 1, mark.column + 1) if mark else Place(self._name)

    def _refuse(self, code: str, place: Place, **context: str) -> NoReturn:
        self._issues.error(code, place, **context)
        raise _Refused
