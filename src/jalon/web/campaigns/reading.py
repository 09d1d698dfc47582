"""Deliveries as somebody may read them: their own, whole; one that speaks for several units, their part."""

from __future__ import annotations

from dataclasses import dataclass

from jalon.dossier.perimeter import INSTITUTE
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.finding import Finding
from jalon.review.document import Block
from jalon.services.load import InForce
from jalon.services.report import Reports
from jalon.services.reportpage import report_document
from jalon.services.returns import own_part
from jalon.web.campaigns.known import deliveries_now
from jalon.web.desk import desk, today, units
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right
from jalon.web.site.asking import language


@dataclass(frozen=True, slots=True)
class Readable:
    """A delivery for one reader.

    Attributes:
        delivery: the delivery.
        is_whole: True when its report may be read; else only ``rows`` and ``findings`` are told.
        rows: unit, period and rows of the units that the reader may read.
        findings: the rules that failed for them.
    """

    delivery: Delivery
    is_whole: bool
    rows: tuple[tuple[str, str, int], ...]
    findings: tuple[Finding, ...]


def readable(who: Who, identifier: str) -> Readable | None:
    """A delivery as somebody may read it; None when there is none, or none of it is theirs."""
    found = Ledger(desk().workspace()).find(identifier) if identifier.isalnum() else None
    if found is None:
        return None
    own = who.units_of(Right.READ_DELIVERIES, units())
    is_whole = who.may(Right.READ_DELIVERIES, owner_of(found))
    rows = own_part(found, own)
    if not is_whole and not (rows and _is_common(found)):
        return None
    return Readable(found, is_whole, rows, tuple(one for one in found.findings if one.unit in own))


def owner_of(delivery: Delivery) -> str:
    """The unit that a delivery is of; the institute for what speaks for several, or for none."""
    source = desk().dossier().sources.get(delivery.source)
    feed = next((one for one in source.feeds if one.id == delivery.feed), None) if source else None
    if feed is not None:
        return feed.unit or INSTITUTE
    held = {one.unit for one in delivery.holds}
    return held.pop() if len(held) == 1 and "" not in held else INSTITUTE


def _is_common(delivery: Delivery) -> bool:
    return owner_of(delivery) == INSTITUTE


def report_blocks(delivery: Delivery) -> tuple[Block, ...]:
    """The report of a delivery, as blocks of a page."""
    report = Reports(desk().dossier(), desk().workspace(), today()).of(delivery)
    return report_document(desk().dossier(), report, language()).blocks


def deliveries_of(unit: str) -> list[InForce]:
    """The deliveries that are of a unit, or hold rows of it, the newest first."""
    own = [
        one for one in deliveries_now() if owner_of(one.delivery) == unit or own_part(one.delivery, [unit])
    ]
    return sorted(own, key=lambda one: (one.delivery.received, one.delivery.order), reverse=True)


def is_in_force(delivery: Delivery) -> bool:
    """True while the lake holds it."""
    return any(one.in_force for one in deliveries_now() if one.delivery.id == delivery.id)
