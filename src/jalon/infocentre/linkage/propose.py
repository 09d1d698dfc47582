"""From scored pairs to groups of tokens: what the model holds to be one, and what it doubts.

The answer depends on the descriptions and on what people decided, never on the order in which files came. Two
keys made of numbers of which there is but one each (an INE, a SIREN) are never put together by likeness: they
are at most a doubt. So is what is as like one of two that are not one as it is like the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from jalon.dossier.linkage import LinkageModel
from jalon.infocentre.identity.decision import Decision
from jalon.infocentre.linkage.grouping import Grouping, Pair

_DIGITS = 9
"""Decimals of a probability: what differs beyond is how it was computed."""


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


def propose(records: pa.Table, pairs: pa.Table, model: LinkageModel, log: Sequence[Decision]) -> Proposal:
    """What the model holds of some descriptions.

    Args:
        records: the descriptions, with ``token`` and ``strong``.
        pairs: their scored pairs (see ``engine.matching``).
        model: its thresholds.
        log: every decision: what people decided always wins.
    """
    known = records.select(["token", "strong"]).to_pylist()
    strong = {row["token"] for row in known if row["strong"]}
    tokens = [row["token"] for row in known]
    best = _best(pairs, tokens)
    groups = Grouping(strong, log)
    doubts: list[Pair] = []
    for probability, tied in _by_probability(best):
        if probability >= model.sure:
            doubts += _joined(groups, tied)
        else:
            doubts += [
                pair for pair in tied if not groups.is_settled(pair) and not groups.are_both_strong(pair)
            ]
    settled = [pair for pair in doubts if not groups.are_one(pair)]
    return Proposal(groups.all(), tuple(settled), best, frozenset(tokens))


def _by_probability(best: Mapping[Pair, Mapping[str, object]]) -> Iterator[tuple[float, list[Pair]]]:
    """The pairs of each probability, the highest first."""
    found: dict[float, list[Pair]] = {}
    for pair in sorted(best):
        found.setdefault(round(float(str(best[pair]["probability"])), _DIGITS), []).append(pair)
    for probability in sorted(found, reverse=True):
        yield probability, found[probability]


def _joined(groups: Grouping, tied: list[Pair]) -> Iterator[Pair]:
    """Put together what is surely one; the pairs that cannot be are left to be settled.

    Of two candidates that are equally likely and cannot be one, none is chosen.
    """
    partners: dict[str, set[str]] = {}
    for left, right in tied:
        if not groups.is_settled((left, right)):
            partners.setdefault(left, set()).add(right)
            partners.setdefault(right, set()).add(left)
    for pair in tied:
        if not groups.is_settled(pair) and (groups.has_a_rival(pair, partners) or not groups.join(pair)):
            yield pair


def _best(pairs: pa.Table, tokens: list[str]) -> dict[Pair, Mapping[str, object]]:
    """The best score of each pair of different tokens, whose descriptions may be several."""
    found: dict[Pair, Mapping[str, object]] = {}
    for row in pairs.to_pylist():
        left, right = sorted((tokens[row["left"]], tokens[row["right"]]))
        earlier = found.get((left, right))
        if left != right and (earlier is None or row["probability"] > float(str(earlier["probability"]))):
            found[left, right] = row
    return found
