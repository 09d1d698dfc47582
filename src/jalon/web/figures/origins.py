"""Where a figure comes from, as far as somebody may know: the steps, and the deliveries of their units."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Figure
from jalon.figures.fingerprints import Known
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.engine.steps import Step
from jalon.services.explain import PriceLevel, explain
from jalon.web.desk import desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a figure comes from.

    Attributes:
        steps: by entity, the SQL steps that made it.
        deliveries: the files in force that the reader may know of.
        others: how many more it was made from, of other units.
        prices: the price index that was used.
    """

    steps: tuple[tuple[str, tuple[Step, ...]], ...]
    deliveries: tuple[Delivery, ...]
    others: int
    prices: tuple[PriceLevel, ...]


def origin_of(dossier: Dossier, figure: Figure, mine: Collection[str], then: Known | None) -> Origin:
    """The steps and deliveries of a figure; ``mine`` are the units whose deliveries may be read."""
    found = explain(dossier, desk().workspace(), figure.indicator, figure.unit, figure.period.label, then)
    behind = [one for one in found.deliveries if _brings(one, figure)]
    open_to_them = tuple(one for one in behind if {held.unit for held in one.holds if held.unit} <= {*mine})
    return Origin(
        steps=found.steps,
        deliveries=open_to_them,
        others=len(behind) - len(open_to_them),
        prices=found.prices,
    )


def _brings(delivery: Delivery, figure: Figure) -> bool:
    """True for a file with rows of the period; one with no rows of any, such as a price index, always is."""
    units = {*figure.completeness.expected, figure.unit, ""}
    periods = {(held.unit, held.period) for held in delivery.holds}
    return not periods or any(unit in units for unit, _ in periods)
