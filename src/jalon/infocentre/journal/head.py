"""The head: how many events there are and the seal of the last, so that a truncated tail is seen."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from jalon.infocentre.journal.records import is_signed, line_of, opened, sealed, signature_of
from jalon.infocentre.sealed import START
from jalon.infocentre.workspace import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the journal ends: what was acknowledged to whoever told the last event.

    Attributes:
        count: how many events there are.
        last: the seal of the last.
        day: the day whose file is open, YYYY-MM-DD; empty before the first event.
        size: bytes of that file.
        seals: how many days are sealed.
        sealed: the seal of the last of them.
        seals_size: bytes of their file.
        signature: made with the key; empty without one.
    """

    count: int = 0
    last: str = START
    day: str = ""
    size: int = 0
    seals: int = 0
    sealed: str = START
    seals_size: int = 0
    signature: str = ""

    def is_signed(self, key: bytes | None) -> bool:
        """True when nobody without the key can have written it; the start of a journal needs no signature."""
        return self == Head() or is_signed(asdict(self), key)

    def signed(self, key: bytes | None) -> Head:
        """The same head under the signature of a key."""
        return replace(self, signature=signature_of(asdict(self), key))


def read_head(path: Path) -> Head | None:
    """The head that a file holds; None when there is no file, or when it is not what was written."""
    record = opened(path.read_bytes()) if path.is_file() else None
    if record is None or record.keys() != {*Head.__dataclass_fields__, "previous", "seal"}:
        return None
    return Head(**{name: record[name] for name in Head.__dataclass_fields__})


def write_head(path: Path, head: Head) -> None:
    """Replace the head: after this, what it counts is acknowledged.

    Should the machine lose its power before the disk knows the new name, the events are found after the old
    head.
    """
    write_whole(path, line_of(sealed(asdict(head), START)))
