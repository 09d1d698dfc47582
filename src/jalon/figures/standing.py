"""What the ledger of deliveries says beyond the rows: rows left out of a delivery, files refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed


@dataclass(frozen=True, slots=True)
class Standing:
    """How the feeds stand.

    Attributes:
        left_out: faulty rows left out of the delivery in force, by feed (sources that tolerate it).
        refused: feeds whose last file was refused and that have no delivery in force.
    """

    left_out: Mapping[str, int] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    def rows_left_out(self, dossier: Dossier, entity: str, units: Sequence[str]) -> int:
        """Faulty rows left out of the files that could hold rows of the units, each file counted once."""
        feeds = {feed.id for unit in units for feed in _feeds(dossier, entity, unit)}
        return sum(self.left_out.get(feed, 0) for feed in feeds)

    def is_refused(self, dossier: Dossier, entity: str, unit: str) -> bool:
        """True when a file for the unit was refused and nothing replaces it."""
        return any(feed.id in self.refused for feed in _feeds(dossier, entity, unit))

    def of(self, dossier: Dossier, entities: list[str]) -> list[str]:
        """The refused feeds of some entities: part of what their figures are made from."""
        feeds = [feed.id for name in entities for source in dossier.sources_of(name) for feed in source.feeds]
        return sorted(self.refused.intersection(feeds))


def _feeds(dossier: Dossier, entity: str, unit: str) -> list[Feed]:
    """The feeds whose file can hold rows of the unit."""
    feeds = [feed for source in dossier.sources_of(entity) for feed in source.feeds]
    return [feed for feed in feeds if feed.unit in {None, unit}]
