"""What went wrong, as RFC 9457 tells programs: in the language of the request."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any  # what an operation raises

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import HttpError, ValidationError

from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.texts import Text
from jalon.services.problems import DossierProblem
from jalon.web.api.saying import said
from jalon.web.campaigns.receiving import TOO_BIG
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.rights.decide import Refused
from jalon.web.site.asking import NoVintage, language
from jalon.web.site.problems import NOT_FOUND, NOTHING_YET

_LOG = logging.getLogger("jalon.web")

CONTENT_TYPE = "application/problem+json"
PAGE = "/api/"
"""The page that explains each kind of problem, by its anchor."""

TITLES: Mapping[str, tuple[int, Text]] = {
    "unreadable": (400, Text("La requête est illisible", "The request cannot be read")),
    "no-token": (401, Text("Il faut un jeton valable", "A valid token is needed")),
    "refused": (403, Text("Ce droit vous manque", "You lack this right")),
    "scope": (403, Text("Ce jeton ne le permet pas", "This token does not allow it")),
    "not-found": (404, Text("Il n’y a rien à cette adresse", "There is nothing at this address")),
    "method": (
        405,
        Text("Cette adresse n’admet pas cette méthode", "This address does not take this method"),
    ),
    "format": (406, Text("Ce format n’existe pas ici", "This format is not available here")),
    "nothing-yet": (409, Text("Il n’y a encore rien à dire", "There is nothing to tell yet")),
    "impossible": (409, Text("Cela ne peut pas être fait", "This cannot be done")),
    "too-large": (413, Text("Le fichier est trop gros", "The file is too large")),
    "content": (415, Text("Ce type de contenu n’est pas lu ici", "This type of content is not read here")),
    "invalid": (422, Text("Un paramètre ne convient pas", "A parameter is not acceptable")),
    "too-many": (429, Text("Trop de requêtes", "Too many requests")),
    "broken": (500, Text("Le site a failli", "The site failed")),
}
"""The kinds of problems: the status and the title of each."""


class Problem(Exception):
    """A request that is not granted.

    Args:
        kind: one of :data:`TITLES`.
        detail: what happened, and what to do.
        headers: what the answer says beside.
    """

    def __init__(self, kind: str, detail: Text, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(kind)
        self.kind, self.detail, self.headers = kind, detail, dict(headers or {})


def answer(
    kind: str, detail: Text | str, headers: Mapping[str, str] | None = None, **more: object
) -> HttpResponse:
    """A problem as an answer; ``more`` are members of its own (RFC 9457, section 3.2)."""
    status, title = TITLES[kind]
    mine = language()
    told = {
        "type": f"{PAGE}#{kind}",
        "title": title.say(mine),
        "status": status,
        "detail": detail.say(mine) if isinstance(detail, Text) else detail,
        **more,
    }
    return HttpResponse(
        json.dumps(told, ensure_ascii=False), status=status, content_type=CONTENT_TYPE, headers=headers
    )


def of_exception(request: HttpRequest, problem: Any) -> HttpResponse:
    """The answer to whatever an operation raises. What is unknown and what is not theirs read the same."""
    match problem:
        case Problem():
            return answer(problem.kind, problem.detail, problem.headers)
        case Refused():
            return answer("refused", problem.text, right=problem.right.value)
        case Http404():
            return answer("not-found", UNKNOWN)
        case NoVintage():
            return answer("nothing-yet", NO_VINTAGE)
        case DossierProblem():
            return _of_dossier(problem)
        case CannotDo():
            return answer("impossible", problem.text)
        case ValidationError() if request.META.get(TOO_BIG):
            return answer("too-large", TOO_LARGE)
        case ValidationError():
            return answer("invalid", INVALID, errors=list(_errors(problem)))
        case HttpError() if problem.status_code == 400:
            return answer("unreadable", UNREADABLE)
        case RequestDataTooBig():
            return answer("too-large", TOO_LARGE)
        case SuspiciousOperation() | MultiPartParserError() | UnreadablePostError():
            return answer("unreadable", UNREADABLE)
    _LOG.error("%s %s failed", request.method, request.path, exc_info=problem)
    return answer("broken", BROKEN)


def _of_dossier(problem: DossierProblem) -> HttpResponse:
    codes, mine = {issue.code for issue in problem.issues}, language()
    told = [
        {
            "code": issue.code,
            "what": CATALOGUE[issue.code].what(mine, issue.context),
            "repair": CATALOGUE[issue.code].repair(mine, issue.context),
        }
        for issue in problem.issues
    ]
    detail = " ".join(f"{one['what']} {one['repair']}" for one in told)
    if codes <= NOTHING_YET:
        kind = "nothing-yet"
    elif codes == {"unknown-choice"}:
        kind = "invalid"
    else:
        kind = "not-found" if codes <= NOT_FOUND else "impossible"
    return answer(kind, detail, issues=told)


def _errors(problem: ValidationError) -> Iterator[dict[str, str]]:
    mine = language()
    for error in problem.errors:
        yield {"place": _place(error.get("loc", ())), "message": said(error, mine)}


def _place(parts: Sequence[object]) -> str:
    """``query.limit``: where the value was, without the names that our own code gives."""
    named = [str(part) for part in parts if str(part) != "asked"]
    return ".".join(named)


UNKNOWN = Text(
    "L’adresse est fausse, ou ce qu’elle désigne n’est pas de votre ressort.",
    "The address is wrong, or what it names is not yours to see.",
)
UNREADABLE = Text(
    "La requête n’a pas la forme attendue\u00a0: voyez la description de l’opération.",
    "The request does not have the expected form: see the description of the operation.",
)
INVALID = Text(
    "«\u00a0errors\u00a0» dit quel paramètre, et ce qui y est attendu.",
    "“errors” says which parameter, and what is expected of it.",
)
TOO_LARGE = Text(
    f"Un fichier fait au plus {settings.UPLOAD_LIMIT // 1024**2}\u00a0Mo\u00a0: compressez-le (gzip).",
    f"A file is at most {settings.UPLOAD_LIMIT // 1024**2} MB: compress it (gzip).",
)
BROKEN = Text(
    "La faute est la nôtre, et notée. Réessayez\u00a0; si cela persiste, prévenez l’administration du site.",
    "The fault is ours, and noted. Try again; if it goes on, tell the administrator of the site.",
)
NO_VINTAGE = Text(
    "Vous lisez les chiffres figés et signés\u00a0; aucun ne l’est encore.",
    "You read figures that are frozen and signed; none is yet.",
)
