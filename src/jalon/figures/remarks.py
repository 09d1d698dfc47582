"""The flags of a figure in words."""

from __future__ import annotations

from collections.abc import Iterable

from jalon.figures.figure import NO_MATCHING_ROW, PRICE_INDEX_PARTIAL, READ_AS_ZERO, ROWS_LEFT_OUT
from jalon.kernel.texts import Language, Text

_WORDS = {
    READ_AS_ZERO: Text(
        "lignes avec une cellule vide lue comme zéro, par la règle de la source\u00a0: {n}",
        "rows with an empty cell read as zero, by the source's rule: {n}",
    ),
    NO_MATCHING_ROW: Text(
        "lignes reçues, aucune de ce genre\u00a0: {n}", "rows received, none of this kind: {n}"
    ),
    ROWS_LEFT_OUT: Text(
        "lignes fautives laissées de côté dans la livraison\u00a0: {n}",
        "faulty rows left out of the delivery: {n}",
    ),
    PRICE_INDEX_PARTIAL: Text(
        "mois connus de l’indice de prix\u00a0: {n}", "months known of the price index: {n}"
    ),
}


def remarks(flags: Iterable[str], language: Language) -> list[str]:
    """Each flag as a reader understands it."""
    found = []
    for flag in flags:
        kind, _, detail = flag.partition(":")
        found.append(_WORDS[kind].say(language).replace("{n}", detail))
    return found
