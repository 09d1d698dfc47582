"""Scopes: who asks, for which units, up to which sensitivity. Nothing is read from the lake without one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jalon.dossier.entity import Column, Entity, Sensitivity

EVERY_SENSITIVITY = frozenset(Sensitivity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a query may see.

    Attributes:
        actor: who asks, or for what the house itself reads.
        units: the units whose rows may be read; None for all of them.
        sensitivities: the sensitivities of columns that may be read.
    """

    actor: str
    units: frozenset[str] | None
    sensitivities: frozenset[Sensitivity]

    @classmethod
    def of_the_house(cls, reason: str) -> Scope:
        """Everything, for computations that only let aggregates out; ``reason`` says which."""
        return cls(actor=reason, units=None, sensitivities=EVERY_SENSITIVITY)

    @classmethod
    def of_units(cls, actor: str, units: Iterable[str], *sensitivities: Sensitivity) -> Scope:
        """The rows of some units, and only the columns of the sensitivities given."""
        return cls(actor=actor, units=frozenset(units), sensitivities=frozenset(sensitivities))

    def allows(self, column: Column) -> bool:
        """True when the column may be read."""
        return column.sensitivity in self.sensitivities

    def columns_of(self, entity: Entity) -> tuple[Column, ...]:
        """The columns of an entity that may be read."""
        return tuple(column for column in entity.columns if self.allows(column))
