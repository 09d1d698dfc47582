"""A decision about identities: what was said of which keys, on which day, by whom and why."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

START = "0" * 64
"""What the first record of a log stands on."""


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
        previous: seal of the record before it.
    """

    kind: Kind
    keys: tuple[str, ...]
    day: date
    by: str
    why: str = ""
    previous: str = START

    @property
    def content(self) -> dict[str, object]:
        """What the record says, as JSON writes it."""
        return {**asdict(self), "day": self.day.isoformat()}

    @property
    def seal(self) -> str:
        """The hash of the record, which stands on the one before it: a log cannot be edited unseen."""
        text = json.dumps(self.content, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def line(self) -> str:
        """The record as its log keeps it."""
        return json.dumps({**self.content, "seal": self.seal}, ensure_ascii=False, sort_keys=True)
