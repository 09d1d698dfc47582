"""Operations on what is told: figures, verdicts, vintages, and where a figure comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from ninja import Query, Router

from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import FigureSet
from jalon.figures.fingerprints import Known
from jalon.figures.lines import Cut
from jalon.services.explain import Explanation, explain
from jalon.services.judge import verdict_row
from jalon.services.lineage import Lines, lineage_content, lines_behind
from jalon.services.show import Selection, check_selection, show, stored_figures
from jalon.services.standing import open_lake
from jalon.services.vintages import vintage_rows
from jalon.services.worlds import find_vintage, known_in
from jalon.web.api.answers import TABLES, json_answer, page_answer, table_answer
from jalon.web.api.operations import reads
from jalon.web.api.received import is_readable
from jalon.web.api.shapes.common import ITEMS
from jalon.web.api.shapes.common import Cut as CutAsked
from jalon.web.api.shapes.figures import (
    FigureRow,
    Figures,
    FiguresAsked,
    Lineage,
    OneFigure,
    VerdictRow,
    Verdicts,
    VerdictsAsked,
    Vintages,
)
from jalon.web.desk import desk, units
from jalon.web.rights.decide import Refused
from jalon.web.rights.roles import Right
from jalon.web.site.asking import language, told_to, vintage_of

if TYPE_CHECKING:
    from jalon.web.site.asking import Request
else:
    from django.http import HttpRequest as Request

FIGURES = (Right.READ_FIGURES, Right.READ_VINTAGES)

router = Router(tags=["figures"])


@reads(router, "/figures", *FIGURES, shape=Figures, also=(404, 409), formats=TABLES)
def figures(request: Request, asked: Query[FiguresAsked]) -> HttpResponse:
    """Figures of the day, or of a signed vintage, in the order of dossier, unit and period."""
    context, vintage = told_to(request), vintage_of(request)
    selection = Selection(
        indicators=tuple(asked.indicator),
        units=tuple(asked.unit),
        periods=tuple(asked.period),
        scope=asked.perimeter,
        breakdown=asked.breakdown or None,
    )
    check_selection(context.dossier, selection)
    told = _broken_down(vintage) if asked.breakdown else context.figures
    rows = show(context.dossier, desk().workspace(), selection, language(), told)
    day = context.as_of.isoformat()
    return table_answer(request, rows, asked, FigureRow, "figures", vintage=vintage or None, as_of=day)


def _broken_down(vintage: str) -> FigureSet:
    """The figures with their breakdowns, which are too many to be kept in memory."""
    if vintage:
        return find_vintage(desk().workspace(), vintage).figures(totals_only=False)
    return stored_figures(desk().workspace(), totals_only=False)


@reads(router, "/verdicts", *FIGURES, shape=Verdicts, also=(404, 409), formats=TABLES)
def verdicts(request: Request, asked: Query[VerdictsAsked]) -> HttpResponse:
    """Verdicts on targets, in the order of the contract."""
    context, vintage = told_to(request), vintage_of(request)
    check_selection(context.dossier, Selection(indicators=tuple(asked.indicator), units=tuple(asked.unit)))
    filters = {"objective": asked.objective, "indicator": asked.indicator, "unit": asked.unit}
    rows = [
        row
        for row in (verdict_row(context.dossier, one, language()) for one in context.verdicts)
        if all(not names or row[key] in names for key, names in filters.items())
    ]
    day = context.as_of.isoformat()
    return table_answer(request, rows, asked, VerdictRow, "verdicts", vintage=vintage or None, as_of=day)


@reads(router, "/vintages", Right.READ_VINTAGES, shape=Vintages)
def vintages(request: Request, asked: Query[CutAsked]) -> HttpResponse:
    """Signed vintages, oldest first."""
    return page_answer(request, vintage_rows(desk().workspace()), asked)


# Lineage


@reads(router, "/figures/lineage", Right.READ_FIGURES, shape=Lineage, also=(404, 409))
def lineage(request: Request, asked: Query[OneFigure]) -> HttpResponse:
    """Where a figure comes from: steps, received files and lines of the reader's units."""
    vintage = vintage_of(request)
    then = known_in(find_vintage(desk().workspace(), vintage), desk().workspace()) if vintage else None
    dossier = then.dossier if then else desk().dossier()
    found = explain(dossier, desk().workspace(), asked.indicator, asked.unit, asked.period, then)
    open_to_them = tuple(one for one in found.deliveries if is_readable(one, request.who))
    mine = request.who.units_of(Right.READ_ROWS, (*units(), INSTITUTE))
    lines = _lines(dossier, found, then, Cut(asked.offset, asked.limit or ITEMS), mine) if mine else None
    content = lineage_content(dossier, replace(found, deliveries=open_to_them), lines, language())
    content["other_deliveries"] = len(found.deliveries) - len(open_to_them)
    content["lines_reason"] = None if mine else Refused(request.who, Right.READ_ROWS).text.say(language())
    return json_answer(content)


def _lines(
    dossier: Dossier, found: Explanation, then: Known | None, cut: Cut, mine: tuple[str, ...]
) -> Lines:
    scans = then.scans if then else open_lake(dossier, desk().workspace(), "lineage of a figure")
    return lines_behind(dossier, found.figure, scans, cut, mine)
