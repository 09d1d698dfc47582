"""Operations on campaigns: how each unit stands, and sending a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.source import Feed as FeedFile
from jalon.dossier.source import Source
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Text
from jalon.services.problems import stop
from jalon.web.api import work
from jalon.web.api.answers import json_answer, page_answer
from jalon.web.api.operations import reads, writes
from jalon.web.api.problems import Problem
from jalon.web.api.shapes.campaigns import CampaignDetail, Campaigns, Sending
from jalon.web.api.shapes.common import Cut
from jalon.web.api.shapes.work import Job
from jalon.web.campaigns.models import Campaign
from jalon.web.campaigns.owing import Channel, Owed
from jalon.web.campaigns.running import Overview, campaigns_for, overview
from jalon.web.campaigns.sending import channel_in, send_file
from jalon.web.desk import desk, unit_label
from jalon.web.rights.decide import require
from jalon.web.rights.roles import Right
from jalon.web.site.asking import language

if TYPE_CHECKING:
    from jalon.web.site.asking import Request
else:
    from django.http import HttpRequest as Request

router = Router(tags=["campaigns"])


@reads(router, "/campaigns", Right.READ_CAMPAIGNS, shape=Campaigns)
def campaigns(request: Request, asked: Query[Cut]) -> HttpResponse:
    """Campaigns, the newest first."""
    return page_answer(request, [_campaign(one) for one in campaigns_for(request.who)], asked)


@reads(router, "/campaigns/{campaign}", Right.READ_CAMPAIGNS, shape=CampaignDetail, also=(404,))
def campaign(request: Request, campaign: str) -> HttpResponse:
    """A campaign: what each of the reader's units owes, and how it stands."""
    found = campaigns_for(request.who).filter(slug=campaign).first()
    if found is None:
        raise Http404
    seen = overview(found, request.who)
    units = list(_units(seen))
    told = {"settled": seen.settled, "asked": seen.asked, "units": units}
    return json_answer({**_campaign(found), **told})


def _campaign(one: Campaign) -> dict[str, object]:
    return {
        "campaign": one.slug,
        "name": one.name.say(language()),
        "opens": one.opens.isoformat(),
        "due": one.due.isoformat(),
        "periods": one.periods,
        "sources": one.sources,
        "state": one.state,
    }


def _units(seen: Overview) -> list[dict[str, object]]:
    return [
        {
            "unit": line.unit,
            "state": str(line.state),
            "settled": line.settled,
            "asked": line.asked,
            "owed": [_owed(item) for item in seen.owed.get(line.unit, ())],
        }
        for line in seen.lines
    ]


def _owed(one: Owed) -> dict[str, object]:
    return {
        "source": one.source.id,
        "period": one.period,
        "state": one.feed.state.value,
        "due": one.due.isoformat() if one.due else None,
        "is_settled": one.is_settled,
        "delivery": one.delivery or None,
        "absence": one.absence.because if one.absence else None,
    }


# Sending


# The same address as the list of deliveries, and so the same router.
@writes(work.router, "/deliveries", Right.SEND, shape=Job, also=(404, 409))
def send(request: Request, sending: Form[Sending], file: File[UploadedFile]) -> HttpResponse:
    """Send a file for a feed: it is kept, and read by a job, whose report follows."""
    source, unit = _feed(sending.feed)
    require(request.who, Right.SEND, unit, unit_label(unit))
    chosen = _campaign_for(request, source, sending.campaign)
    upload = send_file(request, chosen, unit, _channel(chosen, unit, source), file)
    assert upload.job is not None, "it was just asked for"
    where = reverse("api:v1:job", args=[upload.job.pk])
    return json_answer(work.job_content(upload.job), {"Location": where}, status=202)


def _feed(name: str) -> tuple[str, str]:
    """The source and the unit of a feed.

    Raises:
        DossierProblem: the dossier names no such feed.
    """
    known = {one.id: (source.id, one.unit or INSTITUTE) for source, one in _feeds()}
    if name not in known:
        raise stop("unknown-choice", kind="feed", name=name, known=hint(name, list(known)))
    return known[name]


def _feeds() -> list[tuple[Source, FeedFile]]:
    return [(source, one) for source in desk().dossier().sources.values() for one in source.feeds]


def _campaign_for(request: Request, source: str, name: str) -> Campaign:
    """The campaign named, else the only one that is open and asks for a source.

    Raises:
        Http404: there is no such campaign.
        Problem: none is open, or several are.
    """
    if name:
        found = campaigns_for(request.who).filter(slug=name).first()
        if found is None:
            raise Http404
        return found
    waiting = [one for one in campaigns_for(request.who) if one.is_open and one.asks(source)]
    if len(waiting) != 1:
        raise Problem("impossible", _SEVERAL if waiting else _NONE)
    return waiting[0]


def _channel(campaign: Campaign, unit: str, source: str) -> Channel:
    found = channel_in(campaign, unit, source)
    if found is None:
        raise Problem("impossible", _NOT_ASKED)
    return found


_NONE = Text(
    "Aucune campagne ouverte n’attend cette source.", "No campaign that is open asks for this source."
)
_SEVERAL = Text(
    "Plusieurs campagnes ouvertes attendent cette source\u00a0: nommez-en une dans «\u00a0campaign\u00a0».",
    "Several open campaigns ask for this source: name one in “campaign”.",
)
_NOT_ASKED = Text(
    "Cette campagne n’attend pas cette source de cette unité.",
    "This campaign does not ask for this source from this unit.",
)
