"""The works that jobs may ask for. Each room registers its own when the site starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any  # what JSON holds

from jalon.kernel.texts import Text
from jalon.services.progress import Progress
from jalon.web.jobs.models import Job, JobState

Work = Callable[[Job, Progress], Mapping[str, Any]]
"""Does a job, told how far it is, and answers what is kept in ``Job.told``. It may be run twice."""

Leads = Callable[[Job], str]
"""The address where what came of a job is read, once it is done."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A work: the name that people read, what does it, and where its result is read."""

    title: Text
    do: Work
    leads: Leads | None = None


WORKS: dict[str, Registered] = {}


def work(kind: str, title: Text, leads: Leads | None = None) -> Callable[[Work], Work]:
    """Register a work under the name that jobs ask for it by."""

    def keep(function: Work) -> Work:
        WORKS[kind] = Registered(title, function, leads)
        return function

    return keep


def title_of(kind: str) -> Text:
    """The name of a work, as people read it."""
    return WORKS[kind].title if kind in WORKS else Text.same(kind)


def result_of(job: Job) -> str | None:
    """The address where what came of a job is read; None when it has none, or is not done."""
    found = WORKS.get(job.kind)
    return found.leads(job) if found and found.leads and job.state == JobState.DONE else None
