"""Groups of tokens as a linkage puts them together, under what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jalon.dossier.linkage import MODEL
from jalon.infocentre.identity.decision import Decision, Kind
from jalon.infocentre.identity.groups import Groups

Pair = tuple[str, str]


class Grouping:
    """Groups that grow.

    Args:
        strong: the tokens of numbers of which there is but one each: no group has two of them.
        log: every decision, oldest first: what people decided stands, what a model did is decided anew.
    """

    def __init__(self, strong: set[str], log: Sequence[Decision]) -> None:
        self._strong = strong
        self._of: dict[str, frozenset[str]] = {}
        self._apart: set[frozenset[str]] = set()
        so_far = Groups()
        for decision in log:
            if not decision.by.startswith(MODEL):
                self._take(decision, so_far)
            so_far.take(decision)

    def _take(self, decision: Decision, so_far: Groups) -> None:
        """What a person decided; a split sets a key apart from those with which it was one, and no other."""
        pairs = {frozenset((a, b)) for a in decision.keys for b in decision.keys if a < b}
        if decision.kind is Kind.MERGE:
            self._apart -= pairs
            self._put(frozenset().union(*map(self.group, decision.keys)))
        elif decision.kind is Kind.REJECTED:
            self._apart |= pairs
        elif decision.kind is Kind.SPLIT:
            for key in decision.keys:
                self._apart |= {frozenset((key, other)) for other in so_far.group(key) - {key}}
                self._put(self.group(key) - {key})
                self._put(frozenset({key}))

    def group(self, token: str) -> frozenset[str]:
        """The tokens that are one with a token."""
        return self._of.get(token, frozenset({token}))

    def are_one(self, pair: Pair) -> bool:
        """True when the two are already together."""
        return pair[1] in self.group(pair[0])

    def is_settled(self, pair: Pair) -> bool:
        """True when the two are together, or a person said that they are not one."""
        return self.are_one(pair) or frozenset(pair) in self._apart

    def are_both_strong(self, pair: Pair) -> bool:
        """True for two numbers of which there is but one each."""
        return self._strong.issuperset(pair)

    def join(self, pair: Pair) -> bool:
        """Put two groups together; False when that makes one of two numbers, or of two set apart."""
        left, right = map(self.group, pair)
        if not self._may_join(left, right):
            return False
        self._put(left | right)
        return True

    def has_a_rival(self, pair: Pair, partners: Mapping[str, set[str]]) -> bool:
        """True when something else is as like one of the two, could be one with it, and not with both.

        Args:
            pair: two tokens that could be put together.
            partners: by token, those that are as like it.
        """
        left, right = map(self.group, pair)
        if not self._may_join(left, right):
            return False
        for side in (left, right):
            rivals = {other for token in side for other in partners.get(token, ())} - left - right
            for rival in map(self.group, rivals):
                if self._may_join(rival, side) and not self._may_join(rival, left | right):
                    return True
        return False

    def _may_join(self, left: frozenset[str], right: frozenset[str]) -> bool:
        if not self._strong.isdisjoint(left) and not self._strong.isdisjoint(right):
            return False
        return not any(frozenset((one, other)) in self._apart for one in left for other in right)

    def _put(self, group: frozenset[str]) -> None:
        for token in group:
            self._of[token] = group

    def all(self) -> tuple[frozenset[str], ...]:
        """The groups of several tokens, in one order."""
        found = {group for group in self._of.values() if len(group) > 1}
        return tuple(sorted(found, key=sorted))
