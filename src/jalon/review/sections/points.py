"""From a figure to a point of a chart."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jalon.figures.figure import Figure, State
from jalon.kernel.missing import Missing, Reason, present
from jalon.review.charts.spec import Point


def _as_it_is(value: Decimal) -> Decimal:
    return value


def point_of(figure: Figure, shown: Callable[[Decimal], Decimal] = _as_it_is) -> Point:
    """The point of a figure; ``shown`` brings its value to the unit of the chart."""
    value = present(figure.value)
    return Point(
        x=figure.period.number,
        value=None if value is None else shown(value),
        is_complete=figure.state is State.COMPLETE,
        completeness=figure.completeness.fraction if figure.is_institute else "",
    )


def is_future(figure: Figure) -> bool:
    """Nothing is lost in a period that is not due yet, for a unit that owes nothing, or between bounds."""
    value = figure.value
    if figure.state is State.UNCERTAIN:
        return True
    return isinstance(value, Missing) and value.reason in {Reason.NOT_DUE, Reason.NOT_APPLICABLE}
