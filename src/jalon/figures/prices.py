"""Price indices: the mean of a period's months, only when every month is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.parameters import PriceIndex
from jalon.figures.measures.constant_price import Deflator
from jalon.kernel.exact import exact
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class PriceSeries:
    """The months of a price index, by month number (see :class:`jalon.kernel.periods.Period`)."""

    index: PriceIndex
    months: Mapping[int, Decimal]

    def months_of(self, period: Period) -> list[Decimal]:
        """The months of a period that are known."""
        first = period.start.year * 12 + period.start.month - 1
        last = period.end.year * 12 + period.end.month - 1
        return [self.months[number] for number in range(first, last) if number in self.months]

    def level(self, period: Period) -> Decimal | Missing:
        """The index of a period: the mean of its months; missing when months are."""
        known = self.months_of(period)
        if len(known) < self.index.months:
            return Missing(Reason.NO_PRICE_INDEX, _told(self.index, period, len(known)))
        with exact():
            return sum(known, Decimal(0)) / len(known)

    def coverage(self, period: Period) -> str:
        """``9/12`` when months of the period are missing; empty when all are there."""
        known = len(self.months_of(period))
        return f"{known}/{self.index.months}" if known < self.index.months else ""

    def deflator(self, period: Period, base_year: int) -> Deflator | Missing:
        """What brings amounts of ``period`` to the prices of ``base_year``."""
        level, base = self.level(period), self.level(Period(Calendar.YEAR, base_year))
        if isinstance(level, Missing):
            return level
        return base if isinstance(base, Missing) else Deflator(level, base)


def _told(index: PriceIndex, period: Period, known: int) -> Text:
    label = period.label
    return Text(
        fr=f"{index.name.fr} couvre {known} mois sur {index.months} en {label}",
        en=f"{index.name.en} covers {known} of {index.months} months in {label}",
    )
