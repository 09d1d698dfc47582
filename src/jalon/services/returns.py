"""Returns: all that stands behind what one unit hands over in a campaign, and what is left to explain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.quality import Severity
from jalon.figures.figure import Figure, Scope
from jalon.figures.store import read_figures
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.finding import Finding
from jalon.infocentre.lake import Lake
from jalon.infocentre.quality.latest import latest
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Between, Missing, Reason, Value
from jalon.kernel.numbers import format_value
from jalon.kernel.texts import Language


@dataclass(frozen=True, slots=True)
class Contents:
    """What a signature is put to.

    Attributes:
        deliveries: by feed, the delivery in force.
        figures: by indicator and period, the value of the unit, or why there is none.
    """

    deliveries: Mapping[str, str]
    figures: Mapping[str, str]


def contents_of(
    dossier: Dossier,
    workspace: Workspace,
    totals: Iterable[Figure],
    *,
    unit: str,
    sources: Collection[str],
    periods: Collection[str],
) -> Contents:
    """What is in force of a unit now, for some sources and periods; ``totals`` are the stored figures."""
    feeds = {
        feed.id
        for name in sources
        for feed in (dossier.sources[name].feeds_of(unit) or dossier.sources[name].feeds)
    }
    lake = Lake(workspace)
    entities = {dossier.sources[name].entity for name in sources}
    held = {
        feed: delivery
        for name in entities
        for feed, delivery in lake.in_force(dossier.entities[name]).items()
    }
    own = [one for one in totals if one.unit == unit and one.period.label in periods]
    return Contents(
        deliveries={feed: held[feed] for feed in sorted(feeds & held.keys())},
        figures={f"{one.indicator} {one.period.label}": told_value(one) for one in own},
    )


def stored_totals(workspace: Workspace) -> tuple[Figure, ...]:
    """The totals of the last computation, of the perimeter as it was; none before the first."""
    stored = read_figures(workspace.figures, totals_only=True).figures
    return tuple(one for one in stored if one.scope is Scope.AS_IT_WAS)


def told_value(figure: Figure) -> str:
    """The value as text, exact; its bounds, or why there is none, between brackets."""
    value = figure.value
    if isinstance(value, Between):
        return f"[{value.reason.value} {value.low} {value.high}]"
    return f"[{value.reason.value}]" if isinstance(value, Missing) else str(value)


def say_told(dossier: Dossier, indicator: str, told: str, language: Language) -> str:
    """What :func:`told_value` kept, as people read it: rounded, with its unit; empty when nothing is."""
    if not told or indicator not in dossier.indicators:
        return told
    known = dossier.indicator(indicator)
    return format_value(_untold(told), dossier.unit_of(known), known.decimals, language)


def _untold(told: str) -> Value:
    if not told.startswith("["):
        return Decimal(told)
    reason, *bounds = told[1:-1].split(" ")
    if not bounds:
        return Missing(Reason(reason))
    low, high = (Decimal(bound) for bound in bounds)
    return Between(Reason(reason), low=low, high=high)


@dataclass(frozen=True, slots=True)
class Deviation:
    """A rule of quality that failed for a unit, and the delivery in which it did."""

    delivery: Delivery
    finding: Finding

    @property
    def is_to_explain(self) -> bool:
        """True when somebody has to answer for it: it weighs, and nobody accepted it."""
        return self.finding.severity is not Severity.NOTE and self.finding.override is None


def deviations_of(dossier: Dossier, workspace: Workspace, *, as_of: date) -> list[Deviation]:
    """The rules that failed in the last delivery of each feed, oldest delivery first."""
    standing = latest(workspace, dossier.entities.values(), as_of)
    return [Deviation(delivery, finding) for delivery in standing for finding in delivery.findings]


def own_part(delivery: Delivery, units: Iterable[str]) -> tuple[tuple[str, str, int], ...]:
    """Of a file that several units share: unit, period and rows of those that may be told."""
    told = set(units)
    return tuple((one.unit, one.period, one.rows) for one in delivery.holds if one.unit in told)
