"""Code lists: the codes of the institution, and the crosswalks from those of each unit to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jalon.kernel.references import Reference
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a list, from ``since`` until ``until``; always when they are None.

    The rows of a period carry the codes in force on the first day of the period.
    """

    code: str
    label: Text
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """What the codes of some units are in the list, for a span: a dated version, never rewritten.

    Attributes:
        version: what it is called.
        units: the units whose codes it translates; empty for all.
        since, until: it translates the periods that begin between these days; all when None.
        meanings: code of the unit → code of the list.
    """

    version: str
    units: tuple[str, ...]
    since: date | None
    until: date | None
    meanings: Mapping[str, str]

    def overlaps(self, other: Crosswalk) -> bool:
        """True when some unit would have two translations on some day."""
        alike = not self.units or not other.units or not set(self.units).isdisjoint(other.units)
        return alike and meet(self.since, self.until, other.since, other.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A list of codes that the institution decides.

    Attributes:
        id: its name.
        codes: its codes; one may come back for another span.
        crosswalks: what the codes of the units are in it.
    """

    id: str
    name: Text
    codes: tuple[Code, ...]
    crosswalks: tuple[Crosswalk, ...] = ()
    references: tuple[Reference, ...] = ()

    def label(self, code: str) -> Text | None:
        """What a code means, by its latest label; None for a code of another list."""
        return next((item.label for item in reversed(self.codes) if item.code == code), None)

    def words(self, unit: str | None, day: date | None = None) -> Mapping[str, str]:
        """The codes of a unit with what they are translated to, for the periods that begin on a day.

        Those of every unit when it is None; those of any time without a day.
        """
        return {
            word: meaning
            for walk in self.crosswalks
            if unit is None or not walk.units or unit in walk.units
            if holds(walk.since, walk.until, day)
            for word, meaning in walk.meanings.items()
        }

    def in_force(self, day: date | None) -> tuple[str, ...]:
        """The codes of the periods that begin on a day; all without a day."""
        return tuple(dict.fromkeys(one.code for one in self.codes if holds(one.since, one.until, day)))


def holds(since: date | None, until: date | None, day: date | None) -> bool:
    """True when a half-open span has a day; None is without bound, and every span has no day at all.

    >>> holds(date(2020, 1, 1), date(2021, 1, 1), date(2021, 1, 1))
    False
    """
    return day is None or ((since is None or since <= day) and (until is None or day < until))


def meet(since: date | None, until: date | None, other: date | None, end: date | None) -> bool:
    """True when two half-open spans have a day in common; None is without bound.

    >>> meet(date(2020, 1, 1), date(2021, 1, 1), date(2021, 1, 1), None)
    False
    """
    return (until is None or other is None or other < until) and (end is None or since is None or since < end)
