"""Sending a file, fetching one, and how far it is."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.kernel.texts import Text
from jalon.web.campaigns.models import Upload
from jalon.web.campaigns.receiving import EXTENSIONS, TOO_BIG, extensions_of
from jalon.web.campaigns.sending import fetch, send_again, send_file
from jalon.web.campaigns.views.common import attempt, channel_named, unit_return
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language


@needs(Right.SEND, unit="unit")
@require_http_methods(["GET", "POST"])
def send(request: Request, campaign: str, unit: str, source: str) -> HttpResponse:
    """Send the file of a source: dropped on the page, or chosen."""
    one = unit_return(request, campaign, unit)
    channel = channel_named(one, source)
    status = 200
    if request.method == "POST":
        file = request.FILES.get("file")
        upload = None
        if file is None:
            messages.error(request, _no_file(request).say(language()))
        else:
            upload = attempt(request, lambda: send_file(request, one.campaign, unit, channel, file))
        if upload is not None:
            return redirect("campaigns:upload", upload.pk)
        status = 409
    told = {
        "one": one,
        "channel": channel,
        "accept": ",".join(extensions_of(channel.source)),
        "ends": ", ".join(EXTENSIONS[channel.source.reader.kind]),
        "limit": settings.UPLOAD_LIMIT // 1024**2,
    }
    return render(request, "campaigns/send.html", told, status=status)


def _no_file(request: Request) -> Text:
    if request.META.get(TOO_BIG):
        limit = settings.UPLOAD_LIMIT // 1024**2
        return Text(
            f"Ce fichier dépasse {limit}\u00a0Mo. Compressez-le (gzip), ou faites-le déposer dans un dossier "
            "surveillé.",
            f"This file is larger than {limit} MB. Compress it (gzip), or have it dropped in a watched "
            "folder.",
        )
    return Text("Choisissez un fichier.", "Choose a file.")


@needs(Right.SEND, unit="unit")
@require_POST
def fetch_source(request: Request, campaign: str, unit: str, source: str) -> HttpResponse:
    """Ask for the rows to be fetched where the dossier says that they are."""
    one = unit_return(request, campaign, unit)
    channel = channel_named(one, source)
    upload = attempt(request, lambda: fetch(request, one.campaign, unit, channel))
    if upload is None:
        return redirect("campaigns:send", campaign, unit, source)
    return redirect("campaigns:upload", upload.pk)


@needs(Right.READ_DELIVERIES)
@require_GET
def upload(request: Request, number: int) -> HttpResponse:
    """How far something sent is; its report once there is one."""
    found = _upload(request, number)
    if found.delivery:
        target = reverse("campaigns:delivery", args=[found.delivery])
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": target})
        return redirect(target)
    template = "campaigns/upload_piece.html" if request.htmx else "campaigns/upload.html"
    told = {"upload": found, "job": found.job, "may_send": request.who.may(Right.SEND, found.of.unit)}
    return render(request, template, told)


@needs(Right.SEND)
@require_POST
def again(request: Request, number: int) -> HttpResponse:
    """Try once more what stopped."""
    found = _upload(request, number)
    if not request.who.may(Right.SEND, found.of.unit):
        raise Http404
    attempt(request, lambda: send_again(request, found))
    return redirect("campaigns:upload", found.pk)


def _upload(request: Request, number: int) -> Upload:
    """Something sent by a unit that the reader may read; anything else does not exist."""
    found = Upload.objects.select_related("of__campaign", "job", "by").filter(pk=number).first()
    if found is None or not request.who.may(Right.READ_DELIVERIES, found.of.unit):
        raise Http404
    return found
