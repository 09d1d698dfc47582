"""From spans of time to periods: what goes over the end of a period is shared by time, and says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from jalon.infocentre.meters.clock import Clock
from jalon.infocentre.meters.numbers import EXACT, add, share
from jalon.infocentre.meters.spans import Flag, Span


@dataclass(slots=True)
class Total:
    """What a meter used in one period.

    Attributes:
        label, start: the period, and its first second.
        line: line of the first reading of it.
        length: seconds of the period.
        covered: seconds of it that were measured.
        amount: what was used in them; None when nothing was measured.
        readings: how many readings it comes from.
        words: those kept beside the first of them.
    """

    label: str
    start: int
    line: int
    length: int
    covered: int = 0
    amount: Decimal | None = None
    readings: int = 0
    words: tuple[str, ...] = ()
    flags: set[Flag] = field(default_factory=set)

    def add(self, amount: Decimal | None, covered: int, span: Span) -> None:
        """Add a part of a span."""
        if amount is not None:
            self.amount = amount if self.amount is None else add(self.amount, amount)
        self.covered += covered
        self.flags |= span.flags

    @property
    def said(self) -> str:
        """Its flags, in alphabetical order."""
        missing = {Flag.INCOMPLETE} if self.covered < self.length else set()
        return " ".join(sorted(self.flags | missing))


def totals(found: Iterable[Span], clock: Clock) -> Iterator[Total]:
    """What a meter used, period by period, in the order in which the periods begin."""
    open_ones: dict[str, Total] = {}
    for span in found:
        # Spans come in order: the periods before the one in which this starts are whole.
        start, _, _ = clock.period(span.start)
        for label in [label for label, one in open_ones.items() if one.start < start]:
            yield open_ones.pop(label)
        _put(span, clock, open_ones)
    yield from open_ones.values()


def _put(span: Span, clock: Clock, into: dict[str, Total]) -> None:
    pieces = list(_pieces(span, clock))
    left = span.amount
    shared = len(pieces) > 1 and span.amount is not None and span.amount != 0
    covered_left = span.covered
    whole = span.end - span.start
    for number, (start, end, label, seconds) in enumerate(pieces):
        total = into.setdefault(label, Total(label, start, span.line, end - start, words=span.words))
        is_last = number == len(pieces) - 1
        covered = covered_left if is_last else span.covered * seconds // whole
        covered_left -= covered
        part = None
        if left is not None and span.amount is not None:
            part = left if is_last else share(span.amount, seconds, whole)
            left = EXACT.subtract(left, part)
        total.add(part, covered, span)
        if number == 0:
            total.readings += span.readings
        if shared:
            total.flags.add(Flag.PRORATED)


def _pieces(span: Span, clock: Clock) -> Iterator[tuple[int, int, str, int]]:
    """The periods of a span: first second, first of the next, label, and seconds of the span in it."""
    at = span.start
    while True:
        start, end, label = clock.period(at)
        stop = min(end, span.end)
        yield start, end, label, max(stop - at, 0)
        if stop >= span.end:
            return
        at = stop
