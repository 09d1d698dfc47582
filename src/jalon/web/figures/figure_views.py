"""The page of one figure, and where it comes from: steps, deliveries, rows, one received line."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from jalon.figures.figure import Figure
from jalon.figures.fingerprints import Known
from jalon.figures.lines import Cut
from jalon.services.problems import DossierProblem
from jalon.services.screens.figure import beside, figure_parts, find_figure, title_of
from jalon.services.sourcerows import received_row, rows_behind
from jalon.services.worlds import find_vintage, known_in
from jalon.web.desk import desk, units
from jalon.web.figures.origins import origin_of
from jalon.web.figures.showing import Page, frame_of, show
from jalon.web.figures.views import FIGURES
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, told_to, vintage_of
from jalon.web.site.fragments import kept_piece

ROWS_A_PAGE = 50


@needs(*FIGURES)
@require_GET
def figure(request: Request, indicator: str, unit: str, period: str) -> HttpResponse:
    """One figure: value, completeness, bridge, verdict, and the way to its source."""
    context, one = told_to(request), _figure(request, indicator, unit, period)
    page = Page(
        name=("figure", indicator, unit, period), title=title_of(context, one), parts=figure_parts(one)
    )
    before, after = beside(context, one)
    return show(
        request,
        page,
        "figures/figure.html",
        figure=one,
        before=before,
        after=after,
        explanations=_explanations(request, one),
        may_read_rows=request.who.may(Right.READ_ROWS),
        indicator_name=context.say(context.dossier.indicator(indicator).name),
    )


def _figure(request: Request, indicator: str, unit: str, period: str) -> Figure:
    found = find_figure(told_to(request), indicator, unit, period)
    if found is None:
        raise Http404
    return found


def _explanations(request: Request, one: Figure) -> str:
    """Where explanations and actions attached to the figure are; empty for who reads vintages only."""
    if vintage_of(request) or not request.who.may(Right.READ_FIGURES):
        return ""
    try:
        return reverse("campaigns:explanations", args=[one.indicator, one.unit, one.period.label])
    except NoReverseMatch:
        return ""


@needs(Right.READ_FIGURES)
@require_GET
def origin(request: Request, indicator: str, unit: str, period: str) -> HttpResponse:
    """The steps that made a figure and the deliveries it was made from."""
    one, vintage = _figure(request, indicator, unit, period), vintage_of(request)
    mine = request.who.units_of(Right.READ_DELIVERIES, units())
    name = ("origin", indicator, unit, period, "+".join(mine))

    def html() -> str:
        told = origin_of(told_to(request).dossier, one, mine, _then(vintage))
        return render_to_string("figures/origin_piece.html", {"told": told}, request)

    piece = kept_piece(name, vintage, html)
    template = "figures/fragment.html" if request.htmx else "figures/origin.html"
    frame = frame_of(request, vintage)
    return render(
        request, template, {"piece": piece, "figure": one, "title": title_of(told_to(request), one), **frame}
    )


def _then(vintage: str) -> Known | None:
    """What was known when a vintage was frozen; None for today."""
    return known_in(find_vintage(desk().workspace(), vintage), desk().workspace()) if vintage else None


@needs(Right.READ_ROWS)
@require_GET
def rows(request: Request, indicator: str, unit: str, period: str) -> HttpResponse:
    """The rows behind a figure: those of the reader's units, with the columns they may read."""
    one, vintage, context = _figure(request, indicator, unit, period), vintage_of(request), told_to(request)
    number = _page_number(request)
    cut = Cut((number - 1) * ROWS_A_PAGE, ROWS_A_PAGE)
    found = rows_behind(
        context.dossier, desk().workspace(), one, request.who.scope(units()), cut, _then(vintage)
    )
    told = {
        "title": title_of(context, one),
        "figure": one,
        "found": found,
        "others": found.total - found.mine,
        "number": number,
        "pages": -(-found.mine // ROWS_A_PAGE),
        "first": cut.offset + 1,
    }
    return render(request, "figures/rows.html", {**told, **frame_of(request, vintage)})


def _page_number(request: Request) -> int:
    asked = request.GET.get("page", "1")
    if not asked.isdecimal() or not 1 <= int(asked) <= 1_000_000:
        raise Http404
    return int(asked)


@needs(Right.READ_ROWS)
@require_GET
def row(request: Request, delivery: str, line: int) -> HttpResponse:
    """One received line: its file, and the rows made of it."""
    vintage = vintage_of(request)
    then = _then(vintage)
    dossier = then.dossier if then else desk().dossier()
    try:
        found = received_row(dossier, desk().workspace(), request.who.scope(units()), delivery, line, then)
    except DossierProblem as nothing:
        # A line of another unit and one that is not there read the same.
        raise Http404 from nothing
    entity = dossier.entities[found.delivery.entity]
    told = {"found": found, "entity": entity, "source": dossier.sources.get(found.delivery.source)}
    return render(request, "figures/row.html", {**told, **frame_of(request, vintage)})
