"""Who asks for a page, in which language, and which figures they may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils import translation

from jalon.kernel.texts import Language
from jalon.review.sections.context import Context
from jalon.web.desk import desk
from jalon.web.rights.decide import Refused, Who, require
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.accounts.models import User

    class Request(HttpRequest):
        """A request of somebody who is signed in, past the doorkeeper."""

        who: Who
        user: User
else:
    Request = HttpRequest


class NoVintage(Exception):
    """Somebody may read signed vintages only, and none is signed yet."""


def language() -> Language:
    """The reader's language."""
    return Language.FR if (translation.get_language() or "fr").startswith("fr") else Language.EN


def vintage_of(request: Request) -> str:
    """The vintage that a page tells: the one of its address, else the last one for who may read no other.

    Raises:
        Http404: there is no such vintage.
        Refused: they may read neither vintages nor the figures of the day.
        NoVintage: they may read vintages only, and there is none.
    """
    asked, known = request.GET.get("vintage", ""), desk().vintages()
    if asked and asked not in known:
        raise Http404
    if asked:
        require(request.who, Right.READ_VINTAGES)
        return asked
    if request.who.may(Right.READ_FIGURES):
        return ""
    require(request.who, Right.READ_VINTAGES)
    if not known:
        raise NoVintage
    return known[-1]


def told_to(request: Request) -> Context:
    """What a page may tell the one who asks (see :func:`vintage_of`).

    Raises:
        DossierProblem: nothing was computed yet.
    """
    return desk().context(language(), vintage_of(request))


__all__ = ["NoVintage", "Refused", "Request", "language", "told_to", "vintage_of"]
