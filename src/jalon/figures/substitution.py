"""What estimates do to figures: the remarks they leave, and where the value lies within their ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from jalon.dossier.indicator import Derived, Indicator, Ratio
from jalon.dossier.perimeter import WHOLE
from jalon.figures.estimates import Estimated, Instead
from jalon.figures.figure import ESTIMATE_UNUSED, ESTIMATED, Substitute
from jalon.figures.measures.state import Finished, State, merge_all
from jalon.figures.roster import Parts
from jalon.kernel.exact import exact
from jalon.kernel.missing import Between, Missing, Value, present
from jalon.kernel.numbers import rounded
from jalon.kernel.periods import Period


def substitutes(
    estimates: Instead, terms: Sequence[Indicator], unit: str, period: Period
) -> tuple[Substitute, ...]:
    """The estimates in a unit's value of what reads ``terms``; none when all were received."""
    made = [estimates.instead(term, unit, period) for term in terms]
    return tuple(one.how for one in made if isinstance(one, Estimated))


def unit_flags(
    made: Sequence[Substitute], estimates: Instead, indicator: str, unit: str, period: Period
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
    estimates: Instead, indicator: Indicator, period: Period, states: Mapping[str, State], parts: Parts
) -> tuple[Value, Value] | None:
    """The value when every estimate is at the low end of its range, then at the high end.

    Args:
        estimates: the estimates.
        indicator: the indicator.
        period: the period.
        states: the units with their states, each already for its part.
        parts: the part for which each unit counts.

    Returns:
        Both, before scaling; None when an estimate has no declared range, or for what is no sum.
    """
    if isinstance(indicator.measure, Derived | Ratio):
        return None
    made = {unit: estimates.instead(indicator, unit, period) for unit in states}
    estimated = {unit: one for unit, one in made.items() if isinstance(one, Estimated)}
    if not estimated or any(one.ends is None for one in estimated.values()):
        return None
    low, high = (
        merge_all([_at(estimated.get(unit), state, end, parts[unit]) for unit, state in states.items()])
        .finish()
        .value
        for end in (0, 1)
    )
    return low, high


def _at(estimated: Estimated | None, received: State, end: int, part: Decimal) -> State:
    if estimated is None or estimated.ends is None:
        return received
    return estimated.ends[end] if part == WHOLE else estimated.ends[end].share(part)


def extremes(low: Value, high: Value) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest number of two values; None when one of them has none."""
    first = low.low if isinstance(low, Between) else low
    last = high.high if isinstance(high, Between) else high
    return None if isinstance(first, Missing) or isinstance(last, Missing) else (first, last)
