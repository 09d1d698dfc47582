"""Constant prices: V × I(base) / I(year); totals are added first, deflated at the end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.figures.measures.state import Finished
from jalon.figures.measures.sums import Sum
from jalon.kernel.exact import exact
from jalon.kernel.missing import Missing


@dataclass(frozen=True, slots=True)
class Deflator:
    """The price index of a year and of the base year.

    >>> Deflator(Decimal(112), Decimal(100)).apply(Decimal("1.176"))  # +17.6 % nominal under 12 % inflation
    Decimal('1.050')
    """

    year: Decimal
    base: Decimal

    def apply(self, value: Decimal) -> Decimal:
        """``value``, in prices of the year, at base-year prices."""
        with exact():
            return value * self.base / self.year


@dataclass(frozen=True, slots=True)
class ConstantPrice:
    """A total in the prices of one year, with the deflator of that year or why there is none."""

    total: Sum
    deflator: Deflator | Missing

    @property
    def rows(self) -> int:
        """The rows of the total."""
        return self.total.rows

    def merge(self, other: ConstantPrice) -> ConstantPrice:
        """Totals of one year add; they share their deflator."""
        return ConstantPrice(self.total.merge(other.total), self.deflator)

    def share(self, part: Decimal) -> ConstantPrice:
        """That part of the total."""
        return ConstantPrice(self.total.share(part), self.deflator)

    def finish(self) -> Finished:
        """The total at base-year prices."""
        if isinstance(self.deflator, Missing):
            return Finished(self.deflator)
        return Finished(self.deflator.apply(self.total.total))
