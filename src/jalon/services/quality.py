"""Quality: what the rules found, and the score of each source with its trend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.finding import Finding
from jalon.infocentre.lake import Lake
from jalon.infocentre.quality.lakewide import Trace, judge_lake, record, traces
from jalon.infocentre.quality.score import scores
from jalon.infocentre.workspace import Workspace
from jalon.kernel.suggestions import hint
from jalon.services.overrides import overrides_of
from jalon.services.problems import stop


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceQuality:
    """The quality of a source for one unit and period.

    Attributes:
        source, unit, period: of what; the unit is empty for rows that belong to none.
        score: the score at the last delivery, from 0 to 100.
        received: the day of that delivery.
        trend: the scores of every delivery that brought the unit and period, oldest first.
    """

    source: str
    unit: str
    period: str
    score: Decimal
    received: str
    trend: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What is known of the quality of the data of a dossier.

    Attributes:
        sources: by source, unit and period.
        findings: the failures of the last delivery of each feed, with the name of its source.
        between: the failures of rules between entities, over the lake as it stands on ``day``.
        day: the day they were looked at.
        history: what those rules measured on each day the lake was looked at.
    """

    sources: tuple[SourceQuality, ...]
    findings: tuple[tuple[str, Finding], ...]
    between: tuple[Finding, ...]
    day: date
    history: tuple[Trace, ...]


def quality(
    dossier: Dossier,
    workspace: Workspace,
    *,
    as_of: date,
    source: str | None = None,
    unit: str | None = None,
) -> Quality:
    """Judge the lake by the rules between entities, and gather what deliveries were judged.

    Raises:
        DossierProblem: the source or the unit is unknown.
    """
    units = [one.id for one in dossier.perimeter.units]
    for kind, name, known in (("source", source, list(dossier.sources)), ("unit", unit, units)):
        if name is not None and name not in known:
            raise stop("unknown-choice", kind=kind, name=name, known=hint(name, known))
    overrides = overrides_of(workspace)
    judgement, measured = judge_lake(Lake(workspace), dossier.entities, dossier.quality, overrides, as_of)
    record(workspace, as_of, judgement, measured)
    received = [one for one in Ledger(workspace) if source in {None, one.source}]
    entity = dossier.sources[source].entity if source else None
    return Quality(
        sources=tuple(one for one in _sources(received) if unit in {None, one.unit}),
        findings=tuple(
            (delivery.source, finding)
            for delivery in _last(received)
            for finding in delivery.findings
            if unit in {None, finding.unit}
        ),
        between=tuple(
            one for one in judgement.findings if unit in {None, one.unit} and entity in {None, one.entity}
        ),
        day=as_of,
        history=traces(workspace),
    )


def _sources(received: list[Delivery]) -> list[SourceQuality]:
    trends: dict[tuple[str, str, str], list[tuple[str, Decimal]]] = {}
    for score in scores(received):
        where = (score.source, score.unit, score.period)
        trends.setdefault(where, []).append((score.received, score.value))
    return [
        SourceQuality(
            source=source,
            unit=unit,
            period=period,
            score=points[-1][1],
            received=points[-1][0],
            trend=tuple(value for _, value in points),
        )
        for (source, unit, period), points in sorted(trends.items())
    ]


def _last(received: list[Delivery]) -> list[Delivery]:
    """The last delivery of each feed, whatever became of it."""
    ordered = sorted(received, key=lambda one: (one.received, one.order))
    return list({delivery.feed: delivery for delivery in ordered}.values())
