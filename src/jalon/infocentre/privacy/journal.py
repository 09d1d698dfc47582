"""The journal of purges: one line a record, only ever added to, each record standing on the last."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # what a JSON file holds

BEGUN, DONE = "begun", "done"
"""A purge is told twice: what is to go, then the proof that it went."""

START = "0" * 64
"""What the first record stands on."""


class BrokenJournal(Exception):
    """The journal was edited; ``line`` is the first record that does not stand on the one before it."""

    def __init__(self, line: int) -> None:
        super().__init__(f"record {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Record:
    """One record: what it says and its seal."""

    content: Mapping[str, Any]
    seal: str


class Journal:
    """A sealed journal in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> tuple[Record, ...]:
        """Every record, oldest first. A last line that a killed process left half written is no record.

        Raises:
            BrokenJournal: a record was edited, removed or moved.
        """
        if not self._path.is_file():
            return ()
        whole, _, _ = self._path.read_text(encoding="utf-8").rpartition("\n")
        found: list[Record] = []
        for number, line in enumerate(whole.splitlines(), start=1):
            found.append(_record(number, line, found[-1].seal if found else START))
        return tuple(found)

    def append(self, content: Mapping[str, Any]) -> Record:
        """Add a record after the last one, and see it on the disk before going on."""
        earlier = self.read()
        sealed = {**content, "previous": earlier[-1].seal if earlier else START}
        seal = _seal(sealed)
        line = json.dumps({**sealed, "seal": seal}, ensure_ascii=False, sort_keys=True)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._drop_half_written()
        with self._path.open("a", encoding="utf-8") as handle:
            handle.write(line + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        return Record(sealed, seal)

    def _drop_half_written(self) -> None:
        if not self._path.is_file():
            return
        content = self._path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            with self._path.open("r+b") as handle:
                handle.truncate(whole)


def _record(number: int, line: str, previous: str) -> Record:
    try:
        content = json.loads(line)
        seal = content.pop("seal")
    except (ValueError, KeyError, AttributeError) as error:
        raise BrokenJournal(number) from error
    if content.get("previous") != previous or _seal(content) != seal:
        raise BrokenJournal(number)
    return Record(content, seal)


def _seal(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
