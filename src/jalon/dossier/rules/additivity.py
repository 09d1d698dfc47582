"""What counts different persons does not add up: such sums are refused, with what to do instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from jalon.dossier.entity import Column, Entity
from jalon.dossier.expressions import DIALECT, columns_of
from jalon.dossier.indicator import (
    AcrossUnits,
    Collected,
    Derived,
    Distinct,
    Indicator,
    Part,
    Stock,
    Total,
    derived_name,
    parts,
)
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.kernel.issues import Issues

ADDING = frozenset({AcrossUnits.ADD, AcrossUnits.POOL})


def check_additivity(raw: RawDossier, issues: Issues) -> None:
    """No total over a distinct count, no sum of the distinct counts of several units."""
    known = {entity.value.id: entity.value for entity in raw.entities}
    measures = {derived_name(item.value.id): item.value for item in raw.indicators}
    for item in raw.indicators:
        if "measure" in item.faulty:
            continue
        measure = item.value.measure
        if isinstance(measure, Derived):
            _check_sum_of_units(item, measure, measures, issues)
        elif not isinstance(measure, Collected) or measure.across_units in ADDING:
            _check_columns(item, known, issues)


def _check_columns(item: Located[Indicator], known: Mapping[str, Entity], issues: Issues) -> None:
    for column in dict.fromkeys(_added(item.value, known)):
        issues.error("sum-of-distinct-counts", item.at("measure"), column=column.name)


def _added(indicator: Indicator, known: Mapping[str, Entity]) -> Iterator[Column]:
    """The columns of distinct counts that an indicator adds up."""
    for part in parts(indicator.measure):
        entity = known.get(part.entity)
        if entity is not None and isinstance(part, Total | Stock):
            found = (entity.find(name) for name in _columns(part))
            yield from (column for column in found if column is not None and column.counts_distinct)


def _columns(part: Total | Stock) -> tuple[str, ...]:
    try:
        return columns_of(part.value)
    except SqlglotError:
        return ()


def _check_sum_of_units(
    item: Located[Indicator], measure: Derived, known: Mapping[str, Indicator], issues: Issues
) -> None:
    """Distinct counts of one key, each of the rows of some unit, that an expression adds up."""
    try:
        tree = sqlglot.parse_one(measure.expression, dialect=DIALECT)
    except SqlglotError:
        return
    for addition in tree.find_all(exp.Add):
        counted = [_of_units(known.get(column.name)) for column in addition.find_all(exp.Column)]
        keys = [key for key in counted if key is not None]
        if len(keys) != len(set(keys)):
            issues.error("units-added-by-hand", item.at("measure.expression"), expression=measure.expression)
            return


def _of_units(indicator: Indicator | None) -> tuple[str, str] | None:
    """The entity and key of a distinct count that selects its rows by unit; None for anything else."""
    part: Part | None = next(iter(parts(indicator.measure)), None) if indicator else None
    if not isinstance(part, Distinct) or not isinstance(indicator and indicator.measure, Distinct):
        return None
    reads_unit = any("unit" in columns_of(item.where) for item in part.filters)
    return (part.entity, part.key) if reads_unit else None
