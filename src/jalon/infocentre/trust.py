"""Whose reading of the definitions may be counted: trials of test-cards and waivers, in a sealed log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any  # what a JSON record holds

from jalon.infocentre.workspace import Workspace, write_whole

_START = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A unit's file of fictitious cases, and whether its answers were all right.

    Attributes:
        deck: the cards.
        cards: hash of what decided.
        unit: whose file.
        mapping: fingerprint of the mapping that was tried.
        passed: True when every answer was right.
        file: the file.
        day: the day of the trial.
    """

    deck: str
    cards: str
    unit: str
    mapping: str
    passed: bool
    file: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A decision to count a unit's rows although its reading has not passed.

    Attributes:
        source, unit: what is let through.
        until: the last day on which it holds.
        because, by: on what grounds, and who answers for it.
        day: the day of the decision.
    """

    source: str
    unit: str
    until: date
    because: str
    by: str
    day: date


class BrokenTrust(Exception):
    """The log was edited outside Jalon.

    Attributes:
        line: the first record that does not stand on the one before it.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"record {line}")
        self.line = line


class TrustLog:
    """The trials and waivers of a workspace, oldest first."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return self._workspace.home / "test-cards.jsonl"

    def read(self, day: date | None = None) -> tuple[Trial | Waiver, ...]:
        """Every record; those of a later day than ``day`` are left out when one is given.

        Raises:
            BrokenTrust: a record was edited, removed or moved.
        """
        records = tuple(_record(raw) for raw in self._raw())
        return tuple(record for record in records if day is None or record.day <= day)

    def append(self, record: Trial | Waiver) -> None:
        """Add a record; the file is replaced whole, so that it is never half written."""
        with self._workspace.lock("test-cards"):
            earlier = self._raw()
            previous = earlier[-1]["seal"] if earlier else _START
            raw = {"kind": type(record).__name__.lower(), **_plain(record), "previous": previous}
            lines = [*earlier, {**raw, "seal": _seal(raw)}]
            text = "".join(json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n" for one in lines)
            write_whole(self.path, text.encode())

    def _raw(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        if not self.path.is_file():
            return found
        for number, text in enumerate(self.path.read_text(encoding="utf-8").splitlines(), start=1):
            raw = _parsed(text, number)
            unsealed = {key: value for key, value in raw.items() if key != "seal"}
            if raw["seal"] != _seal(unsealed) or raw["previous"] != (found[-1]["seal"] if found else _START):
                raise BrokenTrust(number)
            found.append(raw)
        return found


def _parsed(text: str, number: int) -> dict[str, Any]:
    try:
        raw = json.loads(text)
        _record(raw)
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenTrust(number) from error
    found: dict[str, Any] = raw
    return found


def _record(raw: Mapping[str, Any]) -> Trial | Waiver:
    content = {key: raw[key] for key in raw if key not in {"kind", "previous", "seal"}}
    content["day"] = date.fromisoformat(raw["day"])
    if raw["kind"] == "trial":
        return Trial(**content)
    content["until"] = date.fromisoformat(raw["until"])
    return Waiver(**content)


def _plain(record: Trial | Waiver) -> dict[str, object]:
    content = asdict(record)
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in content.items()}


def _seal(raw: Mapping[str, object]) -> str:
    text = json.dumps(dict(raw), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
