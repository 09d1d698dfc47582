"""A period's price level is the mean of its months, whatever the calendar, and only of all of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jalon.dossier.parameters import PriceIndex
from jalon.figures.measures.constant_price import Deflator
from jalon.figures.prices import PriceSeries
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Text

INDEX = PriceIndex(
    id="prices", name=Text.same("Prices"), entity="months", value="level", where="", months=12, references=()
)
# 2020 at 100 all along; 2021 at 101 … 112; 2022 until March.
MONTHS = {
    **{2020 * 12 + month: Decimal(100) for month in range(12)},
    **{2021 * 12 + month: Decimal(101 + month) for month in range(12)},
    **{2022 * 12 + month: Decimal(120) for month in range(3)},
}
PRICES = PriceSeries(INDEX, MONTHS)


@pytest.mark.parametrize(
    ("calendar", "text", "level"),
    [
        (Calendar.YEAR, "2020", "100"),
        (Calendar.FINANCIAL_YEAR, "2021", "106.5"),
        # September to December 2020 at 100, January to August 2021 at 101 … 108: (400 + 836) / 12
        (Calendar.ACADEMIC_YEAR, "2020-21", "103"),
    ],
)
def test_the_mean_of_the_months_of_a_period(calendar: Calendar, text: str, level: str) -> None:
    assert PRICES.level(Period.parse(text, calendar)) == Decimal(level)


@pytest.mark.parametrize(("text", "coverage"), [("2021", ""), ("2022", "3/12"), ("2023", "0/12")])
def test_months_that_are_not_there_are_counted(text: str, coverage: str) -> None:
    period = Period.parse(text, Calendar.YEAR)
    assert PRICES.coverage(period) == coverage
    level = PRICES.level(period)
    assert isinstance(level, Missing) == bool(coverage)


def test_a_deflator_needs_both_years() -> None:
    year_2021, year_2022 = (Period(Calendar.YEAR, number) for number in (2021, 2022))
    assert PRICES.deflator(year_2021, 2020) == Deflator(Decimal("106.5"), Decimal(100))
    for period, base in ((year_2021, 2022), (year_2022, 2020)):
        found = PRICES.deflator(period, base)
        assert isinstance(found, Missing)
        assert found.reason is Reason.NO_PRICE_INDEX
        assert "3 of 12 months in 2022" in found.detail.en
        assert "3 mois sur 12 en 2022" in found.detail.fr
