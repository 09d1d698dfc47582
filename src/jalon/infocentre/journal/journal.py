"""The journal of a workspace: events are added, read and verified; nothing is ever changed or removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from jalon.infocentre.journal.event import Entry, Event
from jalon.infocentre.journal.files import Files
from jalon.infocentre.journal.head import Head, read_head
from jalon.infocentre.journal.index import index_of
from jalon.infocentre.journal.reading import EVERYTHING, Asked, read
from jalon.infocentre.journal.settling import found_head
from jalon.infocentre.journal.verifying import verify
from jalon.infocentre.journal.writing import Writer, contents_of
from jalon.infocentre.workspace import Workspace, make_private
from jalon.kernel.issues import Issue


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of a workspace.

    Attributes:
        workspace: whose journal, and whose lock is held while events are added.
        key: a secret kept outside the workspace: with it, the head and the end of each day are signed, so
            that whoever rewrites every file without it is caught.
    """

    workspace: Workspace
    key: bytes | None = field(default=None, repr=False)

    def append(self, events: Sequence[Event]) -> tuple[Entry, ...]:
        """Add events after the last one, in the order given; they are on the disk when this returns.

        Costs the same whatever the journal holds. An event whose identifier is in the journal is not written
        again: the one that stands there is returned.

        Raises:
            TypeError, ValueError: the details of an event are not JSON; nothing is written.
            OSError: they cannot be written; tell them again later, under the same identifiers.
        """
        new = {event.id: event for event in reversed(events)}
        contents = dict(zip(new, contents_of(list(new.values())), strict=True))
        if not events:
            return ()
        with self.workspace.lock("journal"):
            make_private(self._files.folder)
            writer = Writer.starting(self._files, self.key)
            asked = list(dict.fromkeys(event.id for event in events))
            with index_of(self._files, writer.head, asked) as (index, known):
                fresh = [name for name in asked if name not in known]
                if fresh:
                    days = [new[name].day for name in fresh]
                    entries = writer.write([contents[name] for name in fresh], days, index)
                    known |= dict(zip(fresh, entries, strict=True))
        return tuple(known[event.id] for event in events)

    def read(self, asked: Asked = EVERYTHING) -> Iterator[Entry]:
        """The events asked for, one by one; those of the moment at which reading starts."""
        return read(self._files, found_head(self._files), asked)

    def verify(self, seal: str = "") -> tuple[Issue, ...]:
        """Everything in the journal that is not what was written.

        Args:
            seal: a seal written down elsewhere, which an event or a day must carry: somebody who can write
                everywhere, and has the key, can rewrite everything but that.
        """
        return verify(self._files, seal, self.key)

    def close(self, day: date) -> Head:
        """Seal the open day when it is before ``day``, and sign the head, whoever wrote what it counts."""
        with self.workspace.lock("journal"):
            make_private(self._files.folder)
            writer = Writer.starting(self._files, self.key)
            # Asked for: from here on, the key vouches for what is there.
            writer.is_trusted = True
            if writer.head.day and writer.head.day < day.isoformat():
                writer.open_day(day.isoformat())
            else:
                writer.acknowledge()
            return writer.head

    @property
    def head(self) -> Head | None:
        """Where it ends; None before the first event, or when the head was edited."""
        return read_head(self._files.head)

    @property
    def _files(self) -> Files:
        return Files(self.workspace.journal)
