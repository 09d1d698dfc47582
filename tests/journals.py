"""Journals for tests: events a given time apart, and workspaces to write them in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jalon.infocentre.journal.event import Event
from jalon.infocentre.journal.journal import Journal
from jalon.infocentre.workspace import Workspace

FIRST = datetime(2024, 1, 10, 9, 0, tzinfo=UTC)


def event(number: int, *, hours: int = 8, **told: object) -> Event:
    """The event of a number: eight hours after the one before, so that three make a day."""
    about = {
        "id": f"event-{number}",
        "at": FIRST + timedelta(hours=hours * number),
        "actor": "command line",
        "role": "operator",
        "kind": "figures.computed",
        "subject": f"indicator-{number % 3}",
        "details": {"number": number},
    }
    return Event(**{**about, **told})  # type: ignore[arg-type]


def events(count: int, start: int = 0) -> list[Event]:
    """Several events, one after the other."""
    return [event(number) for number in range(start, start + count)]


def journal(folder: Path, told: Iterable[Event] = (), key: bytes | None = None) -> Journal:
    """A journal in a folder, with some events told one by one."""
    made = Journal(Workspace(folder), key)
    for one in told:
        made.append([one])
    return made


def codes(made: Journal, seal: str = "") -> set[str]:
    """The codes of what a verification finds."""
    return {issue.code for issue in made.verify(seal)}
