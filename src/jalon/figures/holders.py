"""The keys behind a set of units: read in the rows, only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from jalon.dossier.portable import portable
from jalon.figures.cells import Breakdown
from jalon.figures.ledgers import NOT_TOLD
from jalon.figures.plan import Slot
from jalon.figures.profile import row_condition
from jalon.infocentre.engine.quoting import literal, literals, name
from jalon.infocentre.engine.steps import Step
from jalon.kernel.texts import Text


def keys_step(
    slot: Slot, period: str, units: Sequence[str], among: Sequence[str], breakdown: Breakdown
) -> Step:
    """The keys that each of ``units`` holds and no other unit of ``among`` does, in alphabetical order.

    It reads the rows that a pass starts from.
    """
    key = f"({portable(slot.expression, slot.entity)})"
    conditions = [f"period = {literal(period)}", f"unit IN ({literals(among)})", row_condition(slot)]
    conditions += [f"{key} IS NOT NULL", *(_is_of(column, value) for column, value in breakdown)]
    holders = f"SELECT DISTINCT unit, {key} AS key FROM rows WHERE {' AND '.join(conditions)}"
    return Step(
        "keys",
        f"SELECT CAST(key AS VARCHAR) AS key FROM ({holders}) GROUP BY key "
        f"HAVING count(*) = {len(units)} AND bool_and(unit IN ({literals(units)})) ORDER BY key",
        Text("Clés que ces unités seules partagent", "Keys that these units alone share"),
    )


def _is_of(column: str, value: str) -> str:
    if value == NOT_TOLD:
        return f"{name(column)} IS NULL"
    return f"CAST({name(column)} AS VARCHAR) = {literal(value)}"
