"""Estimated numbers of keys beside known ones: nobody knows whom they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.figures.measures.distinct import Distinct
from jalon.figures.measures.state import Finished
from jalon.kernel.exact import exact
from jalon.kernel.missing import between, present
from jalon.kernel.texts import Text

WHO_IS_UNKNOWN = Text(
    "les personnes ou objets estimés ne sont pas connus un à un\u00a0: ceux déjà comptés ailleurs non plus",
    "what is estimated is not known one by one, nor how much of it is already counted elsewhere",
)


@dataclass(frozen=True, slots=True)
class EstimatedKeys:
    """Numbers of keys estimated for some units, and the keys of others, which are known.

    An estimate has no keys: it cannot join the overlap ledger. Alone it is its number; beside others only
    bounds are known: at least the largest of them (all the others are within), at most their sum (no key in
    common).

    Attributes:
        counts: the estimated numbers, one a unit.
        known: the keys of units that delivered; None when there are none.
    """

    counts: tuple[Decimal, ...]
    known: Distinct | None = None

    @property
    def rows(self) -> int:
        """The rows behind the known keys."""
        return self.known.rows if self.known else 0

    def merge(self, other: EstimatedKeys | Distinct) -> EstimatedKeys:
        """Estimates stand beside one another; known keys meet in their ledger."""
        theirs = other if isinstance(other, EstimatedKeys) else EstimatedKeys((), other)
        known = self.known or theirs.known
        if self.known and theirs.known:
            known = self.known.merge(theirs.known)
        return EstimatedKeys(self.counts + theirs.counts, known)

    def share(self, part: Decimal) -> EstimatedKeys:
        """The same numbers, each counted for that part."""
        with exact():
            counts = tuple(count * part for count in self.counts)
        return EstimatedKeys(counts, self.known.share(part) if self.known else None)

    def finish(self) -> Finished:
        """The number, or the bounds between which it lies."""
        held = present(self.known.finish().value) if self.known else None
        numbers = [*self.counts, *([] if held is None else [held])]
        with exact():
            return Finished(between(max(numbers), sum(numbers, Decimal(0)), WHO_IS_UNKNOWN))
