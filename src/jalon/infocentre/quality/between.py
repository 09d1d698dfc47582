"""Rules between entities, over the lake as it stands: values that exist elsewhere, amounts that agree."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jalon.dossier.quality import QualityRule, Within
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.finding import Measured
from jalon.infocentre.quality.amounts import aggregate, exactly, only
from jalon.kernel.texts import Text


def reference(engine: Engine, rule: QualityRule, *, shared: bool, target_shared: bool) -> Iterator[Measured]:
    """The share of rows whose value is not among those of a column of another entity, in %.

    A unit and period of which the other entity holds nothing is not judged: nothing was received to compare.
    """
    unit, target_unit = _unit(shared=shared), _unit(shared=target_shared)
    keys = {Within.UNIT_AND_PERIOD: ("unit", "period"), Within.UNIT: ("unit",), Within.ANYWHERE: ()}
    place = ", ".join(keys[rule.within])
    listed = f"{place}, " if place else ""
    same = "".join(f" AND t.{key} = r.{key}" for key in keys[rule.within])
    held = " AND ".join(f"h.{key} = r.{key}" for key in keys[rule.within]) or "true"
    steps = (
        Step(
            "target",
            f"SELECT DISTINCT {listed}word FROM (SELECT {target_unit}, period, "
            f"{name(rule.of_column)} AS word FROM {name(rule.of_entity)}) WHERE word IS NOT NULL",
            Text("Valeurs connues", "Known values"),
            kept=True,
        ),
        Step("places", f"SELECT DISTINCT {place or 'true AS held'} FROM target"),
        Step(
            "looked",
            f"SELECT {unit}, period, {name(rule.column)} AS word FROM {name(rule.entity)}\n"
            f"WHERE {only(rule)} AND {name(rule.column)} IS NOT NULL",
        ),
        Step(
            "missing",
            f"SELECT unit, period, count(*) AS looked, count(*) FILTER (WHERE NOT known) AS faulty FROM (\n"
            f"SELECT unit, period, EXISTS (SELECT 1 FROM target t WHERE t.word = r.word{same}) AS known\n"
            f"FROM looked r WHERE EXISTS (SELECT 1 FROM places h WHERE {held})) GROUP BY ALL ORDER BY ALL",
            Text("Valeurs sans correspondance", "Values without a match"),
        ),
    )
    for row in engine.run(steps).to_pylist():
        share = exactly(100 * row["faulty"] / row["looked"])
        yield Measured(rule, row["unit"], row["period"], share, row["faulty"])


def reconcile(engine: Engine, rule: QualityRule, *, shared: bool, other_shared: bool) -> Iterator[Measured]:
    """The gap between two amounts, in % of the larger, where both entities hold the unit and period.

    It is negative when the entity's own amount is the smaller one.
    """
    assert rule.other is not None, "a rule that reconciles has another amount"
    steps = (
        Step(
            "ours",
            f"SELECT {_unit(shared=shared)}, period, {aggregate(rule.amount)} AS ours, count(*) AS held\n"
            f"FROM {name(rule.entity)} GROUP BY 1, 2",
        ),
        Step(
            "theirs",
            f"SELECT {_unit(shared=other_shared)}, period, {aggregate(rule.other)} AS theirs\n"
            f"FROM {name(rule.other.entity)} GROUP BY 1, 2",
        ),
        Step(
            "gaps",
            "SELECT unit, period, coalesce(ours, 0) AS ours, coalesce(theirs, 0) AS theirs, held\n"
            "FROM ours JOIN theirs USING (unit, period) ORDER BY unit, period",
            Text("Les deux montants", "Both amounts"),
        ),
    )
    for row in engine.run(steps).to_pylist():
        ours, theirs = Decimal(str(row["ours"])), Decimal(str(row["theirs"]))
        larger = max(abs(ours), abs(theirs))
        if larger >= rule.floor:
            gap = 100 * (ours - theirs) / larger if larger else Decimal(0)
            yield Measured(rule, row["unit"], row["period"], exactly(gap), row["held"])


def _unit(*, shared: bool) -> str:
    return "'' AS unit" if shared else "unit"
