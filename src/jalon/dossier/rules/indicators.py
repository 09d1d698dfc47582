"""An indicator must be computable and mean one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.expressions import Expected, Vocabulary, check_expression
from jalon.dossier.indicator import (
    AcrossUnits,
    Collected,
    ConstantPrice,
    Distinct,
    Filter,
    Fractional,
    Indicator,
    Part,
    Ratio,
    Stock,
    Total,
    entities,
)
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.source import ColumnMapping
from jalon.kernel.issues import Issues
from jalon.kernel.periods import Calendar
from jalon.kernel.suggestions import hint

Vocabularies = Mapping[str, Vocabulary]


def check_indicators(raw: RawDossier, issues: Issues) -> None:
    """Expressions, entities, calendars, breakdowns and price indices of every indicator."""
    known = {entity.value.id: entity.value for entity in raw.entities}
    words = {name: vocabulary_of(entity, raw) for name, entity in known.items()}
    for item in raw.indicators:
        if "measure" in item.faulty:
            continue
        _check_parts(item, raw, words, issues)
        _check_calendar(item, known, issues)
        _check_breakdowns(item, known, issues)
        if isinstance(item.value.measure, ConstantPrice):
            _check_price_index(item, item.value.measure, raw, issues)


def vocabulary_of(entity: Entity, raw: RawDossier) -> Vocabulary:
    """The columns an expression over an entity may use, with the values that its sources can give them."""
    context = {name: Column(name=name, type=ColumnType.TEXT) for name in entity.context_columns}
    columns = {column.name: replace(column, values=_values(column, entity, raw)) for column in entity.columns}
    return Vocabulary(entity.id, {**context, **columns})


def _values(column: Column, entity: Entity, raw: RawDossier) -> tuple[str, ...]:
    """The values a column can hold: its closed list, or what every source that fills it translates to."""
    if column.values or "sources" in raw.unread:
        return column.values
    found: set[str] = set()
    for source in raw.sources:
        if source.value.entity == entity.id:
            mapping = next((item for item in source.value.columns if item.column == column.name), None)
            given = _given(mapping)
            if given is None:
                return ()
            found.update(given)
    return tuple(sorted(found))


def _given(mapping: ColumnMapping | None) -> set[str] | None:
    """The values that a mapping can give; None when it lets any value through."""
    if mapping is None:
        return set()
    if mapping.constant is not None:
        return {mapping.constant}
    if not mapping.codes:
        return None
    return {*mapping.codes.values(), *([mapping.other] if mapping.other is not None else [])}


def _located_parts(indicator: Indicator) -> Iterator[tuple[str, Part]]:
    """The parts that read rows, with the prefix of their place."""
    measure = indicator.measure
    if isinstance(measure, Ratio):
        yield "measure.numerator.", measure.numerator
        yield "measure.denominator.", measure.denominator
    elif isinstance(measure, ConstantPrice):
        yield "measure.", measure.total
    elif isinstance(measure, Total | Stock | Distinct | Fractional):
        yield "measure.", measure


def _check_parts(item: Located[Indicator], raw: RawDossier, known: Vocabularies, issues: Issues) -> None:
    measure = item.value.measure
    for prefix, part in _located_parts(item.value):
        words = known.get(part.entity)
        if words is None:
            _unknown_entity(item, part.entity, prefix, raw, issues)
            continue
        if isinstance(part, Distinct | Fractional):
            check_expression(part.key, words, Expected.ANY, item.at(prefix + "key"), issues)
        else:
            check_expression(part.value, words, Expected.NUMBER, item.at(prefix + "value"), issues)
        _check_filters(item, prefix, part.filters, words, issues)
    if isinstance(measure, Collected) and measure.entity not in known:
        _unknown_entity(item, measure.entity, "measure.", raw, issues)
    elif isinstance(measure, Collected):
        _check_collected(item, measure, known[measure.entity], issues)


def _check_filters(
    item: Located[Indicator], prefix: str, filters: tuple[Filter, ...], words: Vocabulary, issues: Issues
) -> None:
    for number, condition in enumerate(filters):
        place = item.at(f"{prefix}where.{number}")
        check_expression(condition.where, words, Expected.CONDITION, place, issues)


def _check_collected(item: Located[Indicator], measure: Collected, words: Vocabulary, issues: Issues) -> None:
    both = bool(measure.numerator and measure.denominator)
    if bool(measure.value) == both or bool(measure.numerator) != bool(measure.denominator):
        issues.error("collected-needs-one-form", item.at("measure"), indicator=item.value.id)
    elif measure.across_units is AcrossUnits.POOL and not both:
        issues.error("pool-needs-parts", item.at("measure.across_units"), indicator=item.value.id)
    elif measure.across_units is AcrossUnits.ADD and both:
        issues.error("add-needs-value", item.at("measure.across_units"), indicator=item.value.id)
    for key, text in (
        ("value", measure.value),
        ("numerator", measure.numerator),
        ("denominator", measure.denominator),
    ):
        check_expression(text, words, Expected.NUMBER, item.at(f"measure.{key}"), issues)
    _check_filters(item, "measure.", measure.filters, words, issues)


def _unknown_entity(
    item: Located[Indicator], name: str, prefix: str, raw: RawDossier, issues: Issues
) -> None:
    known = [entity.value.id for entity in raw.entities]
    if name and "entities" not in raw.unread and "" not in known:
        place = item.at(prefix + "entity")
        issues.error("unknown-name", place, kind="entity", name=name, known=hint(name, known))


def _check_calendar(item: Located[Indicator], known: dict[str, Entity], issues: Issues) -> None:
    indicator = item.value
    for name in entities(indicator.measure):
        entity = known.get(name)
        if entity and entity.calendar is not indicator.calendar and "calendar" not in item.faulty:
            place = item.at("calendar")
            context = {"indicator": indicator.calendar.value, "entity": name, "other": entity.calendar.value}
            issues.error("calendar-differs", place, **context)


def _check_breakdowns(item: Located[Indicator], known: dict[str, Entity], issues: Issues) -> None:
    for name in entities(item.value.measure):
        entity = known.get(name)
        for column in item.value.breakdowns:
            if entity and not entity.find(column):
                listed = hint(column, [c.name for c in entity.columns])
                place, owner = item.at(f"breakdowns.{column}"), entity.id
                issues.error("unknown-column", place, column=column, owner=owner, known=listed)


def _check_price_index(
    item: Located[Indicator], measure: ConstantPrice, raw: RawDossier, issues: Issues
) -> None:
    names = [index.value.id for index in raw.price_indices]
    if measure.index not in names and "" not in names and "parameters.yaml" not in raw.unread:
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
            if name and "entities" not in raw.unread and "" not in known:
                issues.error("unknown-name", place, kind="entity", name=name, known=hint(name, known))
            continue
        if not entity.shared or entity.calendar is not Calendar.MONTH:
            issues.error("index-needs-shared-months", item.at("entity"), entity=entity.id)
        words = vocabulary_of(entity, raw)
        check_expression(item.value.value, words, Expected.NUMBER, item.at("value"), issues)
        check_expression(item.value.where, words, Expected.CONDITION, item.at("where"), issues)
