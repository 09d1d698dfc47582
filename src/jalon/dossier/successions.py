"""Successions: units that merge, units that split. Rows stay under the unit that delivered them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.kernel.dated import Span
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text

DAWN = date(1, 1, 1)
"""Before anything: units that no succession begins have always been there."""


class ChangeKind(StrEnum):
    """What happened: several units become one, or one becomes several."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """On a day, some units give way to others, which carry on what they did.

    A unit on both sides goes on under its own name: it takes the others in (``from: [a, b], into: [a]``), or
    lets some go (``from: [a], into: [a, b]``).

    Attributes:
        id: its name.
        on: the first day of the new units.
        kind: merge or split.
        before: the units that give way, as they are until the day before.
        after: those that carry on.
    """

    id: str
    on: date
    kind: ChangeKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: Text = EMPTY
    references: tuple[Reference, ...] = ()


def lives(unit: str, changes: Iterable[Change]) -> tuple[Span, ...]:
    """When a unit stands, as far as successions say: always, but before one that begins it or after its end.

    >>> merged = Change(id="m", on=date(2020, 1, 1), kind=ChangeKind.MERGE, before=("a", "b"), after=("c",))
    >>> [(span.since.year, span.until) for span in lives("c", [merged])]
    [(2020, None)]
    """
    found: list[Span] = []
    ends_or_begins = [
        change for change in in_order(changes) if (unit in change.before) != (unit in change.after)
    ]
    begins = ends_or_begins and unit in ends_or_begins[0].after
    since: date | None = None if begins else DAWN
    for change in ends_or_begins:
        if unit in change.after:
            since = change.on if since is None else since
        elif since is not None:
            found.append(Span(since, change.on))
            since = None
    return tuple(found if since is None else [*found, Span(since)])


def stands(unit: str, changes: Iterable[Change], day: date) -> bool:
    """True when successions let the unit be there on that day, member or not."""
    return any(day in span for span in lives(unit, changes))


def connected(
    units: Sequence[str], changes: Iterable[Change], first: date, last: date
) -> tuple[tuple[str, ...], ...]:
    """The families of units: those that changes after ``first``, until ``last`` included, tie together.

    Each unit is in one family; most are alone in theirs. The order is that of ``units``.
    """
    family: dict[str, tuple[str, ...]] = {unit: (unit,) for unit in units}
    for change in changes:
        if first < change.on <= last:
            tied = {one for unit in (*change.before, *change.after) for one in family[unit]}
            joined = tuple(unit for unit in units if unit in tied)
            family.update(dict.fromkeys(joined, joined))
    return tuple(dict.fromkeys(family.values()))


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Changes by date; those of one day as they are written."""
    return sorted(changes, key=lambda change: change.on)
