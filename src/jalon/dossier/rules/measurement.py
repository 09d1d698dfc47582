"""The unit of measurement of an indicator must be that of what it adds up or divides."""

from __future__ import annotations

from collections.abc import Mapping

from jalon.dossier.entity import Entity
from jalon.dossier.expressions import sum_of
from jalon.dossier.indicator import (
    Collected,
    ConstantPrice,
    Derived,
    Distinct,
    Fractional,
    Indicator,
    Part,
    Ratio,
    Stock,
    Total,
)
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.kernel.issues import Issues
from jalon.kernel.units import Unit

SHARE = "share"


def check_measurement(raw: RawDossier, issues: Issues) -> None:
    """Units exist, fit the measure, and are those of the columns that are added."""
    known = {entity.value.id: entity.value for entity in raw.entities}
    for item in raw.indicators:
        if "unit" in item.faulty or "measure" in item.faulty:
            continue
        unit = raw.units.find(item.value.unit)
        if unit is None:
            hint = raw.units.hint(item.value.unit)
            issues.error("unknown-unit", item.at("unit"), unit=item.value.unit, known=hint)
        elif _fits_measure(item, unit, issues):
            _check_columns(item, unit, known, raw, issues)


def _fits_measure(item: Located[Indicator], unit: Unit, issues: Issues) -> bool:
    measure, before = item.value.measure, len(issues)
    if isinstance(measure, ConstantPrice) and unit.price_year != measure.base_year:
        issues.error("price-year-differs", item.at("unit"), unit=unit.id, year=measure.base_year)
    if not isinstance(measure, ConstantPrice | Derived | Collected) and unit.price_year:
        issues.error("constant-unit-on-current-money", item.at("unit"), unit=unit.id)
    if unit.dimension == SHARE and isinstance(measure, Total | Stock | Distinct | Fractional):
        issues.error("share-is-no-count", item.at("unit"), unit=unit.id)
    return len(issues) == before


def _check_columns(
    item: Located[Indicator], unit: Unit, known: Mapping[str, Entity], raw: RawDossier, issues: Issues
) -> None:
    measure = item.value.measure
    if isinstance(measure, Ratio):
        _check_ratio(item, measure, unit, known, raw, issues)
        return
    part = measure.total if isinstance(measure, ConstantPrice) else measure
    if not isinstance(part, Total | Stock):
        return
    units = _column_units(part, known, raw)
    if len({(other.dimension, other.factor) for other in units.values()}) > 1:
        listed = ", ".join(f"{column} ({other.id})" for column, other in sorted(units.items()))
        issues.error("columns-differ-in-unit", item.at("measure.value"), columns=listed)
    elif units:
        column, other = min(units.items())
        # Only the dimension counts: « constant-price » brings current money to the prices of a year.
        if other.dimension != unit.dimension:
            context = {"unit": unit.id, "column": column, "other": other.id}
            issues.error("unit-differs-from-columns", item.at("unit"), **context)
        elif other.factor != unit.factor and _is_scaled(part):
            context = {"expression": part.value, "unit": unit.id, "other": other.id}
            issues.error("scaled-twice", item.at("measure.value"), **context)


def _is_scaled(part: Total | Stock) -> bool:
    added = sum_of(part.value)
    return added is not None and added.is_scaled


def _check_ratio(
    item: Located[Indicator],
    measure: Ratio,
    unit: Unit,
    known: Mapping[str, Entity],
    raw: RawDossier,
    issues: Issues,
) -> None:
    """A share divides like by like; anything else is no share."""
    above = {other.dimension for other in _column_units(measure.numerator, known, raw).values()}
    below = {other.dimension for other in _column_units(measure.denominator, known, raw).values()}
    if above and below and (above == below) != (unit.dimension == SHARE):
        context = {"unit": unit.id, "above": ", ".join(sorted(above)), "below": ", ".join(sorted(below))}
        issues.error("ratio-unit-differs", item.at("unit"), **context)


def _column_units(part: Part, known: Mapping[str, Entity], raw: RawDossier) -> dict[str, Unit]:
    """The units of the columns a total adds up; empty for a distinct count and for columns without a unit."""
    entity = known.get(part.entity)
    if entity is None or isinstance(part, Distinct | Fractional):
        return {}
    found: dict[str, Unit] = {}
    added = sum_of(part.value)
    for name in added.columns if added else ():
        column = entity.find(name)
        unit = raw.units.find(column.unit) if column and column.unit else None
        if unit is not None:
            found[name] = unit
    return found
