"""The journal: note what changed, read it, export it, verify that nothing in it was touched."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from jalon.infocentre.journal.event import Entry, Event
from jalon.infocentre.journal.head import Head
from jalon.infocentre.journal.journal import Journal
from jalon.infocentre.journal.reading import EVERYTHING, Asked
from jalon.infocentre.journal.records import line_of
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issue, Issues
from jalon.kernel.spreadsheets import harmless
from jalon.kernel.texts import Text
from jalon.services.problems import stop
from jalon.services.rows import Row

KEY = "JALON_JOURNAL_KEY"
"""The variable that names the file of the key with which the journal is signed; none signs nothing."""

SHORTEST_KEY = 32
"""Bytes: the length of the hash (RFC 2104, section 3)."""


def note(workspace: Workspace, *events: Event) -> tuple[Entry, ...]:
    """Write events in the journal; they are on the disk when this returns.

    An event told again under its identifier is not written again. With a key that cannot be used, events are
    written all the same: that the journal is no longer signed shows when it is verified.

    Args:
        workspace: whose journal.
        events: what changed, in order.

    Raises:
        TypeError, ValueError: the details of an event are not JSON; nothing is written.
        OSError: they cannot be written; they may be told again later, under the same identifiers.
    """
    found = _key(workspace)
    return Journal(workspace, None if isinstance(found, Text) else found).append(events)


def read(workspace: Workspace, asked: Asked = EVERYTHING) -> Iterator[Entry]:
    """The events asked for, one by one."""
    return Journal(workspace).read(asked)


def head_of(workspace: Workspace) -> Head | None:
    """How many events there are and the seal of the last; None before the first one."""
    return Journal(workspace).head


def verify(workspace: Workspace, seal: str = "") -> tuple[Issue, ...]:
    """Everything in the journal that is not what was written; notes say what needs nothing done.

    Args:
        workspace: whose journal.
        seal: a seal written down elsewhere, which an event or a day must carry.

    Raises:
        DossierProblem: the key of the journal cannot be used.
    """
    return Journal(workspace, _usable_key(workspace)).verify(seal)


def seal(workspace: Workspace, *, day: date) -> Head:
    """Seal the open day when it is over, and sign the journal as it is, whoever wrote it.

    Args:
        workspace: whose journal.
        day: the day in UTC, which is not over.

    Raises:
        DossierProblem: the journal was touched, or its key cannot be used.
    """
    key = _usable_key(workspace)
    if Issues(Journal(workspace).verify()).has_errors:
        raise stop("journal-not-sealed")
    return Journal(workspace, key).close(day)


# Export


def export_rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """Events as flat rows."""
    for entry in entries:
        event = entry.event
        yield {
            "sequence": entry.sequence,
            "at": event.at.isoformat(),
            "kind": event.kind,
            "actor": event.actor,
            "role": event.role,
            "unit": event.unit or None,
            "subject": event.subject or None,
            "details": json.dumps(event.details, ensure_ascii=False, sort_keys=True),
            "id": event.id,
            "previous": entry.previous,
            "seal": entry.seal,
        }


def as_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """The lines of a CSV file, one by one; no cell is a formula for a spreadsheet."""
    for number, row in enumerate(rows):
        sink = io.StringIO(newline="")
        writer = csv.writer(sink, lineterminator="\n")
        if not number:
            writer.writerow(row)
        writer.writerow(map(harmless, row.values()))
        yield sink.getvalue().encode()


def as_lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The lines of the journal itself, one by one: each with its seal, which whoever reads it can check."""
    return (line_of(entry.record) for entry in entries)


# The key


def _usable_key(workspace: Workspace) -> bytes | None:
    found = _key(workspace)
    if isinstance(found, Text):
        raise stop("journal-key", why_en=found.en, why_fr=found.fr)
    return found


def _key(workspace: Workspace) -> bytes | Text | None:
    """The key that the machine names; None when it names none, and a text when it cannot be used."""
    name = os.environ.get(KEY, "").strip()
    if not name:
        return None
    path = Path(name)
    try:
        content = path.read_bytes()
        others = path.stat().st_mode & 0o077
    except OSError as problem:
        return Text.same(problem.strerror or "?")
    if path.resolve().is_relative_to(workspace.home.resolve()):
        return Text("elle est dans l’espace de travail", "it is inside the workspace")
    if others:
        return Text("d’autres peuvent la lire", "others can read it")
    if len(content) < SHORTEST_KEY:
        return Text(f"elle a moins de {SHORTEST_KEY} octets", f"it has fewer than {SHORTEST_KEY} bytes")
    return content
