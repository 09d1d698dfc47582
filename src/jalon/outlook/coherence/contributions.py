"""What each unit brings, beside what its proportional part would be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jalon.kernel.missing import Value, present
from jalon.kernel.texts import Text
from jalon.outlook.coherence.answers import tidy
from jalon.outlook.coherence.gathering import Brought
from jalon.outlook.coherence.implied import Implied
from jalon.outlook.coherence.model import NONE, Algebra, Contribution
from jalon.outlook.coherence.question import Question


def contributions(
    asked: Question, implied: Implied, units: Sequence[Brought], *, is_whole: bool
) -> tuple[Contribution, ...]:
    """One line a unit, in the order of the perimeter.

    Args:
        asked: the question.
        implied: what the units make together.
        units: what they bring.
        is_whole: True when no other unit has still to bring something.
    """
    order = {unit.id: place for place, unit in enumerate(asked.case.dossier.perimeter.units)}
    lines = _Lines(asked, implied, units, is_whole=is_whole)
    return tuple(lines.of(one) for one in sorted(units, key=lambda one: order[one.unit]))


class _Lines:
    def __init__(
        self, asked: Question, implied: Implied, units: Sequence[Brought], *, is_whole: bool
    ) -> None:
        self._asked, self._sizes = asked, implied.denominators or {}
        weighed = [(one, self._weight(one)) for one in units]
        parts = [base * weight for one, weight in weighed if (base := self._base(one)) is not None]
        self._bases = sum(parts, Decimal(0)) if len(parts) == len(units) else None
        if not is_whole:
            is_ratio = asked.algebra is Algebra.RATIO
            self._bases = None if is_ratio else present(asked.start.value)
        self._weights = sum((weight for _, weight in weighed), Decimal(0))

    def of(self, one: Brought) -> Contribution:
        base, weight = self._base(one), self._weight(one)
        proportional = self._proportional(one)
        return Contribution(
            unit=one.unit,
            targets=tuple(case.target.id for case in one.cases),
            base_period=one.start.period,
            base=one.start.value,
            goal=tidy(one.level),
            low=one.bounds.low,
            high=one.bounds.high,
            increase=tidy(one.level - one.start.value),
            share_of_base=_percent(None if base is None else base * weight, self._bases),
            share_of_effort=_percent(None if base is None else (one.level - base) * weight, self._effort()),
            proportional=tidy(proportional),
            lag=tidy(one.level) - tidy(proportional),
            denominator=self._sizes.get(one.unit),
            assumption=one.assumption,
        )

    def _weight(self, one: Brought) -> Decimal:
        """Its part for what adds; for a ratio the planned denominator, so that parts are numerators."""
        return self._sizes.get(one.unit, one.part)

    def _base(self, one: Brought) -> Decimal | None:
        return present(one.start.value)

    def _effort(self) -> Decimal | None:
        """The increase that the institute's target asks for; for a ratio, of the planned numerator."""
        goal, start = self._asked.goal, present(self._asked.start.value)
        if isinstance(goal, Text) or start is None or goal.ahead(goal.level - start) <= 0:
            return None
        return (goal.level - start) * (self._weights if self._asked.algebra is Algebra.RATIO else 1)

    def _proportional(self, one: Brought) -> Value:
        """The base moved as the institute's target moves the institute's; missing from another year."""
        goal, start, base = self._asked.goal, present(self._asked.start.value), self._base(one)
        is_additive = self._asked.algebra in {Algebra.SUM, Algebra.DISTINCT}
        same_year = one.start.period == self._asked.start.period
        if isinstance(goal, Text) or not start or base is None or not is_additive or not same_year:
            return NONE
        return base * goal.level / start


def _percent(part: Decimal | None, whole: Decimal | None) -> Value:
    return NONE if part is None or not whole else tidy(part * 100 / whole)
