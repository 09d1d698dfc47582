"""Indicators: a measure with its unit of measurement, direction, population, stage, owner and reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jalon.kernel.periods import Calendar
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text


class Direction(StrEnum):
    """Which way is better. It is never guessed."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


class AcrossPeriods(StrEnum):
    """How a stock behaves when periods are put together."""

    LAST = "last"
    FIRST = "first"
    MEAN = "mean"


class AcrossUnits(StrEnum):
    """How a collected figure behaves when units are put together."""

    ADD = "add"
    POOL = "pool"
    DISTINCT = "distinct"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A condition on rows, with the words a reader sees when it leaves a unit with no row."""

    where: str
    because: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Exact sum of an SQL scalar expression over the rows of an entity.

    ``value`` may add several columns (``a + b``): a row where one of them is empty has no value, unless the
    source declares what an empty cell means.
    """

    entity: str
    value: str
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A total at a census date: adds across units, never across periods."""

    entity: str
    value: str
    filters: tuple[Filter, ...] = ()
    across_periods: AcrossPeriods = AcrossPeriods.LAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """Number of different keys (persons, papers, companies), each counted once across units."""

    entity: str
    key: str
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fractional:
    """Different keys, each worth one, shared equally between the member units that hold it in the period.

    The units add up exactly to the distinct count of the whole.
    """

    entity: str
    key: str
    filters: tuple[Filter, ...] = ()


Part = Total | Stock | Distinct | Fractional
"""A measure that reads rows: what a ratio is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Numerator over denominator, each pooled over units before dividing; never a mean of ratios."""

    numerator: Part
    denominator: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstantPrice:
    """A total of money, at the prices of ``base_year``: V × I(base) / I(year)."""

    total: Total
    index: str
    base_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """An arithmetic expression over other indicators of the same cell (``indicator_a / indicator_b``).

    Indicator names are written with underscores instead of hyphens. It is recomputed for each unit and for
    the institute, never summed.
    """

    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """Numbers typed in a campaign, one row a unit and period, with their numerator and denominator if any."""

    entity: str
    value: str
    numerator: str
    denominator: str
    filters: tuple[Filter, ...]
    across_units: AcrossUnits


Measure = Total | Stock | Distinct | Fractional | Ratio | ConstantPrice | Derived | Collected


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Who or what is counted: an identifier that targets must repeat, and the words."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark a reader must see beside the figures, such as a break in a series."""

    text: Text
    units: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertThresholds:
    """Two thresholds in the indicator's unit of measurement: vigilance, then alert; from a day on."""

    vigilance: Decimal
    alert: Decimal
    since: date
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One version of an indicator.

    Attributes:
        id: its name, the same for all versions.
        measure: how rows become a value.
        unit: unit of measurement (an identifier of the registry).
        decimals: how many are printed.
        direction: which way is better.
        calendar: how its periods are cut.
        stage: at which stage of life the population is seen (applied, admitted, enrolled, graduated…).
        population: who is counted.
        owner: who answers for it.
        frequency: how often it is measured, in words.
        available: when a period's figure can be had, in words.
        breakdowns: columns by which it can be broken down.
        alerts: thresholds of vigilance and alert, oldest first.
        since, until: the days between which this version is in force.
    """

    id: str
    name: Text
    definition: Text
    measure: Measure
    unit: str
    decimals: int
    direction: Direction
    calendar: Calendar
    stage: Text
    population: Population
    owner: str
    frequency: Text
    available: Text
    breakdowns: tuple[str, ...]
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    since: date
    until: date | None
    alerts: tuple[AlertThresholds, ...] = ()

    def alerts_on(self, day: date) -> AlertThresholds | None:
        """The thresholds of vigilance and alert in force on ``day``; None when none had started."""
        return next((item for item in reversed(self.alerts) if item.since <= day), None)


def parts(measure: Measure) -> tuple[Part, ...]:
    """The parts of a measure that read rows; a derived measure has none of its own."""
    if isinstance(measure, Ratio):
        return (measure.numerator, measure.denominator)
    if isinstance(measure, ConstantPrice):
        return (measure.total,)
    if isinstance(measure, Total | Stock | Distinct | Fractional):
        return (measure,)
    if isinstance(measure, Collected):
        texts = [measure.value] if measure.value else [measure.numerator, measure.denominator]
        return tuple(Total(entity=measure.entity, value=text, filters=measure.filters) for text in texts)
    return ()


def entities(measure: Measure) -> tuple[str, ...]:
    """The entities a measure reads, each once."""
    return tuple(dict.fromkeys(part.entity for part in parts(measure)))


def derived_name(indicator: str) -> str:
    """How an indicator is written inside a derived expression.

    >>> derived_name("own-research-resources")
    'own_research_resources'
    """
    return indicator.replace("-", "_")
