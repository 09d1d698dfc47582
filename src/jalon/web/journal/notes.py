"""Telling the journal: every change of state is noted in the transaction that makes it."""

from __future__ import annotations

import logging
from typing import Any  # what JSON holds

from django.db import transaction
from django.utils import timezone

from jalon.infocentre.journal.event import Event, Kind
from jalon.services import journal
from jalon.web.desk import desk
from jalon.web.journal.models import Noted
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right

_LOG = logging.getLogger("jalon.web")
_AT_ONCE = 200


def note(
    who: Who, kind: str, *, right: Right | None = None, unit: str = "", subject: str = "", **details: Any
) -> None:
    """Note an event. Call it inside the transaction of the change that it tells.

    Args:
        who: who made the change.
        kind: what happened, one of :class:`Kind`: ``return.signed``.
        right: by which right, from which the journal knows in what role.
        unit: the unit concerned.
        subject: what was changed: a feed, an indicator, a vintage.
        details: what else is to be known, without any personal data.

    Raises:
        ValueError: nothing of that kind is in the journal's words.
    """
    roles = who.roles_with(right) if right else ()
    Noted.objects.create(
        at=timezone.now(),
        actor=who.name or "site",
        role=roles[0].value if roles else "",
        kind=Kind(kind).value,
        unit=unit,
        subject=subject,
        details=details,
    )
    transaction.on_commit(send)


def send() -> int:
    """Send to the journal what was noted and not sent yet, in order; how many.

    The journal knows events by their identifiers: what two processes send, or one that was killed before it
    could say so, is written once. A journal that cannot be written is tried again at the next event.
    """
    sent = 0
    while waiting := list(Noted.objects.filter(is_sent=False).order_by("pk")[:_AT_ONCE]):
        try:
            journal.note(desk().workspace(), *map(_event, waiting))
        except OSError:
            _LOG.exception("the journal could not be written; %s events wait", len(waiting))
            return sent
        Noted.objects.filter(pk__in=[one.pk for one in waiting]).update(is_sent=True)
        sent += len(waiting)
    return sent


def _event(noted: Noted) -> Event:
    return Event(
        id=str(noted.event),
        at=noted.at,
        actor=noted.actor,
        role=noted.role,
        kind=noted.kind,
        unit=noted.unit,
        subject=noted.subject,
        details=noted.details,
    )
