"""The method ``linear-gap``: how far from the path, as a share of the whole way to go.

A rule that compares compound growth rates gives a share and its complement two different verdicts, and needs
a constant in place of zero. A difference divided by a difference does not: it changes neither with the unit,
nor with the complement, nor with the sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.verdicts import VerdictRules
from jalon.outlook.verdict import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a value is before the horizon, in shares of the way from baseline to goal; positive is better.

    Attributes:
        gap: (value − expected) / way. For a value to keep: the room left inside the tolerance, in tolerances.
        moved: (value − baseline) / way; None where there is no baseline to move away from.
    """

    gap: Decimal
    moved: Decimal | None


def linear_gap(position: Position, rules: VerdictRules) -> Word:
    """On track, behind, far behind or moving away, for a goal that does not hold yet."""
    if position.gap >= rules.on_track:
        return Word.ON_TRACK
    if position.moved is not None and position.moved < min(rules.on_track, Decimal(0)):
        return Word.MOVING_AWAY
    return Word.BEHIND if position.gap >= rules.behind else Word.FAR_BEHIND
