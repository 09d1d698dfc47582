"""What an estimate tells of the numbers it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jalon.dossier.estimate import EstimateMethod
from jalon.figures.disclosure.system import Number
from jalon.figures.extrapolation import TREND_POINTS
from jalon.kernel.periods import Period


def weights_of(method: str, period: Period, known: Sequence[Period]) -> tuple[Number, ...]:
    """How much of each known value is in an estimate, the latest first; empty for one that was stated.

    A value carried forward is the last one. Growth of others multiplies it by what readers can reckon: to
    know one is to know the other, as if it were carried forward. A line is a weighted sum of its points.

    Args:
        method: a word of :class:`~jalon.dossier.estimate.EstimateMethod`.
        period: the period that is estimated.
        known: the periods with a value, the latest first.

    >>> from jalon.kernel.periods import Calendar
    >>> years = [Period(Calendar.YEAR, year) for year in (2022, 2021, 2020)]
    >>> [str(weight) for weight in weights_of("linear-trend", Period(Calendar.YEAR, 2023), years)]
    ['4/3', '1/3', '-2/3']
    """
    if method == EstimateMethod.STATED or not known:
        return ()
    if method != EstimateMethod.LINEAR_TREND:
        return (1,)
    xs = [Fraction(one - period) for one in known[:TREND_POINTS]]
    n, sum_x, squares = len(xs), sum(xs), sum(x * x for x in xs)
    spread = n * squares - sum_x * sum_x
    return tuple((1 - sum_x * (n * x - sum_x) / spread) / n for x in xs) if spread else ()
