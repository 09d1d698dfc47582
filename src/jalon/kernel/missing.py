"""Missing values: each with its reason, and an algebra in which missing is never zero."""

from __future__ import annotations

import operator
from collections.abc import Callable
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
    NOT_VERIFIED = "not-verified"
    NOT_APPLICABLE = "not-applicable"
    SUPPRESSED = "suppressed"
    NOT_RECEIVED = "not-received"
    AT_SOURCE = "missing-at-source"
    UNDEFINED = "undefined"
    NO_PRICE_INDEX = "no-price-index"
    UNCERTAIN = "uncertain"
    PURGED = "purged"


REASONS = {
    Reason.NOT_DUE: Text("pas encore dû", "not due yet"),
    Reason.LATE: Text("en retard", "late"),
    Reason.REFUSED: Text("livraison refusée", "delivery refused"),
    Reason.NOT_VERIFIED: Text("lecture non vérifiée", "reading not verified"),
    Reason.NOT_APPLICABLE: Text("sans objet", "not applicable"),
    Reason.SUPPRESSED: Text("masqué (secret statistique)", "suppressed (disclosure control)"),
    Reason.NOT_RECEIVED: Text("non reçu", "not received"),
    Reason.AT_SOURCE: Text("absent à la source", "missing at source"),
    Reason.UNDEFINED: Text("indéfini (dénominateur nul)", "undefined (zero denominator)"),
    Reason.NO_PRICE_INDEX: Text("indice de prix incomplet", "price index incomplete"),
    Reason.UNCERTAIN: Text("incertain", "uncertain"),
    Reason.PURGED: Text("lignes purgées (durée de conservation)", "rows purged (end of retention)"),
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


@dataclass(frozen=True, slots=True)
class Between(Missing):
    """A value of which only bounds are known, both included, and why; made by :func:`between`.

    Where a number is wanted there is none: it is a missing value for whoever does not ask for the bounds.
    Arithmetic goes on with the bounds.

    >>> doubt = between(Decimal(8), Decimal(10), Text.same("links in doubt"))
    >>> half = doubt / 2
    >>> half.low, half.high
    (Decimal('4'), Decimal('5'))
    >>> (doubt - doubt).low  # the two are not known to be the same number
    Decimal('-2')
    >>> (1 / (doubt - 9)).reason.value
    'undefined'
    """

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    def _with(self, other: object, operation: Callable[[Decimal, Decimal], Decimal]) -> Missing:
        if isinstance(other, Missing) and not isinstance(other, Between):
            return other
        theirs = (other.low, other.high) if isinstance(other, Between) else (_number(other),) * 2
        try:
            corners = [operation(mine, one) for mine in (self.low, self.high) for one in theirs]
        except ZeroDivisionError:
            return Missing(Reason.UNDEFINED)
        return Between(self.reason, self.detail, min(corners), max(corners))

    def __add__(self, other: object) -> Missing:
        return self._with(other, operator.add)

    def __sub__(self, other: object) -> Missing:
        return self._with(other, operator.sub)

    def __rsub__(self, other: object) -> Missing:
        return self._with(other, lambda mine, one: one - mine)

    def __mul__(self, other: object) -> Missing:
        return self._with(other, operator.mul)

    def __truediv__(self, other: object) -> Missing:
        if isinstance(other, Between) and other.low <= 0 <= other.high:
            return Missing(Reason.UNDEFINED)
        return self._with(other, operator.truediv)

    def __rtruediv__(self, other: object) -> Missing:
        if self.low <= 0 <= self.high:
            return Missing(Reason.UNDEFINED)
        return self._with(other, lambda mine, one: one / mine)

    def __radd__(self, other: object) -> Missing:
        return self + other

    def __rmul__(self, other: object) -> Missing:
        return self * other


def _number(other: object) -> Decimal:
    if isinstance(other, Decimal | int):
        return Decimal(other)
    raise TypeError(f"{other!r} is no exact number")


def between(low: Decimal, high: Decimal, because: Text) -> Decimal | Missing:
    """The number when both bounds are one, else the interval with its reason.

    >>> between(Decimal(3), Decimal(3), EMPTY)
    Decimal('3')
    """
    return low if low == high else Between(Reason.UNCERTAIN, because, low, high)


Value = Decimal | Missing
"""What a figure holds: an exact number, bounds (:class:`Between`), or the reason why there is none."""


def present(value: Value) -> Decimal | None:
    """The number, or None where there is none: for callers that branch on absence.

    >>> present(Decimal(0))
    Decimal('0')
    >>> present(Missing(Reason.LATE)) is None
    True
    """
    return None if isinstance(value, Missing) else value
