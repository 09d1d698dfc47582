"""What a file withdraws: units and periods that the one before it held, and that nothing in force holds."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from jalon.infocentre.deliveries import Delivery, Outcome
from jalon.kernel.issues import Issue, Level, Place

SHOWN = 8
"""How many of them a message names."""


def withdrawal(before: Delivery | None, after: Delivery, others: Iterable[Delivery]) -> Issue | None:
    """A warning of the units and periods whose rows disappear; None when none does.

    Args:
        before: what the delivery replaced; None when it replaced nothing.
        after: the delivery.
        others: what is in force for the other feeds of its source.
    """
    if before is None or before.id == after.id or after.outcome is Outcome.REFUSED:
        return None
    there = {(held.unit, held.period) for one in (after, *others) for held in one.holds}
    gone = [held for held in before.holds if (held.unit, held.period) not in there]
    if not gone:
        return None
    more = ["…"] if len(gone) > SHOWN else []
    context = {
        "file": after.file,
        "earlier": before.file,
        "count": str(len(gone)),
        "rows": str(sum(held.rows for held in gone)),
        "places": ", ".join([*(f"{held.unit} {held.period}".strip() for held in gone[:SHOWN]), *more]),
    }
    return Issue(Level.WARNING, "rows-withdrawn", Place(after.file), MappingProxyType(context))
