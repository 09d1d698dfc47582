"""The flags of a figure in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jalon.dossier.estimate import METHODS, EstimateMethod
from jalon.figures.figure import (
    ESTIMATE_UNUSED,
    ESTIMATED,
    NO_MATCHING_ROW,
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
            found.append(_estimated(detail, language))
        else:
            found.append(_WORDS[kind].say(language).replace("{n}", detail))
    return found


def _estimated(detail: str, language: Language) -> str:
    """The method, for a unit; the share of the value, for several."""
    share, _, units = detail.partition(":")
    if not units:
        label = Text("estimation", "estimate").say(language)
        colon = "\u00a0: " if language is Language.FR else ": "
        return f"{label}{colon}{METHODS[EstimateMethod(share)].say(language)}"
    if not share:
        return Text("en partie estimé", "partly estimated").say(language)
    number = format_number(Decimal(share.rstrip("%")), 1, language)
    return Text(f"{number}\u00a0% de la valeur est estimé", f"{number}% of the value is estimated").say(
        language
    )
