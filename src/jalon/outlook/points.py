"""The figures of one target that can be put on one line: same units behind each of them."""

from __future__ import annotations

from decimal import Decimal

from jalon.figures.figure import Figure, Scope
from jalon.kernel.missing import present
from jalon.kernel.periods import Period
from jalon.outlook.case import Case
from jalon.outlook.comparable import is_of_several
from jalon.outlook.comparison import are_the_same

Point = tuple[Period, Decimal]


def comparable_points(case: Case, end: Figure) -> list[Point]:
    """The figures up to ``end`` that are about the same units, oldest first.

    Figures before the baseline count: a trend does not begin with a contract.
    """
    series = case.figures.series(end.indicator, end.unit, end.scope)
    points = []
    for figure in series:
        value = present(figure.value)
        if value is not None and figure.period <= end.period and _is_about_the_same(case, figure, end):
            points.append((figure.period, value))
    return points


def _is_about_the_same(case: Case, figure: Figure, end: Figure) -> bool:
    """True for a unit; for several, when the same units are behind both and nobody expected is missing.

    What units became when they merged or split is the same.
    """
    if not is_of_several(end):
        return True
    is_partial = end.scope is Scope.AS_IT_WAS and bool(figure.completeness.missing)
    return not is_partial and are_the_same(case.dossier.perimeter, figure, end)
