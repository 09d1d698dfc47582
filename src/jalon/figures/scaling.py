"""From what was summed to the indicator's unit of measurement (accounts in EUR, indicator in MEUR)."""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Collected, ConstantPrice, Distinct, Indicator, Ratio, parts
from jalon.kernel.exact import exact


def scale_of(dossier: Dossier, indicator: Indicator) -> Decimal:
    """What a sum is multiplied by to be in the indicator's unit.

    The columns that are summed carry their unit; the dossier's checks refuse sums of columns that cannot be
    compared with the indicator's unit. A sum of columns without a unit is in the indicator's unit already.
    """
    measure, unit = indicator.measure, dossier.unit_of(indicator)
    total = measure.total if isinstance(measure, ConstantPrice) else measure
    if isinstance(total, Collected):
        total = parts(total)[0]
    if isinstance(total, Distinct | Ratio) or not hasattr(total, "entity"):
        return Decimal(1)
    factors = {one.factor for one in _units(dossier, total) if one.dimension == unit.dimension}
    with exact():
        return factors.pop() / unit.factor if len(factors) == 1 else Decimal(1)
