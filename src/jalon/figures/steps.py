"""Plans as named SQL steps: pure functions that return text, readable one by one.

They stand on the steps of :mod:`jalon.figures.rows`. ``parts`` says, for each row, which measures it takes
part in and with what; ``cells`` adds them up by unit and period, for the total and for each breakdown at
once; for distinct counts, ``holders`` lists which units hold each key and ``ledger`` counts the keys by set
of units.
"""

from __future__ import annotations

from collections.abc import Sequence

from jalon.dossier.entity import Entity
from jalon.dossier.expressions import columns_of, never_failing
from jalon.dossier.indicator import Filter
from jalon.dossier.source import Source
from jalon.figures.plan import EntityPlan, Slot
from jalon.figures.rows import zero_mark
from jalon.infocentre.engine.quoting import literal, literals, name
from jalon.infocentre.engine.steps import Step
from jalon.kernel.texts import Text

SEPARATOR = "|"
"""Between the units of a set; unit identifiers never hold it."""


def parts_step(plan: EntityPlan, sources: Sequence[Source]) -> Step:
    """For each row and measure: how many of its conditions it meets, and its value when it meets all."""
    zeroed = {column for source in sources for rule in source.empties for column in rule.columns}
    columns = [name(column) for column in (*plan.entity.context_columns, *plan.breakdowns)]
    for slot in plan.slots.values():
        columns.extend(_slot_columns(slot, zeroed))
    return Step(
        "parts",
        f"SELECT {', '.join(columns)} FROM rows",
        Text("Ce que chaque ligne apporte à chaque mesure", "What each row brings to each measure"),
    )


def _slot_columns(slot: Slot, zeroed: set[str]) -> list[str]:
    conditions = [f"({never_failing(item.where)})" for item in slot.filters]
    met = [
        f"{_holds(conditions[:count])} AS {name(f'{slot.name}_met{count}')}"
        for count in range(1, len(conditions))
    ]
    inside = _holds(conditions)
    value = f"CASE WHEN {inside} THEN ({never_failing(slot.expression)}) END AS {name(slot.name)}"
    flags = " OR ".join(name(zero_mark(c)) for c in columns_of(slot.expression) if c in zeroed)
    return [
        *met,
        f"{inside} AS {name(f'{slot.name}_in')}",
        value,
        f"{f'{inside} AND ({flags})' if flags else 'false'} AS {name(f'{slot.name}_zeroed')}",
    ]


def _holds(conditions: Sequence[str]) -> str:
    """True where all conditions are; a condition on an empty cell does not hold."""
    return f"({' AND '.join(conditions)}) IS TRUE" if conditions else "true"


def cells_step(plan: EntityPlan) -> Step:
    """Sums and counts of every measure by unit and period, in total and by breakdown, in one pass."""
    context = [name(column) for column in plan.entity.context_columns]
    sets = [f"({', '.join(context)})"]
    sets += [f"({', '.join([*context, name(column)])})" for column in plan.breakdowns]
    marks = [f"GROUPING({name(column)}) = 0 AS {name(f'_by_{column}')}" for column in plan.breakdowns]
    selected = [*context, *(name(column) for column in plan.breakdowns), *marks, "count(*) AS rows"]
    for slot in plan.slots.values():
        selected.extend(_aggregates(slot))
    return Step(
        "cells",
        f"SELECT {', '.join(selected)} FROM parts GROUP BY GROUPING SETS ({', '.join(sets)})",
        Text(
            "Sommes par unité et période, au total et par ventilation",
            "Sums by unit and period, in total and by breakdown",
        ),
    )


def _aggregates(slot: Slot) -> list[str]:
    inside, value = name(f"{slot.name}_in"), name(slot.name)
    met = [
        f"count(*) FILTER ({name(f'{slot.name}_met{count}')}) AS {name(f'{slot.name}_met{count}')}"
        for count in range(1, len(slot.filters))
    ]
    return [
        *met,
        f"count(*) FILTER ({inside}) AS {name(f'{slot.name}_in')}",
        f"count(*) FILTER ({inside} AND {value} IS NULL) AS {name(f'{slot.name}_empty')}",
        f"count(*) FILTER ({name(f'{slot.name}_zeroed')}) AS {name(f'{slot.name}_zeroed')}",
        f"{'NULL' if slot.distinct else f'sum({value})'} AS {value}",
    ]


def ledger_steps(slot: Slot, breakdown: str | None) -> list[Step]:
    """For a distinct count: which units hold each key, then how many keys each set of units holds."""
    by = f", {name(breakdown)} AS category" if breakdown else ""
    group = ", category" if breakdown else ""
    holders = (
        f"SELECT period{by}, {name(slot.name)} AS key, "
        f"string_agg(DISTINCT unit, {literal(SEPARATOR)} ORDER BY unit) AS holders "
        f"FROM parts WHERE {name(f'{slot.name}_in')} AND {name(slot.name)} IS NOT NULL "
        f"GROUP BY period{group}, key"
    )
    ledger = f"SELECT period{group}, holders, count(*) AS keys FROM holders GROUP BY period{group}, holders"
    return [
        Step(
            "holders",
            holders,
            Text("Unités où chaque clé est présente", "Units in which each key is present"),
        ),
        Step("ledger", ledger, Text("Clés par ensemble d’unités", "Keys by set of units")),
    ]


def months_step(entity: Entity, value: str, where: str) -> Step:
    """The months of a price index."""
    condition = f" WHERE ({never_failing(where)})" if where else ""
    return Step(
        "months",
        f"SELECT period, ({never_failing(value)}) AS level FROM {name(entity.id)}{condition}",
        Text("Indice de chaque mois", "Index of each month"),
    )


def source_rows_step(
    entity: Entity, slot: Slot, period: str, units: Sequence[str], columns: Sequence[str], limit: int
) -> Step:
    """The first source rows behind a cell, as received, with their delivery and line."""
    conditions = [f"period = {literal(period)}", *(f"({never_failing(item.where)})" for item in slot.filters)]
    conditions.append(f"unit IN ({literals(units)})")
    selected = ", ".join(name(column) for column in (*entity.context_columns, *columns))
    return Step(
        "source_rows",
        f"SELECT _delivery, _line, {selected} FROM {name(entity.id)} WHERE {' AND '.join(conditions)} "
        f"ORDER BY _delivery, _line LIMIT {limit}",
        Text("Premières lignes sources", "First source rows"),
    )


def compared_rows_step(
    entity: Entity, period: str, units: Sequence[str], columns: Sequence[str], filters: Sequence[Filter]
) -> Step:
    """The rows of some units and one period, with whether each meets every condition, to compare with others.

    A condition is part of the rows' comparison: a corrected cell may bring a row in, or out.
    """
    selected = ", ".join(name(column) for column in dict.fromkeys(("unit", *columns)))
    counted = _holds([f"({never_failing(item.where)})" for item in filters])
    return Step(
        "compared_rows",
        f"SELECT _delivery, _line, {selected}, {counted} AS _counted FROM {name(entity.id)} "
        f"WHERE period = {literal(period)} AND unit IN ({literals(units)}) ORDER BY _delivery, _line",
        Text("Lignes à comparer", "Rows to compare"),
    )
