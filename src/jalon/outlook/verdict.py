"""The verdict: three questions, three answers, with everything they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.figures.figure import Scope
from jalon.kernel.missing import Missing, Reason, Value
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text


class Word(StrEnum):
    """The words that answer "where are we?". Each method has its own; each has a shape and a tone."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    FAR_BEHIND = "far-behind"
    MOVING_AWAY = "moving-away"
    SUBSTANTIAL = "substantial-progress"
    MODERATE = "moderate-progress"
    LIMITED = "limited-progress"
    DETERIORATION = "deterioration"
    MAINTAIN = "maintain"
    ACCELERATE = "accelerate"
    REVERSE = "reverse"
    PLAN_MET = "plan-met"
    IMPROVED = "improved"
    NO_IMPROVEMENT = "no-improvement"
    WITHIN = "within-thresholds"
    VIGILANCE = "vigilance"
    ALERT = "alert"
    NOT_MEASURABLE = "not-measurable"
    NO_TARGET_VALUE = "to-be-supplied"


WORDS = {
    Word.REACHED: Text("atteint", "reached"),
    Word.NOT_REACHED: Text("non atteint", "not reached"),
    Word.ON_TRACK: Text("en bonne voie", "on track"),
    Word.BEHIND: Text("en retard", "behind"),
    Word.FAR_BEHIND: Text("très en retard", "far behind"),
    Word.MOVING_AWAY: Text("s’éloigne", "moving away"),
    Word.SUBSTANTIAL: Text("progrès soutenu", "substantial progress"),
    Word.MODERATE: Text("progrès modéré", "moderate progress"),
    Word.LIMITED: Text("progrès limité", "limited progress"),
    Word.DETERIORATION: Text("détérioration", "deterioration"),
    Word.MAINTAIN: Text("tendance suffisante", "trend sufficient"),
    Word.ACCELERATE: Text("tendance à accélérer", "trend to speed up"),
    Word.REVERSE: Text("tendance à inverser", "trend to reverse"),
    Word.PLAN_MET: Text("prévision atteinte", "plan met"),
    Word.IMPROVED: Text("amélioration", "improvement"),
    Word.NO_IMPROVEMENT: Text("absence d’amélioration", "no improvement"),
    Word.WITHIN: Text("hors vigilance", "no vigilance needed"),
    Word.VIGILANCE: Text("seuil de vigilance", "vigilance"),
    Word.ALERT: Text("seuil d’alerte", "alert"),
    Word.NOT_MEASURABLE: Text("non mesurable", "not measurable"),
    Word.NO_TARGET_VALUE: Text("cible à fournir", "target to be supplied"),
}


class Stand(StrEnum):
    """What the words of different methods have in common, so that they can be set side by side."""

    GOOD = "good"
    NEAR = "near"
    OFF = "off"
    UNKNOWN = "unknown"


STANDS = {
    Word.REACHED: Stand.GOOD,
    Word.NOT_REACHED: Stand.OFF,
    Word.ON_TRACK: Stand.GOOD,
    Word.BEHIND: Stand.NEAR,
    Word.FAR_BEHIND: Stand.OFF,
    Word.MOVING_AWAY: Stand.OFF,
    Word.SUBSTANTIAL: Stand.GOOD,
    Word.MODERATE: Stand.NEAR,
    Word.LIMITED: Stand.OFF,
    Word.DETERIORATION: Stand.OFF,
    Word.MAINTAIN: Stand.GOOD,
    Word.ACCELERATE: Stand.NEAR,
    Word.REVERSE: Stand.OFF,
    Word.PLAN_MET: Stand.GOOD,
    Word.IMPROVED: Stand.NEAR,
    Word.NO_IMPROVEMENT: Stand.OFF,
    Word.WITHIN: Stand.GOOD,
    Word.VIGILANCE: Stand.NEAR,
    Word.ALERT: Stand.OFF,
    Word.NOT_MEASURABLE: Stand.UNKNOWN,
    Word.NO_TARGET_VALUE: Stand.UNKNOWN,
}


class PaceWord(StrEnum):
    """The words that answer "is the pace enough?"."""

    AHEAD = "ahead"
    ENOUGH = "enough"
    TOO_SLOW = "too-slow"
    STANDING_STILL = "standing-still"
    WRONG_WAY = "wrong-way"
    NOTHING_LEFT = "nothing-left"
    NOT_ASKED = "not-asked"
    OVER = "over"
    NOT_MEASURABLE = "not-measurable"


PACE_WORDS = {
    PaceWord.AHEAD: Text("plus vite qu’il ne faut", "faster than needed"),
    PaceWord.ENOUGH: Text("rythme suffisant", "fast enough"),
    PaceWord.TOO_SLOW: Text("trop lent", "too slow"),
    PaceWord.STANDING_STILL: Text("n’avance pas", "standing still"),
    PaceWord.WRONG_WAY: Text("recule", "going the wrong way"),
    PaceWord.NOTHING_LEFT: Text("rien de plus à gagner", "nothing left to gain"),
    PaceWord.NOT_ASKED: Text("sans objet (un niveau à tenir)", "not asked (a level to hold)"),
    PaceWord.OVER: Text("échéance passée", "horizon over"),
    PaceWord.NOT_MEASURABLE: Text("non mesurable", "not measurable"),
}

PACE_STANDS = {
    PaceWord.AHEAD: Stand.GOOD,
    PaceWord.ENOUGH: Stand.GOOD,
    PaceWord.TOO_SLOW: Stand.NEAR,
    PaceWord.STANDING_STILL: Stand.OFF,
    PaceWord.WRONG_WAY: Stand.OFF,
    PaceWord.NOTHING_LEFT: Stand.GOOD,
    PaceWord.NOT_ASKED: Stand.UNKNOWN,
    PaceWord.OVER: Stand.UNKNOWN,
    PaceWord.NOT_MEASURABLE: Stand.UNKNOWN,
}


class ForecastWord(StrEnum):
    """The words that answer "will we get there?"."""

    NOT_FORECAST = "not-forecast"
    OVER = "over"


FORECAST_WORDS = {
    ForecastWord.NOT_FORECAST: Text("pas encore de prévision", "not forecast yet"),
    ForecastWord.OVER: Text("échéance passée", "horizon over"),
}

_NONE = Missing(Reason.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodAnswer:
    """Where one target stands by one method. Answers of several methods are never averaged.

    Attributes:
        method: name of the method.
        word: its word.
        measure: the number it compares with its thresholds (see each method); Missing where it needs none.
        reason: why it has no answer, or what the number is made of.
    """

    method: str
    word: Word
    measure: Value = _NONE
    reason: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceAnswer:
    """Whether the pace is enough: the pace since the baseline beside the pace required from here on.

    Attributes:
        word: the answer.
        observed: mean change per period since the baseline.
        required: change per period still needed until the horizon; Missing once the horizon is over, once the
            goal is reached, and for a level to hold.
        ratio: observed over required, what the thresholds are about.
        is_rate: True when the path is a constant rate: both paces are then in % per period; else they are in
            the indicator's unit of measurement (points for shares).
        reason: why there is no answer.
    """

    word: PaceWord
    observed: Value = _NONE
    required: Value = _NONE
    ratio: Value = _NONE
    is_rate: bool = False
    reason: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastAnswer:
    """Whether the goal will be reached. No forecast is made yet: the answer says so, and holds no number.

    Once the horizon is over the question is closed.

    Attributes:
        word: the answer.
        chance: probability of reaching the goal, between 0 and 1.
    """

    word: ForecastWord = ForecastWord.NOT_FORECAST
    chance: Value = _NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said of one target: where we are, whether the pace is enough, whether we will get there.

    Every value is in the indicator's unit of measurement.

    Attributes:
        target: identifier of the target.
        objective, indicator, unit: what it is about.
        word: where we are, by the contract's method.
        pace: whether the pace is enough.
        forecast: whether we will get there.
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
            thresholds of ``linear-gap`` are about. For a value to keep: the room left inside the tolerance,
            in tolerances. Missing where there is no way to make.
        progress: share of the way from baseline to goal already made; Missing where there is no way to make.
        change: value / baseline − 1, in %, for a level that is not a share; change in points for shares.
        met_at_baseline: True when a target that asks for a change already held at the baseline; never for
            levels that must hold all along (floor, ceiling, keep).
        completeness: ``5/6``: units received and expected behind ``as_it_was``.
        is_estimated: True when part of ``value`` is a declared estimate.
        method: the declared method in words.
        reason: why it is not measurable, or what limits the verdict.
    """

    target: str
    objective: str
    indicator: str
    unit: str
    word: Word
    pace: PaceAnswer
    forecast: ForecastAnswer = ForecastAnswer()
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
    met_at_baseline: bool
    completeness: str
    method: Text
    reason: Text = EMPTY
    is_estimated: bool = False
