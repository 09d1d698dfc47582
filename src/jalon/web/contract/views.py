"""The contract, read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.services.screens.contract import contract_blocks, contract_context
from jalon.web.desk import desk, today
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language
from jalon.web.site.fragments import fragment


@needs(Right.READ_CONTRACT)
@require_GET
def first(request: Request) -> HttpResponse:
    """The contract in force. It stands without any figure: it is read before the first one is computed."""
    dossier = desk().dossier()
    context = contract_context(dossier, language=language(), as_of=today())
    piece = fragment(("contract",), "", lambda: contract_blocks(context))
    title = dossier.contract.title.say(language())
    may_edit = request.who.may(Right.EDIT_CONTRACT)
    return render(request, "contract/read.html", {"piece": piece, "title": title, "may_edit": may_edit})
