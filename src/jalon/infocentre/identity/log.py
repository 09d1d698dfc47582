"""The log of identity decisions: one file a domain, only ever added to, each record standing on the last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jalon.infocentre.identity.decision import START, Decision, Kind
from jalon.infocentre.workspace import Workspace, write_whole


class BrokenLog(Exception):
    """A log was edited outside Jalon.

    Attributes:
        domain: whose decisions it holds.
        line: the first record that does not stand on the one before it.
    """

    def __init__(self, domain: str, line: int) -> None:
        super().__init__(f"{domain}: record {line}")
        self.domain = domain
        self.line = line


@dataclass(frozen=True, slots=True)
class Head:
    """How far a log goes: the number of its records and the seal of the last."""

    records: int
    seal: str


NO_DECISION = Head(0, START)


class IdentityLog:
    """The decisions of one domain of a workspace."""

    def __init__(self, workspace: Workspace, domain: str) -> None:
        self._workspace = workspace
        self.domain = domain

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return self._workspace.identities / f"{self.domain}.jsonl"

    def read(self) -> tuple[Decision, ...]:
        """Every decision, oldest first.

        Raises:
            BrokenLog: a record was edited, removed or moved.
        """
        if not self.path.is_file():
            return ()
        found: list[Decision] = []
        for number, text in enumerate(self.path.read_text(encoding="utf-8").splitlines(), start=1):
            found.append(self._record(number, text, found[-1].seal if found else START))
        return tuple(found)

    def append(self, decision: Decision) -> Decision:
        """Add a decision after the last one (see :meth:`extend`)."""
        return self.extend([decision])[0]

    def extend(self, decisions: Sequence[Decision]) -> list[Decision]:
        """Add decisions after the last one; the file is replaced whole, so that it is never half written."""
        if not decisions:
            return []
        with self._workspace.lock(f"identities-{self.domain}"):
            earlier = self.read()
            seal = earlier[-1].seal if earlier else START
            sealed = []
            for decision in decisions:
                sealed.append(replace(decision, previous=seal))
                seal = sealed[-1].seal
            lines = [one.line for one in (*earlier, *sealed)]
            write_whole(self.path, ("\n".join(lines) + "\n").encode())
        return sealed

    def on(self, day: date) -> tuple[Decision, ...]:
        """The decisions known on a day."""
        return tuple(one for one in self.read() if one.day <= day)

    def up_to(self, head: Head) -> tuple[Decision, ...]:
        """The decisions known when the log went as far as ``head``.

        Raises:
            BrokenLog: the log no longer holds them as they were.
        """
        known = self.read()[: head.records]
        if head_of(known) != head:
            raise BrokenLog(self.domain, len(known) or 1)
        return known

    def _record(self, number: int, text: str, previous: str) -> Decision:
        try:
            raw = json.loads(text)
            seal = raw.pop("seal")
            decision = Decision(
                **{
                    **raw,
                    "kind": Kind(raw["kind"]),
                    "keys": tuple(raw["keys"]),
                    "day": date.fromisoformat(raw["day"]),
                }
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BrokenLog(self.domain, number) from error
        if decision.seal != seal or decision.previous != previous:
            raise BrokenLog(self.domain, number)
        return decision


def head_of(decisions: tuple[Decision, ...]) -> Head:
    """How far a log goes that holds these decisions."""
    return Head(len(decisions), decisions[-1].seal) if decisions else NO_DECISION
