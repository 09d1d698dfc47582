"""Decoding of indicators and their measures."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from jalon.dossier.indicator import (
    AcrossPeriods,
    AcrossUnits,
    AlertThresholds,
    Collected,
    ConstantPrice,
    Derived,
    Direction,
    Distinct,
    Filter,
    Fractional,
    Indicator,
    Measure,
    Note,
    Part,
    Population,
    Ratio,
    Stock,
    Total,
)
from jalon.dossier.raw.located import Located, locate
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place
from jalon.kernel.periods import Calendar
from jalon.kernel.strictyaml import Scalar
from jalon.kernel.texts import EMPTY


class MeasureKind(StrEnum):
    """The measures that can be written."""

    TOTAL = "total"
    STOCK = "stock"
    DISTINCT = "distinct"
    FRACTIONAL = "fractional"
    RATIO = "ratio"
    CONSTANT_PRICE = "constant-price"
    DERIVED = "derived"
    COLLECTED = "collected"


class PartKind(StrEnum):
    """The measures a ratio can be made of."""

    TOTAL = "total"
    STOCK = "stock"
    DISTINCT = "distinct"
    FRACTIONAL = "fractional"


def read_indicator(fields: Fields) -> Located[Indicator]:
    """One version of an indicator."""
    nested: dict[str, Place] = {}
    direction = fields.choice("direction", Direction)
    indicator = Indicator(
        id=fields.identifier("indicator"),
        name=fields.localized("name"),
        definition=fields.localized("definition"),
        measure=_measure(fields, nested),
        unit=fields.text("unit"),
        decimals=fields.integer("decimals", 0, least=0, most=10),
        direction=direction,
        calendar=fields.choice("calendar", Calendar),
        stage=fields.localized("stage"),
        population=_population(fields),
        owner=fields.text("owner"),
        frequency=fields.localized("frequency"),
        available=fields.localized("available"),
        breakdowns=_breakdowns(fields, nested),
        notes=tuple(_note(note) for note in fields.records("notes")),
        references=fields.references(),
        since=fields.date("since"),
        until=fields.optional_date("until"),
        alerts=_alerts(fields, direction),
    )
    fields.close()
    return locate(indicator, fields, nested)


def _population(fields: Fields) -> Population:
    population = fields.record("population", required=True)
    if population is None:
        return Population(id="", text=EMPTY)
    value = Population(id=population.identifier("id"), text=population.localized("text"))
    population.close()
    return value


def _note(fields: Fields) -> Note:
    note = Note(text=fields.localized("text"), units=fields.words("units"), since=fields.text("since", ""))
    fields.close()
    return note


def _alerts(fields: Fields, direction: Direction) -> tuple[AlertThresholds, ...]:
    """Thresholds of vigilance and alert, oldest first: alert lies on the worse side of vigilance."""
    found = [_alert(item, direction) for item in fields.records("alerts")]
    if found and direction is Direction.KEEP and "direction" not in fields.faulty:
        fields.fault("alerts-need-direction", "alerts")
    return tuple(sorted(found, key=lambda item: item.since))


def _alert(fields: Fields, direction: Direction) -> AlertThresholds:
    alert = AlertThresholds(
        vigilance=fields.decimal("vigilance"),
        alert=fields.decimal("alert"),
        since=fields.date("since"),
        references=fields.references(),
    )
    better = alert.vigilance - alert.alert
    is_upside_down = better < 0 if direction is Direction.UP else better > 0
    if is_upside_down and direction is not Direction.KEEP and not fields.faulty:
        context = {"vigilance": alert.vigilance, "alert": alert.alert, "direction": direction}
        fields.fault("alerts-upside-down", "alert", **context)
    fields.close()
    return alert


_NOTHING = Total(entity="", value="")
"""Stands for a measure that could not be read; the fault is recorded."""


def _breakdowns(fields: Fields, places: dict[str, Place]) -> tuple[str, ...]:
    words = fields.texts("breakdowns")
    places.update({f"breakdowns.{name}": place for name, place in words})
    return tuple(name for name, _ in words)


def _measure(fields: Fields, places: dict[str, Place]) -> Measure:
    spec = fields.record("measure", required=True)
    if spec is None:
        return _NOTHING
    kind = spec.choice("kind", MeasureKind)
    if "kind" in spec.faulty:
        spec.abandon()
        return _NOTHING
    measure = _READERS[kind](spec, places)
    spec.close()
    return measure


def _filters(fields: Fields, places: dict[str, Place], prefix: str) -> tuple[Filter, ...]:
    """A condition, or a list of conditions with the words for the reader."""
    node = fields.node("where")
    if node is None:
        return ()
    if isinstance(node, Scalar):
        places[f"{prefix}where.0"] = node.place
        return (Filter(where=node.text),)
    return tuple(
        _filter(item, places, f"{prefix}where.{number}")
        for number, item in enumerate(fields.records("where"))
    )


def _filter(fields: Fields, places: dict[str, Place], key: str) -> Filter:
    places[key] = fields.place("condition")
    found = Filter(where=fields.text("condition"), because=fields.localized("because", EMPTY))
    fields.close()
    return found


def _total(fields: Fields, places: dict[str, Place], prefix: str = "measure.") -> Total:
    _remember(fields, places, prefix)
    return Total(
        entity=fields.text("entity"),
        value=fields.text("value"),
        filters=_filters(fields, places, prefix),
    )


def _stock(fields: Fields, places: dict[str, Place], prefix: str = "measure.") -> Stock:
    _remember(fields, places, prefix)
    return Stock(
        entity=fields.text("entity"),
        value=fields.text("value"),
        filters=_filters(fields, places, prefix),
        across_periods=fields.choice("across_periods", AcrossPeriods, AcrossPeriods.LAST),
    )


def _distinct(fields: Fields, places: dict[str, Place], prefix: str = "measure.") -> Distinct:
    _remember(fields, places, prefix)
    return Distinct(
        entity=fields.text("entity"),
        key=fields.text("key"),
        filters=_filters(fields, places, prefix),
    )


def _fractional(fields: Fields, places: dict[str, Place], prefix: str = "measure.") -> Fractional:
    _remember(fields, places, prefix)
    return Fractional(
        entity=fields.text("entity"),
        key=fields.text("key"),
        filters=_filters(fields, places, prefix),
    )


_PARTS: dict[PartKind, Callable[[Fields, dict[str, Place], str], Part]] = {
    PartKind.TOTAL: _total,
    PartKind.STOCK: _stock,
    PartKind.DISTINCT: _distinct,
    PartKind.FRACTIONAL: _fractional,
}


def _ratio(fields: Fields, places: dict[str, Place]) -> Ratio:
    return Ratio(
        numerator=_part(fields, "numerator", places),
        denominator=_part(fields, "denominator", places),
    )


def _part(fields: Fields, key: str, places: dict[str, Place]) -> Part:
    spec = fields.record(key, required=True)
    if spec is None:
        return _NOTHING
    kind = spec.choice("kind", PartKind)
    if "kind" in spec.faulty:
        spec.abandon()
        return _NOTHING
    part = _PARTS[kind](spec, places, f"measure.{key}.")
    spec.close()
    return part


def _constant_price(fields: Fields, places: dict[str, Place]) -> ConstantPrice:
    places["measure.index"] = fields.place("index")
    return ConstantPrice(
        total=_total(fields, places),
        index=fields.text("index"),
        base_year=fields.integer("base_year", least=1900, most=2200),
    )


def _derived(fields: Fields, places: dict[str, Place]) -> Derived:
    places["measure.expression"] = fields.place("expression")
    return Derived(expression=fields.text("expression"))


def _collected(fields: Fields, places: dict[str, Place]) -> Collected:
    _remember(fields, places, "measure.")
    places["measure.across_units"] = fields.place("across_units")
    return Collected(
        entity=fields.text("entity"),
        value=fields.text("value", ""),
        numerator=fields.text("numerator", ""),
        denominator=fields.text("denominator", ""),
        filters=_filters(fields, places, "measure."),
        across_units=fields.choice("across_units", AcrossUnits),
    )


def _remember(fields: Fields, places: dict[str, Place], prefix: str) -> None:
    for key in ("entity", "value", "key", "numerator", "denominator"):
        places[prefix + key] = fields.place(key)


_READERS: dict[MeasureKind, Callable[[Fields, dict[str, Place]], Measure]] = {
    MeasureKind.TOTAL: _total,
    MeasureKind.STOCK: _stock,
    MeasureKind.DISTINCT: _distinct,
    MeasureKind.FRACTIONAL: _fractional,
    MeasureKind.RATIO: _ratio,
    MeasureKind.CONSTANT_PRICE: _constant_price,
    MeasureKind.DERIVED: _derived,
    MeasureKind.COLLECTED: _collected,
}
