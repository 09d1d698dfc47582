"""The perimeter: a dated tree of units. Units join and leave; history is never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jalon.kernel.dated import in_force
from jalon.kernel.periods import Period
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text

INSTITUTE = "institute"
"""The identifier of the whole: the root of the tree, in every dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A span during which a unit belongs to the institute."""

    since: date
    until: date | None = None
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

    def belongs(self, period: Period) -> bool:
        """True when the unit is a member on the first day of ``period``."""
        return in_force(self.memberships, period.start) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Perimeter:
    """The units of the institute, in the order in which they are shown.

    A unit that others name as their parent is a group: rows belong to the units at the bottom of the tree,
    and a group is the sum of those below it, so that nothing is counted at two levels.
    """

    name: Text
    units: tuple[OrgUnit, ...]

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
        """The units at the bottom of the tree that belong in ``period``, and every group above them.

        Args:
            period: the period (see :meth:`OrgUnit.belongs`).
            below: the institute, or a group: only the units under it.
        """
        return tuple(unit for unit in self.bottom if self._is_below(unit, period, below))

    def _is_below(self, unit: OrgUnit, period: Period, top: str) -> bool:
        above: OrgUnit | None = unit
        passed = top == INSTITUTE
        while above is not None:
            if not above.belongs(period):
                return False
            passed = passed or above.parent == top
            above = None if above.parent == INSTITUTE else self.find(above.parent)
        return passed

    def label(self, unit: str) -> Text:
        """The name of a unit, or of the institute."""
        found = self.find(unit)
        return found.name if found else self.name
