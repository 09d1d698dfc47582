"""From the money of one indicator to that of another: through figures that both have of the same rows."""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.indicator import ConstantPrice, Indicator
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Figure
from jalon.kernel.missing import present
from jalon.kernel.periods import Period
from jalon.outlook.coherence.context import Context


def price_factor(context: Context, own: Indicator, asked: Indicator, period: Period) -> Decimal | None:
    """What an amount of ``own`` is multiplied by to be one of ``asked``; None if not known.

    Two figures of the same rows, unit and period are the same money at two prices: their quotient is the
    quotient of the price indices, exactly. Between two constant prices it is the same in every period; from
    current money it is that of the period only, which nobody knows beforehand.
    """
    units = context.dossier.unit_of(own), context.dossier.unit_of(asked)
    if units[0].is_comparable_to(units[1]):
        return units[0].convert(Decimal(1), units[1])
    is_settled = _index_of(own) == _index_of(asked) != ""
    for unit in (INSTITUTE, *(unit.id for unit in context.dossier.perimeter.units)):
        for figure in context.known(own.id, unit):
            if figure.period != period and not is_settled:
                continue
            other = context.figures.get(asked.id, unit, figure.period)
            mine, theirs = present(figure.value), present(other.value) if other else None
            same = other is not None and _same_rows(figure, other)
            if mine and theirs and same:
                return theirs / mine
    return None


def _same_rows(one: Figure, other: Figure) -> bool:
    """True when the same units, for the same parts, delivered both."""
    is_received = not one.completeness.estimated and not other.completeness.estimated
    return is_received and one.completeness.counted == other.completeness.counted


def _index_of(indicator: Indicator) -> str:
    return indicator.measure.index if isinstance(indicator.measure, ConstantPrice) else ""
