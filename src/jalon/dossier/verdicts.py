"""The declared rules of verdicts: a method and the thresholds of all methods, dated, with a reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.kernel.references import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRules:
    """The method of a contract, and the thresholds of every method, which a reader may ask for side by side.

    Attributes:
        method: name of the contract's method.
        on_track, behind: ``linear-gap``: at or above this gap the target is on track, behind; far behind
            below. The gap is (value − expected) / (target − baseline), positive when ahead.
        pace_ahead, pace_enough: observed pace over required pace, from which it is ahead, enough.
        pace_still: the part of the way under which an indicator stands still.
        substantial, moderate: ``growth-ratio``: observed growth over required growth.
        substantial_growth, moderate_growth: ``growth-ratio`` without a target: growth a year, as a number.
        limit_exponent: ``growth-ratio`` without a target: how growth asked for fades near a natural limit.
        maintain, reverse: ``time-weighted``: gap left at the horizon, as a share of the way to go, up to
            which the trend suffices; above ``reverse`` it must turn round.
    """

    method: str
    on_track: Decimal
    behind: Decimal
    pace_ahead: Decimal
    pace_enough: Decimal
    pace_still: Decimal
    substantial: Decimal
    moderate: Decimal
    substantial_growth: Decimal
    moderate_growth: Decimal
    limit_exponent: Decimal
    maintain: Decimal
    reverse: Decimal
    since: date
    references: tuple[Reference, ...] = ()


def in_force_rules(rules: tuple[VerdictRules, ...], day: date) -> VerdictRules:
    """The latest rules that had started on ``day``; the oldest when none had."""
    started = [item for item in rules if item.since <= day]
    return max(started, key=lambda item: item.since) if started else rules[0]
