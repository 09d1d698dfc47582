"""Lines of categories that nobody is in: where zeros are hidden, the absence of a line would tell them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.disclosure import DisclosureRule, Zeros
from jalon.figures.disclosure.subjects import is_protected
from jalon.figures.figure import Bridge, Figure, FigureSet, Scope
from jalon.kernel.missing import Missing, Reason

_ZERO = Decimal(0)
_NONE = Bridge(sum_of_units=_ZERO, counted_twice=_ZERO, institute_only=_ZERO)

Categories = dict[tuple[str, object], dict[tuple[tuple[str, str], ...], None]]


def with_empty_lines(dossier: Dossier, figures: FigureSet, rule: DisclosureRule) -> FigureSet:
    """The figures, each unit having a line in every category of the period when zeros are hidden."""
    if rule.zeros is Zeros.SHOWN:
        return figures
    categories: Categories = {}
    for one in figures.figures:
        if one.breakdown:
            categories.setdefault((one.indicator, one.period), {})[one.breakdown] = None
    lines = {_address(one) for one in figures.figures}
    protected = {
        name: any(is_protected(dossier, version, rule) for version in versions)
        for name, versions in dossier.indicators.items()
    }
    found = []
    for one in figures.figures:
        found.append(one)
        if protected.get(one.indicator):
            found.extend(empty for empty in _empty(one, categories) if _address(empty) not in lines)
    return FigureSet(tuple(found))


def _empty(total: Figure, categories: Categories) -> Iterator[Figure]:
    """The lines that a unit would have in each category, counting nobody."""
    if total.breakdown or total.scope is not Scope.AS_IT_WAS or isinstance(total.value, Missing):
        return
    if total.completeness.estimated and not total.completeness.received:
        return  # Nobody estimates categories: there is no line to be empty.
    is_ratio = total.denominator is not None
    for breakdown in categories.get((total.indicator, total.period), {}):
        yield replace(
            total,
            breakdown=breakdown,
            value=Missing(Reason.UNDEFINED) if is_ratio else _ZERO,
            numerator=_ZERO if is_ratio else None,
            denominator=_ZERO if is_ratio else None,
            bridge=_NONE if total.bridge else None,
            flags=(),
            rows=0,
        )


def _address(figure: Figure) -> tuple[object, ...]:
    return (figure.indicator, figure.unit, figure.scope, figure.period, figure.breakdown)
