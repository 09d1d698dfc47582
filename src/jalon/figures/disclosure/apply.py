"""Figures as the public sees them: what is hidden says so, and nothing beside them gives it away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from jalon.dossier.catalogue import Dossier
from jalon.dossier.disclosure import DisclosureRule
from jalon.dossier.indicator import Derived, Indicator
from jalon.figures.disclosure.reading import Reading, is_together
from jalon.figures.disclosure.subjects import Nature, Slot, is_protected
from jalon.figures.figure import (
    PRICE_INDEX_PARTIAL,
    ROWS_LEFT_OUT,
    Bridge,
    Completeness,
    Figure,
    FigureSet,
    Gap,
)
from jalon.figures.terms import term_names
from jalon.kernel.missing import Between, Missing, Reason
from jalon.kernel.texts import EMPTY

SUPPRESSED = Missing(Reason.SUPPRESSED)
"""What stands in the place of a number that is not told."""

_TOLD = (PRICE_INDEX_PARTIAL, ROWS_LEFT_OUT)
"""The remarks that say nothing of persons."""

Address = tuple[str, str, object, object, object, object]


def disclosed(
    dossier: Dossier, figures: FigureSet, rule: DisclosureRule, reading: Reading, hidden: Collection[int]
) -> FigureSet:
    """The figures with what is hidden taken out of them."""
    shown = [
        _shown(number, figure, rule, reading, hidden) if number in reading.subjects else figure
        for number, figure in enumerate(figures.figures)
    ]
    return FigureSet(tuple(hide_derived(dossier, shown, rule)))


def _shown(
    number: int, figure: Figure, rule: DisclosureRule, reading: Reading, hidden: Collection[int]
) -> Figure:
    concealed = {
        one.slot
        for one in reading.subjects[number]
        if reading.places.get((number, one.slot)) in hidden
        or _is_doubtful(figure, one.slot, one.nature, rule)
    }
    twice = reading.twice.get(number)
    is_value_hidden = bool(concealed)
    return without_details(
        replace(
            figure,
            value=SUPPRESSED if is_value_hidden else figure.value,
            numerator=SUPPRESSED if Slot.NUMERATOR in concealed else figure.numerator,
            denominator=SUPPRESSED if Slot.DENOMINATOR in concealed else figure.denominator,
            bridge=_bridge(figure.bridge, is_hidden=is_value_hidden or twice in hidden),
        )
    )


def _is_doubtful(figure: Figure, slot: Slot, nature: Nature, rule: DisclosureRule) -> bool:
    """True when only bounds are known of a count, and they tell too much.

    A small lower bound does; and so do the bounds of a whole: the largest of its parts, and their sum.
    """
    written = {
        Slot.VALUE: figure.value,
        Slot.NUMERATOR: figure.numerator,
        Slot.DENOMINATOR: figure.denominator,
    }[slot]
    is_count = nature is Nature.COUNT and isinstance(written, Between)
    if not is_count or not isinstance(written, Between):
        return False
    return is_together(figure) or (written.high > 0 and written.low < rule.threshold)


def _bridge(bridge: Bridge | None, *, is_hidden: bool) -> Bridge | None:
    """What partial members keep, and the sum with it, would tell of each of them what the whole does not."""
    if bridge is None:
        return None
    if is_hidden:
        return replace(bridge, sum_of_units=SUPPRESSED, counted_twice=SUPPRESSED, not_counted=SUPPRESSED)
    if bridge.not_counted != 0:
        return replace(bridge, sum_of_units=SUPPRESSED, not_counted=SUPPRESSED)
    return bridge


def without_details(figure: Figure) -> Figure:
    """A figure without the numbers of rows behind it, which would tell as much as the figure."""
    is_hidden = _is_suppressed(figure)
    value = figure.value
    return replace(
        figure,
        value=_bare(value) if isinstance(value, Missing) else value,
        completeness=_without_details(figure.completeness),
        flags=() if is_hidden else tuple(flag for flag in figure.flags if flag.startswith(_TOLD)),
        rows=0,
        fingerprint="",
        bounds=None,
    )


def _without_details(completeness: Completeness) -> Completeness:
    """Who is missing, who is estimated and for what kind of reason; details may count persons."""
    return replace(
        completeness,
        estimated=tuple(
            replace(one, why=_bare(one.why), formula=EMPTY, because=EMPTY) for one in completeness.estimated
        ),
        missing=tuple(Gap(gap.unit, _bare(gap.why)) for gap in completeness.missing),
        not_expected=tuple(Gap(gap.unit, _bare(gap.why)) for gap in completeness.not_expected),
    )


def _bare(why: Missing) -> Missing:
    return Missing(why.reason) if why.reason is Reason.AT_SOURCE else why


def _is_suppressed(figure: Figure) -> bool:
    return isinstance(figure.value, Missing) and figure.value.reason is Reason.SUPPRESSED


def hide_derived(dossier: Dossier, figures: list[Figure], rule: DisclosureRule) -> Iterator[Figure]:
    """Figures derived from others are hidden when one that they stand on is, or is not there to be seen."""
    by_address = {_address(figure.indicator, figure): figure for figure in figures}

    def is_told(name: str, like: Figure) -> bool:
        found = by_address.get(_address(name, like))
        if found is None or _is_suppressed(found):
            return False
        return all(is_told(term, like) for term in _terms(dossier, name, like))

    for figure in figures:
        yield _derived(dossier, figure, rule, is_told)


def _derived(
    dossier: Dossier, figure: Figure, rule: DisclosureRule, is_told: Callable[[str, Figure], bool]
) -> Figure:
    version = dossier.indicator(figure.indicator, figure.period.start)
    if not isinstance(version.measure, Derived) or not is_protected(dossier, version, rule):
        return figure
    told = isinstance(figure.value, Missing) or all(
        is_told(term, figure) for term in _terms(dossier, figure.indicator, figure)
    )
    bare = without_details(figure)
    return bare if told else replace(bare, value=SUPPRESSED, flags=())


def _terms(dossier: Dossier, name: str, like: Figure) -> list[str]:
    version: Indicator = dossier.indicator(name, like.period.start)
    return term_names(dossier, version)


def _address(name: str, figure: Figure) -> Address:
    return (name, figure.unit, figure.scope, figure.on, figure.period, figure.breakdown)
