"""Under which identifier a file is received: each reception that says something new has its own manifest.

Manifests are never rewritten. The same file may be judged otherwise one day than another, because rules look
at the periods that the lake holds; and it may come back after another one, which it then replaces.
"""

from __future__ import annotations

from dataclasses import replace

from jalon.infocentre.deliveries import Delivery, Ledger, delivery_id


def what_is_read(delivery: Delivery) -> tuple[str, ...]:
    """The content of a file, how its cells become rows, and by which rules these are judged."""
    return (delivery.sha256, delivery.mapping, delivery.judged)


def is_last(ledger: Ledger, delivery: Delivery) -> bool:
    """True when nothing was received for its feed after a delivery."""
    return all(one.order <= delivery.order for one in ledger if one.feed == delivery.feed)


def as_received(ledger: Ledger, delivery: Delivery) -> Delivery:
    """The delivery under the identifier of this reception.

    That of the last reception of the feed when nothing differs from it: a load that was killed, or done
    twice, adds none.
    """
    mine = sorted((one for one in ledger if one.feed == delivery.feed), key=lambda one: one.order)
    if not mine:
        return delivery
    if _what_is_found(mine[-1]) == _what_is_found(delivery):
        return replace(delivery, id=mine[-1].id)
    judged = _as_judged(ledger, delivery)
    if ledger.find(judged.id) is None:
        return judged
    return replace(delivery, id=_id(delivery, f"{delivery.judged} {mine[-1].id}"))


def _as_judged(ledger: Ledger, delivery: Delivery) -> Delivery:
    """The delivery, under another identifier when the same file was judged otherwise before."""
    kept = ledger.find(delivery.id)
    if kept is None or kept.findings == delivery.findings:
        return delivery
    return replace(delivery, id=_id(delivery, f"{delivery.judged} {delivery.findings!r}"))


def _id(delivery: Delivery, judgement: str) -> str:
    return delivery_id(delivery.feed, delivery.sha256, delivery.mapping, judgement)


def _what_is_found(delivery: Delivery) -> tuple[object, ...]:
    return (*what_is_read(delivery), delivery.findings)
