"""The score of quality of a source, for one unit and period, from 0 to 100.

score = 100 × (1 − refused rows ÷ (accepted + refused rows)) × (1 − weight failed ÷ weight judged)

Rules weigh 3 (refuse), 2 (reserve) or 1 (note); a failure that was explained weighs half. Rows refused are
counted over the whole delivery, because a row whose unit cannot be read belongs to none. The weights are our
own choice, not a standard's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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


def whole_scores(standing: Iterable[Delivery]) -> Mapping[tuple[str, str], Decimal]:
    """The score of each source and period, all units together: rows and weights added up, never scores.

    Args:
        standing: the delivery of each feed that counts (see :mod:`jalon.infocentre.quality.latest`).
    """
    rows: dict[tuple[str, str], tuple[int, int]] = {}
    weights: dict[tuple[str, str], tuple[Decimal, Decimal]] = {}
    for delivery in standing:
        counts = delivery.counts
        periods = {held.period for held in delivery.holds} | {one.period for one in delivery.weighed}
        for where in ((delivery.source, period) for period in periods):
            accepted, refused = rows.get(where, (0, 0))
            rows[where] = (accepted + counts.accepted, refused + counts.refused)
        for one in delivery.weighed:
            judged, failed = weights.get((delivery.source, one.period), (Decimal(0), Decimal(0)))
            weights[delivery.source, one.period] = (judged + one.judged, failed + one.failed)
    found = {}
    for where, (accepted, refused) in sorted(rows.items()):
        judged, failed = weights.get(where, (Decimal(0), Decimal(0)))
        kept = 1 - failed / judged if judged else Decimal(1)
        found[where] = round(100 * _share(accepted, refused) * kept, 1)
    return found


def _clean(delivery: Delivery) -> Decimal:
    return _share(delivery.counts.accepted, delivery.counts.refused)


def _share(accepted: int, refused: int) -> Decimal:
    read = accepted + refused
    return Decimal(accepted) / read if read else Decimal(0)
