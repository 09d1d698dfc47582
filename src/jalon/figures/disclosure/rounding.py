"""Rounding instead of hiding, after the practice of the British agency for higher-education statistics.

Numbers of persons are rounded to the nearest multiple of a base, halves up, each from the exact number: a
total is not the sum of its rounded parts, and nothing is told by adding up. A percentage that rests on few
persons, or an average of few, is not told at all. Shares are printed with the decimals of their indicator, as
an exact share would give its numerator and denominator back.

Source: HESA, rounding and suppression to anonymise statistics
(https://www.hesa.ac.uk/about/regulation/data-protection/rounding-and-suppression-anonymise-statistics).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.disclosure import DisclosureRule
from jalon.dossier.indicator import Derived, Indicator
from jalon.figures.disclosure.apply import SUPPRESSED, without_details
from jalon.figures.disclosure.subjects import (
    PERSONS,
    Nature,
    Slot,
    Subject,
    is_protected,
    is_share,
    subjects,
)
from jalon.figures.figure import Bridge, Figure, FigureSet
from jalon.figures.terms import reading
from jalon.kernel.missing import Between, Missing, Value, present
from jalon.kernel.numbers import rounded


def nearest(value: Decimal, base: int) -> Decimal:
    """The nearest multiple of a base, halves away from zero.

    >>> [int(nearest(Decimal(n), 5)) for n in (0, 2, 3, 7, 8, 12)]
    [0, 0, 5, 5, 10, 10]
    >>> nearest(Decimal("2.5"), 5)
    Decimal('5')
    """
    return (value / base).quantize(Decimal(1), ROUND_HALF_UP) * base


def rounded_figures(dossier: Dossier, figures: FigureSet, rule: DisclosureRule) -> FigureSet:
    """The figures with numbers of persons rounded, and what rests on few of them taken out."""
    return _Rounding(dossier, figures, rule).all()


class _Rounding:
    def __init__(self, dossier: Dossier, figures: FigureSet, rule: DisclosureRule) -> None:
        self._dossier, self._figures, self._rule = dossier, figures, rule
        self._by_address = {
            (one.indicator, one.unit, one.scope, one.on, one.period, one.breakdown): one
            for one in figures.figures
        }
        self._subjects: dict[tuple[str, object], tuple[Subject, ...]] = {}

    def all(self) -> FigureSet:
        """Every figure, rounded where it counts persons."""
        return FigureSet(tuple(self._figure(one) for one in self._figures.figures))

    def _figure(self, figure: Figure) -> Figure:
        version = self._dossier.indicator(figure.indicator, figure.period.start)
        if not is_protected(self._dossier, version, self._rule):
            return figure
        if isinstance(version.measure, Derived):
            return without_details(replace(figure, value=self._derived(version, figure)))
        found = {one.slot: one for one in self._of(version)}
        return without_details(
            replace(
                figure,
                value=self._value(version, figure, found),
                numerator=self._part(figure, figure.numerator, found.get(Slot.NUMERATOR)),
                denominator=self._part(figure, figure.denominator, found.get(Slot.DENOMINATOR)),
                bridge=self._bridge(figure.bridge, found.get(Slot.VALUE)),
            )
        )

    def _of(self, version: Indicator) -> tuple[Subject, ...]:
        key = (version.id, version.since)
        if key not in self._subjects:
            self._subjects[key] = subjects(self._dossier, version, self._rule)
        return self._subjects[key]

    def _value(self, version: Indicator, figure: Figure, found: dict[Slot, Subject]) -> Value:
        own = found.get(Slot.VALUE)
        if own is not None:
            return self._told(figure, figure.value, own)
        below = found.get(Slot.DENOMINATOR)
        if below is not None and below.nature is Nature.COUNT and self._is_few(version, figure.denominator):
            return SUPPRESSED
        return _printed(version, figure.value)

    def _part(self, figure: Figure, value: Value | None, subject: Subject | None) -> Value | None:
        return value if value is None or subject is None else self._told(figure, value, subject)

    def _told(self, figure: Figure, value: Value, subject: Subject) -> Value:
        if subject.nature is Nature.COUNT:
            return self._rounded(value)
        few = subject.has_own_rows and 0 < figure.rows < self._rule.averages_from
        count = present(figure.denominator) if figure.denominator is not None else None
        few_below = count is not None and 0 < count < self._rule.averages_from
        return SUPPRESSED if few or few_below else value

    def _rounded(self, value: Value) -> Value:
        if isinstance(value, Between):
            low, high = nearest(value.low, self._rule.base), nearest(value.high, self._rule.base)
            return replace(value, low=low, high=high)
        return value if isinstance(value, Missing) else nearest(value, self._rule.base)

    def _is_few(self, version: Indicator, count: Value | None) -> bool:
        number = None if count is None else present(count)
        is_percentage = is_share(self._dossier, version)
        least = self._rule.percentages_from if is_percentage else self._rule.averages_from
        return number is not None and number < least

    def _bridge(self, bridge: Bridge | None, own: Subject | None) -> Bridge | None:
        if bridge is None or own is None or own.nature is not Nature.COUNT:
            return bridge
        return Bridge(
            sum_of_units=self._rounded(bridge.sum_of_units),
            counted_twice=self._rounded(bridge.counted_twice),
            institute_only=self._rounded(bridge.institute_only),
            not_counted=self._rounded(bridge.not_counted),
        )

    def _derived(self, version: Indicator, figure: Figure) -> Value:
        """What is derived from numbers of persons is told when none of them is few."""
        terms = reading(self._dossier, version, figure.period)
        if any(self._rests_on_few(version, term, figure) for term in terms):
            return SUPPRESSED
        if self._dossier.unit_of(version).dimension == PERSONS:
            return self._rounded(figure.value)
        return _printed(version, figure.value)

    def _rests_on_few(self, version: Indicator, term: Indicator, figure: Figure) -> bool:
        counts = [one.slot for one in self._of(term) if one.nature is Nature.COUNT]
        place = (term.id, figure.unit, figure.scope, figure.on, figure.period, figure.breakdown)
        one = self._by_address.get(place)
        if one is None:
            return bool(counts)
        written = {Slot.VALUE: one.value, Slot.DENOMINATOR: one.denominator}
        return any(self._is_few(version, written.get(slot)) for slot in counts)


def _printed(version: Indicator, value: Value) -> Value:
    return value if isinstance(value, Missing) else rounded(value, version.decimals)
