"""An xAPI statement, as its specification has it (xAPI 1.0.3, part two: https://github.com/adlnet/xAPI-Spec)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from jalon.infocentre.readers.json.cells import objects, text
from jalon.infocentre.readers.json.documents import member
from jalon.infocentre.readers.json.flatten import Unfit
from jalon.infocentre.readers.learning.moments import moment

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
"""The verb of a statement that takes another one back (§ 2.3.2)."""

COURSE = "/course"
"""How the types of courses end: ``http://adlnet.gov/expapi/activities/course``,
``http://id.tincanapi.com/activitytype/lms/course``."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement whose time is known."""

    body: Mapping[str, object]
    at: datetime

    @property
    def id(self) -> str | None:
        """Its identifier (a UUID), in lower case."""
        found = text(self.body.get("id"))
        return found.lower() if found else None

    @property
    def actor(self) -> Mapping[str, object]:
        """The person or group."""
        found = self.body.get("actor")
        return found if isinstance(found, dict) else {}

    @property
    def actor_kind(self) -> str:
        """``agent``, ``group`` or ``anonymous-group`` (a group known by its members alone, § 2.4.2.2)."""
        if text(self.actor.get("objectType")) != "Group":
            return "agent"
        return "group" if actor_key(self.actor) else "anonymous-group"

    @property
    def platform(self) -> str | None:
        """The platform: the place that knows the account, else as it was told.

        Of one person a statement may name the platform and another not; all name the same account.
        """
        return _home(self.actor) or bare(text(member(self.body, "context", "platform")))

    @property
    def course(self) -> str | None:
        """The course: the object when it is one, else the course among the activities around it."""
        return next((found for activity in self._activities() if (found := _course(activity))), None)

    def _activities(self) -> Iterator[Mapping[str, object]]:
        thing = self.body.get("object")
        if isinstance(thing, dict):
            yield thing
        for kind in ("grouping", "parent", "category", "other"):
            around = member(self.body, "context", "contextActivities", kind)
            # Version 0.95 wrote one activity alone where 1.0 writes a list (§ 4.1.6.2 of the older text).
            yield from objects(around if isinstance(around, list) else [around])


def read(body: Mapping[str, object], zone: ZoneInfo | None) -> Statement:
    """A statement with its time: when it happened, else when it was stored.

    Raises:
        Unfit: it says neither, or without offset while the source has no time zone; or has no actor or verb.
    """
    if not text(member(body, "verb", "id")) or not isinstance(body.get("actor"), dict):
        raise Unfit("xapi-incomplete")
    written = text(body.get("timestamp")) or text(body.get("stored"))
    at = moment(written, zone)
    if at is None:
        raise Unfit("xapi-time-unknown", "timestamp")
    return Statement(body, at)


def actor_key(actor: Mapping[str, object]) -> str | None:
    """What identifies an actor, one way whatever the case of its address (§ 2.4.2.3); null for nobody.

    >>> actor_key({"mbox": "mailto:Ada@Example.org"}), actor_key({"name": "Ada"})
    ('mailto:ada@example.org', None)
    """
    account = text(member(actor, "account", "name"))
    if account:
        return f"{_home(actor) or ''}|{account}"
    mbox, digest = text(actor.get("mbox")), text(actor.get("mbox_sha1sum"))
    if mbox or digest:
        return mbox.lower() if mbox else f"sha1:{digest}".lower()
    return text(actor.get("openid"))


def voided_by(body: Mapping[str, object]) -> str | None:
    """The identifier of the statement that this one takes back; null for any other statement."""
    if text(member(body, "verb", "id")) != VOIDED:
        return None
    found = text(member(body, "object", "id"))
    return found.lower() if found and member(body, "object", "objectType") == "StatementRef" else None


def bare(address: str | None) -> str | None:
    """An address without the stroke that may end it; null for none.

    >>> bare("https://lms.example/"), bare(None)
    ('https://lms.example', None)
    """
    return (address or "").rstrip("/") or None


def _home(actor: Mapping[str, object]) -> str | None:
    return bare(text(member(actor, "account", "homePage")))


def _course(activity: Mapping[str, object]) -> str | None:
    kind = (text(member(activity, "definition", "type")) or "").rstrip("/")
    return text(activity.get("id")) if kind.endswith(COURSE) else None
