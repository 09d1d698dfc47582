"""What a figure may be set beside, by how much of it is known: one table, and its words.

The table is the rule; :mod:`jalon.outlook.comparison` and :mod:`jalon.outlook.certainty` apply it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from jalon.figures.figure import Figure
from jalon.kernel.missing import Between, Missing
from jalon.kernel.texts import Text


class Known(StrEnum):
    """How much is known of a figure of several units."""

    COMPLETE = "complete"
    ESTIMATED = "estimated"
    INCOMPLETE_TOTAL = "incomplete-total"
    INCOMPLETE_QUOTIENT = "incomplete-quotient"
    BOUNDS = "bounds"
    NOTHING = "nothing"


class Beside(StrEnum):
    """What a figure is set beside."""

    LEVEL = "level"
    SAME_UNITS = "same-units"
    OTHER_UNITS = "other-units"
    WRITTEN_START = "written-start"


class Rule(StrEnum):
    """What may be said."""

    AS_IT_IS = "as-it-is"
    FLAGGED = "flagged"
    LIKE_FOR_LIKE = "like-for-like"
    IF_BEYOND_DOUBT = "if-beyond-doubt"
    NEVER = "never"


_ROWS = {
    Known.COMPLETE: (Rule.AS_IT_IS, Rule.AS_IT_IS, Rule.LIKE_FOR_LIKE, Rule.AS_IT_IS),
    Known.ESTIMATED: (Rule.FLAGGED, Rule.FLAGGED, Rule.LIKE_FOR_LIKE, Rule.FLAGGED),
    Known.INCOMPLETE_TOTAL: (
        Rule.IF_BEYOND_DOUBT,
        Rule.LIKE_FOR_LIKE,
        Rule.LIKE_FOR_LIKE,
        Rule.IF_BEYOND_DOUBT,
    ),
    Known.INCOMPLETE_QUOTIENT: (Rule.LIKE_FOR_LIKE, Rule.LIKE_FOR_LIKE, Rule.LIKE_FOR_LIKE, Rule.NEVER),
    Known.BOUNDS: (Rule.IF_BEYOND_DOUBT, Rule.NEVER, Rule.NEVER, Rule.IF_BEYOND_DOUBT),
    Known.NOTHING: (Rule.NEVER, Rule.NEVER, Rule.NEVER, Rule.NEVER),
}

MAY_BE_COMPARED: Mapping[tuple[Known, Beside], Rule] = MappingProxyType(
    {
        (known, beside): rule
        for known, rules in _ROWS.items()
        for beside, rule in zip(Beside, rules, strict=True)
    }
)
"""How much is known × what it is set beside → what may be said.

- ``as-it-is``: set side by side.
- ``flagged``: side by side, and the reader is told that part is estimated; no final word rests on it.
- ``like-for-like``: only on the units that are at both ends.
- ``if-beyond-doubt``: only when what is not known cannot change the answer: a floor is passed already by a
  sum of parts that are never negative, or both bounds are on the same side.
- ``never``.
"""

KNOWN_WORDS = {
    Known.COMPLETE: Text("chiffre complet", "complete figure"),
    Known.ESTIMATED: Text("chiffre en partie estimé", "partly estimated figure"),
    Known.INCOMPLETE_TOTAL: Text("total incomplet", "incomplete total"),
    Known.INCOMPLETE_QUOTIENT: Text("rapport incomplet", "incomplete quotient"),
    Known.BOUNDS: Text("chiffre connu entre deux bornes", "figure known between bounds"),
    Known.NOTHING: Text("aucun chiffre", "no figure"),
}

BESIDE_WORDS = {
    Beside.LEVEL: Text("un niveau fixé pour toutes les unités", "a level set for all the units"),
    Beside.SAME_UNITS: Text("une autre période, mêmes unités", "another period, same units"),
    Beside.OTHER_UNITS: Text("une autre période, autres unités", "another period, other units"),
    Beside.WRITTEN_START: Text("un départ écrit dans le contrat", "a start written in the contract"),
}

RULE_WORDS = {
    Rule.AS_IT_IS: Text("oui", "yes"),
    Rule.FLAGGED: Text(
        "oui, en disant la part estimée\u00a0; jamais pour un verdict final",
        "yes, saying what is estimated; never for a final verdict",
    ),
    Rule.LIKE_FOR_LIKE: Text(
        "seulement à périmètre constant, sur les unités présentes aux deux bouts",
        "only like for like, on the units present at both ends",
    ),
    Rule.IF_BEYOND_DOUBT: Text(
        "seulement si ce qui n’est pas connu ne peut pas changer la réponse",
        "only if what is not known cannot change the answer",
    ),
    Rule.NEVER: Text("non", "no"),
}


def known_of(figure: Figure, *, is_quotient: bool) -> Known:
    """How much is known of a figure.

    Args:
        figure: the figure.
        is_quotient: True for a share, a cost per person: what is not a sum of its units.
    """
    if isinstance(figure.value, Between):
        return Known.BOUNDS
    if isinstance(figure.value, Missing):
        return Known.NOTHING
    if figure.completeness.missing:
        return Known.INCOMPLETE_QUOTIENT if is_quotient else Known.INCOMPLETE_TOTAL
    return Known.ESTIMATED if figure.completeness.estimated else Known.COMPLETE


def is_of_several(figure: Figure) -> bool:
    """True for the institute and for a group of units; False for a unit."""
    return figure.is_institute or any(unit != figure.unit for unit in figure.completeness.expected)
