"""The verdict: the answer to "where are we?", with everything it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.figures.figure import Scope
from jalon.kernel.missing import Value
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text


class Word(StrEnum):
    """The words of a verdict. Each has a shape and a tone on screen and paper (see the review)."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    FAR_BEHIND = "far-behind"
    MOVING_AWAY = "moving-away"
    NOT_MEASURABLE = "not-measurable"
    NO_TARGET_VALUE = "to-be-supplied"


WORDS = {
    Word.REACHED: Text("atteint", "reached"),
    Word.NOT_REACHED: Text("non atteint", "not reached"),
    Word.ON_TRACK: Text("en bonne voie", "on track"),
    Word.BEHIND: Text("en retard", "behind"),
    Word.FAR_BEHIND: Text("très en retard", "far behind"),
    Word.MOVING_AWAY: Text("s’éloigne", "moving away"),
    Word.NOT_MEASURABLE: Text("non mesurable", "not measurable"),
    Word.NO_TARGET_VALUE: Text("cible à fournir", "target to be supplied"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Where one target stands.

    Every value is in the indicator's unit of measurement; ``required_pace`` and ``observed_pace`` are per
    period, in that unit (percentage points for shares).

    Attributes:
        target: identifier of the target.
        objective, indicator, unit: what it is about.
        word: the verdict.
        period: the period of the value judged; None when there is none.
        value: the figure judged, on the comparison scope; Missing when nothing comparable is there.
        as_it_was: the institute's figure on the perimeter as it was then (equal to ``value`` for units and
            when the perimeter did not change and nobody is missing).
        scope: ``like-for-like`` when the two ends cannot be compared as they were; ``scope_reason`` names the
            units kept, those left out, and why. ``re-based`` when an amendment set the target again for the
            members of the day ``on``; ``scope_reason`` then says which, signed when and by whom.
        baseline_period, baseline: where the path starts, on the same scope.
        goal, goal_high: the target as a level on the same scope. For a range ``goal`` is the nearer bound,
            from which the target is reached, and ``goal_high`` the farther one (below ``goal`` when less is
            better).
        expected: what the trajectory wants for ``period``.
        gap: value − expected.
        gap_share: the gap as a share of the way from baseline to goal, positive when ahead: what the
            thresholds of the method are about. For a value to keep: the room left inside the tolerance, in
            tolerances. Missing where there is no way to make.
        progress: share of the way from baseline to goal already made; Missing where there is no way to make.
        change: value / baseline − 1, in %, for a level that is not a share; change in points for shares.
        required_pace: change per period still needed until the horizon; Missing once the horizon is over and
            once the goal is reached.
        observed_pace: mean change per period since the baseline.
        met_at_baseline: True when a target that asks for a change already held at the baseline; never for
            levels that must hold all along (floor, ceiling, keep).
        completeness: ``5/6``: units received and expected behind ``as_it_was``.
        method: the declared method in words.
        reason: why it is not measurable, or what limits the verdict.
    """

    target: str
    objective: str
    indicator: str
    unit: str
    word: Word
    period: Period | None
    value: Value
    as_it_was: Value
    scope: Scope
    on: date | None = None
    scope_reason: Text = EMPTY
    baseline_period: Period | None
    baseline: Value
    goal: Value
    goal_high: Value | None
    expected: Value
    gap: Value
    gap_share: Value
    progress: Value
    change: Value
    required_pace: Value
    observed_pace: Value
    met_at_baseline: bool
    completeness: str
    method: Text
    reason: Text = EMPTY
