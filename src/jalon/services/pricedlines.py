"""From a line of a price index to the amounts at constant prices that are brought to a year by its month."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import ConstantPrice
from jalon.figures.figure import Figure, FigureSet, Scope
from jalon.figures.lines import months_of_line_step
from jalon.figures.terms import reading
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.engine.duckdb import Engine
from jalon.kernel.missing import Missing
from jalon.kernel.periods import Calendar, Period


def priced(
    dossier: Dossier, engine: Engine, manifest: Delivery, line: int, figures: FigureSet
) -> Iterator[tuple[Figure, bool]]:
    """The figures of which a line gives months of the index, and whether the index takes its rows.

    A month enters the amounts of its own year, and those of every year when it is one of the base year.

    Args:
        dossier: the dossier.
        engine: reads the rows of the entity of the delivery.
        manifest: the delivery.
        line: the line of its file.
        figures: those stored; one without a value is made from no index.
    """
    months = _months(dossier, engine, manifest, line)

    @cache
    def taken(indicator: str, period: Period) -> frozenset[bool]:
        versions = reading(dossier, dossier.indicator(indicator, period.start), period)
        return frozenset(
            is_taken
            for measure in (one.measure for one in versions)
            if isinstance(measure, ConstantPrice)
            for month, is_taken in months.get(measure.index, ())
            if _enters(month, period, measure.base_year)
        )

    for figure in figures.figures if months else ():
        is_main = figure.scope is Scope.AS_IT_WAS and not figure.breakdown and figure.on is None
        found = taken(figure.indicator, figure.period) if is_main else frozenset()
        if found and not isinstance(figure.value, Missing):
            yield figure, True in found


def _months(
    dossier: Dossier, engine: Engine, manifest: Delivery, line: int
) -> dict[str, list[tuple[Period, bool]]]:
    """By index that reads the entity, the months of a line, and whether it takes them."""
    entity = dossier.entities[manifest.entity]
    indices = [one for one in dossier.price_indices.values() if one.entity == entity.id]
    found = {}
    for index in indices:
        rows = engine.run([months_of_line_step(entity, index, manifest.id, line)]).to_pylist()
        found[index.id] = [(Period.parse(row["period"], entity.calendar), row["taken"]) for row in rows]
    return found


def _enters(month: Period, period: Period, base_year: int) -> bool:
    return any(one.start <= month.start < one.end for one in (period, Period(Calendar.YEAR, base_year)))
