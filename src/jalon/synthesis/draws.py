"""Draws that give the same world for the same seed, on every version of Python.

Only ``random.Random.random`` is promised to be the same from one version of Python to the next: everything
else is built on it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")

Number = int | Decimal | Fraction


class Draws:
    """A stream of draws of its own for each part of a world: adding one part does not move the others.

    >>> Draws(1, "students").below(10) == Draws(1, "students").below(10)
    True
    """

    def __init__(self, seed: int, stream: str) -> None:
        self._random = Random(f"{seed}/{stream}")

    def below(self, bound: int) -> int:
        """A whole number from 0 to ``bound`` − 1."""
        return int(self._random.random() * bound)

    def chance(self, percent: Number) -> bool:
        """True with a probability of ``percent`` %."""
        return self._random.random() * 100 < percent

    def around(self, spread: Decimal) -> Fraction:
        """A factor near 1, between 1 − ``spread`` and 1 + ``spread``, in thousandths."""
        return 1 + Fraction(spread) * (self.below(2001) - 1000) / 1000

    def one_of(self, items: Sequence[T]) -> T:
        """One of the items, each as likely."""
        return items[self.below(len(items))]

    def chosen(self, count: int, among: int) -> set[int]:
        """``count`` different whole numbers below ``among``; all of them when there are not more."""
        if 2 * count > among:
            others = self.chosen(max(among - count, 0), among) if count < among else set()
            return set(range(among)) - others
        found: set[int] = set()
        while len(found) < count:
            found.add(self.below(among))
        return found

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """The items in another order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


class Wheel:
    """Draws names in proportion to their weights."""

    def __init__(self, weights: Mapping[str, Number]) -> None:
        self.names = [name for name, weight in weights.items() if weight]
        self._edges = list(accumulate(int(Fraction(weights[name]) * 1000) or 1 for name in self.names))

    def turn(self, draws: Draws, other_than: frozenset[str] = frozenset()) -> str | None:
        """A name that is not in ``other_than``; None when there is no other."""
        if other_than.issuperset(self.names):
            return None
        while True:
            stop = draws.below(self._edges[-1])
            name = next(name for name, edge in zip(self.names, self._edges, strict=True) if stop < edge)
            if name not in other_than:
                return name


def rounded(value: Number) -> int:
    """The nearest whole number; halves go up.

    >>> rounded(Decimal("2.5")), rounded(Fraction(7, 3))
    (3, 2)
    """
    return int((Fraction(value) + Fraction(1, 2)) // 1)


def part(percent: Number, whole: int) -> int:
    """That many % of ``whole``, as a whole number; never less than none nor more than all.

    >>> part(Decimal("22.7"), 3300)
    749
    """
    return min(max(rounded(Fraction(percent) * whole / 100), 0), whole)


def grown(value: Number, percent: Number, years: int) -> Fraction:
    """``value`` after ``years`` years at ``percent`` % a year, exactly."""
    return Fraction(value) * (1 + Fraction(percent) / 100) ** years


def apportioned(total: int, weights: Mapping[str, Number]) -> dict[str, int]:
    """``total`` shared in proportion to the weights, in whole numbers that add up to it (largest remainders).

    >>> apportioned(10, {"a": 1, "b": 1, "c": 1})
    {'a': 4, 'b': 3, 'c': 3}
    """
    whole = sum((Fraction(weight) for weight in weights.values()), Fraction(0))
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {name: total * Fraction(weight) / whole for name, weight in weights.items()}
    shares = {name: int(share // 1) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: shares[name] - exact[name])
    for name in by_remainder[: total - sum(shares.values())]:
        shares[name] += 1
    return shares
