"""Sealed logs: records only ever added, each standing on the seal of the one before it.

A record is a JSON object without the key ``previous`` or ``seal``. A log cannot be edited unseen: the seal of
a record is the SHA-256 of what it says and of the seal before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jalon.infocentre.workspace import Workspace, write_whole

START = "0" * 64
"""What the first record of a log stands on."""

Content = Mapping[str, object]


class BrokenSeal(Exception):
    """A log was edited outside Jalon; ``line`` is the first record that does not stand on the one before."""

    def __init__(self, log: str, line: int) -> None:
        super().__init__(f"{log}: record {line}")
        self.log = log
        self.line = line


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

    def read(self) -> tuple[Content, ...]:
        """Every record, oldest first, without the seals.

        Raises:
            BrokenSeal: a record was edited, removed or moved.
        """
        previous, found = START, []
        for number, text in enumerate(self._lines(), start=1):
            content, previous = self._opened(number, text, previous)
            found.append(content)
        return tuple(found)

    def append(self, content: Content) -> None:
        """Add a record after the last one; the file is replaced whole, so that it is never half written."""
        with self.workspace.lock(f"sealed-{self.name}"):
            self.read()
            lines = self._lines()
            previous = json.loads(lines[-1])["seal"] if lines else START
            record = {**content, "previous": previous}
            line = _written({**record, "seal": _seal(record)})
            write_whole(self.path, ("\n".join((*lines, line)) + "\n").encode())

    def _lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines() if self.path.is_file() else []

    def _opened(self, number: int, text: str, previous: str) -> tuple[Content, str]:
        try:
            record = json.loads(text)
            seal = record.pop("seal")
            stands = record["previous"] == previous and _seal(record) == seal
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BrokenSeal(self.name, number) from error
        if not stands:
            raise BrokenSeal(self.name, number)
        record.pop("previous")
        return record, seal


def _seal(record: Content) -> str:
    return hashlib.sha256(_written(record).encode()).hexdigest()


def _written(record: Content) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True)
