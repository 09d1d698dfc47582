"""Who may see a job: whoever asked for it, and those who read the deliveries of its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from jalon.web.jobs.models import Job
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.accounts.models import User


def readable_job(user: User, who: Who, number: int) -> Job:
    """A job that somebody may see.

    Raises:
        Http404: there is none, or it is not theirs to see.
    """
    found = Job.objects.filter(pk=number).first() if number <= _MOST else None
    if found is None:
        raise Http404
    is_mine = found.made_by_id == user.pk
    if not is_mine and not who.may(Right.READ_DELIVERIES, found.unit or None):
        raise Http404
    return found


_MOST = 2**63 - 1
