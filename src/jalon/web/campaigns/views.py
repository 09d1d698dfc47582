"""Pages of campaigns."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request


@needs(Right.READ_CAMPAIGNS)
def first(request: Request) -> HttpResponse:
    """The first page."""
    return render(request, "figures/piece.html", {"piece": "", "title": "campaigns"})
