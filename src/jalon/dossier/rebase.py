"""Targets re-based after a change of perimeter: by a declared rule, on the perimeter of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.kernel.texts import EMPTY, Text


class RebaseRule(StrEnum):
    """What a target keeps when it passes from one perimeter to another.

    With b and B the figures of the base period on the old and on the new perimeter (b is the number of the
    contract where it states one), and g the level aimed at on the old one:

    ``same-growth`` keeps the relative change: g becomes B × g / b.
    ``same-increase`` keeps the change in the indicator's unit (points for a share): g becomes B + (g − b).
    ``same-level`` keeps g; the path starts from B.
    ``pro-rata`` scales every level written, a stated baseline included, by the measured figures of the base
    period: B / b. Amounts and head-counts only: a share does not grow with the perimeter.
    """

    SAME_GROWTH = "same-growth"
    SAME_LEVEL = "same-level"
    SAME_INCREASE = "same-increase"
    PRO_RATA = "pro-rata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebase:
    """Some targets of the institute, set again for the units that are members on a day.

    Attributes:
        rule: what the targets keep.
        targets: their identifiers.
        on: the day whose members make the new perimeter. Where it is not written: the day of the change, else
            that of the signature.
        change: the merge or split behind it, when there is one.
        because: why, in words.
    """

    rule: RebaseRule
    targets: tuple[str, ...]
    on: date | None
    change: str = ""
    because: Text = EMPTY
