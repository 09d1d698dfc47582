"""How far a job is."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from jalon.web.jobs.models import Job
from jalon.web.jobs.works import title_of
from jalon.web.rights.pages import signed_in
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request


@signed_in
@require_GET
def job(request: Request, number: int) -> HttpResponse:
    """A job: a page of its own, or the piece of one that asks again until it is over."""
    found = get_object_or_404(Job, pk=number)
    is_mine = found.made_by_id == request.user.pk
    if not is_mine and not request.who.may(Right.READ_DELIVERIES, found.unit or None):
        raise Http404
    template = "jobs/progress.html" if request.htmx else "jobs/job.html"
    return render(request, template, {"job": found, "title": title_of(found.kind)})
