"""What a file is received for: whose it is, of which source, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass

from jalon.dossier.entity import Entity
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.quality import QualityRule
from jalon.dossier.source import Feed, Source
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.overrides import Override


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a file is received for, and the rules and overrides its rows are judged by."""

    source: Source
    feed: Feed
    entity: Entity
    perimeter: Perimeter
    rules: tuple[QualityRule, ...] = ()
    overrides: tuple[Override, ...] = ()

    @property
    def plan(self) -> Plan:
        """How its cells become rows."""
        return Plan(source=self.source, entity=self.entity, feed=self.feed)
