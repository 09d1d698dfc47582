"""What every measure has in common: a state that merges across units and finishes to a value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, Self

from jalon.kernel.missing import Value


@dataclass(frozen=True, slots=True)
class Finished:
    """The value of a state, with its parts when it is a quotient."""

    value: Value
    numerator: Value | None = None
    denominator: Value | None = None


class State(Protocol):
    """A monoid: ``merge`` is associative and commutative, ``finish`` reads the value."""

    @property
    def rows(self) -> int:
        """How many rows stand behind it."""
        ...

    def merge(self, other: Self) -> Self:
        """The state of two units together."""
        ...

    def share(self, part: Decimal) -> Self:
        """The state as a partial member brings it to the whole: ``part`` of it, between 0 and 1."""
        ...

    def finish(self) -> Finished:
        """The value, in the base unit of what was summed."""
        ...


def merge_all(states: list[State]) -> State:
    """The state of several units together; at least one is given."""
    merged = states[0]
    for state in states[1:]:
        merged = merged.merge(state)
    return merged
