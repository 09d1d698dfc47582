"""The works that jobs may ask for. Each room registers its own when the site starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any  # what JSON holds

from jalon.kernel.texts import Text
from jalon.services.progress import Progress
from jalon.web.jobs.models import Job

Work = Callable[[Job, Progress], Mapping[str, Any]]
"""Does a job, told how far it is, and answers what is kept in ``Job.told``. It may be run twice."""

WORKS: dict[str, tuple[Text, Work]] = {}


def work(kind: str, title: Text) -> Callable[[Work], Work]:
    """Register a work under the name that jobs ask for it by."""

    def keep(function: Work) -> Work:
        WORKS[kind] = (title, function)
        return function

    return keep


def title_of(kind: str) -> Text:
    """The name of a work, as people read it."""
    return WORKS[kind][0] if kind in WORKS else Text.same(kind)
