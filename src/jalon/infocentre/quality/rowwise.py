"""Rules that judge each row alone: all of an entity's in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jalon.dossier.quality import QualityRule, RuleKind
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.finding import Measured
from jalon.infocentre.quality.amounts import LINES, ROWS, exactly, inside, only
from jalon.infocentre.readers.table import LINE
from jalon.kernel.texts import Text


def rowwise(engine: Engine, rows: Step, rules: Sequence[QualityRule]) -> Iterator[Measured]:
    """The share of rows at fault by rule, unit and period, in %."""
    if not rules:
        return
    counts = ",\n".join(_counts(number, rule) for number, rule in enumerate(rules))
    step = Step(
        "rowwise",
        f"SELECT unit, period,\n{counts}\nFROM {ROWS} GROUP BY ALL ORDER BY ALL",
        Text("Lignes en défaut, règle par règle", "Rows at fault, rule by rule"),
    )
    for row in engine.run([rows, step]).to_pylist():
        for number, rule in enumerate(rules):
            looked, faulty = row[f"looked_{number}"], row[f"faulty_{number}"]
            if looked:
                share = exactly(100 * faulty / looked)
                lines = tuple(row[f"lines_{number}"] or ())
                yield Measured(rule, row["unit"], row["period"], share, faulty, lines)


def _counts(number: int, rule: QualityRule) -> str:
    looked = only(rule)
    faulty = f"{looked} AND {_fault(rule)}"
    return (
        f"count(*) FILTER (WHERE {looked}) AS looked_{number}, "
        f"count(*) FILTER (WHERE {faulty}) AS faulty_{number}, "
        f"min({LINE}, {LINES}) FILTER (WHERE {faulty}) AS lines_{number}"
    )


def _fault(rule: QualityRule) -> str:
    """When a row is at fault; what cannot be told, for want of a cell, is not a fault."""
    if rule.kind is RuleKind.COMPLETENESS:
        column = name(rule.column)
        return f"({column} IS NULL OR CAST({column} AS VARCHAR) = '')"
    if rule.kind is RuleKind.ROW:
        return f"(NOT {inside(rule.condition)})"
    bounds = (("<", rule.low), (">", rule.high), ("<=", rule.above), (">=", rule.below))
    value = inside(rule.amount.value)
    return "(" + " OR ".join(f"{value} {sign} {bound:f}" for sign, bound in bounds if bound is not None) + ")"
