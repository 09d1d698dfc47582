"""Estimates: what an institution puts in the place of a value that it did not receive, and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jalon.kernel.periods import Period
from jalon.kernel.references import Reference
from jalon.kernel.texts import Text
from jalon.kernel.units import Quantity


class EstimateMethod(StrEnum):
    """How an estimate is made. Nothing is estimated without one being declared."""

    CARRY_FORWARD = "carry-forward"
    GROWTH_OF_OTHERS = "growth-of-others"
    LINEAR_TREND = "linear-trend"
    STATED = "stated"


METHODS = {
    EstimateMethod.CARRY_FORWARD: Text("dernière valeur connue reprise", "last known value carried forward"),
    EstimateMethod.GROWTH_OF_OTHERS: Text(
        "dernière valeur connue, évolution des autres unités", "last known value, growth of the other units"
    ),
    EstimateMethod.LINEAR_TREND: Text(
        "droite des trois dernières valeurs connues", "line through the last three known values"
    ),
    EstimateMethod.STATED: Text("valeur déclarée", "stated value"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A declared estimate of one unit's value of one indicator, for some periods.

    It never takes the place of a value that was received.

    Attributes:
        id: its name.
        indicator, unit, periods: the cells.
        method: how it is made.
        value: for ``stated``: the value, in a unit comparable to the indicator's.
        numerator, denominator: for ``stated`` on a quotient: its two parts, in the units of their columns.
        low, high: the range in which the institution holds the true value to lie; None when it says none.
        because: why the value is wanting and this one is taken.
        by: who answers for it.
        on: the day from which it counts: a figure seen from an earlier day is without it.
    """

    id: str
    indicator: str
    unit: str
    periods: tuple[Period, ...]
    method: EstimateMethod
    value: Quantity | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Quantity | None = None
    high: Quantity | None = None
    because: Text
    by: str
    on: date
    references: tuple[Reference, ...] = ()
