"""What the pages of campaigns share: finding a campaign, and telling what cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import Http404

from jalon.web.campaigns.models import Campaign, Return
from jalon.web.campaigns.owing import Channel, units_owing
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.campaigns.running import campaigns_for
from jalon.web.campaigns.sending import channel_in
from jalon.web.campaigns.signing import return_of
from jalon.web.site.asking import Request, language

Made = TypeVar("Made")


def campaign_named(request: Request, slug: str) -> Campaign:
    """A campaign that the one who asks may see.

    Raises:
        Http404: there is none; a draft of somebody else reads the same.
    """
    found = campaigns_for(request.who).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def unit_return(request: Request, slug: str, unit: str) -> Return:
    """The return of a unit in a campaign.

    Raises:
        Http404: there is no such campaign, or the unit owes nothing in it.
    """
    campaign = campaign_named(request, slug)
    if unit not in units_owing(campaign):
        raise Http404
    return return_of(campaign, unit)


def channel_named(one: Return, source: str) -> Channel:
    """How a unit may send a source.

    Raises:
        Http404: it has nothing of its own to send for it.
    """
    found = channel_in(one.campaign, one.unit, source)
    if found is None:
        raise Http404
    return found


def attempt(request: Request, act: Callable[[], Made]) -> Made | None:
    """Do something; when it cannot be done, say why at the head of the next page and answer None."""
    try:
        return act()
    except CannotDo as problem:
        messages.error(request, problem.text.say(language()))
        return None


def tell(request: Request, fr: str, en: str) -> None:
    """Say at the head of the next page what was done."""
    messages.success(request, fr if language().value == "fr" else en)
