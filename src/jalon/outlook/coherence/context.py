"""What coherence is answered from: the dossier, the figures known on a day, the overlaps observed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import AcrossUnits, Collected, Derived, Distinct, Indicator, Ratio
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.figures.figure import Figure, FigureSet
from jalon.figures.measures.distinct import Ledger
from jalon.figures.overlap import Side
from jalon.kernel.missing import Missing, Reason, present
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
from jalon.kernel.units import Unit
from jalon.outlook.case import Case
from jalon.outlook.coherence.model import Algebra
from jalon.outlook.coherence.saying import shown
from jalon.outlook.judge import targets_in_force

LedgerOf = Callable[[str, Side, Period], Ledger | None]
"""The overlap ledger of what an indicator counts in a period, for all units; None when none is stored."""


def no_ledger(_indicator: str, _side: Side, _period: Period) -> None:
    """Where no ledger is stored."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything an answer may rest on.

    Attributes:
        dossier: the checked dossier.
        figures: the stored figures; there may be none.
        as_of: the day of the question: targets in force, figures of periods that had begun.
        ledger_of: the stored overlap ledgers.
        rest_stays: whether units without a target are supposed to stay at their last value.
    """

    dossier: Dossier
    figures: FigureSet
    as_of: date
    ledger_of: LedgerOf = no_ledger
    rest_stays: bool = False

    def indicator(self, name: str) -> Indicator:
        """The version of an indicator in force on the day."""
        return self.dossier.indicator(name, self.as_of)

    def unit_of(self, name: str) -> Unit:
        """The unit of measurement of an indicator."""
        return self.dossier.unit_of(self.indicator(name))

    def case(self, target: Target) -> Case:
        """A target with what is known about it."""
        return Case.of(self.dossier, self.figures, target, self.as_of)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The targets in force on the day."""
        return targets_in_force(self.dossier.contract, self.as_of)

    def targets_of(self, unit: str, indicator: str | None = None) -> tuple[Target, ...]:
        """The targets of one unit, on one indicator or on all."""
        own = self._by_unit.get(unit, ())
        return tuple(target for target in own if indicator is None or target.indicator == indicator)

    @cached_property
    def _by_unit(self) -> dict[str, tuple[Target, ...]]:
        found: dict[str, list[Target]] = {}
        for target in self.targets:
            found.setdefault(target.unit, []).append(target)
        return {unit: tuple(targets) for unit, targets in found.items()}

    def known(self, indicator: str, unit: str = INSTITUTE) -> Iterator[Figure]:
        """The figures of periods that had begun, latest first."""
        series = self.figures.series(indicator, unit)
        return (figure for figure in reversed(series) if figure.period.start <= self.as_of)

    def last(self, indicator: str, unit: str) -> Figure | None:
        """The latest figure with a value."""
        return next((one for one in self.known(indicator, unit) if present(one.value) is not None), None)

    def owes_nothing(self, indicator: str, unit: str) -> bool:
        """True when no figure of that indicator is ever expected of the unit."""
        values = [figure.value for figure in self.known(indicator, unit)]
        return bool(values) and all(
            isinstance(value, Missing) and value.reason is Reason.NOT_APPLICABLE for value in values
        )

    def say(self, indicator: str, value: Decimal | Missing) -> Text:
        """A value of an indicator in words."""
        return shown(value, self.unit_of(indicator), self.indicator(indicator).decimals)


def algebra_of(indicator: Indicator) -> Algebra:
    """How the units' figures of an indicator make the institute's."""
    measure = indicator.measure
    if isinstance(measure, Collected):
        by_rule = {AcrossUnits.ADD: Algebra.SUM, AcrossUnits.POOL: Algebra.RATIO}
        return by_rule.get(measure.across_units, Algebra.NONE)
    if isinstance(measure, Distinct):
        return Algebra.DISTINCT
    if isinstance(measure, Ratio):
        return Algebra.RATIO
    return Algebra.DERIVED if isinstance(measure, Derived) else Algebra.SUM
