"""What the infocentre holds: entities, sources, feeds, quality.

Whoever reads the catalogue sees how the feeds of every unit stand and how they score. What was found in the
files of a unit (findings, codes without translation, why its reading is not verified) is for those who read
its deliveries: it is made for one answer, and kept nowhere.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.services.screens.catalogue import catalogue_blocks
from jalon.services.screens.dataentity import entity_blocks
from jalon.services.screens.datafeeds import unit_feeds_blocks
from jalon.services.screens.dataquality import Asked, findings_blocks, scores_blocks
from jalon.services.screens.datasource import reading_blocks, source_blocks, unmapped_blocks
from jalon.web.catalogue.forms import Filter
from jalon.web.catalogue.known import readable, shared_piece, telling
from jalon.web.desk import desk
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language
from jalon.web.site.fragments import passing_piece


@needs(Right.READ_CATALOGUE)
@require_GET
def home(request: Request) -> HttpResponse:
    """What the infocentre holds, where it comes from, how fresh it is, and what it serves."""
    piece = shared_piece("home", "", lambda: catalogue_blocks(telling()))
    return render(request, "catalogue/home.html", {"piece": piece})


@needs(Right.READ_CATALOGUE)
@require_GET
def entity(request: Request, entity: str) -> HttpResponse:
    """What each column of an entity means, who fills it and who reads it."""
    found = desk().dossier().entities.get(entity)
    if found is None:
        raise Http404
    piece = shared_piece("entity", entity, lambda: entity_blocks(telling(), found))
    return render(request, "catalogue/thing.html", {"pieces": [piece], "name": found.name})


@needs(Right.READ_CATALOGUE)
@require_GET
def source(request: Request, source: str) -> HttpResponse:
    """How the files of a source become rows, who owes them, whose reading was verified."""
    found = desk().dossier().sources.get(source)
    if found is None:
        raise Http404
    told, mine = telling(), readable(request.who)
    own = [
        *reading_blocks(told, found, mine),
        *unmapped_blocks(told, source, mine),
        *findings_blocks(told, Asked(source=source), mine),
    ]
    pieces = [
        shared_piece("source", source, lambda: source_blocks(told, found)),
        passing_piece("own", own),
    ]
    return render(request, "catalogue/thing.html", {"pieces": pieces, "name": found.name})


@needs(Right.READ_CATALOGUE, unit="unit")
@require_GET
def feeds(request: Request, unit: str) -> HttpResponse:
    """What a unit owes, and how each feed stands; what its files hold is told on its own pages."""
    shown = {
        "piece": shared_piece("feeds", unit, lambda: unit_feeds_blocks(telling(), unit)),
        "unit": unit,
        "name": desk().dossier().perimeter.label(unit),
        "reads": request.who.may(Right.READ_DELIVERIES, unit),
    }
    return render(request, "catalogue/feeds.html", shown)


@needs(Right.READ_CATALOGUE)
@require_GET
def quality(request: Request) -> HttpResponse:
    """Scores of every source and unit; findings of the units that one reads."""
    form = Filter(request.GET, desk().dossier(), language())
    if not form.is_valid():
        raise Http404
    asked, told = form.asked(), telling()
    name = f"{asked.source} {asked.unit}"
    shown = {
        "form": form,
        "scores": shared_piece("quality", name, lambda: scores_blocks(told, asked)),
        "findings": passing_piece("own", findings_blocks(told, asked, readable(request.who))),
    }
    return render(request, "catalogue/quality.html", shown)
