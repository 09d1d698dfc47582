"""Operations on the work: deliveries and their reports, jobs, the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from ninja import Query, Router

from jalon.infocentre.journal.event import Entry
from jalon.infocentre.journal.reading import Asked
from jalon.kernel.suggestions import hint
from jalon.services import journal
from jalon.services.problems import stop
from jalon.services.report import Reports, report_content
from jalon.web.api.answers import TABLES, json_answer, link, next_address, table_answer
from jalon.web.api.operations import reads
from jalon.web.api.received import delivery_rows, readable, readable_one
from jalon.web.api.shapes.work import Deliveries, DeliveriesAsked, Delivery, Events, EventsAsked, Job, Report
from jalon.web.desk import desk, today
from jalon.web.jobs.models import Job as Work
from jalon.web.jobs.reading import readable_job
from jalon.web.jobs.works import title_of
from jalon.web.journal.notes import send
from jalon.web.rights.roles import Right
from jalon.web.site.asking import language

if TYPE_CHECKING:
    from jalon.web.site.asking import Request
else:
    from django.http import HttpRequest as Request

router = Router(tags=["work"])


@reads(router, "/deliveries", Right.READ_DELIVERIES, shape=Deliveries, formats=TABLES)
def deliveries(request: Request, asked: Query[DeliveriesAsked]) -> HttpResponse:
    """Deliveries of the reader's units, the last received first."""
    _check_sources(asked.source)
    found = [
        one
        for one in readable(request.who)
        if (not asked.source or one.delivery.source in asked.source)
        and asked.in_force in {None, one.in_force}
    ]
    return table_answer(request, list(delivery_rows(found)), asked, Delivery, "deliveries")


def _check_sources(names: list[str]) -> None:
    known = list(desk().dossier().sources)
    for name in names:
        if name not in known:
            raise stop("unknown-choice", kind="source", name=name, known=hint(name, known))


@reads(router, "/deliveries/{delivery}", Right.READ_DELIVERIES, shape=Report, also=(404,))
def delivery(request: Request, delivery: str) -> HttpResponse:
    """The report of a delivery: what was taken, what to mend, what changed, what is still owed."""
    found = readable_one(request.who, delivery)
    if found is None:
        raise Http404
    report = Reports(desk().dossier(), desk().workspace(), today()).of(found)
    return json_answer(report_content(report, language()))


@reads(router, "/jobs/{job}", Right.USE_API, shape=Job, also=(404,))
def job(request: Request, job: int) -> HttpResponse:
    """A job: how far it is, and what came of it."""
    return json_answer(job_content(readable_job(request.user, request.who, job)))


def job_content(one: Work) -> dict[str, object]:
    """A job as JSON says it."""
    told, mine = one.told, language()
    return {
        "job": one.pk,
        "kind": one.kind,
        "title": title_of(one.kind).say(mine),
        "unit": one.unit or None,
        "state": one.state,
        "step": one.step or None,
        "done": one.done,
        "total": one.total,
        "made_at": _instant(one.made_at),
        "started_at": _instant(one.started_at),
        "ended_at": _instant(one.ended_at),
        "delivery": told.get("delivery"),
        "outcome": told.get("outcome"),
        "faults": [fault[mine.value] for fault in told.get("faults", [])],
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


# The journal


@reads(router, "/journal", Right.READ_JOURNAL, shape=Events)
def events(request: Request, asked: Query[EventsAsked]) -> HttpResponse:
    """Events of the journal, the last first."""
    send()
    wanted = Asked(
        kind=asked.kind,
        unit=asked.unit,
        actor=asked.actor,
        subject=asked.subject,
        since=_start(asked.since),
        until=_start(asked.until),
        before=asked.before,
        newest_first=True,
    )
    # One more than is told tells whether there is another page.
    found = list(journal.read(desk().workspace(), replace(wanted, limit=asked.limit + 1)))
    told = found[: asked.limit]
    further = next_address(request, before=told[-1].sequence) if len(found) > len(told) else None
    items = [_event(entry) for entry in told]
    return json_answer({"limit": asked.limit, "next": further, "items": items}, link(further))


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, UTC) if day else None


def _event(entry: Entry) -> dict[str, object]:
    event = entry.event
    return {
        "sequence": entry.sequence,
        "id": event.id,
        "at": event.at.isoformat(),
        "kind": event.kind,
        "actor": event.actor,
        "role": event.role,
        "unit": event.unit or None,
        "subject": event.subject or None,
        "details": dict(event.details),
        "previous": entry.previous,
        "seal": entry.seal,
    }
