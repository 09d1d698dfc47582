"""What figures are about: which numbers count persons, and which rows each number adds up.

Two numbers made from the same rows are one number to a reader, wherever they are written: the women of a
share are the category *women* of a head-count. So each part of a measure is known by its rows: entity, value
and conditions, the category of a breakdown being one more condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import sqlglot
from sqlglot import exp

from jalon.dossier.catalogue import Dossier
from jalon.dossier.disclosure import DisclosureRule
from jalon.dossier.entity import Sensitivity
from jalon.dossier.expressions import DIALECT, columns_of
from jalon.dossier.indicator import (
    Collected,
    ConstantPrice,
    Derived,
    Distinct,
    Fractional,
    Indicator,
    Part,
    Ratio,
)
from jalon.figures.terms import term_names

PERSONS, MONEY, SHARE = "persons", "money", "share"
_PERSONAL = {Sensitivity.PERSONAL, Sensitivity.SPECIAL}


class Slot(StrEnum):
    """Where in a figure a number stands."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


class Nature(StrEnum):
    """What must be protected in a number: that few are counted, or what a few bring to it."""

    COUNT = "count"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Subject:
    """One number of an indicator's figures.

    Attributes:
        slot: where it stands.
        nature: what must be protected in it.
        rows: entity and value: which rows are added up, but for the conditions.
        conditions: those that hold of all the rows.
        is_distinct: True when units may hold the same person, so that the whole may be less than the sum.
        has_own_rows: True when each row behind it is about a person.
    """

    slot: Slot
    nature: Nature
    rows: tuple[str, ...]
    conditions: frozenset[str]
    is_distinct: bool = False
    has_own_rows: bool = False


def subjects(dossier: Dossier, indicator: Indicator, rule: DisclosureRule) -> tuple[Subject, ...]:
    """The numbers of an indicator that must be protected; none when it is about nobody."""
    is_named = indicator.id in rule.indicators
    measure = indicator.measure
    if isinstance(measure, Collected):
        return tuple(_collected(dossier, indicator, measure, is_named))
    found = [_subject(dossier, indicator, slot, part, is_named) for slot, part in _parts(indicator)]
    return tuple(one for one in found if one is not None)


def is_protected(dossier: Dossier, indicator: Indicator, rule: DisclosureRule) -> bool:
    """True when an indicator, or one that it derives from, has a number to protect."""
    if isinstance(indicator.measure, Derived):
        terms = [dossier.indicator(name, indicator.since) for name in term_names(dossier, indicator)]
        return indicator.id in rule.indicators or any(is_protected(dossier, one, rule) for one in terms)
    return bool(subjects(dossier, indicator, rule))


def is_share(dossier: Dossier, indicator: Indicator) -> bool:
    """True when the numerator is a part of the denominator."""
    return dossier.unit_of(indicator).dimension == SHARE


def category(column: str, value: str) -> str:
    """The condition that a row is in a category."""
    return f"{column} = {value}"


def _parts(indicator: Indicator) -> Iterator[tuple[Slot, Part]]:
    measure = indicator.measure
    if isinstance(measure, Ratio):
        yield Slot.NUMERATOR, measure.numerator
        yield Slot.DENOMINATOR, measure.denominator
    elif isinstance(measure, ConstantPrice):
        yield Slot.VALUE, measure.total
    elif not isinstance(measure, Derived | Collected):
        yield Slot.VALUE, measure


def _subject(
    dossier: Dossier, indicator: Indicator, slot: Slot, part: Part, is_named: bool
) -> Subject | None:
    has_own_rows = _is_personal(dossier, part.entity)
    nature = _nature(dossier, indicator, slot, part, is_named)
    if nature is None:
        return None
    is_distinct = isinstance(part, Distinct)
    text = part.key if isinstance(part, Distinct | Fractional) else part.value
    # Fractional counts add up, as sums do.
    how = "fractional" if isinstance(part, Fractional) else "distinct" if is_distinct else "sum"
    # At the prices of a year, it is another number than at those of the day.
    priced = (indicator.id,) if isinstance(indicator.measure, ConstantPrice) else ()
    return Subject(
        slot=slot,
        nature=nature,
        rows=(how, part.entity, _settled(text), *priced),
        conditions=frozenset(c for item in part.filters for c in _conditions(item.where)),
        is_distinct=is_distinct,
        has_own_rows=has_own_rows,
    )


def _nature(dossier: Dossier, indicator: Indicator, slot: Slot, part: Part, is_named: bool) -> Nature | None:
    """A count of persons, an amount that rows about persons add up to, or nothing to protect."""
    entity = dossier.entities[part.entity]
    is_personal = _is_personal(dossier, part.entity)
    if isinstance(part, Distinct | Fractional):
        keys = [entity.find(name) for name in columns_of(part.key)]
        is_person = any(column is not None and column.sensitivity in _PERSONAL for column in keys)
        is_count = is_person or (slot is Slot.VALUE and dossier.unit_of(indicator).dimension == PERSONS)
        return Nature.COUNT if is_count or is_named else None
    names = columns_of(part.value)
    if _measured_in(dossier, part.entity, names) == PERSONS or (not names and is_personal):
        return Nature.COUNT
    if slot is Slot.VALUE and dossier.unit_of(indicator).dimension == PERSONS:
        return Nature.COUNT
    if is_named and MONEY not in {_measured_in(dossier, part.entity, names), _unit(dossier, indicator)}:
        return Nature.COUNT
    return Nature.AMOUNT if is_personal or is_named else None


def _unit(dossier: Dossier, indicator: Indicator) -> str:
    return dossier.unit_of(indicator).dimension


def _measured_in(dossier: Dossier, entity: str, names: tuple[str, ...]) -> str:
    """The dimension of the first column that has a unit; empty when none has."""
    columns = [dossier.entities[entity].find(name) for name in names]
    units = [dossier.units.find(column.unit) for column in columns if column and column.unit]
    return next((unit.dimension for unit in units if unit), "")


def _is_personal(dossier: Dossier, entity: str) -> bool:
    """True when each row of an entity is about a person."""
    return any(column.sensitivity in _PERSONAL for column in dossier.entities[entity].columns)


def _collected(
    dossier: Dossier, indicator: Indicator, measure: Collected, is_named: bool
) -> Iterator[Subject]:
    written = {
        Slot.VALUE: measure.value,
        Slot.NUMERATOR: measure.numerator,
        Slot.DENOMINATOR: measure.denominator,
    }
    is_count = dossier.unit_of(indicator).dimension == PERSONS
    for slot, text in written.items():
        if not text or (slot is Slot.VALUE and measure.numerator and not is_count):
            continue
        counts = is_count or _measured_in(dossier, measure.entity, columns_of(text)) == PERSONS
        if counts or is_named:
            rows = ("collected", indicator.id, slot.value)
            yield Subject(slot, Nature.COUNT, rows, frozenset())


def _settled(text: str) -> str:
    return sqlglot.parse_one(text, dialect=DIALECT).sql(dialect=DIALECT)


def _conditions(where: str) -> Iterator[str]:
    """The conditions that must all hold, each written one way."""
    if not where.strip():
        return
    tree = sqlglot.parse_one(where, dialect=DIALECT).unnest()
    for part in tree.flatten() if isinstance(tree, exp.And) else (tree,):
        one = part.unnest()
        if isinstance(one, exp.EQ):
            sides = (one.this, one.expression)
            column, value = sides if isinstance(sides[0], exp.Column) else sides[::-1]
            if isinstance(column, exp.Column) and isinstance(value, exp.Literal):
                yield category(column.name, value.name)
                continue
        yield one.sql(dialect=DIALECT)
