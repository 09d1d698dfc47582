"""Telling the journal: every change of state is noted in the transaction that makes it."""

from __future__ import annotations

from typing import Any  # what JSON holds

from django.db import transaction
from django.utils import timezone

from jalon.web.journal.models import Noted
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right


def note(
    who: Who, kind: str, *, right: Right | None = None, unit: str = "", subject: str = "", **details: Any
) -> None:
    """Note an event. Call it inside the transaction of the change that it tells.

    Args:
        who: who made the change.
        kind: what happened, as two words: ``submission.signed``.
        right: by which right, from which the journal knows in what role.
        unit: the unit concerned.
        subject: what was changed: a feed, an indicator, a vintage.
        details: what else is to be known, without any personal data.
    """
    roles = who.roles_with(right) if right else ()
    Noted.objects.create(
        at=timezone.now(),
        actor=who.name or "site",
        role=roles[0].value if roles else "",
        kind=kind,
        unit=unit,
        subject=subject,
        details=details,
    )
    transaction.on_commit(send)


def send() -> None:
    """Send to the journal what was noted and not sent yet."""
