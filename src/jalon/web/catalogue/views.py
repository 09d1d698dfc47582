"""The catalogue of data."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jalon.services.cataloguequality import entity_anchor
from jalon.services.datacatalogue import TITLE
from jalon.services.screens.catalogue import catalogue_blocks
from jalon.web.desk import desk, today
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language
from jalon.web.site.fragments import fragment


@needs(Right.READ_CATALOGUE)
@require_GET
def first(request: Request) -> HttpResponse:
    """What the infocentre holds, where it comes from, how fresh it is, and what it serves."""
    dossier, workspace, mine = desk().dossier(), desk().workspace(), language()
    piece = fragment(("catalogue",), "", lambda: catalogue_blocks(dossier, workspace, today(), mine))
    return render(request, "catalogue/home.html", {"piece": piece, "title": TITLE.say(mine)})


@needs(Right.READ_CATALOGUE)
@require_GET
def entity(request: Request, entity: str) -> HttpResponse:
    """An entity, in its place on the page of the catalogue."""
    del request
    if entity not in desk().dossier().entities:
        raise Http404
    return redirect(f"{reverse('catalogue:home')}#{entity_anchor(entity)}")
