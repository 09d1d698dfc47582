"""What is past its term on a day: rows of the lake, received files, quarantines, pages of harvests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.entity import Entity
from jalon.dossier.privacy import After, Kept, Privacy, Retention
from jalon.infocentre.datafiles import DataFile
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.privacy.doomed import Doomed, Group, counted, periods_in
from jalon.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class PastRows:
    """Rows of a table that are past their term.

    Attributes:
        entity: what a row is.
        table: the folder of the table, in the lake.
        doomed: which rows.
        groups: how many there are by unit, period and delivery, in every file of the table: a row of which
            an earlier version has a copy counts for each.
    """

    entity: str
    table: str
    doomed: Doomed
    groups: Mapping[Group, int]

    @property
    def rows(self) -> int:
        """How many rows, copies included."""
        return sum(self.groups.values())


@dataclass(frozen=True, slots=True)
class PastFile:
    """A received file past its term, or one that no delivery names: its hash and the deliveries of it."""

    sha256: str
    deliveries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """Everything past its term.

    ``harvests`` are the folders of interrupted harvests of earlier days: their term is their own day.
    """

    rows: tuple[PastRows, ...] = ()
    received: tuple[PastFile, ...] = ()
    quarantine: tuple[str, ...] = ()
    harvests: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to remove."""
        return not (self.rows or self.received or self.quarantine or self.harvests)


def past_rows(
    privacy: Privacy,
    entity: Entity,
    tables: Mapping[str, Sequence[DataFile]],
    deliveries: Sequence[Delivery],
    as_of: date,
) -> Iterator[PastRows]:
    """The rows of an entity past their term, by table: another set of columns was another table."""
    rule = privacy.rule(Kept.ROWS, entity.id)
    if rule is None:
        return
    for table, files in tables.items():
        doomed = _doomed(rule, entity, files, deliveries, as_of)
        groups = counted(files, doomed) if doomed.values else {}
        if groups:
            yield PastRows(entity.id, table, doomed, dict(sorted(groups.items())))


def _doomed(
    rule: Retention, entity: Entity, files: Sequence[DataFile], deliveries: Sequence[Delivery], as_of: date
) -> Doomed:
    if rule.after is After.PERIOD_END:
        periods = sorted(periods_in(files))
        ends = {label: rule.end(Period.parse(label, entity.calendar).end) for label in periods}
        return Doomed("period", tuple(label for label, end in ends.items() if end <= as_of))
    own = (one for one in deliveries if one.entity == entity.id)
    days = {one.id: rule.end(date.fromisoformat(one.received)) for one in own}
    return Doomed("_delivery", tuple(sorted(one for one, end in days.items() if end <= as_of)))


def past_received(
    privacy: Privacy,
    entities: Mapping[str, Entity],
    files: Sequence[Path],
    deliveries: Sequence[Delivery],
    as_of: date,
) -> Iterator[PastFile]:
    """Received files whose every delivery is past its term; those of none, left by a killed process."""
    by_hash: dict[str, list[Delivery]] = {}
    for one in deliveries:
        by_hash.setdefault(one.sha256, []).append(one)
    ruled = any(rule.of is Kept.RECEIVED for rule in privacy.retention)
    for path in files:
        own = by_hash.get(path.name, [])
        if ruled and all(is_past(privacy, Kept.RECEIVED, entities, one, as_of) for one in own):
            yield PastFile(path.name, tuple(sorted(one.id for one in own)))


def is_past(
    privacy: Privacy, of: Kept, entities: Mapping[str, Entity], delivery: Delivery, as_of: date
) -> bool:
    """True when what a delivery left is past its term; what follows periods follows the last it holds."""
    rule = privacy.rule(of, delivery.entity)
    if rule is None:
        return False
    start = date.fromisoformat(delivery.received)
    entity = entities.get(delivery.entity)
    if rule.after is After.PERIOD_END and entity is not None and delivery.holds:
        start = max(Period.parse(held.period, entity.calendar).end for held in delivery.holds)
    return rule.end(start) <= as_of
