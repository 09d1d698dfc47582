"""Units of measurement: a registry that refuses to compare or add what cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language, Text


class UnitsDiffer(ValueError):
    """Two quantities cannot be compared or added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measurement.

    Attributes:
        id: its name in dossiers (``persons``, ``%``, ``EUR``, ``kWh``).
        symbol: how it is printed after a number.
        dimension: what is measured; only units of one dimension can be compared.
        factor: how many base units of the dimension it is worth (1 kEUR = 1000 EUR).
        price_year: for constant money, the year whose prices are used; None for current money and for
            everything else. Amounts in prices of different years cannot be compared.
    """

    id: str
    symbol: Text
    dimension: str
    factor: Decimal = Decimal(1)
    price_year: int | None = None

    def is_comparable_to(self, other: Unit) -> bool:
        """True when values in the two units can be added once converted."""
        return self.dimension == other.dimension and self.price_year == other.price_year

    def convert(self, value: Decimal, to: Unit) -> Decimal:
        """``value``, given in this unit, expressed in another.

        Raises:
            UnitsDiffer: the two units do not measure the same thing, or not in the same prices.
        """
        if not self.is_comparable_to(to):
            raise UnitsDiffer(f"{self.id} / {to.id}")
        return value * self.factor / to.factor

    def say(self, language: Language) -> str:
        """The symbol, with the year of its prices when it has one."""
        symbol = self.symbol.say(language)
        if self.price_year is None:
            return symbol
        return f"{symbol} {'constants' if language is Language.FR else 'constant'} {self.price_year}"


_CONSTANT = re.compile(r"(?P<unit>\S+) (?P<year>\d{4})")


class UnitRegistry:
    """The units that a dossier may use.

    A unit of money followed by a year is constant money: ``EUR 2022`` means euros at 2022 prices.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: Mapping[str, Unit] = {unit.id: unit for unit in units}

    def __iter__(self) -> Iterable[Unit]:
        return iter(self._units.values())

    def find(self, name: str) -> Unit | None:
        """The unit of that name, or None."""
        if name in self._units:
            return self._units[name]
        constant = _CONSTANT.fullmatch(name)
        base = self._units.get(constant["unit"]) if constant else None
        if constant is None or base is None or base.dimension != "money":
            return None
        return replace(base, id=name, price_year=int(constant["year"]))

    def hint(self, name: str) -> str:
        """What to write instead of an unknown unit."""
        return hint(name, self._units)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; ``signed`` remembers an explicit sign, which makes it a change (+20 %)."""

    value: Decimal
    unit: Unit
    signed: bool = False

    def to(self, unit: Unit) -> Decimal:
        """The number in another unit (see :meth:`Unit.convert`)."""
        return self.unit.convert(self.value, unit)


_QUANTITY = re.compile(
    r"(?P<sign>[+\-−]?)\s*(?P<number>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?P<decimals>\.[0-9]+)?"
    r"\s*(?P<unit>[^\W\d_].*|%.*)"
)
# Many readers of French take 11.600 for eleven thousand six hundred.
_THOUSANDS_BY_POINT = re.compile(r"[+\-−]?\s*[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])")


def parse_quantity(text: str, units: UnitRegistry) -> Quantity:
    """Read ``30 %``, ``+20 %`` or ``11 600 persons``: spaces between thousands, a point before decimals.

    Raises:
        ValueError: the text is no number followed by a unit (11,600 and 11.600 are refused:
            they mean one number to some readers and another to others).
        KeyError: the unit is not in the registry; the argument is its name.
    """
    found = _QUANTITY.fullmatch(text.strip())
    if not found or _THOUSANDS_BY_POINT.match(text.strip()):
        raise ValueError(text)
    name = found["unit"].strip()
    unit = units.find(name)
    if unit is None:
        raise KeyError(name)
    digits = re.sub(r"\D", "", found["number"]) + (found["decimals"] or "")
    number = Decimal(digits)
    return Quantity(-number if found["sign"] in {"-", "−"} else number, unit, bool(found["sign"]))
