"""Judging the rows of a delivery before they enter the lake."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from jalon.dossier.entity import Entity
from jalon.dossier.quality import BETWEEN, ROWWISE, WEIGHTS, QualityRule, RuleKind
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.expected import Expected
from jalon.infocentre.finding import Finding, Measured, Weighed
from jalon.infocentre.overrides import Override, explain
from jalon.infocentre.quality.amounts import ROWS
from jalon.infocentre.quality.before import Before
from jalon.infocentre.quality.groups import sums, unique
from jalon.infocentre.quality.previous import drift, year_on_year
from jalon.infocentre.quality.rowwise import rowwise
from jalon.infocentre.readers.table import ROW
from jalon.infocentre.staged import Staged
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say: those that failed, and what all of them weigh."""

    findings: tuple[Finding, ...] = ()
    weighed: tuple[Weighed, ...] = ()


def judge_rows(
    staged: Staged, repeated: pa.Table, expected: Expected, before: Before, *, day: date, overflow: Path
) -> Judgement:
    """Judge the staged rows of a delivery by the rules of its entity that concern rows that arrive.

    Args:
        staged: the accepted rows.
        repeated: the rows that are not taken.
        expected: what they were received for, with the rules and the overrides.
        before: the rows of the periods before.
        day: the day of reception, on which overrides hold or not.
        overflow: folder for what does not fit in memory.
    """
    rules = [rule for rule in expected.rules if rule.kind not in BETWEEN]
    if not rules:
        return Judgement()
    entity = expected.entity
    with Engine(files=[staged.asked, *before.files], overflow=overflow) as engine:
        engine.register("repeated", repeated.select([ROW]))
        measured = _measured(engine, _rows(staged, repeated), before.step, rules, expected)
        return judged(measured, entity, expected.overrides, day)


def judged(
    measured: Iterable[Measured], entity: Entity, overrides: Sequence[Override], day: date
) -> Judgement:
    """What was measured, compared with what is tolerated and explained with what was accepted."""
    kept = [one for one in measured if one.rule.judges(Period.parse(one.period, entity.calendar).start)]
    findings = [explain(Finding.of(one), overrides, day) for one in kept if one.fails]
    ordered = sorted(findings, key=lambda one: (one.rule, one.unit, one.period))
    return Judgement(tuple(ordered), tuple(_weighed(kept, ordered)))


def rules_fingerprint(rules: Sequence[QualityRule], overrides: Sequence[Override], day: date) -> str:
    """What a delivery was judged by; empty without rules, so that nothing changes for an entity without any.

    Only the overrides that are about these rules, and have not expired, count.
    """
    if not rules:
        return ""
    names = {rule.id for rule in rules}
    alive = [one for one in overrides if one.rule in names and one.holds(day)]
    text = "\n".join([*map(repr, rules), *(repr(one.content) for one in alive)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _measured(
    engine: Engine, rows: Step, held: Step, rules: Sequence[QualityRule], expected: Expected
) -> Iterator[Measured]:
    yield from rowwise(engine, rows, [rule for rule in rules if rule.kind in ROWWISE])
    for rule in rules:
        if rule.kind is RuleKind.UNIQUE:
            yield from unique(engine, rows, rule)
        elif rule.kind is RuleKind.SUM:
            yield from sums(engine, rows, rule)
        elif rule.kind is RuleKind.YEAR_ON_YEAR:
            yield from year_on_year(engine, rows, held, rule, expected.entity, expected.means_none)
        elif rule.kind is RuleKind.DRIFT:
            yield from drift(engine, rows, held, rule, expected.entity)


def _rows(staged: Staged, repeated: pa.Table) -> Step:
    unit = ", '' AS unit" if staged.entity.shared else ""
    taken = f" WHERE {name(ROW)} NOT IN (SELECT {name(ROW)} FROM repeated)" if repeated.num_rows else ""
    sql = f"SELECT *{unit} FROM {staged.table}{taken}"
    return Step(ROWS, sql, Text("Lignes acceptées", "Rows accepted"))


def _weighed(measured: Sequence[Measured], findings: Sequence[Finding]) -> Iterator[Weighed]:
    failed: dict[tuple[str, str], Decimal] = {}
    for finding in findings:
        where = (finding.unit, finding.period)
        weight = Decimal(WEIGHTS[finding.severity]) / (2 if finding.override else 1)
        failed[where] = failed.get(where, Decimal(0)) + weight
    weights: dict[tuple[str, str], int] = {}
    for one in measured:
        where = (one.unit, one.period)
        weights[where] = weights.get(where, 0) + WEIGHTS[one.rule.severity]
    for (unit, period), total in sorted(weights.items()):
        yield Weighed(unit, period, total, failed.get((unit, period), Decimal(0)))
