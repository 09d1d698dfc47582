"""Judging the lake as it stands by the rules between entities; what was found is kept, day by day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.dossier.entity import Entity
from jalon.dossier.quality import BETWEEN, QualityRule, RuleKind
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.finding import Finding, Measured, Weighed, plain
from jalon.infocentre.lake import Lake
from jalon.infocentre.overrides import Override
from jalon.infocentre.quality.between import reconcile, reference
from jalon.infocentre.quality.judge import Judgement, judged
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace, write_whole


@dataclass(frozen=True, slots=True)
class Trace:
    """What a rule measured of the lake on a day: one point of its trend."""

    day: str
    rule: str
    unit: str
    period: str
    measured: Decimal


def judge_lake(
    lake: Lake,
    entities: Mapping[str, Entity],
    rules: Sequence[QualityRule],
    overrides: Sequence[Override],
    day: date,
) -> tuple[Judgement, tuple[Measured, ...]]:
    """Judge the lake as it was known on a day, by every rule between two entities.

    Returns:
        The judgement, and what every rule measured, failing or not.
    """
    findings: list[Finding] = []
    every: list[Measured] = []
    weighed: list[Weighed] = []
    for rule in rules:
        if rule.kind not in BETWEEN:
            continue
        entity = entities[rule.entity]
        measured = tuple(_measured(lake, entities, rule, day))
        one = judged(measured, entity, overrides, day)
        findings.extend(one.findings)
        weighed.extend(one.weighed)
        every.extend(measured)
    return Judgement(tuple(findings), tuple(weighed)), tuple(every)


def _measured(lake: Lake, entities: Mapping[str, Entity], rule: QualityRule, day: date) -> Iterator[Measured]:
    own = entities[rule.entity]
    target = entities[rule.other.entity if rule.other else rule.of_entity]
    scope = Scope.of_the_house("rules of quality")
    # Both sides may be the same entity, under other conditions: it is then opened once.
    sides = {one.id: one for one in (own, target)}.values()
    scans = [lake.open(entity, scope, lake.version_on(entity, day)) for entity in sides]
    if any(not scan.files for scan in scans):
        return
    with Engine(scans) as engine:
        if rule.kind is RuleKind.RECONCILE:
            yield from reconcile(engine, rule, shared=own.shared, other_shared=target.shared)
        else:
            yield from reference(engine, rule, shared=own.shared, target_shared=target.shared)


def record(workspace: Workspace, day: date, judgement: Judgement, measured: Sequence[Measured]) -> None:
    """Keep what was found on a day; a second look on the same day replaces the first."""
    told = {
        "findings": [plain(finding) for finding in judgement.findings],
        "measured": [[one.rule.id, one.unit, one.period, str(one.value)] for one in measured],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(workspace.home / "quality" / f"{day.isoformat()}.json", text.encode())


def traces(workspace: Workspace) -> tuple[Trace, ...]:
    """What was measured on each day the lake was looked at, oldest first."""
    found = []
    for path in sorted((workspace.home / "quality").glob("*.json")):
        for rule, unit, period, value in json.loads(path.read_text(encoding="utf-8"))["measured"]:
            found.append(Trace(path.stem, rule, unit, period, Decimal(value)))
    return tuple(found)
