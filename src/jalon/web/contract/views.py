"""The contract, read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.services.screens.contract import contract_blocks
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, told_to, vintage_of
from jalon.web.site.fragments import fragment


@needs(Right.READ_CONTRACT)
@require_GET
def first(request: Request) -> HttpResponse:
    """The contract in force, or that of a vintage."""
    context, vintage = told_to(request), vintage_of(request)
    piece = fragment(("contract",), vintage, lambda: contract_blocks(context))
    title = context.say(context.dossier.contract.title)
    return render(request, "contract/read.html", {"piece": piece, "title": title})
