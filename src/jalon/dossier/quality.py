"""Quality rules: what must hold of the rows of an entity, beyond the type and the values of each cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jalon.kernel.references import Reference
from jalon.kernel.texts import Text


class RuleKind(StrEnum):
    """What a rule looks at. What it measures is said by :class:`QualityRule`."""

    RANGE = "range"
    ROW = "row"
    COMPLETENESS = "completeness"
    UNIQUE = "unique"
    SUM = "sum"
    YEAR_ON_YEAR = "year-on-year"
    DRIFT = "drift"
    REFERENCE = "reference"
    RECONCILE = "reconcile"


ROWWISE = frozenset({RuleKind.RANGE, RuleKind.ROW, RuleKind.COMPLETENESS})
"""Each row is judged alone."""
AGAINST_PREVIOUS = frozenset({RuleKind.YEAR_ON_YEAR, RuleKind.DRIFT})
"""Rows are judged against those of the period before."""
BETWEEN = frozenset({RuleKind.REFERENCE, RuleKind.RECONCILE})
"""Rows are judged against another entity: over the lake as it stands, not when a file arrives."""


class Severity(StrEnum):
    """What a rule that fails does to a delivery: refuse it, take it with reservations, or only tell."""

    REFUSE = "refuse"
    RESERVE = "reserve"
    NOTE = "note"


WEIGHTS = {Severity.REFUSE: 3, Severity.RESERVE: 2, Severity.NOTE: 1}
"""What a rule counts for in a score of quality. Our own choice, documented as such."""


class DriftMeasure(StrEnum):
    """By what a drift is measured."""

    DISTANCE = "distance"
    PSI = "psi"


class Within(StrEnum):
    """Where the values of a reference are looked for."""

    UNIT_AND_PERIOD = "unit-and-period"
    UNIT = "unit"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What is added up, by unit and period: a number, distinct values, or rows when neither is given.

    Attributes:
        entity: whose rows.
        value: SQL expression, summed.
        distinct: column whose distinct values are counted.
        where: SQL condition on the rows; empty for all of them.
    """

    entity: str
    value: str = ""
    distinct: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRule:
    """One rule.

    A rule measures one number by unit and period, and fails where its size exceeds ``tolerated``:

    - range, row, completeness, unique, reference: the share of rows at fault, in %;
    - sum: the largest gap between a group's sum and what it must be, in the unit of the sum;
    - year-on-year: the change against the period before, in %, negative for a fall;
    - drift: the distance between two distributions, in %, or their population stability index, which has no
      unit;
    - reconcile: the gap between two amounts, in % of the larger, negative when the first is the smaller.

    Attributes:
        id: its name.
        entity: whose rows are judged.
        kind: what it looks at.
        severity: what its failure does.
        because: what is wrong and what to do, for the owner of the data.
        tolerated: above it the rule fails.
        amount: what is added up (year-on-year, reconcile, sum), with the rows that are looked at (all kinds).
        condition: row: SQL condition that each row meets; one that cannot be told is not a failure.
        column: completeness, drift, reference: the column.
        low, high: range: the bounds, themselves accepted; None for none.
        above, below: range: bounds that are themselves refused; None for none.
        columns: unique: the columns that tell rows apart; sum: those that make a group.
        equals: sum: what each group's sum must be.
        measure: drift: by what it is measured.
        floor: year-on-year and drift: not judged when both periods hold less; reconcile: nor when both
            amounts are less.
        other: reconcile: the other amount.
        of_entity, of_column, within: reference: where the values must be found.
        since, until: days between which judged periods begin.
    """

    id: str
    entity: str
    kind: RuleKind
    severity: Severity
    because: Text
    tolerated: Decimal
    amount: Amount
    condition: str = ""
    column: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    columns: tuple[str, ...] = ()
    equals: Decimal = Decimal(0)
    measure: DriftMeasure = DriftMeasure.DISTANCE
    floor: Decimal = Decimal(0)
    other: Amount | None = None
    of_entity: str = ""
    of_column: str = ""
    within: Within = Within.UNIT_AND_PERIOD
    since: date | None = None
    until: date | None = None
    references: tuple[Reference, ...] = ()

    def judges(self, start: date) -> bool:
        """True when it holds for a period that begins on that day."""
        return (self.since is None or self.since <= start) and (self.until is None or start < self.until)

    @property
    def measured_in(self) -> str:
        """The sign after what is measured: a percentage, but for sums and the stability index."""
        is_index = self.kind is RuleKind.DRIFT and self.measure is DriftMeasure.PSI
        return "" if self.kind is RuleKind.SUM or is_index else " %"
