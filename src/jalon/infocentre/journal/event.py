"""Events: what changed, when, by whom. An event speaks of things by their names, never of persons."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any  # what a JSON record holds

from jalon.infocentre.journal.records import opened

_DOTTED = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+")


class Kind(StrEnum):
    """Kinds of events that Jalon makes, in a terminal or on the site; another dotted word is a kind too."""

    ABSENCE_DECLARED = "absence.declared"
    ABSENCE_WITHDRAWN = "absence.withdrawn"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_INVITED = "account.invited"
    ACCOUNT_MADE = "account.made"
    ACCOUNT_OPENED = "account.opened"
    ACCOUNT_PROOFS_FORGOTTEN = "account.proofs-forgotten"
    ACTION_DECIDED = "action.decided"
    ACTION_DONE = "action.done"
    CAMPAIGN_CHANGED = "campaign.changed"
    CAMPAIGN_CLOSED = "campaign.closed"
    CAMPAIGN_DRAFT = "campaign.draft"
    CAMPAIGN_MADE = "campaign.made"
    CAMPAIGN_OPEN = "campaign.open"
    CARDS_TRIED = "cards.tried"
    CONTRACT_CHANGED = "contract.changed"
    DELIVERY_RECEIVED = "delivery.received"
    DELIVERY_REFUSED = "delivery.refused"
    DELIVERY_SENT = "delivery.sent"
    EXPLANATION_ACCEPTED = "explanation.accepted"
    EXPLANATION_PROPOSED = "explanation.proposed"
    FIGURES_COMPUTED = "figures.computed"
    GRID_SAVED = "grid.saved"
    IDENTITY_DECIDED = "identity.decided"
    KEYS_ROTATED = "keys.rotated"
    OVERRIDE_APPROVED = "override.approved"
    OVERRIDE_MADE = "override.made"
    OVERRIDE_PROPOSED = "override.proposed"
    OVERRIDE_REFUSED = "override.refused"
    PURGE_DONE = "purge.done"
    RELEASE_PUBLISHED = "release.published"
    REMINDERS_ASKED = "reminders.asked"
    REMINDERS_SENT = "reminders.sent"
    RETURN_ACCEPTED = "return.accepted"
    RETURN_REOPENED = "return.reopened"
    RETURN_SENT_BACK = "return.sent-back"
    RETURN_SIGNED = "return.signed"
    RETURN_SUBMITTED = "return.submitted"
    REVIEW_ASKED = "review.asked"
    REVIEW_WRITTEN = "review.written"
    RIGHT_GRANTED = "right.granted"
    RIGHT_REVOKED = "right.revoked"
    TOKEN_MADE = "token.made"
    TOKEN_REVOKED = "token.revoked"
    VINTAGE_ASKED = "vintage.asked"
    VINTAGE_FROZEN = "vintage.frozen"
    WAIVER_GIVEN = "waiver.given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of state.

    Attributes:
        id: a text that no other event has: the same event told twice is written once.
        at: when it happened, with its time zone; told by whoever owns the clock.
        actor: the identifier of an account, or « command line »; never the name of a person.
        role: as what the actor acted.
        kind: what happened, a :class:`Kind` or another dotted word.
        subject: to what: a feed, an indicator, a vintage.
        unit: of which unit; empty when it is of none.
        details: what else is to be known, as JSON, without personal data.
    """

    id: str
    at: datetime
    actor: str
    role: str
    kind: str
    subject: str = ""
    unit: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.id or not self.actor:
            raise ValueError("an event has an identifier and an actor")
        if self.at.tzinfo is None:
            raise ValueError(f"the time of an event has its time zone: {self.at}")
        if not _DOTTED.fullmatch(self.kind):
            raise ValueError(f"the kind of an event is a dotted word: {self.kind}")

    @property
    def day(self) -> str:
        """The day on which it happened, in UTC."""
        return self.at.astimezone(UTC).date().isoformat()

    @property
    def content(self) -> dict[str, Any]:
        """What a line of the journal says of it.

        Raises:
            TypeError, ValueError: the details are not JSON.
        """
        told = {
            "id": self.id,
            "at": self.at.astimezone(UTC).isoformat(),
            "actor": self.actor,
            "role": self.role,
            "kind": str(self.kind),
            "subject": self.subject,
            "unit": self.unit,
            "details": dict(self.details),
        }
        return _plain(told)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it stands in the journal.

    Attributes:
        event: the event.
        sequence: its number, from 1.
        previous: the seal of the event before it.
        seal: its own, which stands on the one before.
    """

    event: Event
    sequence: int
    previous: str
    seal: str

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Entry:
        """The entry that a line says.

        Raises:
            KeyError, TypeError, ValueError: the record is not that of an event.
        """
        told = {name: record[name] for name in Event.__dataclass_fields__}
        event = Event(**{**told, "at": datetime.fromisoformat(told["at"])})
        return cls(event, int(record["sequence"]), record["previous"], record["seal"])

    @property
    def record(self) -> dict[str, Any]:
        """The line that says it."""
        chained = {"sequence": self.sequence, "previous": self.previous, "seal": self.seal}
        return {**self.event.content, **chained}


def read_entry(line: bytes) -> Entry | None:
    """The entry that a line holds; None when it is not what was written, or not that of an event."""
    record = opened(line)
    try:
        return Entry.of(record) if record else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is read again from what is written: only JSON, and only characters that a file can hold."""
    # Half a character, as in the name of a file in another encoding, cannot be written.
    text = json.dumps(told, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    plain: dict[str, Any] = json.loads(text)
    return plain
