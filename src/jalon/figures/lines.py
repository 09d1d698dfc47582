"""Lines behind figures: every row that a measure counts, by delivery and line, page by page; and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jalon.dossier.entity import Entity
from jalon.dossier.parameters import PriceIndex
from jalon.dossier.portable import portable
from jalon.figures.plan import EntityPlan
from jalon.figures.profile import row_condition
from jalon.infocentre.engine.quoting import literal, literals, name
from jalon.infocentre.engine.steps import Step
from jalon.kernel.texts import Text

_LABEL = Text("Lignes sources", "Source rows")


@dataclass(frozen=True, slots=True)
class Cut:
    """A page of a list: after how many rows it starts, and how many it holds."""

    offset: int
    limit: int


def counted_lines_step(one: EntityPlan, period: str, units: Sequence[str]) -> Step:
    """How many rows of some units and one period enter some measure of a plan."""
    return Step("lines", f"SELECT count(*) AS n FROM ({_lines(one, period, units)})", _LABEL)


def lines_step(one: EntityPlan, period: str, units: Sequence[str], cut: Cut) -> Step:
    """One page of those rows: delivery, line, unit, and which measures of the plan count each."""
    page = f" ORDER BY _delivery, _line, unit LIMIT {cut.limit} OFFSET {cut.offset}"
    return Step("lines", f"SELECT * FROM ({_lines(one, period, units)}){page}", _LABEL)


def _lines(one: EntityPlan, period: str, units: Sequence[str]) -> str:
    conditions = {slot.name: row_condition(slot) for slot in one.slots.values()}
    unit = "''" if one.entity.shared else "unit"
    told = ", ".join(f"CASE WHEN {sql} THEN {literal(slot)} END" for slot, sql in conditions.items())
    where = [f"period = {literal(period)}", f"({' OR '.join(conditions.values())})"]
    if not one.entity.shared:
        where.append(f"unit IN ({literals(units)})")
    return (
        f"SELECT _delivery, _line, {unit} AS unit, list_filter([{told}], lambda x: x IS NOT NULL) AS "
        "measures "
        f"FROM {name(one.entity.id)} WHERE {' AND '.join(where)}"
    )


def cells_step(entity: Entity, delivery: str, lines: Sequence[int]) -> Step:
    """The cells of some lines of a delivery, of the columns and units that the scan lets be seen."""
    numbers = ", ".join(str(int(line)) for line in lines)
    where = f"_delivery = {literal(delivery)} AND _line IN ({numbers})"
    order = "_line" if entity.shared else "_line, unit"
    return Step("cells", f"SELECT * FROM {name(entity.id)} WHERE {where} ORDER BY {order}", _LABEL)


def rows_of_line_step(entity: str, delivery: str, line: int, *, shared: bool) -> Step:
    """The units and periods of the rows that come from one line of a delivery."""
    unit = "''" if shared else "unit"
    return Step(
        "rows_of_line",
        f"SELECT {unit} AS unit, period, count(*) AS rows FROM {name(entity)} "
        f"WHERE _delivery = {literal(delivery)} AND _line = {line} GROUP BY ALL ORDER BY ALL",
        _LABEL,
    )


def entered_step(one: EntityPlan, delivery: str, line: int, period: str) -> Step:
    """Which measures of a plan count a row of one line, for one period, by unit."""
    unit = "''" if one.entity.shared else "unit"
    flags = ", ".join(
        f"coalesce(bool_or({row_condition(slot)}), false) AS {name(slot.name)}" for slot in one.slots.values()
    )
    return Step(
        "entered",
        f"SELECT {unit} AS unit, {flags} FROM {name(one.entity.id)} "
        f"WHERE _delivery = {literal(delivery)} AND _line = {line} AND period = {literal(period)} "
        "GROUP BY ALL",
        _LABEL,
    )


def months_of_line_step(entity: Entity, index: PriceIndex, delivery: str, line: int) -> Step:
    """The months of the rows of one line, and whether a price index takes them from it."""
    where = portable(index.where, entity) if index.where else "true"
    return Step(
        "months",
        f"SELECT period, coalesce(bool_or({where}), false) AS taken FROM {name(entity.id)} "
        f"WHERE _delivery = {literal(delivery)} AND _line = {line} GROUP BY period",
        _LABEL,
    )


def taken(row: Mapping[str, object], one: EntityPlan) -> set[str]:
    """The names of the measures that count a row of :func:`entered_step`."""
    return {slot.name for slot in one.slots.values() if row[slot.name]}
