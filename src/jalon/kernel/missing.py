"""Missing values: each with its reason, and an algebra in which missing is never zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn

from jalon.kernel.texts import EMPTY, Language, Text


class Reason(StrEnum):
    """Why there is no value. None of these is zero."""

    NOT_DUE = "not-due"
    LATE = "late"
    REFUSED = "refused"
    NOT_APPLICABLE = "not-applicable"
    SUPPRESSED = "suppressed"
    NOT_RECEIVED = "not-received"
    AT_SOURCE = "missing-at-source"
    UNDEFINED = "undefined"
    NO_PRICE_INDEX = "no-price-index"


REASONS = {
    Reason.NOT_DUE: Text("pas encore dû", "not due yet"),
    Reason.LATE: Text("en retard", "late"),
    Reason.REFUSED: Text("livraison refusée", "delivery refused"),
    Reason.NOT_APPLICABLE: Text("sans objet", "not applicable"),
    Reason.SUPPRESSED: Text("masqué (secret statistique)", "suppressed (disclosure control)"),
    Reason.NOT_RECEIVED: Text("non reçu", "not received"),
    Reason.AT_SOURCE: Text("absent à la source", "missing at source"),
    Reason.UNDEFINED: Text("indéfini (dénominateur nul)", "undefined (zero denominator)"),
    Reason.NO_PRICE_INDEX: Text("indice de prix incomplet", "price index incomplete"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """The absence of a value, with its reason; arithmetic with it stays missing.

    >>> gap = Missing(Reason.AT_SOURCE)
    >>> gap + 1 is gap, 1 - gap is gap, gap * 0 is gap
    (True, True, True)
    >>> gap == 0
    False
    >>> bool(gap)
    Traceback (most recent call last):
    TypeError: a missing value (missing-at-source) is neither true nor false
    >>> gap < 3
    Traceback (most recent call last):
    TypeError: a missing value (missing-at-source) cannot be ordered
    """

    reason: Reason
    detail: Text = EMPTY

    def say(self, language: Language) -> str:
        """The reason in words, followed by its detail when there is one."""
        detail = self.detail.say(language)
        words = REASONS[self.reason].say(language)
        if not detail:
            return words
        return f"{words}\u00a0: {detail}" if language is Language.FR else f"{words}: {detail}"

    def _absorb(self, _other: object) -> Missing:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = _absorb
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _absorb

    def __bool__(self) -> bool:
        raise TypeError(f"a missing value ({self.reason}) is neither true nor false")

    def _refuse_order(self, _other: object) -> NoReturn:
        raise TypeError(f"a missing value ({self.reason}) cannot be ordered")

    __lt__ = __le__ = __gt__ = __ge__ = _refuse_order


Value = Decimal | Missing
"""What a figure holds: an exact number, or the reason why there is none."""


def present(value: Value) -> Decimal | None:
    """The number, or None where there is none: for callers that branch on absence.

    >>> present(Decimal(0))
    Decimal('0')
    >>> present(Missing(Reason.LATE)) is None
    True
    """
    return None if isinstance(value, Missing) else value
