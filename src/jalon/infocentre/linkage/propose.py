"""From scored pairs to groups of tokens: what the model holds to be one, and what it doubts.

The answer depends on the descriptions and on what people decided, never on the order in which files came. Two
keys made of numbers of which there is but one each (an INE, a SIREN) are never put together by likeness: they
are at most a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from jalon.dossier.linkage import LinkageModel
from jalon.infocentre.identity.decision import Decision, Kind

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the model holds.

    Attributes:
        groups: the tokens held to be one person; those that stand alone are left out.
        doubts: pairs that a person has to settle.
        why: by pair of tokens, the best probability and how each feature compares.
        described: the tokens of which something is known: the others are not judged.
    """

    groups: tuple[frozenset[str], ...]
    doubts: tuple[Pair, ...]
    why: Mapping[Pair, Mapping[str, object]] = field(default_factory=dict)
    described: frozenset[str] = frozenset()


def propose(records: pa.Table, pairs: pa.Table, model: LinkageModel, human: Iterable[Decision]) -> Proposal:
    """What the model holds of some descriptions.

    Args:
        records: the descriptions, with ``token`` and ``strong``.
        pairs: their scored pairs (see ``engine.matching``).
        model: its thresholds.
        human: what people decided: it always wins.
    """
    known = records.select(["token", "strong"]).to_pylist()
    strong = {row["token"] for row in known if row["strong"]}
    tokens = [row["token"] for row in known]
    best = _best(pairs, tokens)
    groups = _Groups(strong, tuple(human))
    ordered = sorted(best, key=lambda pair: (-float(str(best[pair]["probability"])), pair))
    doubts = []
    for pair in ordered:
        is_sure = float(str(best[pair]["probability"])) >= model.sure
        if groups.are_one(pair) or groups.are_apart(pair):
            continue
        if not (is_sure and groups.join(pair)) and (is_sure or not groups.are_both_strong(pair)):
            doubts.append(pair)
    settled = [pair for pair in doubts if not groups.are_one(pair)]
    return Proposal(groups.all(), tuple(settled), best, frozenset(tokens))


def _best(pairs: pa.Table, tokens: list[str]) -> dict[Pair, Mapping[str, object]]:
    """The best score of each pair of different tokens, whose descriptions may be several."""
    found: dict[Pair, Mapping[str, object]] = {}
    for row in pairs.to_pylist():
        left, right = sorted((tokens[row["left"]], tokens[row["right"]]))
        earlier = found.get((left, right))
        if left != right and (earlier is None or row["probability"] > float(str(earlier["probability"]))):
            found[left, right] = row
    return found


class _Groups:
    """Groups of tokens as they are put together, under what people decided."""

    def __init__(self, strong: set[str], human: tuple[Decision, ...]) -> None:
        self._strong = strong
        self._of: dict[str, frozenset[str]] = {}
        self._apart: set[frozenset[str]] = set()
        self._alone: set[str] = set()
        for decision in human:
            self._take(decision)

    def _take(self, decision: Decision) -> None:
        pairs = {frozenset((a, b)) for a in decision.keys for b in decision.keys if a < b}
        if decision.kind is Kind.MERGE:
            self._apart -= pairs
            self._alone -= set(decision.keys)
            self._put(frozenset().union(*(self.group(key) for key in decision.keys)))
        elif decision.kind is Kind.REJECTED:
            self._apart |= pairs
        elif decision.kind is Kind.SPLIT:
            for key in decision.keys:
                rest = self.group(key) - {key}
                self._put(rest)
                self._put(frozenset({key}))
                self._alone.add(key)

    def group(self, token: str) -> frozenset[str]:
        return self._of.get(token, frozenset({token}))

    def are_one(self, pair: Pair) -> bool:
        return pair[1] in self.group(pair[0])

    def are_apart(self, pair: Pair) -> bool:
        """True when a person said that they are not one, or that one of them stands alone."""
        return frozenset(pair) in self._apart or not self._alone.isdisjoint(pair)

    def are_both_strong(self, pair: Pair) -> bool:
        return self._strong.issuperset(pair)

    def join(self, pair: Pair) -> bool:
        """Put two groups together; False when that makes one person of two numbers, or of two set apart."""
        merged = self.group(pair[0]) | self.group(pair[1])
        both = [self.group(one) & self._strong for one in pair]
        if (both[0] and both[1]) or any(one <= merged for one in self._apart):
            return False
        self._put(merged)
        return True

    def _put(self, group: frozenset[str]) -> None:
        for token in group:
            self._of[token] = group

    def all(self) -> tuple[frozenset[str], ...]:
        found = {group for group in self._of.values() if len(group) > 1}
        return tuple(sorted(found, key=sorted))
