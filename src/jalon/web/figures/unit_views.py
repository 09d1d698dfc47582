"""Pages of units."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from jalon.web.desk import unit_label
from jalon.web.figures.pages import unit_page, units_page
from jalon.web.figures.showing import show
from jalon.web.figures.views import FIGURES, found
from jalon.web.rights.decide import Refused
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language, told_to


@needs(*FIGURES)
@require_GET
def units(request: Request) -> HttpResponse:
    """Every unit."""
    return show(request, units_page(told_to(request)))


@needs(*FIGURES)
@require_GET
def unit(request: Request, unit: str) -> HttpResponse:
    """A unit; its deliveries as they are today, so never on a page that tells a vintage."""
    may = request.who.may(Right.READ_DELIVERIES, unit)
    is_today = not request.GET.get("vintage")
    page = found(unit_page(told_to(request), unit, with_deliveries=may and is_today))
    lacking = (
        "" if may else Refused(request.who, Right.READ_DELIVERIES, unit_label(unit)).text.say(language())
    )
    return show(request, page, "figures/unit.html", lacking=lacking, unit=unit)
