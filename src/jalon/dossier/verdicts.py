"""The declared rules of verdicts: a method and its thresholds, dated, with a reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.kernel.references import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRules:
    """The thresholds of the method ``linear-gap``.

    The gap of a figure is (value − expected) / (target − baseline), signed so that positive is ahead: the lag
    measured in shares of the whole way to go. It is the same for a share and its complement, and whatever the
    unit.

    Attributes:
        method: name of the method.
        on_track: at or above this gap, the target is on track.
        behind: at or above this gap, it is behind; below, far behind.
    """

    method: str
    on_track: Decimal
    behind: Decimal
    since: date
    references: tuple[Reference, ...] = ()
