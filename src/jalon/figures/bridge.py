"""The bridge: how the units' figures become the whole's, to the last digit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jalon.dossier.indicator import AcrossUnits, Collected, Derived, Measure, Ratio
from jalon.figures.figure import Bridge
from jalon.kernel.exact import exact, settled
from jalon.kernel.missing import Between, Value, present


def has_bridge(measure: Measure) -> bool:
    """A quotient has none, nor a number typed by hand unless it counts keys."""
    if isinstance(measure, Collected):
        return bool(measure.value) and measure.across_units is AcrossUnits.DISTINCT
    return not isinstance(measure, Ratio | Derived)


def bridge_of(alone: Sequence[Value], whole: Value, together: Value, *, is_estimated: bool) -> Bridge | None:
    """Sum − counted twice − not counted + held at institute only; None where it is not known.

    Args:
        alone: the value of each unit on its own account.
        whole: the value of all of them, each counted whole.
        together: the same, each counted for its part: what the figure says.
        is_estimated: some unit is estimated, so how many of its keys are counted elsewhere is not known.
    """
    known = [number for number in map(present, alone) if number is not None]
    is_doubtful = isinstance(whole, Between) and (len(known) < len(alone) or is_estimated)
    if not isinstance(whole, Decimal | Between) or not isinstance(together, Decimal | Between) or is_doubtful:
        return None
    with exact():
        total = sum(known, Decimal(0))
        # Each unit's amount is rounded on its own, at the fortieth digit: that counts nobody twice.
        if isinstance(whole, Decimal) and settled(total) == settled(whole):
            total = whole
        return Bridge(
            sum_of_units=total,
            counted_twice=total - whole,
            not_counted=Decimal(0) if whole is together else whole - together,
            institute_only=Decimal(0),
        )
