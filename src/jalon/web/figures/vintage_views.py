"""Vintages: the list, one as it was frozen, the freeze, the review, what moved between two."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.figures.vintages import NOW
from jalon.kernel.texts import Language, Text
from jalon.services.review import review_name
from jalon.services.screens.freezing import freezing_parts
from jalon.services.screens.moverows import rows_of_move
from jalon.services.screens.moves import compared
from jalon.services.screens.part import Part
from jalon.services.worlds import find_vintage
from jalon.web.desk import desk, today, units
from jalon.web.figures.forms import FreezeForm
from jalon.web.figures.pages import home_page
from jalon.web.figures.showing import Page, frame_of, show, told_of
from jalon.web.figures.works import FREEZE, REVIEW, ask_freeze
from jalon.web.jobs.models import Job, JobState
from jalon.web.jobs.running import ask
from jalon.web.journal.notes import note
from jalon.web.rights.decide import require
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language

KINDS = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


@needs(Right.READ_VINTAGES, post=(Right.FREEZE,))
@require_http_methods(["GET", "POST"])
def vintages(request: Request) -> HttpResponse:
    """Signed vintages; for those who may, what is missing before the next, and the form that freezes it."""
    form = FreezeForm(request.POST) if request.method == "POST" else FreezeForm()
    if request.method == "POST" and form.is_valid():
        return _ask_freeze(request, form)
    may_freeze = request.who.may(Right.FREEZE)
    page = Page(name=("freezing",), title="", parts=freezing_parts() if may_freeze else ())
    told = {"form": form, "may_freeze": may_freeze, "rows": list(reversed(desk().vintage_rows()))}
    told["running"] = _running(FREEZE) if may_freeze else None
    if not may_freeze:
        return render(request, "figures/vintages.html", {**told, **frame_of(request, "")})
    context = desk().context(language())
    return show(request, page, "figures/vintages.html", told_of(context, ""), **told)


def _ask_freeze(request: Request, form: FreezeForm) -> HttpResponse:
    data = form.cleaned_data
    with transaction.atomic():
        job = ask_freeze(request.user, name=data["name"], as_of=data["as_of"], note_text=data["statement"])
        note(request.who, "vintage.asked", right=Right.FREEZE, subject=data["name"], job=job.pk)
    return redirect("jobs:job", job.pk)


def _running(kind: str, **asked: str) -> Job | None:
    """A job of that kind that is not over."""
    waiting = Job.objects.filter(kind=kind, state__in=[JobState.WAITING, JobState.RUNNING])
    return next((job for job in waiting if all(job.asked.get(k) == v for k, v in asked.items())), None)


@needs(Right.READ_VINTAGES)
@require_GET
def vintage(request: Request, name: str) -> HttpResponse:
    """A vintage: its signature and its seal, then the contract at a glance as it was frozen."""
    _known(name)
    context = desk().context(language(), name)
    manifest = find_vintage(desk().workspace(), name).manifest
    page = replace(home_page(context), title=_title(name))
    return show(
        request,
        page,
        "figures/vintage.html",
        told_of(context, name),
        manifest=manifest,
        reviews=_reviews(name),
        may_write=request.who.may(Right.FREEZE),
        running=_running(REVIEW, vintage=name),
        others=[one for one in reversed(desk().vintages()) if one != name],
    )


def _title(name: str) -> str:
    return Text(f"Millésime «\u00a0{name}\u00a0»", f"Vintage “{name}”").say(language())


def _known(name: str) -> None:
    if name not in desk().vintages():
        raise Http404


def _reviews(name: str) -> list[tuple[str, str]]:
    """The files of the review that are written: their name in an address, and in words."""
    folder, dossier = desk().workspace().reviews, desk().dossier()
    return [
        (f"{one.value}-{kind}", f"{_LANGUAGES[one].say(language())}, {kind.upper()}")
        for one in Language
        for kind in KINDS
        if (folder / f"{review_name(dossier, today(), one, name)}.{kind}").is_file()
    ]


_LANGUAGES = {Language.FR: Text("français", "French"), Language.EN: Text("anglais", "English")}


@needs(Right.FREEZE)
@require_POST
def write(request: Request, name: str) -> HttpResponse:
    """Have the review of a vintage written."""
    _known(name)
    with transaction.atomic():
        job = _running(REVIEW, vintage=name) or ask(REVIEW, request.user, vintage=name)
        note(request.who, "review.asked", right=Right.FREEZE, subject=name, job=job.pk)
    return redirect("jobs:job", job.pk)


@needs(Right.READ_VINTAGES)
@require_GET
def review_file(request: Request, name: str, file: str) -> FileResponse:
    """A file of the review of a vintage, to be kept: it stands by itself."""
    del request
    _known(name)
    tongue, _, kind = file.partition("-")
    if kind not in KINDS or tongue not in {one.value for one in Language}:
        raise Http404
    stem = review_name(desk().dossier(), today(), Language(tongue), name)
    path = desk().workspace().reviews / f"{stem}.{kind}"
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=KINDS[kind])


@needs(Right.READ_VINTAGES)
@require_GET
def compare(request: Request) -> HttpResponse:
    """What moved between two vintages, or between one and today, split exactly by cause."""
    since, until = _ends(request)
    parts: tuple[Part, ...] = ()
    if since and until and since != until:
        later = "" if until == NOW else until
        parts = (
            Part(
                id="moved",
                make=lambda told: compared(told, since, later),
                about=_WHAT,
                is_slow=True,
                files=("csv",),
            ),
        )
    page = Page(name=("compare", since, until), title="", parts=parts)
    shown = desk().context(language(), "" if until in {NOW, ""} else until) if parts else None
    frame = {"since": since, "until": until, "choices": desk().vintages(), "now": NOW}
    if shown is None:
        told = {"parts": [], **frame, **frame_of(request, "")}
        return render(request, "figures/compare.html", told)
    return show(request, page, "figures/compare.html", told_of(shown, "" if until == NOW else until), **frame)


_WHAT = Text("Ce qui a bougé", "What moved")


def _ends(request: Request) -> tuple[str, str]:
    """The two sides that are asked for; today only for who may read its figures.

    Raises:
        Http404: there is no such vintage.
        Refused: today is asked for by who reads vintages only.
    """
    ends = request.GET.get("from", ""), request.GET.get("to", "")
    for end in ends:
        if end == NOW:
            require(request.who, Right.READ_FIGURES)
        elif end:
            _known(end)
    # What moved is told from a vintage on.
    return ("", ends[1]) if ends[0] == NOW else ends


@needs(Right.READ_ROWS)
@require_GET
def behind(request: Request) -> HttpResponse:
    """The rows behind one move: which lines of which files changed, of the reader's units."""
    since, until = _ends(request)
    cell = {name: request.GET.get(name, "") for name in ("indicator", "unit", "period")}
    if not since or not until or not all(cell.values()):
        raise Http404
    found = rows_of_move(
        desk().dossier(),
        desk().workspace(),
        since,
        until,
        today(),
        request.who.scope(units()),
        language(),
        **cell,
    )
    if found is None:
        raise Http404
    back = urlencode({"from": since, "to": until})
    told = {"found": found, "since": since, "until": until, "back": back, "now": NOW}
    return render(request, "figures/behind.html", {**told, **frame_of(request, "")})
