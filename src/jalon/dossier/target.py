"""Targets: what is aimed at, from where, by when, along which path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.kernel.periods import Period
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import Quantity


class TargetForm(StrEnum):
    """The meaning of a target's value.

    ``level`` a value to attain; ``relative`` a change on the baseline (+20 %); ``range`` two bounds (levels,
    or changes when signed); ``floor`` and ``ceiling`` bounds to respect at every period; ``keep`` stay within
    a tolerance of a value; ``pace`` change faster than a reference pace; ``milestone`` a share of planned
    steps done.
    """

    LEVEL = "level"
    RELATIVE = "relative"
    RANGE = "range"
    FLOOR = "floor"
    CEILING = "ceiling"
    KEEP = "keep"
    PACE = "pace"
    MILESTONE = "milestone"


class Shape(StrEnum):
    """The path from baseline to target."""

    STRAIGHT_LINE = "straight-line"
    CONSTANT_RATE = "constant-rate"
    STEPS = "steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Where the target starts from.

    Attributes:
        period: the base period; None when it is not known yet.
        stated: the value written in the contract; None when the measured figure of that period serves.
    """

    period: Period | None
    stated: Quantity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePace:
    """The pace to beat: the yearly compound rate observed between two periods, or stated.

    Attributes:
        first, last: the span over which the reference pace is measured.
        stated: the pace written in the contract (%/year); None when it is measured.
    """

    first: Period
    last: Period
    stated: Quantity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntermediateGoal:
    """A point that the contract puts on the path, before or beyond the horizon."""

    period: Period
    value: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Why a target that asks for little was accepted all the same, by whom and on which day."""

    because: Text
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target, for the institute or for one unit.

    Attributes:
        id: its name.
        objective: the objective it serves.
        indicator: what is measured.
        unit: ``institute`` or a unit of the perimeter.
        form: the meaning of ``low`` and ``high``.
        low: the value; the lower bound of a range; None when it is still to be supplied.
        high: the upper bound of a range; None otherwise.
        tolerance: for ``keep``: how far from ``low`` one may be.
        baseline: where it starts; None for forms that need none.
        pace: for ``pace``: the pace to beat.
        horizon: the period by which it holds; may lie beyond the contract.
        milestones: intermediate points.
        shape: the path.
        population: identifier of the population; it must be the indicator's.
        to_be_supplied: what the institution has still to say, in words; empty when all is known.
        contributes_to: the institute target of which it is said to be a part though its indicator differs;
            empty for a target that claims nothing. It is a claim, which coherence examines.
        accepted: why it was accepted although it asks for little; None when nobody wrote it.
    """

    id: str
    objective: str
    indicator: str
    unit: str
    form: TargetForm
    low: Quantity | None
    high: Quantity | None
    tolerance: Quantity | None
    baseline: Baseline | None
    pace: ReferencePace | None
    horizon: Period
    milestones: tuple[IntermediateGoal, ...]
    shape: Shape
    population: str
    to_be_supplied: Text = EMPTY
    contributes_to: str = ""
    note: Text = EMPTY
    accepted: Acceptance | None = None
    references: tuple[Reference, ...]
    since: date
    until: date | None

    @property
    def written_id(self) -> str:
        """Its name in the contract, before one written for several units became one a unit."""
        return self.id.partition("/")[0]

    @property
    def is_relative(self) -> bool:
        """True when the bounds are changes on the baseline rather than levels."""
        return self.form is TargetForm.RELATIVE or (
            self.form is TargetForm.RANGE and self.low is not None and self.low.signed
        )
