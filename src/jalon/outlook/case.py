"""What a target is judged with: its indicator, and the figures known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import AcrossUnits, Collected, Indicator, Ratio
from jalon.dossier.target import Target, TargetForm
from jalon.figures.figure import Figure, FigureSet, Scope
from jalon.kernel.missing import Missing, Reason, present
from jalon.kernel.periods import Period, span
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import Unit
from jalon.outlook import reasons
from jalon.outlook.rebasing import rebased

_RATIO_DIMENSIONS = {"share", "share-difference", "pace", "score", "index"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One target with what is known about it.

    Attributes:
        dossier: the checked dossier.
        figures: all figures; those of periods that had not begun on ``as_of`` are not looked at.
        target: the target.
        indicator: the version of its indicator in force on ``as_of``.
        unit: the indicator's unit of measurement.
        as_of: the day of the judgement.
        day: once the target is re-based, the day whose members it is about: ``figures`` are theirs.
        amended: in words, what amendments did to the target and what is proposed.
        as_known: the figures as they were, whatever perimeter the target is about.
        written: the target as it was first signed, before any amendment.
    """

    dossier: Dossier
    figures: FigureSet
    target: Target
    indicator: Indicator
    unit: Unit
    as_of: date
    day: date | None
    amended: Text
    as_known: FigureSet
    written: Target

    @classmethod
    def of(cls, dossier: Dossier, figures: FigureSet, target: Target, as_of: date) -> Case:
        """The case of ``target`` on a day, as the amendments signed by then set it."""
        now = rebased(dossier, figures, target, as_of)
        indicator = dossier.indicator(target.indicator, as_of)
        unit = dossier.unit_of(indicator)
        return cls(
            dossier=dossier,
            figures=now.figures,
            target=now.target,
            indicator=indicator,
            unit=unit,
            as_of=as_of,
            day=now.day,
            amended=now.said,
            as_known=figures,
            written=target,
        )

    @property
    def awaits_value(self) -> bool:
        """True when the institution has still to say what the target is."""
        value = self.target.pace if self.target.form is TargetForm.PACE else self.target.low
        return value is None or self.target.to_be_supplied != EMPTY

    def figure(self, period: Period) -> Figure | None:
        """The figure of one period, on the perimeter as it was then."""
        return self.figures.get(self.target.indicator, self.target.unit, period)

    def as_it_was(self, figure: Figure) -> Figure:
        """The figure of the same cell on the perimeter of its time."""
        found = self.as_known.get(figure.indicator, figure.unit, figure.period)
        return figure if found is None else found

    @property
    def base_period(self) -> Period | None:
        """The base period of the target, when it has one."""
        return self.target.baseline.period if self.target.baseline else None

    @property
    def latest(self) -> Figure | None:
        """The latest figure with a value, not before the baseline, not after the horizon."""
        return next(
            (figure for figure in reversed(self.known_figures) if present(figure.value) is not None), None
        )

    @property
    def exemption(self) -> Missing | None:
        """Why the unit owes no figure at all up to the horizon; None when it owes one."""
        whys = [figure.value for figure in self.known_figures if isinstance(figure.value, Missing)]
        is_exempt = len(whys) == len(self.known_figures) > 0
        if is_exempt and all(why.reason is Reason.NOT_APPLICABLE for why in whys):
            return whys[-1]
        return None

    @property
    def horizon_has_passed(self) -> bool:
        """True when the last day of the horizon is over."""
        return self.as_of >= self.target.horizon.end

    @property
    def first_period(self) -> Period:
        """Where a level that must always hold is first shown: first figure or contract's start."""
        contract = Period.containing(self.dossier.contract.since, self.target.horizon.calendar)
        series = self.figures.series(self.target.indicator, self.target.unit)
        return min([contract, *(figure.period for figure in series)])

    @property
    def is_ratio(self) -> bool:
        """True when the value of fewer units can still be set beside a level: a share, a cost per person."""
        return is_quotient(self.indicator, self.unit)

    def gaps_after(self, latest: Period | None) -> Iterator[tuple[Period, Text]]:
        """The periods up to the horizon that should have a value by now and have none, with the reason."""
        base = self.base_period or self.target.horizon
        first = latest.next() if latest else base.next() if base < self.target.horizon else base
        for period in span(first, self.target.horizon):
            figure = self.figure(period)
            if period.start > self.as_of or (figure is None and period.end > self.as_of):
                continue
            value = figure.value if figure else None
            if isinstance(value, Missing) and value.reason is not Reason.NOT_DUE:
                yield period, reasons.missing_words(value)
            elif value is None:
                yield period, reasons.NO_FIGURE

    @property
    def known_figures(self) -> list[Figure]:
        """The figures that can be looked at, oldest first.

        None before the baseline, after the horizon, or of a period that had not begun.
        """
        series = self.figures.series(self.target.indicator, self.target.unit, Scope.AS_IT_WAS)
        first, last = self.base_period, self.target.horizon
        return [
            figure
            for figure in series
            if figure.period <= last
            and figure.period.start <= self.as_of
            and (first is None or first <= figure.period)
        ]


def is_quotient(indicator: Indicator, unit: Unit) -> bool:
    """True for what is not a sum of its units: a share, a cost per person."""
    measure, dimension = indicator.measure, unit.dimension
    pooled = isinstance(measure, Collected) and measure.across_units is AcrossUnits.POOL
    is_rate = dimension in _RATIO_DIMENSIONS or " per " in dimension
    return pooled or is_rate or isinstance(measure, Ratio)
