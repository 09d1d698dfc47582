"""Identity decisions in a pass: keys become the identifier of their group before anything is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from jalon.dossier.entity import Entity
from jalon.infocentre.identity.groups import Same

if TYPE_CHECKING:
    from jalon.infocentre.engine.protocol import Engine

KEYS = pa.schema([("key", pa.string()), ("identifier", pa.string())])


@dataclass(frozen=True, slots=True)
class Links:
    """Which columns of an entity hold keys that decisions changed, and the table that gives their groups.

    Attributes:
        tables: column → registered table of ``key`` and ``identifier``; empty when no decision touches it.
    """

    tables: Mapping[str, str] = field(default_factory=dict)


NO_LINKS = Links()


@dataclass(frozen=True, slots=True)
class Identities:
    """What was decided in every domain.

    Attributes:
        domains: the decisions.
        waiting: how many keys are described that were not compared with the others yet.
    """

    domains: Mapping[str, Same] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)

    def links(self, entity: Entity, *, possible: bool = False) -> Links:
        """The columns of an entity whose keys are replaced.

        Args:
            entity: what is read.
            possible: as if every link in doubt were certain: the other bound of a distinct count.
        """
        found = {}
        for column in entity.columns:
            same = self.domains.get(column.identity)
            if same is not None and (same.possible if possible else same.certain):
                found[column.name] = _table(column.identity, possible=possible)
        return Links(found)

    def is_in_doubt(self, entity: Entity) -> bool:
        """True when links in doubt touch the entity: its distinct counts have two bounds."""
        domains = {column.identity for column in entity.columns}
        return any(same.is_in_doubt for name, same in self.domains.items() if name in domains)

    def of(self, entities: Iterable[Entity]) -> list[tuple[str, object]]:
        """What the figures of some entities depend on."""
        domains = {column.identity for entity in entities for column in entity.columns}
        touched = ((name, same) for name, same in sorted(self.domains.items()) if name in domains)
        decided = [(name, same.content) for name, same in touched if not same.is_empty]
        return [
            *decided,
            *((name, ("waiting", self.waiting[name])) for name in sorted(domains & set(self.waiting))),
        ]

    def register(self, engine: Engine) -> None:
        """Give an engine the tables that :meth:`links` names."""
        for name, same in self.domains.items():
            engine.register(_table(name, possible=False), _rows(same.certain))
            engine.register(_table(name, possible=True), _rows(same.possible))


NO_DECISIONS = Identities()


def _table(domain: str, *, possible: bool) -> str:
    return f"_{'possible' if possible else 'identity'}_{domain}"


def _rows(groups: Mapping[str, str]) -> pa.Table:
    columns = [pa.array(list(groups)), pa.array(list(groups.values()))]
    return pa.Table.from_arrays([column.cast(pa.string()) for column in columns], schema=KEYS)
