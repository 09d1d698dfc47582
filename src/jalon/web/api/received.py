"""Deliveries as a program may read them: those of its owner's units, and no trace of the others."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.perimeter import INSTITUTE
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.services.load import InForce, deliveries
from jalon.services.rows import Row
from jalon.web.desk import desk
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right


def units_held(delivery: Delivery) -> frozenset[str]:
    """The units that a delivery speaks for: that of its feed, and those of which it holds rows.

    A file of no unit, or a feed that the dossier does not know any more, is the institute's.
    """
    source = desk().dossier().sources.get(delivery.source)
    feed = next((one for one in source.feeds if one.id == delivery.feed), None) if source else None
    held = {one.unit or INSTITUTE for one in delivery.holds}
    if feed is not None:
        held.add(feed.unit or INSTITUTE)
    return frozenset(held or {INSTITUTE})


def is_readable(delivery: Delivery, who: Who) -> bool:
    """True when somebody may read all of it."""
    return all(who.may(Right.READ_DELIVERIES, unit) for unit in units_held(delivery))


def readable(who: Who) -> list[InForce]:
    """The deliveries that somebody may read, the last received first."""
    found = deliveries(desk().dossier(), desk().workspace())
    mine = [one for one in found if is_readable(one.delivery, who)]
    return sorted(mine, key=lambda one: (one.delivery.received, one.delivery.order), reverse=True)


def readable_one(who: Who, identifier: str) -> Delivery | None:
    """A delivery by its whole identifier; None when there is none, or it is not theirs."""
    # An identifier names a file: nothing but letters and digits reaches the disk.
    is_one = identifier.isascii() and identifier.isalnum()
    found = Ledger(desk().workspace()).find(identifier) if is_one and len(identifier) <= _LONGEST else None
    return found if found is not None and is_readable(found, who) else None


def delivery_rows(found: list[InForce]) -> Iterator[Row]:
    """Deliveries as flat rows."""
    for one in found:
        delivery, counts = one.delivery, one.delivery.counts
        held = units_held(delivery)
        yield {
            "delivery": delivery.id,
            "feed": delivery.feed,
            "source": delivery.source,
            "entity": delivery.entity,
            "unit": next(iter(held)) if len(held) == 1 else INSTITUTE,
            "file": delivery.file,
            "sha256": delivery.sha256,
            "bytes": delivery.size,
            "received": delivery.received,
            "outcome": delivery.outcome.value,
            "in_force": one.in_force,
            "rows_received": counts.received,
            "rows_accepted": counts.accepted,
            "rows_refused": counts.refused,
            "rows_set_aside": counts.set_aside,
        }


_LONGEST = 64
