"""From what was summed to the indicator's unit of measurement (accounts in EUR, indicator in MEUR)."""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.expressions import columns_of, sum_of
from jalon.dossier.indicator import Distinct, Fractional, Indicator, Part, parts
from jalon.kernel.exact import exact
from jalon.kernel.missing import Value
from jalon.kernel.units import Unit


def scale_of(dossier: Dossier, indicator: Indicator) -> Decimal:
    """What a finished measure is multiplied by to be in the indicator's unit; 1 for a count.

    The columns that are summed carry their unit; the dossier's checks refuse sums of columns that cannot be
    compared with the indicator's unit. A sum of columns without a unit is in the indicator's unit already.
    A quotient of kEUR by EUR is a thousand times the quotient of their numbers.
    """
    measure, unit = indicator.measure, dossier.unit_of(indicator)
    read = [_units(dossier, part) for part in parts(measure)]
    with exact():
        if len(read) == 2:
            return _factor(read[0]) / _factor(read[1])
        comparable = [one for units in read for one in units if one.dimension == unit.dimension]
        return _factor(comparable) / unit.factor if comparable else Decimal(1)


def scaled(value: Value, scale: Decimal) -> Value:
    """A value in the indicator's unit."""
    if scale == 1:
        return value
    with exact():
        return value * scale


def _units(dossier: Dossier, part: Part) -> list[Unit]:
    """The units of the columns that a part adds up; none for a count of keys."""
    if isinstance(part, Distinct | Fractional):
        return []
    entity, added = dossier.entities[part.entity], sum_of(part.value)
    columns = [entity.find(name) for name in (added.columns if added else columns_of(part.value))]
    found = [dossier.units.find(column.unit) for column in columns if column and column.unit]
    return [unit for unit in found if unit is not None]


def _factor(units: list[Unit]) -> Decimal:
    """The factor that all share; columns of several are refused by the dossier's checks."""
    factors = {unit.factor for unit in units}
    return factors.pop() if len(factors) == 1 else Decimal(1)
