"""What a meter used, over which time: readings, spans of time, and the account of what came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Flag(StrEnum):
    """What is to be known of the amount of a period."""

    INCOMPLETE = "incomplete"
    PRORATED = "prorated"
    ESTIMATED = "estimated"
    ROLLOVER = "rollover"
    REPLACED = "replaced"
    DIP = "dip-removed"
    ZEROS = "zeros-removed"
    OVERLAP = "overlap"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Point:
    """One reading, read: its value, and the seconds it is about and those not measured when columns tell.

    ``bare`` when it has no value and only ends, or begins, the interval of another one, as the last line of
    bills; ``words`` are those that the source keeps beside it, such as its building; ``flags`` are those of
    readings left out before it.
    """

    at: int
    line: int
    value: Decimal
    estimated: bool = False
    told: int | None = None
    missing: int = 0
    bare: bool = False
    words: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """What was used from ``start`` to ``end``.

    Attributes:
        start, end: seconds since 1970.
        line: line of the reading.
        amount: what was used; None when it is not known (a counter replaced, zeros that mean missing).
        covered: seconds of it that were measured.
        flags: what is to be known of it.
        readings: how many readings it comes from.
        words: those kept beside its reading; of a counter, beside the reading that begins it.
    """

    start: int
    end: int
    line: int
    amount: Decimal | None
    covered: int
    flags: frozenset[Flag] = frozenset()
    readings: int = 1
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Account:
    """Where the quantities of a file went: what came in is what is given out and what was removed.

    Attributes:
        came: sum of all readings of intervals, or of all differences of counters that could be made.
        removed: part of it that is in no period.
        zeros, dips, replaced, rollovers, open, long: how many readings are zeros that mean missing, or a dip
            of a counter; follow a counter that was replaced, or that started again; have no other end; are
            too far apart.
    """

    came: Decimal = Decimal(0)
    removed: Decimal = Decimal(0)
    zeros: int = 0
    dips: int = 0
    replaced: int = 0
    rollovers: int = 0
    open: int = 0
    long: int = 0
    first: dict[str, int] = field(default_factory=dict)

    def saw(self, what: str, line: int, count: int = 1) -> None:
        """Count readings of a kind, and remember the first one."""
        setattr(self, what, getattr(self, what) + count)
        self.first.setdefault(what, line)
