"""Pages about the interface: what it offers, and the tokens of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.kernel.texts import Text
from jalon.web.api.api import operations
from jalon.web.api.forms import TokenForm
from jalon.web.api.models import Token
from jalon.web.api.problems import TITLES
from jalon.web.api.tokens import MOST_TOKENS, REQUESTS_A_MINUTE, TooManyTokens, make, revoke, usable
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import RIGHTS, Right
from jalon.web.site.asking import Request, language

TELLS = {
    "figures": Text("les chiffres, filtrés", "figures, filtered"),
    "lineage": Text("d’où vient un chiffre", "where a figure comes from"),
    "verdicts": Text("les appréciations", "verdicts"),
    "vintages": Text("les millésimes signés", "signed vintages"),
    "units": Text("les unités", "units"),
    "indicators": Text("les indicateurs", "indicators"),
    "indicator": Text("la fiche d’un indicateur", "the sheet of an indicator"),
    "contract": Text("le contrat et les engagements", "the contract and commitments"),
    "deliveries": Text("les livraisons de vos unités", "deliveries of your units"),
    "delivery": Text("le rapport d’une livraison", "the report of a delivery"),
    "campaigns": Text("les campagnes", "campaigns"),
    "campaign": Text("une campagne, unité par unité", "a campaign, unit by unit"),
    "send": Text("envoyer un fichier", "send a file"),
    "job": Text("l’avancement d’un travail", "how far a job is"),
    "events": Text("le journal", "the journal"),
}
"""What each operation tells, as the page lists it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An operation, as the page lists it; ``may`` is whether the reader has a right that it takes."""

    method: str
    path: str
    tells: Text
    rights: str
    may: bool


@needs(Right.USE_API)
@require_GET
def about(request: Request) -> HttpResponse:
    """What the interface offers, and what its problems mean."""
    problems = [(kind, status, title) for kind, (status, title) in TITLES.items()]
    told = {
        "operations": list(_offered(request)),
        "problems": problems,
        "base": request.build_absolute_uri("/api/v1"),
        "most": REQUESTS_A_MINUTE,
    }
    return render(request, "api/about.html", told)


def _offered(request: Request) -> Iterator[Offered]:
    for one in operations():
        door, mine = one.auth_callbacks[0], language()
        yield Offered(
            method=one.methods[0],
            path=one.path,
            tells=TELLS[one.operation_id],
            rights=", ".join(RIGHTS[right].say(mine) for right in door.rights),
            may=any(request.who.may(right) for right in door.rights),
        )


@needs(Right.USE_API)
@require_http_methods(["GET", "POST"])
def tokens(request: Request) -> HttpResponse:
    """The tokens of the reader, and the form that makes one; its secret is shown in this answer only."""
    form = TokenForm(request.who, request.POST or None)
    made, secret, is_full = None, "", False
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = make(
                request,
                name=form.cleaned_data["name"],
                scopes=form.scopes_asked(),
                days=form.cleaned_data["days"],
            )
        except TooManyTokens:
            is_full = True
        else:
            form = TokenForm(request.who)
    told = {
        "form": form,
        "made": made,
        "secret": secret,
        "is_full": is_full,
        "most": MOST_TOKENS,
        "tokens": usable(request.user),
        "base": request.build_absolute_uri("/api/v1"),
    }
    status = 422 if is_full or (request.method == "POST" and made is None) else 200
    answered = render(request, "api/tokens.html", told, status=status)
    answered.headers["Cache-Control"] = "no-store"
    return answered


@needs(Right.USE_API)
@require_POST
def revoke_token(request: Request, number: int) -> HttpResponse:
    """End a token of the reader's own; that of somebody else is not there."""
    found = Token.objects.filter(pk=number, user=request.user).first() if number < 2**63 else None
    if found is None:
        raise Http404
    revoke(request, found)
    return redirect("api:tokens")
