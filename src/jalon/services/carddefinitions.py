"""What decides, beyond the answers of a deck, whether they are right: what its indicators count."""

from __future__ import annotations

import hashlib

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Indicator, parts
from jalon.dossier.testcard import Deck
from jalon.kernel.periods import Period


def definitions_of(dossier: Dossier, deck: Deck) -> str:
    """A short hash of what the indicators of a deck count in its period; their words may be mended freely."""
    entity = dossier.entities[dossier.sources[deck.source].entity]
    day = Period.parse(deck.period, entity.calendar).start
    counted = [_counted(dossier.indicator(name, day)) for name in deck.indicators]
    wrong = [
        (answer.indicator, sorted(one.value.normalize() for one in answer.misreadings))
        for answers in ([card.answers for card in deck.cards], [deck.together])
        for own in answers
        for answer in own
    ]
    return hashlib.sha256(repr([counted, wrong]).encode()).hexdigest()[:16]


def _counted(indicator: Indicator) -> object:
    read = [
        (type(part).__name__, part.entity, getattr(part, "value", ""), getattr(part, "key", ""))
        for part in parts(indicator.measure)
    ]
    filters = [[one.where for one in part.filters] for part in parts(indicator.measure)]
    return indicator.id, type(indicator.measure).__name__, indicator.decimals, indicator.unit, read, filters
