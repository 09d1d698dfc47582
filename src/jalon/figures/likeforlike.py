"""Like for like: the families of units present at both ends of a comparison, and only those, all along.

A family is a unit with all it merged with or split into between two days (decision 15). Merged schools
compare with their parts put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE, Perimeter
from jalon.figures.figure import Completeness
from jalon.figures.roster import Parts, Roster
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Text


def contract_span(dossier: Dossier, calendar: Calendar) -> tuple[Period, Period]:
    """The first and last period that the contract covers."""
    contract = dossier.contract
    last_day = contract.until - timedelta(days=1)
    return Period.containing(contract.since, calendar), Period.containing(last_day, calendar)


def base_period(dossier: Dossier, indicator: str, calendar: Calendar) -> Period:
    """Where the comparison starts: the baseline of the institute's target, else the contract's start."""
    for target in dossier.contract.targets:
        is_about_it = target.indicator == indicator and target.unit == INSTITUTE
        if is_about_it and target.baseline and target.baseline.period is not None:
            return target.baseline.period
    return contract_span(dossier, calendar)[0]


def rebase_days(dossier: Dossier, indicator: str) -> list[date]:
    """The days whose members make a perimeter to which a target of the indicator is re-based."""
    targets = [target for target in dossier.contract.targets if target.indicator == indicator]
    days = [rebase.on for target in targets for _, rebase in dossier.contract.rebases_of(target)]
    return sorted({day for day in days if day is not None})


def last_period(dossier: Dossier, calendar: Calendar, measured: Iterable[Period]) -> Period | None:
    """Where the comparison ends: the last measured period that the contract covers."""
    limit = contract_span(dossier, calendar)[1]
    return max((period for period in measured if period <= limit), default=None)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A unit that keeps its family out of a comparison: at which end, and why."""

    unit: str
    period: Period
    why: Missing


@dataclass(frozen=True, slots=True)
class Kept:
    """Which units a like-for-like comparison is about.

    Attributes:
        day: the day on which these units stand: the first of the base period.
        parts: the units kept, each with the part for which it counts, then and all along.
        left_out: what keeps the other families out.
    """

    day: date
    parts: Parts
    left_out: tuple[LeftOut, ...] = ()


Ends = Mapping[Period, Completeness]
"""Who is in at each end of a comparison; the base comes first."""


def present_at(perimeter: Perimeter, ends: Ends) -> Kept:
    """The families all of whose members delivered a value at every end; an estimate is none.

    Args:
        perimeter: the units and their successions.
        ends: for each end, all the members of that period; the first is the base.
    """
    base, days = next(iter(ends)), [period.start for period in ends]
    parts = perimeter.parts(base.start)
    kept: dict[str, Decimal] = {}
    left_out: list[LeftOut] = []
    for family in perimeter.families(min(days), max(days)):
        if not any(_known(family, completeness) for completeness in ends.values()):
            continue
        gaps = [gap for end in ends.items() for gap in _absences(perimeter, family, *end)]
        mine = {unit: parts[unit] for unit in perimeter.standing(family, base.start) if unit in parts}
        if not gaps and len(family) > 1 and len(set(mine.values())) > 1:
            gaps = [LeftOut(unit, base, _UNEQUAL) for unit in mine]
        left_out += gaps
        if not gaps:
            kept.update(mine)
    return Kept(base.start, _in_order(perimeter, kept), tuple(left_out))


def carried(perimeter: Perimeter, kept: Kept, period: Period) -> Roster:
    """Who carries the kept units in a period: themselves, what they became, or what they came from.

    Where rows of a kept unit cannot be told from those of one that is not, the unit is barred, with why.
    """
    parts: dict[str, Decimal] = {}
    barred: dict[str, Missing] = {}
    for family in perimeter.families(kept.day, period.start):
        mine = {unit: kept.parts[unit] for unit in family if unit in kept.parts}
        if not mine:
            continue
        carriers = family if len(family) == 1 else perimeter.standing(family, period.start)
        others = [unit for unit in perimeter.standing(family, kept.day) if unit not in mine]
        is_told_apart = len(family) == 1 or (not others and len(set(mine.values())) == 1)
        parts.update(dict.fromkeys(carriers, next(iter(mine.values()))))
        if not is_told_apart:
            barred.update(dict.fromkeys(carriers, _tied_to(perimeter, others) if others else _UNEQUAL))
    return Roster(_in_order(perimeter, parts), barred)


_ONLY_ESTIMATED = Text("la valeur n’est qu’une estimation", "the value is only an estimate")

_UNEQUAL = Missing(
    Reason.NOT_APPLICABLE,
    Text(
        "les unités réunies ne comptent pas pour la même part",
        "the units that came together do not count for the same part",
    ),
)


def _tied_to(perimeter: Perimeter, others: Sequence[str]) -> Missing:
    names = [perimeter.label(unit) for unit in others]
    fr, en = ", ".join(name.fr for name in names), ", ".join(name.en for name in names)
    told = Text(
        fr=f"ne se sépare pas, dans les lignes, de ce qui est hors comparaison\u00a0: {fr}",
        en=f"its rows cannot be told from those of units left out: {en}",
    )
    return Missing(Reason.NOT_APPLICABLE, told)


def _known(family: Sequence[str], completeness: Completeness) -> bool:
    members = {*completeness.expected, *(gap.unit for gap in completeness.not_expected)}
    return not members.isdisjoint(family)


def _absences(
    perimeter: Perimeter, family: tuple[str, ...], period: Period, completeness: Completeness
) -> Iterator[LeftOut]:
    """The units of a family that stand at an end and have no value there."""
    whys = {gap.unit: gap.why for gap in (*completeness.missing, *completeness.not_expected)}
    whys |= {one.unit: Missing(one.why.reason, _ONLY_ESTIMATED) for one in completeness.estimated}
    for unit in perimeter.standing(family, period.start):
        if unit not in completeness.received:
            yield LeftOut(unit, period, whys.get(unit, not_a_member(period)))


def not_a_member(period: Period) -> Missing:
    """The unit did not belong to the institute in a period."""
    told = Text(fr=f"n’est pas membre en {period.label}", en=f"no member in {period.label}")
    return Missing(Reason.NOT_APPLICABLE, told)


def _in_order(perimeter: Perimeter, parts: Parts) -> Parts:
    return {unit.id: parts[unit.id] for unit in perimeter.bottom if unit.id in parts}
