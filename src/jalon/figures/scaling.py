"""From what was summed to the indicator's unit of measurement (accounts in EUR, indicator in MEUR)."""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.expressions import columns_of
from jalon.dossier.indicator import ConstantPrice, Indicator, Stock, Total
from jalon.kernel.exact import exact
from jalon.kernel.missing import Missing, Value


def scale_of(dossier: Dossier, indicator: Indicator) -> Decimal:
    """What a sum is multiplied by to be in the indicator's unit.

    The columns that are summed carry their unit; the dossier's checks refuse sums of columns that cannot be
    compared with the indicator's unit. A sum of columns without a unit is in the indicator's unit already.
    """
    measure = indicator.measure
    total = measure.total if isinstance(measure, ConstantPrice) else measure
    if not isinstance(total, Total | Stock):
        return Decimal(1)
    entity, unit = dossier.entities[total.entity], dossier.unit_of(indicator)
    found = [entity.find(name) for name in columns_of(total.value)]
    units = [dossier.units.find(column.unit) for column in found if column and column.unit]
    factors = {one.factor for one in units if one and one.dimension == unit.dimension}
    with exact():
        return factors.pop() / unit.factor if len(factors) == 1 else Decimal(1)


def scaled(value: Value, scale: Decimal) -> Value:
    """A value in the indicator's unit."""
    if isinstance(value, Missing) or scale == 1:
        return value
    with exact():
        return value * scale
