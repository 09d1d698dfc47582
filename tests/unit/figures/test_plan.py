"""Indicators over one entity share one pass, and equal parts one slot."""

from __future__ import annotations

from dataclasses import replace

import builders
from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.indicator import Distinct, Filter, Ratio, Stock, Total
from jalon.figures.plan import plan
from jalon.kernel.periods import Calendar
from jalon.kernel.texts import EMPTY

ENTITY = Entity(
    id="rows",
    name=EMPTY,
    grain=EMPTY,
    calendar=Calendar.YEAR,
    columns=(Column(name="people", type=ColumnType.INTEGER), Column(name="sex", type=ColumnType.TEXT)),
)
EVERYBODY = Total(entity="rows", value="people")
WOMEN = replace(EVERYBODY, filters=(Filter(where="sex = 'F'"),))


def test_equal_parts_are_computed_once() -> None:
    indicators = [
        builders.indicator("a", measure=EVERYBODY),
        replace(builders.indicator("b", measure=WOMEN), breakdowns=("sex",)),
        builders.indicator("c", measure=Ratio(numerator=WOMEN, denominator=EVERYBODY), unit="%"),
        builders.indicator("d", measure=Stock(entity="rows", value="people")),
        builders.indicator("e", measure=Distinct(entity="rows", key="people")),
    ]
    house = replace(builders.dossier(indicators, []), entities={"rows": ENTITY})
    (one,) = plan(house, indicators).values()
    assert [(slot.name, slot.distinct, len(slot.filters)) for slot in one.slots.values()] == [
        ("m1", False, 0),
        ("m2", False, 1),
        ("m3", True, 0),
    ]
    assert one.slot(Stock(entity="rows", value="people")) == one.slot(EVERYBODY)
    assert one.breakdowns == ("sex",)
