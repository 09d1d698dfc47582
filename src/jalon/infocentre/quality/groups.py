"""Rules about rows taken together: columns that tell them apart, sums that must come out."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.quality import QualityRule
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.finding import Measured
from jalon.infocentre.quality.amounts import LINES, ROWS, exactly, inside, only
from jalon.infocentre.readers.table import LINE
from jalon.kernel.texts import Text


def unique(engine: Engine, rows: Step, rule: QualityRule) -> Iterator[Measured]:
    """The share of rows that come after the first of their kind, in %."""
    columns = ", ".join(name(column) for column in rule.columns)
    groups = Step(
        "groups",
        f"SELECT unit, period, {columns}, count(*) AS held, max({LINE}) AS line\n"
        f"FROM {ROWS} WHERE {only(rule)} GROUP BY ALL",
        Text("Lignes semblables", "Rows that are alike"),
    )
    measure = Step(
        "alike",
        f"SELECT unit, period, sum(held) AS looked, sum(held - 1) AS faulty,\n"
        f"min(line, {LINES}) FILTER (WHERE held > 1) AS lines FROM groups GROUP BY unit, period ORDER BY ALL",
        Text("Lignes de trop, par unité et période", "Rows too many, by unit and period"),
    )
    for row in engine.run([rows, groups, measure]).to_pylist():
        faulty = int(row["faulty"])
        share = exactly(100 * faulty / int(row["looked"]))
        yield Measured(rule, row["unit"], row["period"], share, faulty, tuple(row["lines"] or ()))


def sums(engine: Engine, rows: Step, rule: QualityRule) -> Iterator[Measured]:
    """The largest gap between the sum of a group and what it must be, in the unit of the sum."""
    columns = ", ".join(name(column) for column in rule.columns)
    groups = Step(
        "groups",
        f"SELECT unit, period, {columns}, count(*) AS held, min({LINE}) AS line,\n"
        f"abs(coalesce(sum({inside(rule.amount.value)}), 0) - {rule.equals:f}) AS gap\n"
        f"FROM {ROWS} WHERE {only(rule)} GROUP BY ALL",
        Text("Somme de chaque groupe", "Sum of each group"),
    )
    wrong = f"gap > {rule.tolerated:f}"
    measure = Step(
        "gaps",
        f"SELECT unit, period, max(gap) AS gap, coalesce(sum(held) FILTER (WHERE {wrong}), 0) AS faulty,\n"
        f"min(line, {LINES}) FILTER (WHERE {wrong}) AS lines FROM groups GROUP BY unit, period ORDER BY ALL",
        Text("Plus grand écart, par unité et période", "Largest gap, by unit and period"),
    )
    for row in engine.run([rows, groups, measure]).to_pylist():
        lines = tuple(row["lines"] or ())
        yield Measured(rule, row["unit"], row["period"], exactly(row["gap"]), int(row["faulty"]), lines)
