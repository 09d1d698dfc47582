"""What moved: the difference between two figures of one cell, split exactly by component.

A cell is followed from one vintage to the other through worlds in which one component after the other is
taken from the second. Each step's difference is the part of that component; the parts add to the whole
because nothing is rounded. With Shapley values a part is the mean of its step over all orders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, pairwise
from math import factorial

from jalon.figures.components import Component
from jalon.figures.figure import Figure, Scope
from jalon.kernel.missing import Between, Missing, Value, present
from jalon.kernel.periods import Period

Joined = tuple[Component, ...]
"""Components that move together, because taken apart there is no number between them."""


@dataclass(frozen=True, slots=True)
class CellKey:
    """Where a figure stands, in any vintage."""

    indicator: str
    unit: str
    scope: Scope
    period: Period
    breakdown: tuple[tuple[str, str], ...]


def cell_of(figure: Figure) -> CellKey:
    """Where a figure stands."""
    return CellKey(figure.indicator, figure.unit, figure.scope, figure.period, figure.breakdown)


class Kind(StrEnum):
    """What became of a cell.

    ``moved``: a number on both sides. ``appeared``, ``disappeared``: a number on one side only, which is
    never a difference. ``bounds``: bounds on one side or both, which differ by no one number. ``reworded``:
    no number on either side, and another reason. ``incomparable``: the unit of measurement is of another
    kind.
    """

    MOVED = "moved"
    APPEARED = "appeared"
    DISAPPEARED = "disappeared"
    BOUNDS = "bounds"
    REWORDED = "reworded"
    INCOMPARABLE = "incomparable"


@dataclass(frozen=True, slots=True)
class Part:
    """What a component (or several that cannot be told apart) brought to a difference."""

    components: Joined
    change: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A cell whose figure is not the same in two vintages.

    Attributes:
        cell: where it stands.
        kind: what became of it.
        before, after: its values; None where there is no such figure at all.
        parts: for a number on both sides: what each component brought; they add to the difference.
        because: for the others: the components that made the number appear, disappear, or the reason change.
        averaged: True when the parts are Shapley values.
        unit: unit of measurement of ``before``, ``after`` and the parts.
    """

    cell: CellKey
    kind: Kind
    before: Value | None
    after: Value | None
    parts: tuple[Part, ...] = ()
    because: Joined = ()
    averaged: bool = False
    unit: str = ""

    @property
    def change(self) -> Fraction:
        """The whole difference; zero where there is none."""
        return sum((part.change for part in self.parts), Fraction(0))

    def of(self, component: Component) -> Fraction:
        """What one component brought alone."""
        return sum((part.change for part in self.parts if part.components == (component,)), Fraction(0))


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage of the way: the components taken from the second vintage to get there, and the value found."""

    taken: Joined
    value: Value | None


def decompose(cell: CellKey, way: Sequence[Stop]) -> Move | None:
    """A cell followed along one order; None when nothing in it moved.

    Args:
        cell: where it stands.
        way: the first vintage's value, then the value after each step, up to the second vintage's.
    """
    if all(_says_the_same(stage.value, way[0].value) for stage in way):
        return None
    first, last = _number(way[0].value), _number(way[-1].value)
    if first is not None and last is not None:
        return Move(cell=cell, kind=Kind.MOVED, before=way[0].value, after=way[-1].value, parts=_parts(way))
    bounded = _is_known(way[0].value) and _is_known(way[-1].value)
    if bounded or (first is None and last is None):
        changed = [stage for before, stage in pairwise(way) if not _says_the_same(before.value, stage.value)]
        kind = Kind.BOUNDS if bounded else Kind.REWORDED
    else:
        pairs = pairwise(way)
        changed = [stage for before, stage in pairs if _is_there(before) != _is_there(stage)]
        kind = Kind.APPEARED if first is None else Kind.DISAPPEARED
    because = _once(component for stage in changed for component in stage.taken)
    return Move(cell=cell, kind=kind, before=way[0].value, after=way[-1].value, because=because)


def _says_the_same(one: Value | None, other: Value | None) -> bool:
    """True for equal values, and for the same reason: that it now names a later file is no news."""
    if one == other:
        return True
    silent = [
        value for value in (one, other) if isinstance(value, Missing) and not isinstance(value, Between)
    ]
    return len(silent) == 2 and silent[0].reason is silent[1].reason


def shapley(
    cell: CellKey, steps: Sequence[Joined], value_of: Callable[[frozenset[Component]], Value | None]
) -> Move | None:
    """A cell whose parts are the mean over all orders; None when a mix has no number.

    Args:
        cell: where it stands.
        steps: the components that changed, joined where they cannot be told apart.
        value_of: the value when some components are taken from the second vintage.
    """
    values: dict[frozenset[Joined], Fraction] = {}
    for count in range(len(steps) + 1):
        for chosen in combinations(steps, count):
            number = _number(value_of(_taken(chosen)))
            if number is None:
                return None
            values[frozenset(chosen)] = number
    return Move(
        cell=cell,
        kind=Kind.MOVED,
        before=value_of(frozenset()),
        after=value_of(_taken(steps)),
        parts=_without_zero((step, _mean(step, steps, values)) for step in steps),
        averaged=True,
    )


def _taken(steps: Iterable[Joined]) -> frozenset[Component]:
    return frozenset(component for step in steps for component in step)


def _mean(step: Joined, steps: Sequence[Joined], values: Mapping[frozenset[Joined], Fraction]) -> Fraction:
    """The mean of what a step brings, over all orders of the steps."""
    others, count = [one for one in steps if one != step], len(steps)
    total = Fraction(0)
    for size in range(count):
        weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
        for before in map(frozenset, combinations(others, size)):
            total += weight * (values[before | {step}] - values[before])
    return total


def _parts(way: Sequence[Stop]) -> tuple[Part, ...]:
    """The steps between numbers; steps around a stage without a number are one."""
    found: dict[Joined, Fraction] = {}
    reached = _number(way[0].value)
    joined: list[Component] = []
    for stage in way[1:]:
        joined.extend(stage.taken)
        number = _number(stage.value)
        if number is None or reached is None:
            continue
        label = _once(joined)
        found[label] = found.get(label, Fraction(0)) + number - reached
        reached, joined = number, []
    return _without_zero(found.items())


def _without_zero(parts: Iterable[tuple[Joined, Fraction]]) -> tuple[Part, ...]:
    return tuple(Part(components, change) for components, change in parts if change)


def _once(components: Iterable[Component]) -> Joined:
    return tuple(dict.fromkeys(components))


def _number(value: Value | None) -> Fraction | None:
    number = None if value is None else present(value)
    return None if number is None else Fraction(number)


def _is_known(value: Value | None) -> bool:
    """True for a number, or bounds."""
    return isinstance(value, Decimal | Between)


def _is_there(stage: Stop) -> bool:
    return _number(stage.value) is not None
