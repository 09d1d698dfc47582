"""The flags of a figure in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jalon.figures.figure import (
    ESTIMATE_UNUSED,
    ESTIMATED,
    MADE_BEFORE_PURGE,
    NO_MATCHING_ROW,
    NOT_COMPARED,
    PRICE_INDEX_PARTIAL,
    READ_AS_ZERO,
    ROWS_LEFT_OUT,
)
from jalon.kernel.numbers import format_number
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
    NOT_COMPARED: Text(
        "clés décrites et pas encore rapprochées, qui peuvent compter deux fois\u00a0: {n}",
        "keys described and not compared yet, which may count twice: {n}",
    ),
    MADE_BEFORE_PURGE: Text(
        "calculé avant que ses lignes soient purgées, le {n}", "computed before its rows were purged, on {n}"
    ),
    ESTIMATE_UNUSED: Text(
        "valeur reçue\u00a0: l’estimation {n} ne sert plus", "value received: estimate {n} is no longer used"
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
        if kind == ESTIMATED:
            found.extend(_estimated(detail, language))
        else:
            found.append(_WORDS[kind].say(language).replace("{n}", detail))
    return found


def _estimated(detail: str, language: Language) -> list[str]:
    """The share of the value that is estimated; a unit's own estimate is told by its reason."""
    share, _, units = detail.partition(":")
    if not units or not share:
        return []
    number = format_number(Decimal(share.rstrip("%")), 1, language)
    text = Text(f"{number}\u00a0% de la valeur est estimé", f"{number}% of the value is estimated")
    return [text.say(language)]
