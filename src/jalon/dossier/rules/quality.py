"""A quality rule is about columns that exist, and its expressions can be computed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jalon.dossier.entity import NUMERIC, Column, ColumnType, Entity
from jalon.dossier.expressions import Expected, Vocabulary, check_expression
from jalon.dossier.quality import Amount, QualityRule, Within
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.kernel.issues import Issues, Place
from jalon.kernel.periods import Period
from jalon.kernel.suggestions import hint


def check_quality(raw: RawDossier, issues: Issues) -> None:
    """Names of rules are unique, entities and columns exist, expressions are sound."""
    entities = {item.value.id: item.value for item in raw.entities}
    seen: dict[str, Located[QualityRule]] = {}
    for item in raw.quality:
        rule = item.value
        first = seen.setdefault(rule.id, item)
        if first is not item and rule.id:
            issues.error("duplicate-name", item.at("rule"), kind="rule", name=rule.id, first=first.at("rule"))
        own = _entity(rule.entity, item.place, raw, entities, issues)
        if own is not None:
            _check_own(item, own, issues)
        if rule.other is not None:
            other = _entity(rule.other.entity, item.at("with"), raw, entities, issues)
            if other is not None:
                _check_amount(rule.other, other, item.at("with"), item.at("with"), issues)
                _check_calendars(own, other, item.at("with"), issues)
        target = _entity(rule.of_entity, item.at("of"), raw, entities, issues)
        if target is not None:
            _check_column(rule.of_column, target, item.at("of"), issues)
            _check_types(rule, own, target, item.at("of"), issues)
            if rule.within is Within.UNIT_AND_PERIOD:
                _check_calendars(own, target, item.at("of"), issues)


def _entity(
    name: str, place: Place, raw: RawDossier, entities: Mapping[str, Entity], issues: Issues
) -> Entity | None:
    if name and name not in entities and "entities" not in raw.unread:
        issues.error("unknown-name", place, kind="entity", name=name, known=hint(name, entities))
    return entities.get(name)


def _check_calendars(own: Entity | None, other: Entity, place: Place, issues: Issues) -> None:
    """Periods are found by their labels: where two calendars share none, nothing is ever judged."""
    if own is not None and _label(own) != _label(other):
        words = {"entity": own.id, "own": own.calendar.value, "other": other.id, "its": other.calendar.value}
        issues.error("rule-calendars-differ", place, **words)


def _label(entity: Entity) -> str:
    return Period.containing(date(2024, 1, 1), entity.calendar).label


def _check_types(rule: QualityRule, own: Entity | None, target: Entity, place: Place, issues: Issues) -> None:
    """Values of two types are never the same."""
    mine = own.find(rule.column) if own is not None else None
    its = target.find(rule.of_column)
    if mine is None or its is None or mine.type is its.type or {mine.type, its.type} <= NUMERIC:
        return
    column, other = f"{rule.entity}.{rule.column}", f"{rule.of_entity}.{rule.of_column}"
    words = {"column": column, "type": mine.type.value, "other": other, "its": its.type.value}
    issues.error("rule-types-differ", place, **words)


def _check_own(item: Located[QualityRule], entity: Entity, issues: Issues) -> None:
    rule = item.value
    _check_amount(rule.amount, entity, item.at("value"), item.at("where"), issues)
    if rule.condition:
        place = item.at("condition")
        check_expression(rule.condition, _vocabulary(entity), Expected.CONDITION, place, issues)
    _check_column(rule.column, entity, item.at("column"), issues)
    for column in rule.columns:
        _check_column(column, entity, item.at("columns"), issues)


def _check_amount(amount: Amount, entity: Entity, value: Place, where: Place, issues: Issues) -> None:
    if amount.value:
        check_expression(amount.value, _vocabulary(entity), Expected.NUMBER, value, issues)
    if amount.where:
        check_expression(amount.where, _vocabulary(entity), Expected.CONDITION, where, issues)
    _check_column(amount.distinct, entity, value, issues)


def _check_column(name: str, entity: Entity, place: Place, issues: Issues) -> None:
    known = entity.column_names
    if name and name not in known:
        issues.error("unknown-column", place, column=name, owner=entity.id, known=hint(name, known))


def _vocabulary(entity: Entity) -> Vocabulary:
    context = {name: Column(name=name, type=ColumnType.TEXT) for name in entity.context_columns}
    return Vocabulary(entity.id, {**context, **{column.name: column for column in entity.columns}})
