"""The columns that rules read of the rows that arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jalon.dossier.quality import QualityRule
from jalon.infocentre.mapping.expressions import columns_of


def columns_read(rules: Iterable[QualityRule]) -> frozenset[str]:
    """The columns of the entity that rules name, in small letters: the engine makes no difference."""
    return frozenset(column.lower() for rule in rules for column in _named(rule))


def _named(rule: QualityRule) -> Iterator[str]:
    yield from (rule.column, *rule.columns, rule.amount.distinct)
    for expression in (rule.amount.value, rule.amount.where, rule.condition):
        if expression:
            yield from columns_of(expression)
