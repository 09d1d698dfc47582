"""The page of a unit in a campaign: what it owes, what it sent, what it explains, and its signatures."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.web.campaigns.absences import declare_absence, withdraw_absence
from jalon.web.campaigns.handing import indicators_of, page_of
from jalon.web.campaigns.models import Return
from jalon.web.campaigns.owing import Owed, owed_of
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.campaigns.signing import STEPS, send_back, take_step
from jalon.web.campaigns.views.common import attempt, tell, unit_return
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request


@needs(Right.READ_CAMPAIGNS, unit="unit")
@require_GET
def unit(request: Request, campaign: str, unit: str) -> HttpResponse:
    """Everything about a unit in a campaign."""
    one = unit_return(request, campaign, unit)
    told = {"page": page_of(request, one), "indicators": indicators_of()}
    return render(request, "campaigns/unit.html", told)


@needs(Right.SUBMIT, Right.SIGN, Right.ACCEPT, unit="unit")
@require_POST
def sign(request: Request, campaign: str, unit: str) -> HttpResponse:
    """Take a step up: submit, sign or accept."""
    one = unit_return(request, campaign, unit)
    name = request.POST.get("step", "")
    if name not in STEPS:
        raise Http404
    attempt(
        request,
        lambda: take_step(
            request,
            one,
            name,
            version=_number(request.POST.get("version", "")) or 0,
            statement=request.POST.get("statement", "").strip()[:4000],
            minutes=_minutes(request.POST.get("minutes", "").strip()),
        ),
    )
    return redirect("campaigns:unit", campaign, unit)


@needs(Right.SIGN, Right.ACCEPT, Right.RUN_CAMPAIGNS, unit="unit")
@require_POST
def back(request: Request, campaign: str, unit: str) -> HttpResponse:
    """Send a return back, or open again one that was accepted."""
    one = unit_return(request, campaign, unit)
    version, because = _number(request.POST.get("version", "")) or 0, request.POST.get("because", "")
    attempt(request, lambda: send_back(request, one, version=version, because=because[:4000]))
    return redirect("campaigns:unit", campaign, unit)


@needs(Right.READ_CAMPAIGNS, unit="unit", post=(Right.SUBMIT,))
@require_http_methods(["GET", "POST"])
def absence(request: Request, campaign: str, unit: str, source: str, period: str) -> HttpResponse:
    """Say why something will not come."""
    one = unit_return(request, campaign, unit)
    item = _owed(one, source, period)
    if request.method == "POST":
        if request.POST.get("withdraw"):
            attempt(request, lambda: withdraw_absence(request, one, item))
            return redirect("campaigns:unit", campaign, unit)
        because = request.POST.get("because", "")[:4000]
        if attempt(request, lambda: declare_absence(request, one, item, because)):
            tell(request, "Absence enregistrée.", "Absence saved.")
            return redirect("campaigns:unit", campaign, unit)
    because = request.POST.get("because", "") or (item.absence.because if item.absence else "")
    told = {"one": one, "item": item, "because": because}
    return render(request, "campaigns/absence.html", told)


def _owed(one: Return, source: str, period: str) -> Owed:
    for item in owed_of(one.campaign, [one.unit]).get(one.unit, []):
        if (item.source.id, item.period) == (source, period):
            return item
    raise Http404


def _minutes(text: str) -> int | None:
    """The time spent; None when it is not told.

    Raises:
        CannotDo: what is told is no number of minutes.
    """
    if text and (_number(text) is None or len(text) > _MINUTES_DIGITS):
        raise CannotDo(
            "Le temps passé s’écrit en minutes, en chiffres (six au plus), ou reste vide. Rien n’a été "
            "soumis.",
            "The time spent is written in minutes, in digits (six at most), or left empty. Nothing was "
            "submitted.",
        )
    return _number(text)


_MINUTES_DIGITS = 6


def _number(text: str) -> int | None:
    return min(int(text), 100_000) if text.isdecimal() and len(text) < 10 else None
