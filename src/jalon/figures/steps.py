"""Steps that stand alone: the months of a price index, the rows behind a cell."""

from __future__ import annotations

from collections.abc import Sequence

from jalon.dossier.entity import Entity
from jalon.dossier.indicator import Filter
from jalon.dossier.portable import portable
from jalon.figures.plan import Slot
from jalon.figures.profile import holds
from jalon.infocentre.engine.quoting import literal, literals, name
from jalon.infocentre.engine.steps import Step
from jalon.kernel.texts import Text


def months_step(entity: Entity, value: str, where: str) -> Step:
    """The months of a price index."""
    condition = f" WHERE ({portable(where, entity)})" if where else ""
    return Step(
        "months",
        f"SELECT period, ({portable(value, entity)}) AS level FROM {name(entity.id)}{condition}",
        Text("Indice de chaque mois", "Index of each month"),
    )


def source_rows_step(
    entity: Entity, slot: Slot, period: str, units: Sequence[str], columns: Sequence[str], limit: int
) -> Step:
    """The first source rows behind a cell, as received, with their delivery and line."""
    conditions = [f"period = {literal(period)}"]
    conditions += [f"({portable(item.where, entity)})" for item in slot.filters]
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
    counted = holds([portable(item.where, entity) for item in filters])
    return Step(
        "compared_rows",
        f"SELECT _delivery, _line, {selected}, {counted} AS _counted FROM {name(entity.id)} "
        f"WHERE period = {literal(period)} AND unit IN ({literals(units)}) ORDER BY _delivery, _line",
        Text("Lignes à comparer", "Rows to compare"),
    )
