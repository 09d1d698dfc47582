"""Pages of figures."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.services.screens.home import home_blocks
from jalon.services.screens.objective import indicator_page, objective_blocks
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, told_to, vintage_of
from jalon.web.site.fragments import fragment

FIGURES = (Right.READ_FIGURES, Right.READ_VINTAGES)


@needs(*FIGURES)
@require_GET
def home(request: Request) -> HttpResponse:
    """The contract at a glance."""
    piece = fragment(("home",), vintage_of(request), lambda: home_blocks(told_to(request)))
    return render(request, "figures/home.html", {"piece": piece, "vintage": vintage_of(request)})


@needs(*FIGURES)
@require_GET
def objective(request: Request, objective: str) -> HttpResponse:
    """An objective with its indicators."""
    context = told_to(request)
    found = next((one for one in context.dossier.contract.objectives if one.id == objective), None)
    if found is None:
        raise Http404
    piece = fragment(("objective", objective), vintage_of(request), lambda: objective_blocks(context, found))
    return render(request, "figures/piece.html", {"piece": piece, "title": context.say(found.title)})


@needs(*FIGURES)
@require_GET
def indicators(request: Request) -> HttpResponse:
    """Every indicator."""
    context = told_to(request)
    names = [context.dossier.indicator(name) for name in context.dossier.indicators]
    return render(request, "figures/indicators.html", {"indicators": names})


@needs(*FIGURES)
@require_GET
def indicator(request: Request, indicator: str) -> HttpResponse:
    """An indicator."""
    context = told_to(request)
    if indicator not in context.dossier.indicators:
        raise Http404
    found = context.dossier.indicator(indicator)
    piece = fragment(("indicator", indicator), vintage_of(request), lambda: indicator_page(context, found))
    return render(request, "figures/piece.html", {"piece": piece, "title": context.say(found.name)})


@needs(*FIGURES)
@require_GET
def units(request: Request) -> HttpResponse:
    """Every unit."""
    context = told_to(request)
    return render(request, "figures/units.html", {"units": context.dossier.perimeter.units})


@needs(*FIGURES)
@require_GET
def unit(request: Request, unit: str) -> HttpResponse:
    """A unit."""
    context = told_to(request)
    if context.dossier.perimeter.find(unit) is None:
        raise Http404
    return render(request, "figures/piece.html", {"piece": "", "title": context.label(unit)})


@needs(Right.READ_FIGURES)
@require_GET
def coherence(request: Request) -> HttpResponse:
    """Whether the units' targets make the institute's."""
    return render(request, "figures/piece.html", {"piece": "", "title": ""})


@needs(Right.READ_VINTAGES)
@require_GET
def vintages(request: Request) -> HttpResponse:
    """Signed vintages."""
    return render(request, "figures/piece.html", {"piece": "", "title": ""})
