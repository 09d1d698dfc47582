"""Ratios: numerator and denominator are pooled over units, then divided; never a mean of ratios."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.figures.measures.state import Finished, State
from jalon.kernel.exact import exact
from jalon.kernel.missing import Missing, Reason, present


@dataclass(frozen=True, slots=True)
class Ratio:
    """The states of a numerator and a denominator; ``scale`` is 100 for a percentage."""

    numerator: State
    denominator: State
    scale: Decimal

    @property
    def rows(self) -> int:
        """The rows of the denominator, which the numerator's are part of."""
        return self.denominator.rows

    def merge(self, other: Ratio) -> Ratio:
        """Numerators pool, denominators pool."""
        return Ratio(
            self.numerator.merge(other.numerator), self.denominator.merge(other.denominator), self.scale
        )

    def share(self, part: Decimal) -> Ratio:
        """That part of both: the unit weighs less in the whole, its own ratio does not change."""
        return Ratio(self.numerator.share(part), self.denominator.share(part), self.scale)

    def finish(self) -> Finished:
        """The quotient, exact to 40 digits; undefined when the denominator is zero."""
        top, bottom = self.numerator.finish().value, self.denominator.finish().value
        if present(bottom) == 0:
            return Finished(Missing(Reason.UNDEFINED), top, bottom)
        with exact():
            return Finished(top / bottom * self.scale, top, bottom)
