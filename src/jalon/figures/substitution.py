"""What estimates do to figures: the remarks they leave, and where the value lies within their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jalon.dossier.indicator import Derived, Indicator, Ratio
from jalon.figures.estimates import Estimated, Estimates
from jalon.figures.figure import ESTIMATE_UNUSED, ESTIMATED, Substitute
from jalon.figures.measures.state import Finished, State, merge_all
from jalon.kernel.exact import exact
from jalon.kernel.missing import Between, Missing, Value, present
from jalon.kernel.numbers import rounded
from jalon.kernel.periods import Period


def unit_flags(
    made: Sequence[Substitute], estimates: Estimates, indicator: str, unit: str, period: Period
) -> tuple[str, ...]:
    """How a unit's value is estimated, or that an estimate is declared although the value came."""
    if made:
        return tuple(f"{ESTIMATED}:{method}" for method in dict.fromkeys(one.method for one in made))
    declared = estimates.of(indicator, unit, period)
    return (f"{ESTIMATE_UNUSED}:{declared.id}",) if declared else ()


def whole_flags(units: Sequence[str], alone: Sequence[Finished], whole: Finished) -> tuple[str, ...]:
    """Which units are estimated, and for how much of the value (of the denominator, for a quotient).

    Args:
        units: the estimated units.
        alone: the value of each; empty where a share has no meaning.
        whole: the value they are part of.
    """
    if not units:
        return ()
    weights, total = [_weight(one) for one in alone], _weight(whole)
    share = ""
    if weights and total > 0 and min(weights) >= 0:
        with exact():
            share = f"{rounded(sum(weights, Decimal(0)) * 100 / total, 1)}%"
    return (f"{ESTIMATED}:{share}:{','.join(units)}",)


def _weight(finished: Finished) -> Decimal:
    value = finished.value if finished.denominator is None else finished.denominator
    return value.high if isinstance(value, Between) else present(value) or Decimal(0)


def bounds(
    estimates: Estimates, indicator: Indicator, period: Period, states: Sequence[tuple[str, State]]
) -> tuple[Value, Value] | None:
    """The value when every estimate is at the low end of its range, then at the high end.

    Args:
        estimates: the estimates.
        indicator: the indicator.
        period: the period.
        states: the units with their states.

    Returns:
        Both, before scaling; None when an estimate has no declared range, or for what is no sum.
    """
    if isinstance(indicator.measure, Derived | Ratio):
        return None
    made = {unit: estimates.instead(indicator, unit, period) for unit, _ in states}
    estimated = {unit: one for unit, one in made.items() if isinstance(one, Estimated)}
    if not estimated or any(one.ends is None for one in estimated.values()):
        return None
    low, high = (
        merge_all([_at(estimated.get(unit), state, end) for unit, state in states]).finish().value
        for end in (0, 1)
    )
    return low, high


def _at(estimated: Estimated | None, received: State, end: int) -> State:
    return estimated.ends[end] if estimated and estimated.ends else received


def extremes(low: Value, high: Value) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest number of two values; None when one of them has none."""
    first = low.low if isinstance(low, Between) else low
    last = high.high if isinstance(high, Between) else high
    return None if isinstance(first, Missing) or isinstance(last, Missing) else (first, last)
