"""The pace to beat: what an indicator was multiplied by in one period, over a reference span."""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.target import ReferencePace
from jalon.kernel.missing import present
from jalon.kernel.periods import Calendar
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.comparison import compare


def reference_factor(case: Case, pace: ReferencePace) -> Decimal | Text:
    """One plus the reference pace per period, stated or measured; in words, why it cannot be known.

    A measured pace is the compound rate (last / first) ** (1 / periods between them), on the units present at
    both ends.
    """
    if pace.stated is not None:
        yearly = 1 + pace.stated.value * pace.stated.unit.factor / 100
        return yearly ** (1 / Decimal(periods_a_year(case)))
    first, last = case.figure(pace.first), case.figure(pace.last)
    if first is None or last is None:
        absent = pace.first if first is None else pace.last
        return reasons.explained(reasons.NO_REFERENCE_PACE, reasons.no_figure(absent, EMPTY))
    both = compare(case.dossier.perimeter, case.figures, first, last)
    start, end = present(both.start.value) if both.start else None, present(both.end.value)
    if both.obstacle != EMPTY or start is None or end is None:
        return reasons.explained(reasons.NO_REFERENCE_PACE, both.obstacle)
    if start <= 0 or end <= 0:
        return reasons.explained(reasons.NO_REFERENCE_PACE, reasons.NO_CONSTANT_RATE)
    return (end / start) ** (1 / Decimal(pace.last - pace.first))


def yearly_percent(case: Case, factor: Decimal) -> Decimal:
    """A factor per period as a rate in % a year."""
    return (factor ** periods_a_year(case) - 1) * 100


def periods_a_year(case: Case) -> int:
    """How many periods of the indicator's calendar make a year."""
    return 12 if case.indicator.calendar is Calendar.MONTH else 1
