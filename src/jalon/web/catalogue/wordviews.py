"""What words mean, and what personal data is held for: the dictionary, the register; also as files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from jalon.kernel.texts import Text
from jalon.services.dictionary import Entry
from jalon.services.register import register as register_document
from jalon.services.register import register_rows
from jalon.services.rows import Row
from jalon.services.screens.datadictionary import dictionary_blocks, matching
from jalon.services.screens.spreadsheet import rows_as_csv
from jalon.web.catalogue.known import shared_piece, telling
from jalon.web.desk import desk, today
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language
from jalon.web.site.fragments import passing_piece

LONGEST = 100


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked for in the dictionary."""

    words: str
    everything: bool

    @classmethod
    def of(cls, request: Request) -> _Asked:
        return cls(request.GET.get("q", "").strip()[:LONGEST], bool(request.GET.get("all")))

    def entries(self) -> tuple[Entry, ...]:
        return matching(desk().dossier(), self.words, language(), everything=self.everything)


@needs(Right.READ_CATALOGUE)
@require_GET
def dictionary(request: Request) -> HttpResponse:
    """Every column, narrowed by words; for htmx, the columns alone."""
    asked = _Asked.of(request)
    shown = {
        "piece": passing_piece("d", dictionary_blocks(telling(), asked.entries())),
        "asked": asked,
        "query": request.GET.urlencode(),
    }
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    template = "catalogue/columns.html" if is_part else "catalogue/dictionary.html"
    answer = render(request, template, shown)
    # Going back, a browser must not show the columns alone in place of the page.
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@needs(Right.READ_CATALOGUE)
@require_GET
def dictionary_file(request: Request) -> HttpResponse:
    """The same columns for a spreadsheet."""
    entries = _Asked.of(request).entries()
    return _file(_DICTIONARY, (one.row for one in entries))


@needs(Right.READ_CATALOGUE)
@require_GET
def register(request: Request) -> HttpResponse:
    """The register of processings of personal data."""
    dossier, mine = desk().dossier(), language()
    piece = shared_piece(
        "register", "", lambda: register_document(dossier, as_of=today(), language=mine).blocks
    )
    return render(
        request, "catalogue/register.html", {"piece": piece, "is_empty": not dossier.privacy.processings}
    )


@needs(Right.READ_CATALOGUE)
@require_GET
def register_file(request: Request) -> HttpResponse:
    """The register for a spreadsheet."""
    del request
    return _file(_REGISTER, register_rows(desk().dossier(), language()))


def _file(name: Text, rows: Iterable[Row]) -> HttpResponse:
    content = rows_as_csv(rows, language())
    named = f'attachment; filename="{name.say(language())}.csv"'
    return HttpResponse(content, "text/csv; charset=utf-8", headers={"Content-Disposition": named})


_DICTIONARY, _REGISTER = Text("dictionnaire", "dictionary"), Text("registre", "register")
