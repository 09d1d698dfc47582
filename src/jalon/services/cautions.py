"""What figures may be set beside, in words: printed under tables and in explanations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Figure
from jalon.kernel.numbers import ESTIMATE_SIGN
from jalon.kernel.texts import Language, Text
from jalon.outlook.case import is_quotient
from jalon.outlook.comparable import (
    BESIDE_WORDS,
    KNOWN_WORDS,
    MAY_BE_COMPARED,
    RULE_WORDS,
    Beside,
    Known,
    is_of_several,
    known_of,
)

_SHORT = {
    Known.ESTIMATED: Text(
        f"{ESTIMATE_SIGN} en partie estimé\u00a0: à dire partout où le chiffre est cité\u00a0; "
        "un verdict final n’y repose pas.",
        f"{ESTIMATE_SIGN} partly estimated: to be said wherever the figure is quoted; "
        "no final verdict rests on it.",
    ),
    Known.INCOMPLETE_TOTAL: Text(
        "Un total incomplet ne se compare ni à un niveau fixé pour toutes les unités, ni au total d’un autre "
        "périmètre\u00a0; voyez le périmètre constant.",
        "An incomplete total is set neither beside a level for all the units nor beside the total of another "
        "perimeter; see like for like.",
    ),
    Known.INCOMPLETE_QUOTIENT: Text(
        "Un rapport incomplet ne se compare qu’à périmètre constant.",
        "An incomplete quotient is compared like for like only.",
    ),
    Known.BOUNDS: Text(
        "Un chiffre connu entre deux bornes ne se compare que si les deux donnent la même réponse.",
        "A figure known between bounds is compared only when both give the same answer.",
    ),
}


def cautions(dossier: Dossier, figures: Sequence[Figure], language: Language) -> Iterator[str]:
    """One sentence for each kind of figure of several units that is not complete."""
    kinds = dict.fromkeys(_kind(dossier, figure) for figure in figures if is_of_several(figure))
    yield from (_SHORT[kind].say(language) for kind in kinds if kind in _SHORT)


def comparisons(dossier: Dossier, figure: Figure, language: Language) -> Iterator[tuple[str, str]]:
    """What a figure of several units may be set beside, and whether; nothing for a unit's own."""
    if not is_of_several(figure):
        return
    kind = _kind(dossier, figure)
    yield KNOWN_WORDS[kind].say(language), ""
    for beside in Beside:
        yield BESIDE_WORDS[beside].say(language), RULE_WORDS[MAY_BE_COMPARED[kind, beside]].say(language)


def _kind(dossier: Dossier, figure: Figure) -> Known:
    indicator = dossier.indicator(figure.indicator, figure.period.start)
    return known_of(figure, is_quotient=is_quotient(indicator, dossier.unit_of(indicator)))
