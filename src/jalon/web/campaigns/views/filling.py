"""The grid of a source, filled in on the page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jalon.services.grid import Line, problems_of
from jalon.web.campaigns.filling import Cells, Filled, Merge, filled_grid, overlaid, save, send, typed_cells
from jalon.web.campaigns.models import GridDraft, Return, Upload
from jalon.web.campaigns.owing import Channel
from jalon.web.campaigns.views.common import attempt, channel_named, tell, unit_return
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request


@needs(Right.SEND, unit="unit")
@require_http_methods(["GET", "POST"])
def grid(request: Request, campaign: str, unit: str, source: str) -> HttpResponse:
    """Fill in a grid, save it as a draft, send it."""
    one = unit_return(request, campaign, unit)
    channel = channel_named(one, source)
    filled = filled_grid(request, one.campaign, unit, channel)
    if filled is None:
        raise Http404
    if request.method == "GET":
        return _page(request, one, channel, filled)
    return _posted(request, one, channel, filled)


def _posted(request: Request, one: Return, channel: Channel, filled: Filled) -> HttpResponse:
    typed = attempt(request, lambda: typed_cells(filled, request.POST.dict()))
    version = request.POST.get("version", "")
    if typed is None or not version.isdecimal():
        return _page(request, one, channel, filled, status=409)
    saved = attempt(request, lambda: save(request, one.campaign, one.unit, filled, typed, int(version)))
    if saved is None:
        return _page(request, one, channel, filled, typed=typed, status=409)
    if isinstance(saved, Merge):
        told = {"one": one, "channel": channel, "merge": saved}
        return render(request, "campaigns/merge.html", told, status=409)
    if "send" in request.POST:
        return _sent(request, one, channel, filled, saved)
    tell(request, "Brouillon enregistré.", "Draft saved.")
    return redirect("campaigns:grid", one.campaign.slug, one.unit, channel.source.id)


def _sent(request: Request, one: Return, channel: Channel, filled: Filled, saved: GridDraft) -> HttpResponse:
    upload: Upload | None = attempt(request, lambda: send(request, one.campaign, one.unit, filled, saved))
    if upload is None:
        return redirect("campaigns:grid", one.campaign.slug, one.unit, channel.source.id)
    return redirect("campaigns:upload", upload.pk)


def _page(
    request: Request,
    one: Return,
    channel: Channel,
    filled: Filled,
    *,
    typed: Cells | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = overlaid(filled.lines, typed) if typed else filled.lines
    problems = problems_of(filled.grid, lines) if filled.draft or typed else {}
    rows = [
        (
            line,
            [
                (
                    question,
                    line.cells[question.name],
                    _before(filled, line, question.name),
                    problems.get((line.place, question.name)),
                )
                for question in filled.grid.questions
            ],
        )
        for line in lines
    ]
    told = {"one": one, "channel": channel, "filled": filled, "rows": rows, "problems": len(problems)}
    return render(request, "campaigns/grid.html", told, status=status)


def _before(filled: Filled, line: Line, column: str) -> str:
    """What stood there a period earlier; what tells rows apart is the same, and is not repeated."""
    return "" if column in filled.grid.entity.key else line.before.get(column, "")
