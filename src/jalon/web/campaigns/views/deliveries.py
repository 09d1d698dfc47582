"""Deliveries and their reports."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.kernel.texts import Text
from jalon.services.quarantined import has_rows_not_taken, rows_not_taken
from jalon.services.screens.spreadsheet import rows_as_csv
from jalon.web.campaigns.models import Upload
from jalon.web.campaigns.reading import deliveries_of, is_in_force, owner_of, readable, report_blocks
from jalon.web.desk import desk
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language
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
        "has_rows": found.is_whole and has_rows_not_taken(desk().workspace(), found.delivery),
        "upload": _upload(request, found.delivery.id),
    }
    if found.is_whole:
        told["piece"] = fragment(
            ("delivery", found.delivery.id, str(in_force)), "", lambda: report_blocks(found.delivery)
        )
    return render(request, "campaigns/delivery.html", told)


@needs(Right.READ_DELIVERIES)
@require_GET
def not_taken(request: Request, delivery: str) -> HttpResponse:
    """The rows that were refused or set aside, for a spreadsheet; no personal cell is among them.

    Who may read rows has their other cells too; who reads reports only has what the report says of each.
    """
    found = readable(request.who, delivery)
    if found is None or not found.is_whole or not has_rows_not_taken(desk().workspace(), found.delivery):
        raise Http404
    with_cells = request.who.may(Right.READ_ROWS, owner_of(found.delivery))
    rows = rows_not_taken(desk().workspace(), found.delivery, language(), with_cells=with_cells)
    named = f'attachment; filename="{_NOT_TAKEN.say(language())}-{found.delivery.id}.csv"'
    content = rows_as_csv(rows, language())
    return HttpResponse(content, "text/csv; charset=utf-8", headers={"Content-Disposition": named})


_NOT_TAKEN = Text("lignes-non-prises", "rows-not-taken")


def _upload(request: Request, delivery: str) -> Upload | None:
    """By what it was sent, where the reader may know."""
    found = Upload.objects.filter(delivery=delivery).select_related("of__campaign", "by").first()
    return found if found and request.who.may(Right.READ_CAMPAIGNS, found.of.unit) else None
