"""How far a job is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.web.jobs.reading import readable_job
from jalon.web.jobs.works import result_of, title_of
from jalon.web.rights.pages import signed_in
from jalon.web.site.asking import Request


@signed_in
@require_GET
def job(request: Request, number: int) -> HttpResponse:
    """A job: a page of its own, or the piece of one that asks again until it is over."""
    found = readable_job(request.user, request.who, number)
    template = "jobs/progress.html" if request.htmx else "jobs/job.html"
    return render(
        request, template, {"job": found, "title": title_of(found.kind), "result": result_of(found)}
    )
