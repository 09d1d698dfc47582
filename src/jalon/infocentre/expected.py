"""What a file is received for: whose it is, of which source, and what it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jalon.dossier.codes import CodeList
from jalon.dossier.entity import Entity
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.quality import QualityRule
from jalon.dossier.source import Feed, Source
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.overrides import Override


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a file is received for, and the rules and overrides its rows are judged by.

    Attributes:
        source, feed, entity, perimeter: whose it is, of which source, and what it becomes.
        key_ids: by purpose, the name of the key under which persons are kept.
        rules, overrides: by what its rows are judged.
    """

    source: Source
    feed: Feed
    entity: Entity
    perimeter: Perimeter
    code_lists: Mapping[str, CodeList] = field(default_factory=dict)
    key_ids: tuple[tuple[str, str], ...] = ()
    rules: tuple[QualityRule, ...] = ()
    overrides: tuple[Override, ...] = ()

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
