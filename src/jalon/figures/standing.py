"""What the ledger of deliveries says beyond the rows: what is in force, what it holds, what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.deliveries import Delivery, Outcome
from jalon.infocentre.privacy.gone import Gone
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file received for a feed.

    Attributes:
        file: its name.
        day: the day it was received.
        holds: the units and periods of which it brought rows, as written in the lake; none when refused.
    """

    file: str
    day: date
    holds: frozenset[tuple[str, str]] = frozenset()

    def covers(self, unit: str, period: Period, calendar: Calendar) -> bool:
        """True when the file is about the period: rows of anybody's, or later ones of the unit.

        A file that stops before the period says nothing of it.
        """
        if any(label == period.label for _, label in self.holds):
            return True
        mine = [Period.parse(label, calendar) for owner, label in self.holds if owner == unit]
        return any(one > period for one in mine)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the feeds stand.

    Attributes:
        left_out: faulty rows left out of the delivery in force, by feed (sources that tolerate it).
        in_force: the delivery in force, by feed.
        refused: the last file received, by feed, where it was refused.
        unverified: why the rows of a unit are in no figure although they came, by source and unit: its
            reading of the definitions has not passed the test-cards.
        purged: by entity, unit and period, since when and by whom the rows in force are gone.
    """

    left_out: Mapping[str, int] = field(default_factory=dict)
    in_force: Mapping[str, Receipt] = field(default_factory=dict)
    refused: Mapping[str, Receipt] = field(default_factory=dict)
    unverified: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    purged: Mapping[tuple[str, str, str], Text] = field(default_factory=dict)

    def rows_left_out(self, dossier: Dossier, entity: str, units: Sequence[str]) -> int:
        """Faulty rows left out of the files that could hold rows of the units, each file counted once."""
        sources = dossier.sources_of(entity)
        feeds = {feed.id for unit in units for source in sources for feed in source.feeds_of(unit)}
        return sum(self.left_out.get(feed, 0) for feed in feeds)

    def of(self, dossier: Dossier, entities: list[str]) -> list[object]:
        """The refused files and unverified readings of some entities: part of what figures are made from."""
        sources = [source for name in entities for source in dossier.sources_of(name)]
        feeds = sorted(feed.id for source in sources for feed in source.feeds)
        names = {source.id for source in sources}
        unverified = [(key, why) for key, why in sorted(self.unverified.items()) if key[0] in names]
        return [*((feed, self.refused[feed]) for feed in feeds if feed in self.refused), *unverified]

    def distrust(self, dossier: Dossier, entity: str, unit: str) -> Text | None:
        """Why the rows of a unit may not be counted yet; None when they may."""
        reasons = [self.unverified.get((source.id, unit)) for source in dossier.sources_of(entity)]
        return next((reason for reason in reasons if reason is not None), None)


def standing_of(
    deliveries: Iterable[Delivery],
    in_force: Mapping[str, str],
    unverified: Mapping[tuple[str, str], Text] = MappingProxyType({}),
    removed: Iterable[Gone] = (),
) -> Standing:
    """How the feeds stand.

    Args:
        deliveries: every delivery ever received.
        in_force: by feed, the identifier of the delivery that the lake holds.
        unverified: see :class:`Standing`.
        removed: what purges removed; of deliveries that were replaced since, it no longer matters.
    """
    last: dict[str, Delivery] = {}
    current: dict[str, Delivery] = {}
    for delivery in deliveries:
        if in_force.get(delivery.feed) == delivery.id:
            current[delivery.feed] = delivery
        if delivery.feed not in last or delivery.order > last[delivery.feed].order:
            last[delivery.feed] = delivery
    return Standing(
        left_out={feed: one.counts.refused for feed, one in current.items() if one.counts.refused},
        in_force={feed: receipt_of(one) for feed, one in current.items()},
        refused={feed: receipt_of(one) for feed, one in last.items() if one.outcome is Outcome.REFUSED},
        unverified=unverified,
        purged={
            (one.entity, one.unit, one.period): _since(one)
            for one in removed
            if one.delivery in set(in_force.values())
        },
    )


def _since(one: Gone) -> Text:
    return Text(
        fr=f"purgées le {one.day:%d/%m/%Y} par {one.by}", en=f"purged on {one.day:%-d %B %Y} by {one.by}"
    )


def receipt_of(delivery: Delivery) -> Receipt:
    """What figures need to know of a delivery."""
    holds = frozenset((held.unit, held.period) for held in delivery.holds)
    return Receipt(delivery.file, date.fromisoformat(delivery.received), holds)
