"""Dated values: what holds from a day on, until another day or for ever."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar


class HasSpan(Protocol):
    """Anything that holds from ``since`` (included) until ``until`` (excluded; None: still in force)."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


T = TypeVar("T", bound=HasSpan)


@dataclass(frozen=True, slots=True)
class Span:
    """From a day (included) until a day (excluded)."""

    since: date
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def in_force(items: Iterable[T], day: date) -> T | None:
    """The item in force on ``day``, or None.

    >>> spans = [Span(date(2010, 1, 1), date(2014, 1, 1)), Span(date(2014, 1, 1))]
    >>> in_force(spans, date(2014, 1, 1)).since
    datetime.date(2014, 1, 1)
    """
    for item in items:
        if day in Span(item.since, item.until):
            return item
    return None


def overlapping(items: Sequence[T]) -> list[tuple[T, T]]:
    """Pairs of items in force on the same day, which a reader could not tell apart.

    >>> len(overlapping([Span(date(2010, 1, 1)), Span(date(2014, 1, 1))]))
    1
    """
    ordered = sorted(items, key=lambda item: item.since)
    return [
        (first, second)
        for first, second in pairwise(ordered)
        if first.until is None or second.since < first.until
    ]
