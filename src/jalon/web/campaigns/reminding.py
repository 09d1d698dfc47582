"""Reminders: what is due or late in the open campaigns, written to those who can do something about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any  # what JSON holds

from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jalon.dossier.perimeter import INSTITUTE
from jalon.kernel.texts import Language, Text
from jalon.services.progress import Progress
from jalon.services.reminders import Reminder, letter, reminders_of
from jalon.web.accounts.models import Membership, User
from jalon.web.campaigns.known import feeds_now
from jalon.web.campaigns.models import (
    Absence,
    Campaign,
    CampaignState,
    Letter,
    LetterState,
    Return,
    ReturnState,
)
from jalon.web.campaigns.owing import is_asked_by
from jalon.web.desk import desk, today, unit_label
from jalon.web.environment import environment
from jalon.web.jobs.models import Job
from jalon.web.jobs.works import work
from jalon.web.journal.notes import note
from jalon.web.rights.decide import NOBODY, Who
from jalon.web.rights.roles import Right, Role

SEND = "send-reminders"
_READERS = (Role.STEWARD.value, Role.DIRECTOR.value)


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be recalled to a unit, to whom, and who was written to already.

    Attributes:
        unit: the unit.
        campaign: the campaign that asks.
        reminders: what is due or late.
        people: its stewards and directors.
        written: those of them to whom these very reminders were sent, or are on their way.
    """

    unit: str
    campaign: Campaign
    reminders: tuple[Reminder, ...]
    people: tuple[User, ...]
    written: frozenset[int]

    @property
    def key(self) -> str:
        """What tells these reminders from others: another stage of one of them makes another letter."""
        told = sorted(
            f"{one.feed.debt.source.id} {one.feed.debt.period.label} {one.stage}" for one in self.reminders
        )
        return hashlib.sha256("\n".join([self.campaign.slug, *told]).encode()).hexdigest()

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(one.left < 0 for one in self.reminders)

    @property
    def to_write(self) -> tuple[User, ...]:
        """Those who were not written to yet."""
        return tuple(one for one in self.people if one.pk not in self.written)


_MAY_LEAVE_AGAIN = (LetterState.FAILED, LetterState.UNSURE)


def reminders_due(again: tuple[str, ...] = _MAY_LEAVE_AGAIN) -> list[Due]:
    """What is to be recalled today in the open campaigns, by campaign and unit.

    Args:
        again: the states of letters that may be sent once more.
    """
    found: list[Due] = []
    everything = reminders_of(desk().dossier(), feeds_now(), as_of=today())
    for campaign in Campaign.objects.filter(state=CampaignState.OPEN):
        skipped = _skipped(campaign)
        units: dict[str, list[Reminder]] = {}
        for one in everything:
            debt = one.feed.debt
            key = (debt.unit, debt.source.id, debt.period.label)
            is_in = is_asked_by(campaign, debt.source.id, debt.period.label)
            if is_in and key not in skipped and (debt.unit, "", "") not in skipped:
                units.setdefault(debt.unit, []).append(one)
        found += [_due(campaign, unit, own, again) for unit, own in units.items()]
    return found


def _skipped(campaign: Campaign) -> set[tuple[str, str, str]]:
    """What is not recalled: what a unit said will not come, and units whose return is accepted."""
    absent = Absence.objects.filter(of__campaign=campaign).values_list("of__unit", "source", "period")
    accepted = Return.objects.filter(campaign=campaign, state=ReturnState.ACCEPTED)
    return {*absent, *((one.unit, "", "") for one in accepted)}


def _due(campaign: Campaign, unit: str, own: Iterable[Reminder], again: tuple[str, ...]) -> Due:
    people = tuple(_people(unit))
    bare = Due(unit, campaign, tuple(own), people, frozenset())
    known = Letter.objects.filter(unit=unit, key=bare.key).exclude(state__in=again)
    return Due(unit, campaign, bare.reminders, people, frozenset(known.values_list("to_id", flat=True)))


def _people(unit: str) -> Iterator[User]:
    members = Membership.objects.filter(unit=unit or INSTITUTE, role__in=_READERS, user__is_active=True)
    seen: set[int] = set()
    for one in members.select_related("user").order_by("user__pk"):
        if one.user.pk not in seen:
            seen.add(one.user.pk)
            yield one.user


def write_letters(
    who: Who,
    base: str,
    units: Iterable[str] | None = None,
    again: tuple[str, ...] = _MAY_LEAVE_AGAIN,
) -> int:
    """Write the letters of the day that were not written yet; a job sends them.

    Args:
        who: who asks.
        base: the address of the site, without a slash at its end.
        units: those to write to; all by default.
        again: the states of letters that may be sent once more.

    Returns:
        how many letters wait to leave.
    """
    wanted = None if units is None else set(units)
    with transaction.atomic():
        for due in reminders_due(again):
            if wanted is None or due.unit in wanted:
                for user in due.to_write:
                    _write(due, user, base)
        waiting = Letter.objects.filter(state=LetterState.WAITING).count()
        if waiting:
            note(who, "reminders.asked", right=Right.RUN_CAMPAIGNS, letters=waiting)
    return waiting


def _write(due: Due, user: User, base: str) -> None:
    mine = Language(user.language or "fr")
    told = letter(desk().dossier(), due.unit, due.reminders, as_of=today(), language=mine)
    name, unit = due.campaign.name.say(mine), unit_label(due.unit).say(mine)
    subject = Text(f"{name}\u00a0: données attendues, {unit}", f"{name}: data owed, {unit}").say(mine)
    where = Text("Votre page\u00a0: ", "Your page: ").say(mine)
    page = base + reverse("campaigns:unit", args=[due.campaign.slug, due.unit])
    Letter.objects.update_or_create(
        to=user,
        unit=due.unit,
        key=due.key,
        defaults={
            "subject": " ".join(subject.split())[:200],
            "body": f"{told}\n{where}{page}\n",
            "state": LetterState.WAITING,
        },
    )


@work(SEND, Text("Envoi des rappels", "Sending of reminders"))
def send_letters(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Send the letters that wait, each once."""
    del job
    waiting = list(Letter.objects.filter(state=LetterState.WAITING).order_by("pk").select_related("to"))
    progress.begin(Text("lettres", "letters").en, len(waiting))
    sent = 0
    for one in waiting:
        sent += _send(one)
        progress.step(one.unit)
    if sent:
        with transaction.atomic():
            note(NOBODY, "reminders.sent", letters=sent)
    return {"sent": sent, "failed": len(waiting) - sent}


def _send(one: Letter) -> bool:
    """Send a letter that nobody else is sending; True when it left."""
    # Said before it leaves: after a kill in between, a person looks at it, and no second one leaves.
    if not Letter.objects.filter(pk=one.pk, state=LetterState.WAITING).update(state=LetterState.LEAVING):
        return False
    try:
        send_mail(one.subject, one.body, None, [one.to.email])
    except (SMTPException, OSError):
        Letter.objects.filter(pk=one.pk).update(state=LetterState.FAILED)
        return False
    Letter.objects.filter(pk=one.pk).update(state=LetterState.SENT, sent_at=timezone.now())
    return True


def site_address() -> str:
    """The address of the site when no request says it: its first name."""
    here = environment()
    return f"{'https' if here.https else 'http'}://{here.hosts[0]}"
