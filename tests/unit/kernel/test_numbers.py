"""Numbers as French and English readers expect them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jalon.kernel.missing import Missing, Reason
from jalon.kernel.numbers import format_change, format_difference, format_number, format_value, rounded
from jalon.kernel.texts import Language, Text
from jalon.kernel.units import Unit

FR, EN = Language.FR, Language.EN
PERSONS = Unit(id="persons", symbol=Text("personnes", "persons"), dimension="persons")
PERCENT = Unit(id="%", symbol=Text.same("%"), dimension="share")
PACE = Unit(id="%/year", symbol=Text("% par an", "% a year"), dimension="pace")
EUROS = Unit(id="EUR 2022", symbol=Text.same("€"), dimension="money", price_year=2022)


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        ("12629", 0, "12\u202f629", "12,629"),
        ("1234567.891", 2, "1\u202f234\u202f567,89", "1,234,567.89"),
        ("-1250.5", 1, "\u22121\u202f250,5", "\u22121,250.5"),
        ("0.05", 1, "0,1", "0.1"),  # halves go away from zero
        ("-0.04", 1, "0,0", "0.0"),  # no minus zero
        ("34.15", 0, "34", "34"),
        ("1E+6", 0, "1\u202f000\u202f000", "1,000,000"),
        ("123456789012345678901234567890.125", 2, None, "123,456,789,012,345,678,901,234,567,890.13"),
    ],
)
def test_a_number(value: str, decimals: int, french: str | None, english: str) -> None:
    assert format_number(Decimal(value), decimals, EN) == english
    if french is not None:
        assert format_number(Decimal(value), decimals, FR) == french


def test_rounding_never_gives_minus_zero() -> None:
    assert str(rounded(Decimal("-0.4"), 0)) == "0"


@pytest.mark.parametrize(
    ("unit", "french", "english"),
    [
        (PERSONS, "34,2\u00a0personnes", "34.2\u00a0persons"),
        (PERCENT, "34,2\u00a0%", "34.2%"),
        (PACE, "34,2\u00a0% par an", "34.2% a year"),
        (EUROS, "34,2\u00a0€ constants 2022", "34.2\u00a0€ constant 2022"),
    ],
)
def test_a_value_with_its_unit(unit: Unit, french: str, english: str) -> None:
    assert format_value(Decimal("34.15"), unit, 1, FR) == french
    assert format_value(Decimal("34.15"), unit, 1, EN) == english


def test_a_missing_value_says_why_and_shows_no_number() -> None:
    late = Missing(Reason.LATE)
    for say in (format_value, format_difference, format_change):
        assert say(late, PERSONS, 0, FR) == "en retard"


def test_a_difference_is_signed_and_shares_differ_by_points() -> None:
    assert format_difference(Decimal(1250), PERSONS, 0, FR) == "+1\u202f250\u00a0personnes"
    assert format_difference(Decimal("-1.4"), PERCENT, 1, FR) == "\u22121,4\u00a0point"
    assert format_difference(Decimal("-1.4"), PERCENT, 1, EN) == "\u22121.4\u00a0points"
    assert format_difference(Decimal(2), PERCENT, 1, FR) == "+2,0\u00a0points"
    assert format_difference(Decimal("0.01"), PERSONS, 0, EN) == "0\u00a0persons"


def test_a_change_is_in_percent_but_in_points_for_a_share() -> None:
    assert format_change(Decimal("-0.81"), PERSONS, 1, FR) == "\u22120,8\u00a0%"
    assert format_change(Decimal("5.25"), PERSONS, 1, EN) == "+5.3%"
    assert format_change(Decimal(1), PERCENT, 0, EN) == "+1\u00a0point"
