"""A decision about identities: what was said of which keys, on which day, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a decision says of its keys.

    ``merge``: they are one. ``split``: each of them stands on its own again. ``possible``: they may be one,
    nobody knows yet. ``rejected``: they are not one, whatever they look like.
    """

    MERGE = "merge"
    SPLIT = "split"
    POSSIBLE = "possible"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One record of a log.

    Attributes:
        kind: what is said of the keys.
        keys: the keys, in alphabetical order, each once.
        day: the day of the decision.
        by: who decided.
        why: on what grounds.
        seal: of its record in the log; empty before it is there.
    """

    kind: Kind
    keys: tuple[str, ...]
    day: date
    by: str
    why: str = ""
    seal: str = field(default="", compare=False)

    @property
    def content(self) -> dict[str, object]:
        """What its record says, as JSON writes it."""
        return {
            "kind": self.kind,
            "keys": list(self.keys),
            "day": self.day.isoformat(),
            "by": self.by,
            "why": self.why,
        }
