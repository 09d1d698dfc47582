"""The journal, read, exported and verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.infocentre.journal.event import Entry, Event
from jalon.kernel.faults.catalogue import report
from jalon.kernel.issues import Issues
from jalon.services import journal
from jalon.services.journalwords import actor_words, detail_words, kind_words, role_words
from jalon.web.accounts.models import User
from jalon.web.desk import desk, unit_label
from jalon.web.journal.forms import Filter
from jalon.web.journal.notes import send
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import ROLES, Right, Role
from jalon.web.site.asking import Request, language

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An event as a person reads it."""

    sequence: int
    at: datetime
    what: str
    who: str
    role: str
    unit: str
    subject: str
    details: list[str]
    seal: str


@needs(Right.READ_JOURNAL)
@require_GET
def events(request: Request) -> HttpResponse:
    """The last events, and those that a filter asks for."""
    send()
    form = Filter(request.GET)
    asked = form.asked() if form.is_valid() else None
    # One more than is shown tells whether there is another page.
    found = list(journal.read(desk().workspace(), replace(asked, limit=PAGE + 1))) if asked else []
    told = {
        "form": form,
        "lines": list(_lines(found[:PAGE])),
        "before": found[PAGE - 1].sequence if len(found) > PAGE else 0,
        "query": _query(request),
        "head": journal.head_of(desk().workspace()),
    }
    return render(request, "journal/list.html", told)


@needs(Right.READ_JOURNAL)
@require_GET
def export(request: Request) -> HttpResponseBase:
    """The events that a filter asks for, as CSV, or as the sealed lines themselves."""
    form = Filter(request.GET)
    if not form.is_valid():
        return render(request, "journal/list.html", {"form": form, "lines": []}, status=400)
    entries = journal.read(desk().workspace(), replace(form.asked(), newest_first=False))
    if request.GET.get("format") == "jsonl":
        return _file(journal.as_lines(entries), "application/jsonl", "jsonl")
    return _file(journal.as_csv(journal.export_rows(entries)), "text/csv; charset=utf-8", "csv")


@needs(Right.READ_JOURNAL)
@require_GET
def verify(request: Request) -> HttpResponse:
    """Whether anything in the journal was touched, and whether it holds a seal that was written down."""
    seal = request.GET.get("seal", "").strip()[:128]
    issues = journal.verify(desk().workspace(), seal)
    told = {
        "seal": seal,
        "faults": [report(issue, language()) for issue in issues],
        "is_whole": not Issues(issues).has_errors,
        "head": journal.head_of(desk().workspace()),
    }
    return render(request, "journal/verify.html", told)


def _file(content: Iterator[bytes], kind: str, ending: str) -> StreamingHttpResponse:
    disposition = f'attachment; filename="journal.{ending}"'
    return StreamingHttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


def _query(request: Request) -> str:
    """The filters of this page, without its place, to be kept by the links to the others."""
    kept = request.GET.copy()
    kept.pop("before", None)
    return str(kept.urlencode())


def _lines(entries: list[Entry]) -> Iterator[Line]:
    names, mine = _names(entries), language()
    for entry in entries:
        event = entry.event
        role = ROLES[Role(event.role)] if event.role in {*Role} else role_words(event.role)
        yield Line(
            sequence=entry.sequence,
            at=event.at,
            what=kind_words(event.kind).say(mine),
            who=names.get(event.actor) or actor_words(event.actor).say(mine),
            role=role.say(mine),
            unit=unit_label(event.unit).say(mine) if event.unit else "",
            subject=event.subject,
            details=[detail_words(name, value).say(mine) for name, value in _told(event)],
            seal=entry.seal,
        )


def _told(event: Event) -> Iterator[tuple[str, object]]:
    """The details that say something: the review of today is of no vintage."""
    return ((name, value) for name, value in event.details.items() if value is not None and value != "")


def _names(entries: list[Entry]) -> dict[str, str]:
    """The names of the accounts that the journal knows by number, while they exist."""
    numbers = {name.removeprefix("account-") for entry in entries if (name := entry.event.actor)}
    found = User.objects.filter(pk__in=[number for number in numbers if number.isdecimal()])
    return {f"account-{user.pk}": str(user) for user in found}
