"""What a pass brought back: for each measure, unit, period and breakdown, sums and counts of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa

from jalon.dossier.source import Source
from jalon.figures.identities import NO_DECISIONS, Identities
from jalon.figures.ledgers import NOT_TOLD, PROFILE, read_ledgers, table_step
from jalon.figures.measures.distinct import EMPTY_LEDGER, Ledger
from jalon.figures.plan import EntityPlan, Slot
from jalon.figures.profile import category_of, cells_step, profile_of, profile_step
from jalon.figures.rows import rows_steps
from jalon.infocentre.engine.protocol import Engine
from jalon.kernel.exact import exact
from jalon.kernel.periods import Period

Breakdown = tuple[tuple[str, str], ...]
TOTAL: Breakdown = ()


@dataclass(frozen=True, slots=True)
class Count:
    """One measure in one cell, as the pass counted it.

    Attributes:
        total: exact sum of the values; None when there is none to sum, or for a distinct count.
        received: rows of the unit and period, whatever the measure.
        matched: rows that meet all conditions of the measure.
        empty: matched rows without a value.
        zeroed: matched rows in which an empty cell was read as zero by a declared rule.
        met: rows that meet the first condition, the first two…
    """

    total: Decimal | None
    received: int
    matched: int
    empty: int
    zeroed: int
    met: tuple[int, ...]


@dataclass(slots=True)
class Cells:
    """The result of one pass over an entity.

    Attributes:
        counts: by measure, unit, period and breakdown.
        ledgers: by distinct measure, period and breakdown.
        possible: the same with every link in doubt applied; empty when none is.
        received: rows by unit and period, whatever the measure.
        holders: the units with a row in each category of each period.
        last: the periods for which each unit delivered.
    """

    counts: dict[tuple[str, str, Period, Breakdown], Count] = field(default_factory=dict)
    ledgers: dict[tuple[str, Period, Breakdown], Ledger] = field(default_factory=dict)
    possible: dict[tuple[str, Period, Breakdown], Ledger] = field(default_factory=dict)
    received: dict[tuple[str, Period], int] = field(default_factory=dict)
    holders: dict[tuple[Period, Breakdown], list[str]] = field(default_factory=dict)
    last: dict[str, list[Period]] = field(default_factory=dict)

    def last_before(self, unit: str, period: Period) -> Period | None:
        """The latest period before ``period`` for which the unit delivered; None when it never did."""
        return max((one for one in self.last.get(unit, ()) if one < period), default=None)

    def categories(self, column: str, period: Period) -> list[Breakdown]:
        """The categories of a column in a period, in alphabetical order."""
        return sorted(found for one, found in self.holders if one == period and found[0][0] == column)

    def periods(self) -> set[Period]:
        """Every period with at least one row."""
        return {period for _, period in self.received}

    def ledger(self, slot: Slot, period: Period, breakdown: Breakdown) -> Ledger:
        """The overlap ledger of a distinct count; empty when no row has a key."""
        return self.ledgers.get((slot.name, period, breakdown), EMPTY_LEDGER)

    def possible_ledger(self, slot: Slot, period: Period, breakdown: Breakdown) -> Ledger | None:
        """The same with every link in doubt applied; None when no link is in doubt."""
        return self.possible.get((slot.name, period, breakdown))


def read_cells(
    engine: Engine,
    plan: EntityPlan,
    sources: tuple[Source, ...],
    identities: Identities = NO_DECISIONS,
) -> Cells:
    """Run the passes of one entity and read what they brought back.

    Args:
        engine: the engine, with the entity's rows and the tables of ``identities``.
        plan: what is computed.
        sources: the sources of the entity, which say how empty cells are read.
        identities: which keys are one; where some links are in doubt, distinct counts have two ledgers, and
            lie between the two.
    """
    rows = rows_steps(plan.entity, sources, identities.links(plan.entity))
    profile, cells = profile_of(plan), Cells()
    table = engine.run([*rows, profile_step(profile, sources)])
    engine.register(PROFILE, table)
    _read_counts(engine.run([table_step("profile", PROFILE), cells_step(profile, sources)]), plan, cells)
    if any(slot.distinct for slot in plan.slots.values()):
        cells.ledgers = read_ledgers(engine, profile, rows, table)
        if identities.is_in_doubt(plan.entity):
            possible = rows_steps(plan.entity, sources, identities.links(plan.entity, possible=True))
            cells.possible = read_ledgers(engine, profile, possible, table)
    return cells


def _read_counts(rows: pa.Table, plan: EntityPlan, cells: Cells) -> None:
    periods: dict[str, Period] = {}
    for row in rows.to_pylist():
        text, unit = row["period"], row["unit"]
        period = periods.setdefault(text, Period.parse(text, plan.entity.calendar))
        breakdown = _breakdown(row, plan.breakdowns)
        if breakdown == TOTAL:
            cells.received[unit, period] = row["rows"]
            cells.last.setdefault(unit, []).append(period)
        else:
            cells.holders.setdefault((period, breakdown), []).append(unit)
        for slot in plan.slots.values():
            cells.counts[slot.name, unit, period, breakdown] = _count(row, slot)


def _breakdown(row: Mapping[str, str | None], columns: tuple[str, ...]) -> Breakdown:
    by = [column for column in columns if row[f"_by_{column}"]]
    values = [row[category_of(column)] for column in by]
    return tuple(
        (column, NOT_TOLD if value is None else value) for column, value in zip(by, values, strict=True)
    )


def _count(row: Mapping[str, object], slot: Slot) -> Count:
    met = tuple(_int(row[f"{slot.name}_met{count}"]) for count in range(1, len(slot.filters)))
    matched = _int(row[f"{slot.name}_in"])
    return Count(
        total=_decimal(row[slot.name]),
        received=_int(row["rows"]),
        matched=matched,
        empty=_int(row[f"{slot.name}_empty"]),
        zeroed=_int(row[f"{slot.name}_zeroed"]),
        met=(*met, matched),
    )


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value


def _decimal(value: object) -> Decimal | None:
    """The sum as an exact number; a measurement (binary) goes through its shortest notation."""
    if value is None:
        return None
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    with exact():
        return number.normalize() if number else Decimal(0)
