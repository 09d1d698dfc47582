"""Shapes of the work: deliveries and their reports, jobs, the journal."""

from __future__ import annotations

from datetime import date
from typing import Any  # what the details of an event hold

from ninja import Field, Schema

from jalon.web.api.shapes.common import Page, Rows


class DeliveriesAsked(Rows):
    """Which deliveries."""

    source: list[str] = Field([], max_length=200, description="Identifiers. May be repeated.")
    in_force: bool | None = Field(None, description="Only those that the lake holds now, or only the others.")


class Delivery(Schema):
    """A received file, and what became of it."""

    delivery: str
    feed: str
    source: str
    entity: str
    unit: str
    file: str
    sha256: str
    bytes: int
    received: str
    outcome: str
    in_force: bool
    rows_received: int
    rows_accepted: int
    rows_refused: int
    rows_set_aside: int


class Deliveries(Page):
    """A page of deliveries, the last received first."""

    items: list[Delivery]


class Counts(Schema):
    """Rows by outcome: received = accepted + refused + set aside."""

    received: int
    accepted: int
    refused: int
    set_aside: int


class Held(Schema):
    """Rows brought of a unit and period."""

    unit: str | None
    period: str
    rows: int


class ReportFault(Schema):
    """A kind of fault in a file."""

    code: str
    level: str
    count: int
    lines: list[int]
    what: str
    repair: str


class Unmapped(Schema):
    """A code that nothing translates."""

    unit: str | None
    column: str
    code: str
    cells: int
    line: int
    near: str | None


class Finding(Schema):
    """A rule of quality that failed; exact numbers are texts."""

    rule: str
    severity: str
    unit: str | None
    period: str
    measured: str
    tolerated: str
    sign: str
    rows: int
    because: str
    accepted_by: str | None


class Moved(Schema):
    """How rows moved since the delivery that was replaced."""

    unit: str | None
    period: str
    added: int
    removed: int
    changed: int
    same: int


class Purged(Schema):
    """Rows that are gone since."""

    unit: str | None
    period: str


class Owed(Schema):
    """What is still waited for."""

    unit: str
    period: str
    state: str
    due: str | None
    days_from_due: int | None


class Report(Schema):
    """The report of a delivery."""

    delivery: str
    feed: str
    source: str
    entity: str
    file: str
    sha256: str
    bytes: int
    received: str
    as_of: str
    outcome: str
    in_force: bool
    rows: Counts
    holds: list[Held]
    faults: list[ReportFault]
    unmapped: list[Unmapped]
    findings: list[Finding]
    replaces: str | None
    changes: list[Moved]
    purged: list[Purged]
    owed: list[Owed]
    next_due: Owed | None


class Job(Schema):
    """Long work: how far it is, and what came of it."""

    job: int
    kind: str
    title: str
    unit: str | None
    state: str
    step: str | None
    done: int
    total: int
    made_at: str
    started_at: str | None
    ended_at: str | None
    delivery: str | None
    outcome: str | None
    faults: list[str]


class EventsAsked(Schema):
    """Which events, the last first. The next page is ``before`` the last event of this one."""

    kind: str = Field("", max_length=60, description="A kind, or its start: delivery, delivery.refused.")
    unit: str = Field("", max_length=80)
    actor: str = Field("", max_length=60)
    subject: str = Field("", max_length=200)
    since: date | None = Field(None, description="From a day on, in UTC.")
    until: date | None = Field(None, description="Before a day, in UTC.")
    before: int = Field(0, ge=0, le=2**53, description="Numbered below.")
    limit: int = Field(100, ge=1, le=1000)


class Event(Schema):
    """A change of state, in the chain of the journal."""

    sequence: int
    id: str
    at: str
    kind: str
    actor: str
    role: str
    unit: str | None
    subject: str | None
    details: dict[str, Any]
    previous: str
    seal: str


class Events(Schema):
    """A page of events, the last first; ``next`` is the address of the events before them."""

    limit: int
    next: str | None
    items: list[Event]
