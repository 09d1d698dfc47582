"""Sealed logs: records only ever added, each standing on the seal of the one before it.

A record is a JSON object without the key ``previous`` or ``seal``. A log cannot be edited unseen: the seal of
a record is the SHA-256 of what it says and of the seal before it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # what a JSON record holds

from jalon.infocentre.workspace import Workspace, write_whole

START = "0" * 64
"""What the first record of a log stands on."""

Content = Mapping[str, Any]

_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: what it says, and its seal."""

    content: Content
    seal: str


class BrokenSeal(Exception):
    """A log was edited outside Jalon; ``line`` is the first record that does not stand on the one before.

    ``file`` is where the log is kept, told from the home of the workspace.
    """

    def __init__(self, log: str, line: int, file: str = "") -> None:
        super().__init__(f"{log}: record {line}")
        self.log = log
        self.line = line
        self.file = file


@dataclass(frozen=True, slots=True)
class SealedLog:
    """A log kept in one file of JSON lines.

    Attributes:
        workspace: whose lock is held while a record is added.
        path: the file.
        name: how messages and the lock call it.
    """

    workspace: Workspace
    path: Path
    name: str

    def read(self) -> tuple[Record, ...]:
        """Every record, oldest first.

        Raises:
            BrokenSeal: a record was edited, removed or moved.
        """
        found: list[Record] = []
        for number, text in enumerate(self._lines(), start=1):
            found.append(self._opened(number, text, found[-1].seal if found else START))
        return tuple(found)

    def append(self, content: Content) -> Record:
        """Add a record after the last one (see :meth:`extend`)."""
        return self.extend([content])[0]

    def extend(self, contents: Sequence[Content]) -> list[Record]:
        """Add records after the last one; the file is replaced whole, so that it is never half written."""
        if not contents:
            return []
        with self.workspace.lock(f"sealed-{self.name}"):
            earlier, added = self.read(), []
            previous = earlier[-1].seal if earlier else START
            for content in contents:
                previous = seal_of({**content, "previous": previous})
                added.append(Record(content, previous))
            write_whole(self.path, "".join(_lines((*earlier, *added))).encode())
        return added

    def _lines(self) -> list[str]:
        """The lines of the file; only a line feed ends one: what a person wrote may hold other separators."""
        # What is no UTF-8 is kept as it is, for its record to be told as broken.
        text = self.path.read_bytes().decode(errors="surrogateescape") if self.path.is_file() else ""
        return text.removesuffix("\n").split("\n") if text else []

    def _opened(self, number: int, text: str, previous: str) -> Record:
        try:
            content = json.loads(text)
            seal = content.pop("seal")
            stands = content["previous"] == previous and seal_of(content) == seal
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._broken(number) from error
        if not stands:
            raise self._broken(number)
        content.pop("previous")
        return Record(content, seal)

    def _broken(self, number: int) -> BrokenSeal:
        return BrokenSeal(self.name, number, os.path.relpath(self.path, self.workspace.home))


def _lines(records: Sequence[Record]) -> Iterator[str]:
    previous = START
    for record in records:
        yield written({**record.content, "previous": previous, "seal": record.seal}) + "\n"
        previous = record.seal


def seal_of(content: Content) -> str:
    """The seal of what a record says, the seal ``previous`` on which it stands included."""
    return hashlib.sha256(written(content).encode()).hexdigest()


def written(record: Content) -> str:
    """The one way in which a record is written: two texts of one record are one text."""
    return _WRITER.encode(record)
