"""Reasoned absences: a unit says that something will not come, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from jalon.web.campaigns.models import Absence, Return
from jalon.web.campaigns.owing import Owed
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.campaigns.signing import require_unlocked, touch
from jalon.web.desk import unit_label
from jalon.web.journal.notes import note
from jalon.web.rights.decide import require
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

_LEAST_REASON = 10


def declare_absence(request: Request, one: Return, item: Owed, because: str) -> Absence:
    """Say that a feed will not come; said again, the reason replaces the one before.

    Raises:
        Refused: the right is missing.
        CannotDo: the return is locked, the feed is there, or no reason is given.
    """
    require(request.who, Right.SUBMIT, one.unit, unit_label(one.unit))
    require_unlocked(one, item.source.id)
    if item.is_received:
        raise CannotDo("Cette donnée est arrivée.", "These data have come.")
    if len(because.strip()) < _LEAST_REASON:
        raise CannotDo(
            "Dites pourquoi rien ne viendra, en quelques mots.", "Say why nothing will come, in a few words."
        )
    with transaction.atomic():
        made, _ = Absence.objects.update_or_create(
            of=one,
            source=item.source.id,
            period=item.period,
            defaults={"because": because.strip(), "by": request.user},
        )
        touch(one)
        one.save(update_fields=["first_at", "last_at"])
        note(
            request.who,
            "absence.declared",
            right=Right.SUBMIT,
            unit=one.unit,
            subject=f"{item.source.id} {item.period}",
        )
    return made


def withdraw_absence(request: Request, one: Return, item: Owed) -> None:
    """Take back what was said of a feed: it is awaited again.

    Raises:
        Refused: the right is missing.
        CannotDo: the return is locked.
    """
    require(request.who, Right.SUBMIT, one.unit, unit_label(one.unit))
    require_unlocked(one, item.source.id)
    with transaction.atomic():
        Absence.objects.filter(of=one, source=item.source.id, period=item.period).delete()
        note(
            request.who,
            "absence.withdrawn",
            right=Right.SUBMIT,
            unit=one.unit,
            subject=f"{item.source.id} {item.period}",
        )
