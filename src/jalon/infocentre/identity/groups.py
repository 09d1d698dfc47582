"""Decisions replayed: which keys are one, which may be, and by which identifier a group of keys is called.

The identifier of a group is made from its keys: the same group always has the same identifier, another group
never has it. Undoing a merge therefore gives back the very identifiers of before, and nothing that was ever
written down changes its meaning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from jalon.infocentre.identity.decision import Decision, Kind

Group = frozenset[str]


def identifier(group: Group) -> str:
    """How a group of keys is called: its key when it has one, else a hash of all of them.

    >>> identifier(frozenset({"k1"}))
    'k1'
    >>> identifier(frozenset({"k1", "k2"})) == identifier(frozenset({"k2", "k1"}))
    True
    """
    if len(group) == 1:
        return next(iter(group))
    text = "\n".join(sorted(group))
    return "~" + hashlib.sha256(text.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Same:
    """What the decisions of a domain come to.

    Attributes:
        certain: key → identifier of its group, for the keys that were merged.
        possible: the same, had every link in doubt been decided as a merge; equal to ``certain`` without any.
    """

    certain: Mapping[str, str] = field(default_factory=dict)
    possible: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True when no key is anything but itself."""
        return not self.certain and not self.possible

    @property
    def is_in_doubt(self) -> bool:
        """True when some link is undecided."""
        return self.certain != self.possible

    @property
    def content(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Everything that figures depend on, in one order."""
        return tuple(sorted(self.certain.items())), tuple(sorted(self.possible.items()))


class Groups:
    """The groups of keys that decisions make, one decision after the other."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._of: dict[str, Group] = {}
        self._doubts: dict[Group, None] = {}
        self._apart: set[Group] = set()
        for decision in decisions:
            self.take(decision)

    def take(self, decision: Decision) -> None:
        """Apply one decision."""
        _APPLY[decision.kind](self, decision.keys)

    def group(self, key: str) -> Group:
        """The keys that are one with ``key``."""
        return self._of.get(key, frozenset({key}))

    def contradicted(self, keys: Sequence[str]) -> Group | None:
        """A pair that was rejected and that merging ``keys`` would make one; None when there is none."""
        merged = frozenset().union(*(self.group(key) for key in keys))
        return next((pair for pair in sorted(self._apart, key=sorted) if pair <= merged), None)

    def are_one(self, keys: Sequence[str]) -> bool:
        """True when two of the keys are already one."""
        return any(right in self.group(left) for left, right in combinations(keys, 2))

    @property
    def doubts(self) -> tuple[Group, ...]:
        """The links nobody has decided yet, oldest first."""
        return tuple(pair for pair in self._doubts if self._is_open(pair))

    @property
    def same(self) -> Same:
        """What figures need to know."""
        certain = _identifiers(self._of)
        merged = dict(self._of)
        for pair in self.doubts:
            _join(merged, tuple(pair))
        return Same(certain, _identifiers(merged))

    def _is_open(self, pair: Group) -> bool:
        left, right = sorted(pair)
        return pair not in self._apart and right not in self.group(left)

    def _merge(self, keys: Sequence[str]) -> None:
        _join(self._of, keys)
        for pair in map(frozenset, combinations(keys, 2)):
            self._doubts.pop(pair, None)

    def _split(self, keys: Sequence[str]) -> None:
        for key in keys:
            rest = self.group(key) - {key}
            self._of.pop(key, None)
            for other in rest:
                self._of[other] = rest

    def _doubt(self, keys: Sequence[str]) -> None:
        self._doubts.update(dict.fromkeys(map(frozenset, combinations(keys, 2))))
        self._apart.difference_update(map(frozenset, combinations(keys, 2)))

    def _reject(self, keys: Sequence[str]) -> None:
        for pair in map(frozenset, combinations(keys, 2)):
            self._apart.add(pair)
            self._doubts.pop(pair, None)


def _join(of: dict[str, Group], keys: Sequence[str]) -> None:
    merged = frozenset().union(*(of.get(key, frozenset({key})) for key in keys))
    for key in merged:
        of[key] = merged


def _identifiers(of: Mapping[str, Group]) -> dict[str, str]:
    names = {group: identifier(group) for group in set(of.values())}
    return {key: names[group] for key, group in sorted(of.items()) if len(group) > 1}


_APPLY = {
    Kind.MERGE: Groups._merge,
    Kind.SPLIT: Groups._split,
    Kind.POSSIBLE: Groups._doubt,
    Kind.REJECTED: Groups._reject,
}


def replay(decisions: Iterable[Decision]) -> Same:
    """What decisions come to."""
    return Groups(decisions).same
