"""Whose reading of the definitions may be counted: trials of test-cards and waivers, in a sealed log."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from jalon.infocentre.sealed import Content, SealedLog
from jalon.infocentre.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A unit's file of fictitious cases, and whether its answers were all right.

    Attributes:
        deck: the cards.
        cards: hash of what decided.
        unit: whose file.
        mapping: fingerprint of the mapping that was tried.
        definitions: hash of what the indicators asked counted; empty when that was not noted.
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
    definitions: str = ""


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


class TrustLog:
    """The trials and waivers of a workspace, oldest first."""

    def __init__(self, workspace: Workspace) -> None:
        self._log = SealedLog(workspace, workspace.home / "test-cards.jsonl", "test-cards")

    def read(self, day: date | None = None) -> tuple[Trial | Waiver, ...]:
        """Every record; those of a later day than ``day`` are left out when one is given.

        Raises:
            BrokenSeal: a record was edited, removed or moved.
        """
        records = tuple(_record(record.content) for record in self._log.read())
        return tuple(record for record in records if day is None or record.day <= day)

    def append(self, record: Trial | Waiver) -> None:
        """Add a record after the last one."""
        self._log.append({"kind": type(record).__name__.lower(), **_plain(record)})


def _record(raw: Content) -> Trial | Waiver:
    content = {**raw, "day": date.fromisoformat(raw["day"])}
    if content.pop("kind") == "trial":
        return Trial(**content)
    return Waiver(**{**content, "until": date.fromisoformat(raw["until"])})


def _plain(record: Trial | Waiver) -> dict[str, object]:
    content = asdict(record)
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in content.items()}
