"""The score of quality of a source, for one unit and period, from 0 to 100.

score = 100 × (1 − refused rows ÷ (accepted + refused rows)) × (1 − weight failed ÷ weight judged)

Rules weigh 3 (refuse), 2 (reserve) or 1 (note); a failure that was explained weighs half. Rows refused are
counted over the whole delivery, because a row whose unit cannot be read belongs to none. The weights are our
own choice, not a standard's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from jalon.infocentre.deliveries import Delivery


@dataclass(frozen=True, slots=True)
class Score:
    """A score at the time of one delivery.

    Attributes:
        source, unit, period: of what.
        delivery, received: as of which delivery.
        value: from 0 to 100, one digit after the point.
    """

    source: str
    unit: str
    period: str
    delivery: str
    received: str
    value: Decimal


def scores(deliveries: Iterable[Delivery]) -> Iterator[Score]:
    """The score of each unit and period that each delivery brought, in the order of deliveries."""
    for delivery in sorted(deliveries, key=lambda one: (one.received, one.order)):
        clean = _clean(delivery)
        weights = {(one.unit, one.period): (one.judged, one.failed) for one in delivery.weighed}
        places = {(held.unit, held.period) for held in delivery.holds} | set(weights)
        for unit, period in sorted(places):
            judged, failed = weights.get((unit, period), (0, Decimal(0)))
            kept = 1 - failed / judged if judged else Decimal(1)
            value = round(100 * clean * kept, 1)
            yield Score(delivery.source, unit, period, delivery.id, delivery.received, value)


def _clean(delivery: Delivery) -> Decimal:
    counts = delivery.counts
    read = counts.accepted + counts.refused
    return Decimal(counts.accepted) / read if read else Decimal(0)
