"""Totals and stocks: exact decimal sums, added across units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.figures.measures.state import Finished
from jalon.kernel.exact import exact


@dataclass(frozen=True, slots=True)
class Sum:
    """An exact sum with the number of rows behind it.

    >>> Sum(Decimal(2), 1).merge(Sum(Decimal(3), 4))
    Sum(total=Decimal('5'), rows=5)
    """

    total: Decimal
    rows: int

    def merge(self, other: Sum) -> Sum:
        """Sums add."""
        with exact():
            return Sum(self.total + other.total, self.rows + other.rows)

    def share(self, part: Decimal) -> Sum:
        """That part of the sum; the rows behind it stay what they are."""
        with exact():
            return Sum(self.total * part, self.rows)

    def finish(self) -> Finished:
        """The total."""
        return Finished(self.total)
