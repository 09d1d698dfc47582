"""Fractional counts: each key is worth one, shared equally between the units that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jalon.figures.measures.distinct import LINKS_IN_DOUBT
from jalon.figures.measures.state import Finished
from jalon.kernel.exact import exact
from jalon.kernel.missing import between


@dataclass(frozen=True, slots=True)
class Fractional:
    """The shares of some units in the keys that they hold; shares add, so that nobody counts twice.

    Attributes:
        shares: their sum, exact.
        rows: how many rows stand behind it.
        possible: the same with every link in doubt applied; None when no link is. A link never raises a
            share: two keys become one, held by at least as many units as each of them.
    """

    shares: Fraction
    rows: int
    possible: Fraction | None = None

    def merge(self, other: Fractional) -> Fractional:
        """Shares add."""
        possible = None
        if self.possible is not None or other.possible is not None:
            possible = self._least + other._least
        return Fractional(self.shares + other.shares, self.rows + other.rows, possible)

    def share(self, part: Decimal) -> Fractional:
        """That part of the shares."""
        possible = None if self.possible is None else self.possible * Fraction(part)
        return Fractional(self.shares * Fraction(part), self.rows, possible)

    def finish(self) -> Finished:
        """The sum of the shares, exact to forty digits; between two bounds while links are in doubt."""
        return Finished(between(_decimal(self._least), _decimal(self.shares), LINKS_IN_DOUBT))

    @property
    def _least(self) -> Fraction:
        return self.shares if self.possible is None else self.possible


def _decimal(number: Fraction) -> Decimal:
    with exact():
        return Decimal(number.numerator) / Decimal(number.denominator)
