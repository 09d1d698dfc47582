"""Operations on what the dossier says: units, indicators, the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from ninja import Query, Router

from jalon.dossier.catalogue import Dossier
from jalon.services.sheets import contract_content, indicator_content, indicator_line, unit_content
from jalon.web.api.answers import json_answer, page_answer
from jalon.web.api.operations import reads
from jalon.web.api.shapes.dossier import Contract, Indicator, Indicators, ListAsked, Units
from jalon.web.api.shapes.figures import OfVintage
from jalon.web.desk import desk
from jalon.web.rights.roles import Right
from jalon.web.site.asking import language, told_to, vintage_of

if TYPE_CHECKING:
    from jalon.web.site.asking import Request
else:
    from django.http import HttpRequest as Request

_TOLD = (Right.READ_FIGURES, Right.READ_VINTAGES)

router = Router(tags=["dossier"])


@reads(router, "/units", *_TOLD, shape=Units, also=(404, 409))
def units(request: Request, asked: Query[ListAsked]) -> HttpResponse:
    """Units, in the order of the dossier."""
    found = [unit_content(unit, language()) for unit in _dossier(request).perimeter.units]
    return page_answer(request, found, asked)


@reads(router, "/indicators", *_TOLD, shape=Indicators, also=(404, 409))
def indicators(request: Request, asked: Query[ListAsked]) -> HttpResponse:
    """Indicators, in the order of the dossier."""
    dossier = _dossier(request)
    found = [indicator_line(dossier, name, language()) for name in dossier.indicators]
    return page_answer(request, found, asked)


@reads(router, "/indicators/{indicator}", *_TOLD, shape=Indicator, also=(404, 409))
def indicator(request: Request, indicator: str, asked: Query[OfVintage]) -> HttpResponse:
    """The definition sheet of an indicator, with every version of it."""
    del asked
    dossier = _dossier(request)
    if indicator not in dossier.indicators:
        raise Http404
    return json_answer(indicator_content(dossier, indicator, language()))


@reads(router, "/contract", Right.READ_CONTRACT, shape=Contract)
def contract(request: Request) -> HttpResponse:
    """The contract: objectives, targets, what each party owes, hypotheses, amendments."""
    # Whoever reads signed figures only reads signed amendments only.
    with_proposals = request.who.may(Right.READ_FIGURES)
    return json_answer(contract_content(desk().dossier(), language(), with_proposals=with_proposals))


def _dossier(request: Request) -> Dossier:
    """The dossier of the day, or the one that the vintage told was made from."""
    return told_to(request).dossier if vintage_of(request) else desk().dossier()
