"""What derived indicators stand on: the indicators they name, down to those that read rows."""

from __future__ import annotations

from collections.abc import Iterable

from jalon.dossier.catalogue import Dossier
from jalon.dossier.expressions import columns_of
from jalon.dossier.indicator import Derived, Indicator, derived_name
from jalon.kernel.periods import Period


def term_names(dossier: Dossier, indicator: Indicator) -> list[str]:
    """The indicators that a derived one names; none for an indicator that reads rows."""
    if not isinstance(indicator.measure, Derived):
        return []
    by_word = {derived_name(name): name for name in dossier.indicators}
    return [by_word[word] for word in columns_of(indicator.measure.expression)]


def with_terms(dossier: Dossier, names: Iterable[str]) -> list[str]:
    """The indicators and everything they derive from, in any of their versions, each once."""
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            for version in dossier.indicators[name]:
                waiting.extend(term_names(dossier, version))
    return found


def reading(dossier: Dossier, indicator: Indicator, period: Period) -> list[Indicator]:
    """The indicators that read rows behind one, for a period: itself, or its terms, each once."""
    if not isinstance(indicator.measure, Derived):
        return [indicator]
    terms = [dossier.indicator(name, period.start) for name in term_names(dossier, indicator)]
    return list({one.id: one for term in terms for one in reading(dossier, term, period)}.values())
