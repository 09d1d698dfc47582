"""What went wrong, as a page that says what to do next."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.texts import Language, Text
from jalon.services.problems import DossierProblem
from jalon.web.rights.decide import Refused
from jalon.web.site.asking import NoVintage, language

_LOG = logging.getLogger("jalon.web")

NOTHING_YET = frozenset({"nothing-computed", "nothing-published", "stale-loads"})
"""Faults that say that something comes first, not that an address is wrong."""

NOT_FOUND = frozenset(
    {"unknown-choice", "no-such-delivery", "no-such-vintage", "no-such-figure", "nothing-to-report"}
)

LANGUAGES = (Language.FR, Language.EN)


class Problems:
    """Turns what services and rights raise into pages."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The page of a problem that we know; None leaves it to Django."""
        if isinstance(problem, Refused):
            return refused(request, problem)
        if isinstance(problem, NoVintage):
            return _page(request, 200, _NO_VINTAGE_TITLE, [_NO_VINTAGE])
        if isinstance(problem, DossierProblem):
            return _of_dossier(request, problem)
        return None


def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    """A right is missing, and which."""
    return _page(request, 403, _REFUSED, [problem.text])


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came from elsewhere, or its page was open too long."""
    del reason
    return _page(request, 403, _STALE, [_STALE_HELP])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or none that may be shown: the two read the same."""
    del exception
    return _page(request, 404, _UNKNOWN, [_UNKNOWN_HELP])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What a library refuses without saying why."""
    del exception
    return _page(request, 403, _REFUSED, [_FORBIDDEN_HELP])


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that no form of ours makes; the page needs no session and no dossier."""
    del request, exception
    return _plain(400, is_request=True)


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault. The page needs no database and no dossier."""
    del request
    return _plain(500)


def _plain(status: int, *, is_request: bool = False) -> HttpResponse:
    """Rendered without the request: what went wrong may have come before anything was attached to it."""
    return HttpResponse(render_to_string("site/broken.html", {"is_request": is_request}), status=status)


def _of_dossier(request: HttpRequest, problem: DossierProblem) -> HttpResponse:
    codes = {issue.code for issue in problem.issues}
    told = [
        Text(
            *(
                f"{CATALOGUE[issue.code].what(one, issue.context)} "
                f"{CATALOGUE[issue.code].repair(one, issue.context)}"
                for one in LANGUAGES
            )
        )
        for issue in problem.issues
    ]
    if codes <= NOTHING_YET:
        return _page(request, 200, _FIRST, told)
    if codes <= NOT_FOUND:
        return _page(request, 404, _UNKNOWN, told)
    _LOG.warning("refused: %s", ", ".join(sorted(codes)))
    return _page(request, 409, _IMPOSSIBLE, told)


def _page(request: HttpRequest, status: int, title: Text, lines: list[Text]) -> HttpResponse:
    mine = language()
    told = {"title": title.say(mine), "lines": [line.say(mine) for line in lines]}
    return render(request, "site/problem.html", told, status=status)


_REFUSED = Text("Cette page ne vous est pas ouverte", "This page is not open to you")
_STALE = Text("Ce formulaire n’est plus valable", "This form is no longer valid")
_STALE_HELP = Text(
    "Il vient d’un autre site, ou la page est restée ouverte trop longtemps. Rien n’a été enregistré\u00a0: "
    "revenez en arrière, rechargez la page et recommencez.",
    "It came from another site, or its page was open for too long. Nothing was saved: go back, reload the "
    "page and try again.",
)
_FORBIDDEN_HELP = Text(
    "Votre compte ne permet pas cette action. S’il le devrait, demandez à l’administration du site.",
    "Your account does not allow this. If it should, ask the administrator of the site.",
)
_UNKNOWN = Text("Il n’y a pas de page à cette adresse", "There is no page at this address")
_UNKNOWN_HELP = Text(
    "L’adresse est fausse, ou ce qu’elle désigne n’est pas de votre ressort. Partez de l’accueil, ou "
    "cherchez.",
    "The address is wrong, or what it names is not yours to see. Start from the home page, or search.",
)
_FIRST = Text("Il n’y a encore rien à montrer ici", "There is nothing to show here yet")
_IMPOSSIBLE = Text("Cela ne peut pas être fait", "This cannot be done")
_NO_VINTAGE_TITLE = Text("Aucun millésime signé", "No signed vintage")
_NO_VINTAGE = Text(
    "Vous lisez les chiffres figés et signés\u00a0; aucun ne l’est encore. Cette page les montrera dès la "
    "première signature.",
    "You read figures that are frozen and signed; none is yet. This page shows them from the first "
    "signature on.",
)
