"""What every reader gives: a header, then batches of text cells that know their line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from jalon.kernel.issues import Issue, Level, Place

LINE = "_line"
"""The column that holds the line of the file on which a record starts."""

ROW = "_row"
"""The column that numbers the rows of a delivery, unique where ``_line`` is not (a wide row becomes many)."""

BATCH_ROWS = 50_000
"""Records in a batch, about: enough for vectorised work, little enough to bound memory."""


class UnreadableFile(Exception):
    """The file cannot be read to its end; nothing of it is loaded. Caught where loading starts."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code)
        self.issue = issue


@dataclass(frozen=True, slots=True)
class Named:
    """The file being read, as messages call it; nothing that a discreet one says is ever repeated."""

    file: str
    discreet: bool = False

    def refuse(self, code: str, line: int = 0, column: int = 0, /, **context: object) -> UnreadableFile:
        """The fault that stops the reading, to be raised."""
        words = {"file": self.file, **{key: str(value) for key, value in context.items()}}
        return UnreadableFile(Issue(Level.ERROR, code, Place(self.file, line, column), words))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records.

    Attributes:
        rows: one text column for each column of the header, null for an empty cell, and ``_line``.
        rejected: the records that are no rows (see ``readers.rejects``); the reading goes on after them.
        done: how much of the file has been read, in bytes of the file as received.
        notes: what is to be known of the file and refuses nothing.
        unread: the cells of other columns than the needed ones that hold no value, as the rejects that they
            would be, each with one reason; None when there are none.
    """

    rows: pa.Table
    rejected: pa.Table
    done: int
    notes: tuple[Issue, ...] = ()
    unread: pa.Table | None = None


class Opened(Protocol):
    """A file whose header has been read."""

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns; unusable ones carry their position (see ``readers.header``)."""

    def batches(self) -> Iterator[Batch]:
        """Read the records from the first one; can be called again.

        Raises:
            UnreadableFile: the rest of the file cannot be read.
        """


def text_rows(header: Sequence[str], columns: Sequence[pa.Array], lines: pa.Array) -> pa.Table:
    """The rows of a batch."""
    return pa.Table.from_arrays([*columns, lines], names=[*header, LINE])
