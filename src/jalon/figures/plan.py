"""From indicators to passes: all measures over one entity are compiled together.

A part (a total or a distinct count, with its filters) becomes a slot of its entity's plan; two indicators
that need the same part share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Entity
from jalon.dossier.indicator import Distinct, Filter, Fractional, Indicator, Part, Stock, Total, parts


@dataclass(frozen=True, slots=True)
class Slot:
    """A part in a plan: its name in the SQL, and what it sums or counts.

    Attributes:
        name: ``m1``, ``m2``…
        entity: what its rows are.
        expression: what is summed, or the key that is counted once.
        distinct: True for a count of different keys.
        filters: the conditions a row must meet.
        breakdowns: the columns by which some indicator breaks it down.
    """

    name: str
    entity: Entity
    expression: str
    distinct: bool
    filters: tuple[Filter, ...]
    breakdowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityPlan:
    """One pass over an entity.

    Attributes:
        entity: what is read.
        slots: what is computed, by part.
        breakdowns: the columns by which some indicator is broken down.
    """

    entity: Entity
    slots: Mapping[Part, Slot]
    breakdowns: tuple[str, ...]

    def slot(self, part: Part) -> Slot:
        """Where a part is computed."""
        return self.slots[slotted(part)]


def plan(dossier: Dossier, indicators: Iterable[Indicator]) -> dict[str, EntityPlan]:
    """The passes that compute ``indicators``, by entity."""
    needed: dict[str, dict[Part, dict[str, None]]] = {}
    for indicator in indicators:
        for part in parts(indicator.measure):
            columns = needed.setdefault(part.entity, {}).setdefault(slotted(part), {})
            columns.update(dict.fromkeys(indicator.breakdowns))
    return {
        name: EntityPlan(
            dossier.entities[name],
            {
                part: _slot(number, dossier.entities[name], part, wanted[part])
                for number, part in enumerate(wanted, start=1)
            },
            tuple(dict.fromkeys(column for columns in wanted.values() for column in columns)),
        )
        for name, wanted in needed.items()
    }


def slotted(part: Part) -> Part:
    """The part whose slot it shares.

    Within a period a stock is a total; a fractional count reads the ledger of the distinct one.
    """
    if isinstance(part, Stock):
        return Total(entity=part.entity, value=part.value, filters=part.filters)
    if isinstance(part, Fractional):
        return Distinct(entity=part.entity, key=part.key, filters=part.filters)
    return part


def _slot(number: int, entity: Entity, part: Part, breakdowns: Iterable[str]) -> Slot:
    distinct = isinstance(part, Distinct | Fractional)
    expression = part.key if isinstance(part, Distinct | Fractional) else part.value
    return Slot(f"m{number}", entity, expression, distinct, part.filters, tuple(breakdowns))
