"""The perimeter: a dated tree of units. Units join, leave, merge and split; history is never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jalon.dossier.successions import Change, connected, lives, stands
from jalon.kernel.dated import Span, in_force
from jalon.kernel.exact import exact
from jalon.kernel.periods import Period
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text

INSTITUTE = "institute"
"""The identifier of the whole: the root of the tree, in every dossier."""

WHOLE = Decimal(1)
"""The part of a full member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A span during which a unit belongs to the institute.

    Attributes:
        share: the part for which it counts there: 1 for a full member, 0.5 for a body held by halves.
    """

    since: date
    until: date | None = None
    share: Decimal = WHOLE
    note: Text = EMPTY
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgUnit:
    """A school, a subsidiary, any node of the tree.

    Attributes:
        id: its identifier in the dossier and in every output.
        name: its name.
        short: its name where there is little room; the name by default.
        kind: free word of the institution (school, subsidiary).
        parent: the unit above it; the institute by default.
        codes: its identifiers elsewhere, by code list (``{uai: …}``); sources translate them.
        memberships: when it belongs.
    """

    id: str
    name: Text
    short: Text
    kind: str = "school"
    parent: str = INSTITUTE
    codes: Mapping[str, str]
    memberships: tuple[Membership, ...]

    def membership(self, day: date) -> Membership | None:
        """The membership in force on a day; None when the unit is no member."""
        return in_force(self.memberships, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Perimeter:
    """The units of the institute, in the order in which they are shown, and how they succeeded one another.

    A unit that others name as their parent is a group: rows belong to the units at the bottom of the tree,
    and a group is the sum of those below it, so that nothing is counted at two levels.
    """

    name: Text
    units: tuple[OrgUnit, ...]
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, name: Text, units: tuple[OrgUnit, ...], changes: tuple[Change, ...]) -> Perimeter:
        """The perimeter with what its changes imply: a merged unit ends, the one that carries on begins."""
        held = tuple(replace(unit, memberships=_within_its_life(unit, changes)) for unit in units)
        return cls(name=name, units=held, changes=changes)

    def find(self, unit: str) -> OrgUnit | None:
        """The unit of that identifier, or None."""
        return next((candidate for candidate in self.units if candidate.id == unit), None)

    @property
    def groups(self) -> tuple[OrgUnit, ...]:
        """The units made of other units."""
        parents = {unit.parent for unit in self.units}
        return tuple(unit for unit in self.units if unit.id in parents)

    @property
    def bottom(self) -> tuple[OrgUnit, ...]:
        """The units at the bottom of the tree: those that rows belong to."""
        parents = {unit.parent for unit in self.units}
        return tuple(unit for unit in self.units if unit.id not in parents)

    def members(self, period: Period, below: str = INSTITUTE) -> tuple[OrgUnit, ...]:
        """The units at the bottom of the tree that belong in ``period``: on its first day (decision 8).

        Args:
            period: the period.
            below: the institute, or a group: only the units under it.
        """
        parts = self.parts(period.start, below)
        return tuple(unit for unit in self.bottom if unit.id in parts)

    def parts(self, day: date, below: str = INSTITUTE) -> dict[str, Decimal]:
        """The units at the bottom of the tree that belong on a day, each with the part for which it counts.

        A unit belongs when it and every group above it are members. Its part in the institute is its own
        times those of the groups above it; its part in a group stops below that group.
        """
        found = {unit.id: self._part(unit, day, below) for unit in self.bottom}
        return {unit: part for unit, part in found.items() if part is not None}

    def _part(self, unit: OrgUnit, day: date, top: str) -> Decimal | None:
        above: OrgUnit | None = unit
        part, is_below = WHOLE, top == INSTITUTE
        counts = True
        while above is not None:
            membership = above.membership(day)
            if membership is None:
                return None
            counts = counts and above.id != top
            with exact():
                part = part * membership.share if counts else part
            is_below = is_below or above.parent == top
            above = None if above.parent == INSTITUTE else self.find(above.parent)
        return part if is_below else None

    def families(self, first: date, last: date) -> tuple[tuple[str, ...], ...]:
        """The units at the bottom of the tree, tied together by the changes between two days.

        A unit that no change concerns is a family of its own, and so is each of those that merged and split
        back: the same units stand on both days. A change on the earlier day is already behind; one on the
        later day is in between. Families are in the order of the perimeter, each where its first unit is.
        """
        order = {unit.id: place for place, unit in enumerate(self.bottom)}
        found: list[tuple[str, ...]] = []
        for family in self.tied(first, last):
            is_back = self.standing(family, first) == self.standing(family, last)
            found.extend([(unit,) for unit in family] if is_back else [family])
        return tuple(sorted(found, key=lambda family: min(map(order.__getitem__, family))))

    def tied(self, first: date, last: date) -> tuple[tuple[str, ...], ...]:
        """The units that some change between two days ties together, whatever came of it."""
        early, late = sorted((first, last))
        return connected([unit.id for unit in self.bottom], self.changes, early, late)

    def standing(self, family: tuple[str, ...], day: date) -> tuple[str, ...]:
        """The units of a family that carry it on a day, members or not: the parts, or what they became."""
        return tuple(unit for unit in family if stands(unit, self.changes, day))

    def label(self, unit: str) -> Text:
        """The name of a unit, or of the institute."""
        found = self.find(unit)
        return found.name if found else self.name


def _within_its_life(unit: OrgUnit, changes: tuple[Change, ...]) -> tuple[Membership, ...]:
    """The memberships, cut to the spans in which successions let the unit stand."""
    cut = [_cut(written, life) for written in unit.memberships for life in lives(unit.id, changes)]
    return tuple(membership for membership in cut if membership is not None)


def _cut(written: Membership, life: Span) -> Membership | None:
    since = max(written.since, life.since)
    ends = [day for day in (written.until, life.until) if day is not None]
    until = min(ends, default=None)
    return replace(written, since=since, until=until) if until is None or since < until else None
