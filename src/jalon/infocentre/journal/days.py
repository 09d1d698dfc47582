"""The seals of days that are over: how many events there were, and the seal of the last; a chain too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from jalon.infocentre.journal.files import Files, add, lines
from jalon.infocentre.journal.head import Head
from jalon.infocentre.journal.records import is_signed, line_of, opened, sealed, signature_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySeal:
    """What the journal was when a day ended.

    Attributes:
        day: the day, YYYY-MM-DD.
        count: events by its end, since the first day.
        last: the seal of the last event.
        signature: made with the key; empty without one.
    """

    day: str
    count: int
    last: str
    signature: str = ""

    def is_signed(self, key: bytes | None) -> bool:
        """True unless it carries a signature that the key did not make.

        One without any was made before there was a key; the signature of the head covers it.
        """
        return not self.signature or is_signed(asdict(self), key)


class Sealed(NamedTuple):
    """The end of a day as it stands in its chain."""

    day: DaySeal
    previous: str
    seal: str


def day_seals(files: Files, end: int | None = None) -> Iterator[DaySeal]:
    """The seals of days that can be read, oldest first."""
    for _, line in lines(files.seals, end=end):
        found = read_day(line)
        if found is not None:
            yield found.day


def read_day(line: bytes) -> Sealed | None:
    """The seal that a line holds; None when it is not what was written, or not that of a day."""
    record = opened(line)
    if record is None or record.keys() != {*DaySeal.__dataclass_fields__, "previous", "seal"}:
        return None
    day = DaySeal(**{name: record[name] for name in DaySeal.__dataclass_fields__})
    return Sealed(day, record["previous"], record["seal"])


def close_day(files: Files, head: Head, day: str, key: bytes | None) -> Head:
    """Seal the open day, when it has events, and open another one; the new head is not written yet."""
    if head.size:
        one = DaySeal(day=head.day, count=head.count, last=head.last)
        signed = replace(one, signature=signature_of(asdict(one), key))
        record = sealed(asdict(signed), head.sealed)
        _, end = add(files.seals, line_of(record))
        head = replace(head, seals=head.seals + 1, sealed=record["seal"], seals_size=end)
    return replace(head, day=day, size=0)
