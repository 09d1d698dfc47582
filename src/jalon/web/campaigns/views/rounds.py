"""The calendar of campaigns, a campaign, and the running of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.web.campaigns.burden import burden_by_unit, total
from jalon.web.campaigns.forms import CampaignForm
from jalon.web.campaigns.models import Campaign
from jalon.web.campaigns.running import campaigns_for, is_past, move, overview, save_campaign
from jalon.web.campaigns.views.common import attempt, campaign_named, tell
from jalon.web.desk import today
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request


@needs(Right.READ_CAMPAIGNS)
@require_GET
def calendar(request: Request) -> HttpResponse:
    """Every campaign, with its progress for the units that the reader may read."""
    found = [overview(one, request.who) for one in campaigns_for(request.who)]
    late = {one.campaign.pk for one in found if is_past(one.campaign, today())}
    told = {"overviews": found, "late": late, "may_run": request.who.may(Right.RUN_CAMPAIGNS)}
    return render(request, "campaigns/list.html", told)


@needs(Right.READ_CAMPAIGNS)
@require_GET
def campaign(request: Request, campaign: str) -> HttpResponse:
    """A campaign: units by what they owe."""
    found = campaign_named(request, campaign)
    told: dict[str, Any] = {"overview": overview(found, request.who), "campaign": found}
    if request.who.may(Right.RUN_CAMPAIGNS):
        burdens = burden_by_unit(found, told["overview"].owed)
        told |= {"may_run": True, "burdens": burdens.items(), "total": total(burdens)}
    return render(request, "campaigns/campaign.html", told)


@needs(Right.RUN_CAMPAIGNS)
@require_http_methods(["GET", "POST"])
def make(request: Request) -> HttpResponse:
    """A new campaign, a draft until it is opened."""
    return _edit(request, None, {"opens": today()})


@needs(Right.RUN_CAMPAIGNS)
@require_http_methods(["GET", "POST"])
def edit(request: Request, campaign: str) -> HttpResponse:
    """A campaign's dates, periods and sources."""
    found = campaign_named(request, campaign)
    names = ("name_fr", "name_en", "opens", "due", "periods", "sources", "version")
    return _edit(request, found, {name: getattr(found, name) for name in names})


def _edit(request: Request, found: Campaign | None, initial: dict[str, Any]) -> HttpResponse:
    form = CampaignForm(request.POST or None, campaign=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(request, lambda: save_campaign(request, found, form.cleaned_data))
        if made is not None:
            tell(request, "Campagne enregistrée.", "Campaign saved.")
            return redirect("campaigns:campaign", made.slug)
    status = 200 if request.method == "GET" else 409
    return render(request, "campaigns/edit.html", {"form": form, "campaign": found}, status=status)


@needs(Right.RUN_CAMPAIGNS)
@require_POST
def change_state(request: Request, campaign: str) -> HttpResponse:
    """Open a campaign, or close it."""
    found = campaign_named(request, campaign)
    name = "open" if request.POST.get("move") == "open" else "close"
    attempt(request, lambda: move(request, found, name))
    return redirect("campaigns:campaign", found.slug)
