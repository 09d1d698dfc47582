"""The flags of a figure in words."""

from __future__ import annotations

from collections.abc import Iterable

from jalon.figures.figure import NO_MATCHING_ROW, PRICE_INDEX_PARTIAL, READ_AS_ZERO, ROWS_LEFT_OUT
from jalon.kernel.texts import Language, Text

_WORDS = {
    READ_AS_ZERO: Text(
        "{n} ligne(s) avec une cellule vide lue comme zéro, par la règle de la source",
        "{n} row(s) with an empty cell read as zero, by the source's rule",
    ),
    NO_MATCHING_ROW: Text(
        "{n} ligne(s) reçue(s), aucune de ce genre", "{n} row(s) received, none of this kind"
    ),
    ROWS_LEFT_OUT: Text(
        "{n} ligne(s) fautive(s) laissée(s) de côté dans la livraison",
        "{n} faulty row(s) left out of the delivery",
    ),
    PRICE_INDEX_PARTIAL: Text("indice de prix sur {n} mois", "price index over {n} months"),
}


def remarks(flags: Iterable[str], language: Language) -> list[str]:
    """Each flag as a reader understands it."""
    found = []
    for flag in flags:
        kind, _, detail = flag.partition(":")
        found.append(_WORDS[kind].say(language).replace("{n}", detail))
    return found
