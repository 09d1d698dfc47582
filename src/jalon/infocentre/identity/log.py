"""The log of identity decisions: one file a domain, only ever added to, each record standing on the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.infocentre.identity.decision import Decision, Kind
from jalon.infocentre.sealed import START, BrokenSeal, Record, SealedLog
from jalon.infocentre.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Head:
    """How far a log goes: the number of its records and the seal of the last."""

    records: int
    seal: str


NO_DECISION = Head(0, START)


class IdentityLog:
    """The decisions of one domain of a workspace."""

    def __init__(self, workspace: Workspace, domain: str) -> None:
        self.domain = domain
        self._log = SealedLog(workspace, workspace.identities / f"{domain}.jsonl", domain)

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return self._log.path

    def read(self) -> tuple[Decision, ...]:
        """Every decision, oldest first.

        Raises:
            BrokenSeal: a record was edited, removed or moved.
        """
        return _decisions(self._log.read())

    def append(self, decision: Decision) -> Decision:
        """Add a decision after the last one (see :meth:`extend`)."""
        return self.extend([decision])[0]

    def extend(self, decisions: Sequence[Decision]) -> list[Decision]:
        """Add decisions after the last one, each standing on the seal of the one before it."""
        return list(_decisions(self._log.extend([decision.content for decision in decisions])))

    def on(self, day: date) -> tuple[Decision, ...]:
        """The decisions known on a day."""
        return tuple(one for one in self.read() if one.day <= day)

    def up_to(self, head: Head) -> tuple[Decision, ...]:
        """The decisions known when the log went as far as ``head``.

        Raises:
            BrokenSeal: the log no longer holds them as they were.
        """
        known = self.read()[: head.records]
        if head_of(known) != head:
            raise BrokenSeal(self.domain, len(known) or 1)
        return known


def _decisions(records: Sequence[Record]) -> tuple[Decision, ...]:
    return tuple(
        Decision(
            **{
                **record.content,
                "kind": Kind(record.content["kind"]),
                "keys": tuple(record.content["keys"]),
                "day": date.fromisoformat(record.content["day"]),
            },
            seal=record.seal,
        )
        for record in records
    )


def head_of(decisions: tuple[Decision, ...]) -> Head:
    """How far a log goes that holds these decisions."""
    return Head(len(decisions), decisions[-1].seal) if decisions else NO_DECISION
