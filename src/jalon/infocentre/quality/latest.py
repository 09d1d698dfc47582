"""Which delivery of each feed its quality is told of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jalon.dossier.entity import Entity
from jalon.infocentre.deliveries import Delivery, Ledger, Outcome
from jalon.infocentre.lake import Lake
from jalon.infocentre.workspace import Workspace


def received_by(workspace: Workspace, day: date) -> list[Delivery]:
    """Every delivery received by the end of a day, in the order of reception."""
    known = [one for one in Ledger(workspace) if date.fromisoformat(one.received) <= day]
    return sorted(known, key=lambda one: (one.received, one.order))


def latest(workspace: Workspace, entities: Iterable[Entity], day: date) -> list[Delivery]:
    """The last delivery of each feed on a day: refused, or the one that the lake then held."""
    received = received_by(workspace, day)
    held = {one.id: one for one in received}
    found = {one.feed: one for one in received}
    for entity in entities:
        in_force = {
            commit.feed: commit.delivery
            for commit in Lake(workspace).history(entity)
            if date.fromisoformat(commit.received) <= day
        }
        for feed, identifier in in_force.items():
            if identifier in held and found[feed].outcome is not Outcome.REFUSED:
                found[feed] = held[identifier]
    return list(found.values())
