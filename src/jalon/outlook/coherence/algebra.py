"""The algebra of each kind of indicator that units bring something to."""

from __future__ import annotations

from collections.abc import Sequence

from jalon.kernel.periods import Period
from jalon.outlook.coherence.context import Context, algebra_of
from jalon.outlook.coherence.gathering import Brought
from jalon.outlook.coherence.implied import Implied, counted_once, summed
from jalon.outlook.coherence.model import Algebra
from jalon.outlook.coherence.ratio import pooled


def implied_by(context: Context, indicator: str, period: Period, units: Sequence[Brought]) -> Implied:
    """What the institute has with each of ``units`` (one at least) at its target.

    Derived indicators are recomputed from their parts, and those that are not consolidated give nothing: the
    caller does not ask for them.
    """
    algebra = algebra_of(context.indicator(indicator))
    if algebra is Algebra.RATIO:
        return pooled(context, indicator, units, period)
    if algebra is Algebra.DISTINCT:
        return counted_once(context, indicator, units)
    return summed(context, indicator, units)
