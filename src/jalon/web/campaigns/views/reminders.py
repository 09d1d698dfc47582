"""Reminders: what is due, and the letters that go out."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jalon.web.campaigns.models import Letter
from jalon.web.campaigns.reminding import SEND, reminders_due, write_letters
from jalon.web.campaigns.views.common import tell
from jalon.web.jobs.running import ask
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request

_SHOWN = 50


@needs(Right.RUN_CAMPAIGNS)
@require_GET
def reminders(request: Request) -> HttpResponse:
    """What is to be recalled today, to whom, and what was sent."""
    due = reminders_due()
    told = {
        "due": due,
        "to_write": sum(len(one.to_write) for one in due),
        "letters": Letter.objects.select_related("to")[:_SHOWN],
    }
    return render(request, "campaigns/reminders.html", told)


@needs(Right.RUN_CAMPAIGNS)
@require_POST
def send_reminders(request: Request) -> HttpResponse:
    """Write the letters of the day, and ask for them to be sent."""
    units = request.POST.getlist("unit")
    with transaction.atomic():
        waiting = write_letters(request.who, request.build_absolute_uri("/").rstrip("/"), units)
        if waiting:
            ask(SEND, request.user)
    if waiting:
        tell(request, f"{waiting} lettre(s) en route.", f"{waiting} letter(s) on their way.")
    else:
        tell(request, "Rien à envoyer.", "Nothing to send.")
    return redirect("campaigns:reminders")
