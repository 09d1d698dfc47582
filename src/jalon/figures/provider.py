"""Where figures take their states from: passes over rows just made, or states stored beside figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Indicator
from jalon.figures.cells import TOTAL, Breakdown
from jalon.figures.unitstates import UnitState
from jalon.kernel.missing import Missing
from jalon.kernel.periods import Period


class Provider(Protocol):
    """States of units, and what is known beside them."""

    @property
    def dossier(self) -> Dossier:
        """The dossier."""
        ...

    def unit_state(
        self, indicator: Indicator, unit: str, period: Period, breakdown: Breakdown = TOTAL
    ) -> UnitState:
        """The state of an indicator that reads rows, for one unit, or why there is none."""
        ...

    def holders(self, indicator: Indicator, period: Period, breakdown: Breakdown) -> list[str]:
        """The units with a row of the indicator in a category."""
        ...

    def exempt(self, indicator: Indicator, unit: str, period: Period) -> Missing | None:
        """Why the unit owes nothing for the indicator; None when it does."""
        ...

    def rows_left_out(self, entities: Iterable[str], units: Sequence[str]) -> int:
        """Faulty rows left out of the files that could hold rows of the units, each file counted once."""
        ...

    def coverage(self, index: str, period: Period) -> str:
        """How much of a period a price index covers (``9/12``); empty when all of it."""
        ...
