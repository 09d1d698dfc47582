"""Jobs put in the queue, done by a worker, and taken up again after a kill."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any  # what JSON holds

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language
from jalon.services.problems import DossierProblem
from jalon.web.accounts.models import User
from jalon.web.jobs.models import Job, JobState
from jalon.web.jobs.works import WORKS

_LOG = logging.getLogger("jalon.web")
MOST_TRIES = 3


def ask(kind: str, user: User | None, *, unit: str = "", **asked: Any) -> Job:
    """Put a work in the queue, once the transaction of the caller is committed.

    Args:
        kind: a work that is registered.
        user: who asks.
        unit: whose it is: who may read it.
        asked: its arguments, as JSON holds them.
    """
    assert kind in WORKS, f"{kind} is no work"
    job = Job.objects.create(kind=kind, made_by=user, unit=unit, asked=asked)
    transaction.on_commit(lambda: _enqueue(job.pk))
    return job


def _enqueue(number: int) -> None:
    run_job.enqueue(number)


@task()
def run_job(number: int) -> None:
    """Do a job, unless it is over."""
    job = Job.objects.select_related("made_by").get(pk=number)
    if job.is_over:
        return
    Job.objects.filter(pk=number).update(
        state=JobState.RUNNING, started_at=timezone.now(), tries=job.tries + 1, step="", done=0, total=0
    )
    try:
        told = WORKS[job.kind].do(job, _Recorded(number))
    except DossierProblem as problem:
        _end(number, JobState.FAILED, {"faults": _faults(problem)})
    except Exception:
        _LOG.exception("job %s (%s) failed", number, job.kind)
        _end(number, JobState.FAILED, {"faults": []})
    else:
        _end(number, JobState.DONE, told)


def _faults(problem: DossierProblem) -> list[dict[str, str]]:
    return [
        {language.value: report(issue, language) for language in (Language.FR, Language.EN)}
        for issue in problem.issues
    ]


def _end(number: int, state: str, told: Mapping[str, Any]) -> None:
    Job.objects.filter(pk=number).update(state=state, told=dict(told), ended_at=timezone.now(), step="")


class _Recorded:
    """Writes how far a work is where the screen reads it."""

    def __init__(self, number: int) -> None:
        self._job = Job.objects.filter(pk=number)
        self._done = 0

    def begin(self, what: str, steps: int) -> None:
        """A piece of work starts, of so many steps."""
        self._done = 0
        self._job.update(step=what[:200], done=0, total=steps)

    def step(self, label: str) -> None:
        """One more step is done."""
        self._done += 1
        self._job.update(step=label[:200], done=self._done)


def take_up() -> int:
    """Put back in the queue what no worker is doing; called when a worker starts, before it works.

    Returns:
        how many jobs were taken up.
    """
    # What the queue says of a dead worker's work is false; what it says of the rest is said again below.
    DBTaskResult.objects.all().delete()
    left = list(Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).order_by("pk"))
    for job in left:
        if job.tries >= MOST_TRIES:
            _end(job.pk, JobState.FAILED, {"faults": [], "given_up": True})
        else:
            _enqueue(job.pk)
    return len(left)
