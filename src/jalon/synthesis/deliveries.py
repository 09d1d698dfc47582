"""What is delivered of a world: which feeds can be written, and what happens to some of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed, ReaderKind, Source
from jalon.dossier.synthesis import Synthesis, TroubleKind
from jalon.kernel.periods import Period
from jalon.synthesis.rows import Cluster
from jalon.synthesis.world import ENTITIES


def is_writable(source: Source) -> bool:
    """True when files of a source can be made from rows: plain columns of a CSV file, nothing left out."""
    plain = all(mapping.expression is None for mapping in source.columns)
    return (
        source.entity in ENTITIES
        and source.reader.kind is ReaderKind.CSV
        and source.unpivot is None
        and not source.keep
        and not source.most_complete
        and plain
    )


@dataclass(frozen=True)
class Deliveries:
    """The feeds that a world fills, and the troubles of the recipe."""

    dossier: Dossier
    recipe: Synthesis
    _known: dict[tuple[str, str, Period], bool] = field(default_factory=dict)

    @cached_property
    def sources(self) -> list[Source]:
        """The sources whose files are made; at most one an entity, the first of the dossier."""
        found: dict[str, Source] = {}
        for source in self.dossier.sources.values():
            if is_writable(source):
                found.setdefault(source.entity, source)
        return list(found.values())

    @cached_property
    def feeds(self) -> dict[tuple[str, str], tuple[Source, Feed]]:
        """By entity and unit, the feed that its rows go to; no unit for rows that belong to none."""
        found: dict[tuple[str, str], tuple[Source, Feed]] = {}
        units = [unit.id for unit in self.dossier.perimeter.bottom]
        for source in self.sources:
            for feed in source.feeds:
                if self.dossier.entities[source.entity].shared:
                    found[source.entity, ""] = (source, feed)
                    continue
                for unit in units if feed.unit is None else [feed.unit]:
                    found[source.entity, unit] = (source, feed)
        return found

    def owed(self, cluster: Cluster) -> Cluster:
        """A cluster without the rows of units that owe nothing to the source: they are in no population."""
        source = self._by_entity.get(cluster.entity)
        if source is None or not source.not_expected:
            return cluster
        rows = (row for row in cluster.rows if not self._is_exempt(source, row[0], cluster.period))
        return replace(cluster, rows=tuple(rows))

    @cached_property
    def _by_entity(self) -> dict[str, Source]:
        return {source.entity: source for source in self.sources}

    def trouble(self, feed: Feed) -> TroubleKind | None:
        """What happens to a feed."""
        return self._troubles.get(feed.id)

    @cached_property
    def _troubles(self) -> dict[str, TroubleKind]:
        return {f"{one.source}/{one.unit}": one.kind for one in self.recipe.troubles}

    def is_delivered(self, entity: str, unit: str, period: Period) -> bool:
        """True when the rows of a unit and period are in a file that will be accepted."""
        place = (entity, unit, period)
        if place not in self._known:
            self._known[place] = self._is_delivered(*place)
        return self._known[place]

    def _is_delivered(self, entity: str, unit: str, period: Period) -> bool:
        feed = self.feeds.get((entity, unit))
        if feed is None or self._is_exempt(feed[0], unit, period):
            return False
        trouble = self.trouble(feed[1])
        if trouble is TroubleKind.LATE:
            return not self.is_last(period)
        return trouble is not TroubleKind.REFUSED

    def is_last(self, period: Period) -> bool:
        """True for the last year of the world, and its months."""
        return period.year >= self.recipe.last

    @staticmethod
    def _is_exempt(source: Source, unit: str, period: Period) -> bool:
        return bool(unit) and source.exemption(unit, period) is not None
