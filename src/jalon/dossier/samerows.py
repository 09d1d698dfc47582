"""Which rows a measure counts, so that two measures can be compared: the same rows, some of them, none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp

from jalon.dossier.expressions import DIALECT
from jalon.dossier.indicator import Distinct, Fractional, Part

_HOW: Mapping[type[Part], str] = {Distinct: "distinct ", Fractional: "fractional "}
"""How rows are counted, where they are not added."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on rows, written one way only.

    Attributes:
        subject: the column that must have one of ``values``; the whole condition when it is of another kind.
        values: the values let through; empty for another kind.
    """

    subject: str
    values: frozenset[str] = frozenset()

    def implies(self, other: Condition) -> bool:
        """True when every row that meets this one meets ``other``."""
        return self == other or (
            self.subject == other.subject and bool(self.values) and self.values <= other.values
        )

    def excludes(self, other: Condition) -> bool:
        """True when no row meets both."""
        return (
            self.subject == other.subject
            and bool(self.values and other.values)
            and self.values.isdisjoint(other.values)
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """What a part of a measure adds up or counts, on which rows.

    >>> from jalon.dossier.indicator import Filter
    >>> def women(where):
    ...     return Rows.of(Distinct(entity="enrolment", key="person", filters=(Filter(where=where),)))
    >>> both, all_ = women("sex = 'F' AND main = true"), women("main = true")
    >>> both.within(all_), all_.within(both), both.apart_from(women("sex in ('M', 'X')"))
    (True, False, True)
    """

    entity: str
    counted: str
    conditions: frozenset[Condition]

    @classmethod
    def of(cls, part: Part) -> Rows:
        """The rows of a part."""
        return _rows(part)

    @classmethod
    def _read(cls, part: Part) -> Rows:
        counted = part.key if isinstance(part, Distinct | Fractional) else _written(part.value)
        texts = [item.where for item in part.filters]
        conditions = frozenset(condition for text in texts for condition in _conditions(text))
        return cls(part.entity, f"{_HOW.get(type(part), '')}{counted}", conditions)

    def within(self, other: Rows) -> bool:
        """True when these are some of the rows of ``other``, or all of them."""
        return self._is_like(other) and all(
            any(mine.implies(theirs) for mine in self.conditions) for theirs in other.conditions
        )

    def apart_from(self, other: Rows) -> bool:
        """True when no row is in both."""
        return self._is_like(other) and any(
            mine.excludes(theirs) for mine in self.conditions for theirs in other.conditions
        )

    def _is_like(self, other: Rows) -> bool:
        return (self.entity, self.counted) == (other.entity, other.counted)


@cache
def _rows(part: Part) -> Rows:
    """Read once: the same parts are compared with one another many times."""
    return Rows._read(part)


def _conditions(where: str) -> Iterator[Condition]:
    for node in _conjuncts(sqlglot.parse_one(where, dialect=DIALECT)):
        yield _condition(node)


def _conjuncts(node: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(node, exp.And):
        yield from _conjuncts(node.this)
        yield from _conjuncts(node.expression)
    elif isinstance(node, exp.Paren):
        yield from _conjuncts(node.this)
    else:
        yield node


def _condition(node: exp.Expr) -> Condition:
    if isinstance(node, exp.EQ):
        sides = [node.this, node.expression]
        columns = [side for side in sides if isinstance(side, exp.Column)]
        values = [side for side in sides if isinstance(side, exp.Literal | exp.Boolean)]
        if len(columns) == len(values) == 1:
            return Condition(columns[0].name, frozenset({_sql(values[0])}))
    if isinstance(node, exp.In) and isinstance(node.this, exp.Column) and node.expressions:
        return Condition(node.this.name, frozenset(_sql(item) for item in node.expressions))
    if isinstance(node, exp.Column):
        return Condition(node.name, frozenset({_sql(exp.true())}))
    return Condition(_sql(node))


def _written(text: str) -> str:
    return _sql(sqlglot.parse_one(text, dialect=DIALECT))


def _sql(node: exp.Expr) -> str:
    return node.sql(dialect=DIALECT)
