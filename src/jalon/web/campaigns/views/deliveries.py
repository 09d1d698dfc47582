"""Deliveries and their reports."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.web.campaigns.models import Upload
from jalon.web.campaigns.reading import deliveries_of, is_in_force, owner_of, readable, report_blocks
from jalon.web.desk import desk
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request
from jalon.web.site.fragments import fragment


@needs(Right.READ_DELIVERIES, unit="unit")
@require_GET
def of_unit(request: Request, unit: str) -> HttpResponse:
    """Everything that was received from a unit."""
    told = {"unit": unit, "deliveries": deliveries_of(unit), "sources": desk().dossier().sources}
    return render(request, "campaigns/deliveries.html", told)


@needs(Right.READ_DELIVERIES)
@require_GET
def delivery(request: Request, delivery: str) -> HttpResponse:
    """The report of a delivery: each fault and how to mend it. Another unit's does not exist."""
    found = readable(request.who, delivery)
    if found is None:
        raise Http404
    in_force = is_in_force(found.delivery)
    told = {
        "found": found,
        "delivery": found.delivery,
        "source": desk().dossier().sources.get(found.delivery.source),
        "in_force": in_force,
        "owner": owner_of(found.delivery),
        "upload": _upload(request, found.delivery.id),
    }
    if found.is_whole:
        told["piece"] = fragment(
            ("delivery", found.delivery.id, str(in_force)), "", lambda: report_blocks(found.delivery)
        )
    return render(request, "campaigns/delivery.html", told)


def _upload(request: Request, delivery: str) -> Upload | None:
    """By what it was sent, where the reader may know."""
    found = Upload.objects.filter(delivery=delivery).select_related("of__campaign", "by").first()
    return found if found and request.who.may(Right.READ_CAMPAIGNS, found.of.unit) else None
