"""Derived indicators stand on others: all known, of one calendar, and not on themselves."""

from __future__ import annotations

from jalon.dossier.entity import Column, ColumnType
from jalon.dossier.expressions import Expected, Vocabulary, check_expression, columns_of
from jalon.dossier.indicator import Derived, Indicator, derived_name
from jalon.dossier.raw.folder import RawDossier, latest
from jalon.dossier.raw.located import Located
from jalon.kernel.issues import Issues

Uses = dict[str, tuple[str, ...]]


def check_derived(raw: RawDossier, issues: Issues) -> None:
    """Expressions over indicators: names, arithmetic only, calendars, no circle."""
    numbers = {
        derived_name(item.value.id): Column(name=derived_name(item.value.id), type=ColumnType.NUMBER)
        for item in raw.indicators
    }
    if "indicators" in raw.unread or "" in numbers:
        return
    words = Vocabulary("", numbers)
    uses: Uses = {}
    for item in raw.indicators:
        measure = item.value.measure
        if isinstance(measure, Derived):
            place = item.at("measure.expression")
            if check_expression(measure.expression, words, Expected.ARITHMETIC, place, issues) is not None:
                uses[derived_name(item.value.id)] = columns_of(measure.expression)
    _check_circles(raw, uses, issues)
    _check_calendars(raw, uses, issues)


def _check_circles(raw: RawDossier, uses: Uses, issues: Issues) -> None:
    told: set[str] = set()
    for item in raw.indicators:
        cycle = _cycle(derived_name(item.value.id), uses)
        if cycle and not told.intersection(cycle):
            told.update(cycle)
            issues.error("indicator-cycle", item.at("measure.expression"), cycle=" → ".join(cycle))


def _check_calendars(raw: RawDossier, uses: Uses, issues: Issues) -> None:
    """Figures of two calendars are never of the same cell: the result would be missing, without a reason."""
    by_name: dict[str, Located[Indicator]] = {
        derived_name(name): item for name, item in latest(raw.indicators)
    }
    for name, used in uses.items():
        item = by_name[name]
        for other in (by_name[term] for term in used):
            calendars = item.value.calendar, other.value.calendar
            if calendars[0] is not calendars[1] and "calendar" not in item.faulty | other.faulty:
                context = {"indicator": other.value.id, "calendar": calendars[1], "own": calendars[0]}
                issues.error("derived-calendar-differs", item.at("measure.expression"), **context)


def _cycle(start: str, uses: Uses) -> list[str]:
    """The path from ``start`` back to itself, or nothing."""
    stack = [[start]]
    while stack:
        path = stack.pop()
        for name in uses.get(path[-1], ()):
            if name == start:
                return [*path, name]
            if name not in path:
                stack.append([*path, name])
    return []
