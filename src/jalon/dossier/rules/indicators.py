"""An indicator must be computable and mean one thing."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.expressions import Expected, Vocabulary, check_expression, columns_of
from jalon.dossier.indicator import (
    Collected,
    ConstantPrice,
    Derived,
    Distinct,
    Indicator,
    Part,
    Ratio,
    Stock,
    Total,
    entities,
)
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint


def check_indicators(raw: RawDossier, issues: Issues) -> None:
    """Expressions, entities, units, calendars, breakdowns and price indices of every indicator."""
    known = {entity.value.id: entity.value for entity in raw.entities}
    for item in raw.indicators:
        _check_parts(item, known, issues)
        _check_unit_of_measurement(item, raw, issues)
        _check_calendar(item, known, issues)
        _check_breakdowns(item, known, issues)
        if isinstance(item.value.measure, ConstantPrice):
            _check_price_index(item, item.value.measure, raw, issues)
    _check_derived(raw, issues)


def vocabulary_of(entity: Entity) -> Vocabulary:
    """The columns an expression over an entity may use."""
    context = {name: Column(name=name, type=ColumnType.TEXT) for name in entity.context_columns}
    return Vocabulary(f"entity {entity.id}", {**context, **{c.name: c for c in entity.columns}})


def _located_parts(indicator: Indicator) -> Iterator[tuple[str, Part]]:
    """The parts that read rows, with the prefix of their place."""
    measure = indicator.measure
    if isinstance(measure, Ratio):
        yield "measure.numerator.", measure.numerator
        yield "measure.denominator.", measure.denominator
    elif isinstance(measure, ConstantPrice):
        yield "measure.", measure.total
    elif isinstance(measure, Total | Stock | Distinct):
        yield "measure.", measure


def _check_parts(item: Located[Indicator], known: dict[str, Entity], issues: Issues) -> None:
    for prefix, part in _located_parts(item.value):
        entity = known.get(part.entity)
        if entity is None:
            _unknown_entity(item, part.entity, prefix, known, issues)
            continue
        words = vocabulary_of(entity)
        if isinstance(part, Distinct):
            check_expression(part.key, words, Expected.ANY, item.at(prefix + "key"), issues)
        else:
            check_expression(part.value, words, Expected.NUMBER, item.at(prefix + "value"), issues)
        for condition in part.filters:
            check_expression(condition.where, words, Expected.CONDITION, item.at(prefix + "where"), issues)
    if isinstance(item.value.measure, Collected):
        _check_collected(item, item.value.measure, known, issues)


def _check_collected(
    item: Located[Indicator], measure: Collected, known: dict[str, Entity], issues: Issues
) -> None:
    entity = known.get(measure.entity)
    if entity is None:
        _unknown_entity(item, measure.entity, "measure.", known, issues)
        return
    both = bool(measure.numerator and measure.denominator)
    if bool(measure.value) == both:
        issues.error("collected-needs-one-form", item.at("measure"), indicator=item.value.id)
    if measure.across_units.value == "pool" and not both:
        issues.error("pool-needs-parts", item.at("measure"), indicator=item.value.id)
    words = vocabulary_of(entity)
    for key in ("value", "numerator", "denominator"):
        text = getattr(measure, key)
        if text:
            check_expression(text, words, Expected.NUMBER, item.at(f"measure.{key}"), issues)
    for condition in measure.filters:
        check_expression(condition.where, words, Expected.CONDITION, item.at("measure.where"), issues)


def _unknown_entity(
    item: Located[Indicator], name: str, prefix: str, known: dict[str, Entity], issues: Issues
) -> None:
    if name:
        place = item.at(prefix + "entity")
        issues.error("unknown-name", place, kind="entity", name=name, known=hint(name, known))


def _check_unit_of_measurement(item: Located[Indicator], raw: RawDossier, issues: Issues) -> None:
    indicator = item.value
    unit = raw.units.find(indicator.unit)
    if unit is None:
        known = raw.units.hint(indicator.unit)
        issues.error("unknown-unit", item.at("unit"), unit=indicator.unit, known=known)
        return
    measure = indicator.measure
    if isinstance(measure, ConstantPrice) and unit.price_year != measure.base_year:
        issues.error("price-year-differs", item.at("unit"), unit=unit.id, year=measure.base_year)
    if not isinstance(measure, ConstantPrice | Derived | Collected) and unit.price_year:
        issues.error("constant-unit-on-current-money", item.at("unit"), unit=unit.id)
    if unit.dimension == "share" and isinstance(measure, Total | Stock | Distinct):
        issues.error("share-is-no-count", item.at("unit"), unit=unit.id)


def _check_calendar(item: Located[Indicator], known: dict[str, Entity], issues: Issues) -> None:
    indicator = item.value
    for name in entities(indicator.measure):
        entity = known.get(name)
        if entity and entity.calendar is not indicator.calendar:
            place = item.at("calendar")
            context = {"indicator": indicator.calendar.value, "entity": name, "other": entity.calendar.value}
            issues.error("calendar-differs", place, **context)


def _check_breakdowns(item: Located[Indicator], known: dict[str, Entity], issues: Issues) -> None:
    for name in entities(item.value.measure):
        entity = known.get(name)
        for column in item.value.breakdowns:
            if entity and not entity.find(column):
                listed = hint(column, [c.name for c in entity.columns])
                owner = f"entity {entity.id}"
                issues.error(
                    "unknown-column", item.at("breakdowns"), column=column, owner=owner, known=listed
                )


def _check_price_index(
    item: Located[Indicator], measure: ConstantPrice, raw: RawDossier, issues: Issues
) -> None:
    names = [index.value.id for index in raw.price_indices]
    if measure.index not in names:
        place = item.at("measure.index")
        known = hint(measure.index, names)
        issues.error("unknown-name", place, kind="price index", name=measure.index, known=known)


def check_price_indices(raw: RawDossier, issues: Issues) -> None:
    """Price indices stand on a shared, monthly entity with that column."""
    known = {entity.value.id: entity.value for entity in raw.entities}
    for item in raw.price_indices:
        entity = known.get(item.value.entity)
        if entity is None:
            place, name = item.at("entity"), item.value.entity
            issues.error("unknown-name", place, kind="entity", name=name, known=hint(name, known))
            continue
        words = vocabulary_of(entity)
        check_expression(item.value.value, words, Expected.NUMBER, item.at("value"), issues)
        if item.value.where:
            check_expression(item.value.where, words, Expected.CONDITION, item.at("where"), issues)


def derived_name(indicator: str) -> str:
    """How an indicator is written inside a derived expression."""
    return indicator.replace("-", "_")


def _check_derived(raw: RawDossier, issues: Issues) -> None:
    numbers = {
        derived_name(item.value.id): Column(name=derived_name(item.value.id), type=ColumnType.NUMBER)
        for item in raw.indicators
    }
    uses: dict[str, tuple[str, ...]] = {}
    for item in raw.indicators:
        measure = item.value.measure
        if not isinstance(measure, Derived):
            continue
        words = Vocabulary("the indicators", numbers)
        place = item.at("measure.expression")
        if check_expression(measure.expression, words, Expected.NUMBER, place, issues) is not None:
            uses[derived_name(item.value.id)] = columns_of(measure.expression)
    for item in raw.indicators:
        cycle = _cycle(derived_name(item.value.id), uses)
        if cycle:
            issues.error("indicator-cycle", item.at("measure.expression"), cycle=" → ".join(cycle))


def _cycle(start: str, uses: dict[str, tuple[str, ...]]) -> list[str]:
    """The path from ``start`` back to itself, or nothing."""
    stack = [[start]]
    while stack:
        path = stack.pop()
        for name in uses.get(path[-1], ()):
            if name == start:
                return [*path, name]
            if name not in path:
                stack.append([*path, name])
    return []
