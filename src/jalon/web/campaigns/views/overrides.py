"""Overrides: proposed by the steward, decided by somebody else."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jalon.services.answers import plain
from jalon.web.campaigns.forms import OverrideForm
from jalon.web.campaigns.models import OverrideRequest
from jalon.web.campaigns.overriding import Standing, decide, deviation_named, propose
from jalon.web.campaigns.views.common import attempt, tell, unit_return
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request


@needs(Right.PROPOSE_OVERRIDE, unit="unit")
@require_http_methods(["GET", "POST"])
def ask_override(request: Request, campaign: str, unit: str, rule: str, period: str) -> HttpResponse:
    """Propose a value and its explanation for a rule that failed."""
    one = unit_return(request, campaign, unit)
    about = deviation_named(one.campaign, unit, rule, period)
    if about is None:
        raise Http404
    form = OverrideForm(request.POST or None, initial=_initial(about))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        made = attempt(
            request,
            lambda: propose(request, one, about, value=values["value"], because=values["because"]),
        )
        if made is not None:
            tell(request, "Demande envoyée à qui peut l’approuver.", "Request sent to who may approve it.")
            return redirect("campaigns:unit", campaign, unit)
    told = {"one": one, "about": about, "finding": about.finding, "form": form}
    return render(request, "campaigns/override.html", told, status=409 if request.method == "POST" else 200)


def _initial(about: Standing) -> dict[str, str]:
    """What is measured, and last year's explanation to be looked at again."""
    earlier = about.finding.earlier
    return {"value": plain(about.finding.measured), "because": earlier.because if earlier else ""}


@needs(Right.APPROVE_OVERRIDE)
@require_POST
def decide_override(request: Request, number: int) -> HttpResponse:
    """Approve or refuse a request."""
    found = OverrideRequest.objects.select_related("of__campaign").filter(pk=number).first()
    if found is None or not request.who.may(Right.APPROVE_OVERRIDE, found.unit):
        raise Http404
    is_approved = request.POST.get("decision") == "approve"
    reason = request.POST.get("reason", "")[:4000]
    attempt(request, lambda: decide(request, found, is_approved=is_approved, reason=reason))
    return redirect("campaigns:unit", found.of.campaign.slug, found.unit)
