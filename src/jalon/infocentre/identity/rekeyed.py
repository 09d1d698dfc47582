"""Decisions under a new key: those in force are written again about the new tokens, and the log says so.

A decision written again keeps who took it, so that those of a model stay those of a model, and bears the name
of the key it was written for. The ones before stay in the log; they are about tokens that no longer exist.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jalon.infocentre.identity.decision import Decision
from jalon.infocentre.pseudonyms.tokens import LENGTH

_MARK = re.compile(r" \(key rotation ([0-9a-f]{12})\)$")
_TOKEN = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Decisions to be added to a log, and how many cannot be written again."""

    decisions: tuple[Decision, ...]
    left: int


def key_of(decision: Decision) -> str:
    """The key for which a decision was written again; empty for one that was taken as it stands."""
    found = _MARK.search(decision.by)
    return found[1] if found else ""


def in_force(log: Sequence[Decision], before: str) -> tuple[Decision, ...]:
    """The decisions about tokens of a key: those written again for it, and all that came after.

    >>> in_force((), "0123456789ab")
    ()
    """
    marks = [key_of(decision) for decision in log]
    last = max((place for place, mark in enumerate(marks) if mark), default=-1)
    start = marks.index(before) if before in marks else last + 1
    return tuple(one for one in log[start:] if any(map(is_token, one.keys)))


def is_token(key: str) -> bool:
    """False for the key of a column that is kept as it is written, which no rotation changes."""
    return _TOKEN.fullmatch(key) is not None


def rewritten(
    log: Sequence[Decision], pairs: Mapping[str, str], keys: tuple[str, str], day: date
) -> Rewritten:
    """The decisions to be added so that the log says of new tokens what it says of the old.

    Args:
        log: every decision.
        pairs: old token → new token.
        keys: the names of the key before and of the key after.
        day: the day of the rotation.
    """
    before, after = keys
    if any(key_of(decision) == after for decision in log):
        return Rewritten((), 0)
    live = in_force(log, before)
    known = [one for one in live if all(key in pairs for key in one.keys if is_token(key))]
    last = max([day, *(decision.day for decision in log)])
    return Rewritten(tuple(_again(one, pairs, after, last) for one in known), len(live) - len(known))


def _again(decision: Decision, pairs: Mapping[str, str], key: str, day: date) -> Decision:
    earlier = _MARK.search(decision.by)
    by = decision.by[: earlier.start()] if earlier else decision.by
    why = decision.why if earlier else f"{decision.day.isoformat()}: {decision.why}".removesuffix(": ")
    keys = tuple(sorted(pairs.get(one, one) for one in decision.keys))
    return Decision(kind=decision.kind, keys=keys, day=day, by=f"{by} (key rotation {key})", why=why)
