"""What commands changed, written in the journal once they have succeeded."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from jalon.cli.settings import now
from jalon.infocentre.journal.event import Event
from jalon.infocentre.workspace import Workspace
from jalon.services.events import Who
from jalon.services.journal import note
from jalon.services.journalwords import COMMAND_LINE, OPERATOR


def me() -> Who:
    """Whoever is at the terminal, now: a run of its own."""
    return Who(actor=COMMAND_LINE, role=OPERATOR, at=now(), run=uuid4().hex)


def record(workspace: Workspace, events: Iterable[Event]) -> None:
    """Write events in the journal."""
    note(workspace, *events)
