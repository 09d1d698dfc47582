"""What a file is received for: whose it is, of which source, and what it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jalon.dossier.codes import CodeList
from jalon.dossier.entity import Entity
from jalon.dossier.linkage import LinkageModel
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.quality import QualityRule
from jalon.dossier.source import Feed, Source
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.overrides import Override
from jalon.kernel.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a file is received for, and the rules and overrides its rows are judged by.

    Attributes:
        source, feed, entity, perimeter: whose it is, of which source, and what it becomes.
        key_ids: by purpose, the name of the key under which persons are kept.
        rules, overrides: by what its rows are judged.
        models: by which its descriptions are compared.
    """

    source: Source
    feed: Feed
    entity: Entity
    perimeter: Perimeter
    code_lists: Mapping[str, CodeList] = field(default_factory=dict)
    key_ids: tuple[tuple[str, str], ...] = ()
    rules: tuple[QualityRule, ...] = ()
    overrides: tuple[Override, ...] = ()
    models: tuple[LinkageModel, ...] = ()

    @property
    def plan(self) -> Plan:
        """How its cells become rows."""
        return Plan(
            source=self.source,
            entity=self.entity,
            feed=self.feed,
            code_lists=self.code_lists,
            key_ids=self.key_ids,
        )

    def means_none(self, unit: str, period: str) -> bool:
        """Whether a unit without rows in a period of the file has none, rather than rows that did not come.

        So it is when the one file of an exhaustive source lists every unit, and the unit is one that owes.
        """
        source = self.source
        lists_every_unit = self.feed.unit is None and len(source.feeds) <= 1 and not self.entity.shared
        if not source.exhaustive or not lists_every_unit:
            return False
        when = Period.parse(period, self.entity.calendar)
        owes = source.asks_for(when) and source.exemption(unit, when) is None
        return owes and any(one.id == unit for one in self.perimeter.members(when))
