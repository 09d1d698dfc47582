"""Quality: what the rules found, and the score of each source with its trend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.finding import Finding
from jalon.infocentre.lake import Lake
from jalon.infocentre.quality.lakewide import Trace, judge_lake, record, traces
from jalon.infocentre.quality.latest import latest, received_by
from jalon.infocentre.quality.score import Score, scores, whole_scores
from jalon.infocentre.workspace import Workspace
from jalon.kernel.suggestions import hint
from jalon.services.overrides import overrides_of
from jalon.services.problems import stop

Trends = Mapping[tuple[str, str, str], tuple[Decimal, ...]]
"""By rule, unit and period: what was measured, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceQuality:
    """The quality of a source for one unit and period.

    Attributes:
        source, unit, period: of what; the unit is empty for rows that belong to none.
        score: the score at the last delivery that counts, from 0 to 100.
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
        trends: what those rules measured, failing or not, on each day the lake was looked at up to that one,
            oldest first; by rule, unit and period.
        whole: the score of each source and period, all units together, as of the last deliveries.
    """

    sources: tuple[SourceQuality, ...]
    whole: Mapping[tuple[str, str], Decimal]
    findings: tuple[tuple[str, Finding], ...]
    between: tuple[Finding, ...]
    day: date
    trends: Trends


def quality(
    dossier: Dossier,
    workspace: Workspace,
    *,
    as_of: date,
    source: str | None = None,
    unit: str | None = None,
    is_recorded: bool = True,
) -> Quality:
    """Judge the lake by the rules between entities, and gather what deliveries were judged.

    What is found is a point of its trend, unless ``is_recorded`` is False: a page that is read changes
    nothing.

    Raises:
        DossierProblem: the source or the unit is unknown.
    """
    units = [one.id for one in dossier.perimeter.units]
    for kind, name, known in (("source", source, list(dossier.sources)), ("unit", unit, units)):
        if name is not None and name not in known:
            raise stop("unknown-choice", kind=kind, name=name, known=hint(name, known))
    overrides = overrides_of(workspace)
    judgement, measured = judge_lake(Lake(workspace), dossier.entities, dossier.quality, overrides, as_of)
    if is_recorded:
        record(workspace, as_of, judgement, measured)
    received = [one for one in received_by(workspace, as_of) if source in {None, one.source}]
    standing = latest(workspace, dossier.entities.values(), as_of)
    counted = _counted(dossier, workspace, standing, as_of)
    entity = dossier.sources[source].entity if source else None
    return Quality(
        sources=tuple(one for one in _sources(received, counted) if unit in {None, one.unit}),
        whole=whole_scores(one for one in standing if source in {None, one.source}),
        findings=tuple(
            (delivery.source, finding)
            for delivery in standing
            for finding in delivery.findings
            if source in {None, delivery.source} and unit in {None, finding.unit}
        ),
        between=tuple(
            one for one in judgement.findings if unit in {None, one.unit} and entity in {None, one.entity}
        ),
        day=as_of,
        trends=_trends(traces(workspace), as_of),
    )


def received_quality(dossier: Dossier, workspace: Workspace, *, as_of: date, unit: str) -> Quality:
    """What the rules said of a unit's deliveries when they came; nothing is judged again, nor recorded."""
    standing = latest(workspace, dossier.entities.values(), as_of)
    received, counted = received_by(workspace, as_of), _counted(dossier, workspace, standing, as_of)
    return Quality(
        sources=tuple(one for one in _sources(received, counted) if one.unit == unit),
        whole={},
        findings=tuple(
            (delivery.source, finding)
            for delivery in standing
            for finding in delivery.findings
            if finding.unit == unit
        ),
        between=(),
        day=as_of,
        trends={},
    )


def _trends(history: tuple[Trace, ...], day: date) -> Trends:
    found: dict[tuple[str, str, str], list[Decimal]] = {}
    for one in history:
        if date.fromisoformat(one.day) <= day:
            found.setdefault((one.rule, one.unit, one.period), []).append(one.measured)
    return {where: tuple(values) for where, values in found.items()}


def _counted(
    dossier: Dossier, workspace: Workspace, standing: Iterable[Delivery], day: date
) -> frozenset[str]:
    """The deliveries whose scores are told: the last of each feed, and those in force behind a refusal."""
    lake = Lake(workspace)
    held = {name for one in dossier.entities.values() for name in lake.in_force(one, day).values()}
    return frozenset(held | {one.id for one in standing})


def _sources(received: Iterable[Delivery], counted: frozenset[str]) -> list[SourceQuality]:
    """The scores of what counts; those of replaced deliveries are only the start of a trend."""
    trends: dict[tuple[str, str, str], list[Score]] = {}
    for score in scores(received):
        trends.setdefault((score.source, score.unit, score.period), []).append(score)
    return [
        SourceQuality(
            source=source,
            unit=unit,
            period=period,
            score=told[-1].value,
            received=told[-1].received,
            trend=tuple(one.value for one in points),
        )
        for (source, unit, period), points in sorted(trends.items())
        if (told := [one for one in points if one.delivery in counted])
    ]
