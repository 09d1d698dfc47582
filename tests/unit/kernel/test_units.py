"""Units and quantities: what can be compared, and how numbers are read."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from builders import UNITS
from jalon.kernel.texts import Language
from jalon.kernel.units import Unit, UnitsDiffer, parse_quantity


def unit(name: str) -> Unit:
    found = UNITS.find(name)
    assert found is not None
    return found


def test_units_of_one_dimension_convert_both_ways() -> None:
    assert unit("kEUR").convert(Decimal("1.5"), unit("EUR")) == Decimal(1500)
    assert unit("EUR").convert(Decimal(1500), unit("kEUR")) == Decimal("1.5")
    assert parse_quantity("2 kEUR", UNITS).to(unit("EUR")) == Decimal(2000)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("persons", "%"),
        ("%", "points"),
        ("EUR", "EUR 2022"),
        ("EUR 2022", "EUR 2021"),
        ("kEUR 2022", "EUR"),
        ("EUR", "kWh"),
        ("%", "%/year"),
    ],
)
def test_what_does_not_measure_the_same_thing_is_refused(one: str, other: str) -> None:
    assert not unit(one).is_comparable_to(unit(other))
    with pytest.raises(UnitsDiffer):
        unit(one).convert(Decimal(1), unit(other))
    with pytest.raises(UnitsDiffer):
        unit(other).convert(Decimal(1), unit(one))


def test_constant_money_is_money_with_a_year() -> None:
    constant = unit("kEUR 2022")
    assert (constant.id, constant.price_year, constant.factor) == ("kEUR 2022", 2022, Decimal(1000))
    assert constant.say(Language.FR) == "k€ constants 2022"
    assert constant.convert(Decimal(3), unit("EUR 2022")) == Decimal(3000)


@pytest.mark.parametrize("name", ["persons 2022", "EUR 22", "EUR  2022", "XXX 2022", "eur", ""])
def test_what_is_no_unit_is_not_found(name: str) -> None:
    assert UNITS.find(name) is None


@pytest.mark.parametrize(
    ("text", "value", "name", "signed"),
    [
        ("30 %", "30", "%", False),
        ("30%", "30", "%", False),
        ("+20 %", "20", "%", True),
        ("+ 20 %", "20", "%", True),
        ("-5 %", "-5", "%", True),
        ("−5 %", "-5", "%", True),
        ("22.7\u00a0%", "22.7", "%", False),
        ("11 600 persons", "11600", "persons", False),
        ("11\u202f600\u00a0persons", "11600", "persons", False),
        ("11600 persons", "11600", "persons", False),
        ("1 234 567.89 EUR 2022", "1234567.89", "EUR 2022", False),
        ("0.125 kWh", "0.125", "kWh", False),
        ("1.2345 kWh", "1.2345", "kWh", False),
        ("  2 points  ", "2", "points", False),
        ("3 %/year", "3", "%/year", False),
    ],
)
def test_a_quantity_is_read(text: str, value: str, name: str, signed: bool) -> None:
    quantity = parse_quantity(text, UNITS)
    assert (quantity.value, quantity.unit.id, quantity.signed) == (Decimal(value), name, signed)


@pytest.mark.parametrize(
    "text",
    [
        "11,600 persons",  # eleven thousand, or eleven and a bit
        "11.600 persons",
        "-1.234 kWh",
        "22,7 %",
        "1 60 persons",
        "11 6000 persons",
        "1.2.3 %",
        "30",
        "%",
        "about 30 %",
        "٣٠ %",
        ". %",
    ],
)
def test_what_could_be_two_numbers_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_quantity(text, UNITS)


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(KeyError, match="personnes"):
        parse_quantity("30 personnes", UNITS)
