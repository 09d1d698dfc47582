"""Pages of figures: the glance, objectives, indicators, coherence."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from jalon.web.figures.pages import coherence_page, home_page, indicator_page, indicators_page, objective_page
from jalon.web.figures.showing import Page, show
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, told_to

FIGURES = (Right.READ_FIGURES, Right.READ_VINTAGES)


def found(page: Page | None) -> Page:
    """The page.

    Raises:
        Http404: there is none.
    """
    if page is None:
        raise Http404
    return page


@needs(*FIGURES)
@require_GET
def home(request: Request) -> HttpResponse:
    """The contract at a glance."""
    return show(request, home_page(told_to(request)))


@needs(*FIGURES)
@require_GET
def objective(request: Request, objective: str) -> HttpResponse:
    """An objective with its indicators."""
    return show(request, found(objective_page(told_to(request), objective)))


@needs(*FIGURES)
@require_GET
def indicators(request: Request) -> HttpResponse:
    """Every indicator."""
    return show(request, indicators_page(told_to(request)))


@needs(*FIGURES)
@require_GET
def indicator(request: Request, indicator: str) -> HttpResponse:
    """An indicator."""
    return show(request, found(indicator_page(told_to(request), indicator)))


@needs(Right.READ_FIGURES)
@require_GET
def coherence(request: Request) -> HttpResponse:
    """Whether the units' targets make the institute's."""
    return show(request, coherence_page(told_to(request)))
