"""From pages to a file: one record a line, each once, always written the same way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jalon.infocentre.harvest.dialects import Dialect
from jalon.infocentre.harvest.paging import Page
from jalon.infocentre.harvest.request import failed, shown
from jalon.infocentre.readers.json.documents import member
from jalon.kernel.issues import Issue, Level, Place


@dataclass(slots=True)
class Assembled:
    """What went into the file.

    Attributes:
        records: the records written.
        repeated: those that came twice and were written once.
        totals: the numbers of records that the service told, in order.
    """

    records: int = 0
    repeated: int = 0
    totals: list[int] = field(default_factory=list)


def assemble(pages: Iterable[Page], dialect: Dialect, target: Path) -> Assembled:
    """Write the records of pages, one a line, and count them."""
    found = Assembled()
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for line in _lines(pages, dialect, found):
            file.write(line + "\n")
    return found


def checked(found: Assembled, url: str) -> Iterator[Issue]:
    """What there is to say of a harvest that came to its end.

    Raises:
        HarvestFailed: no record at all; fewer different records than the least total told; or more than the
            total, when it never moved.
    """
    if not found.records:
        raise failed("harvest-empty", url)
    if not found.totals:
        return
    # No record at all, told beside some, is a service that lost its index.
    least, moved = min((total for total in found.totals if total), default=0), len(set(found.totals)) > 1
    # A record that came twice does not stand for one that did not come.
    if found.records < least or (found.records > least and not moved):
        raise failed("harvest-incomplete", url, told=least, received=found.records)
    if moved:
        words = {"service": shown(url), "first": str(found.totals[0]), "last": str(found.totals[-1])}
        words |= {"received": str(found.records), "repeated": str(found.repeated)}
        yield Issue(Level.WARNING, "harvest-total-moved", Place(shown(url)), words)
    elif found.repeated:
        words = {"service": shown(url), "repeated": str(found.repeated)}
        yield Issue(Level.WARNING, "harvest-repeated", Place(shown(url)), words)


def _lines(pages: Iterable[Page], dialect: Dialect, found: Assembled) -> Iterator[str]:
    seen: set[bytes] = set()
    for page in pages:
        if page.total is not None:
            found.totals.append(page.total)
        for record in page.records:
            line = json.dumps(record, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
            key = _key(record, line, dialect)
            if key in seen:
                found.repeated += 1
                continue
            seen.add(key)
            found.records += 1
            yield line


def _key(record: object, line: str, dialect: Dialect) -> bytes:
    """Sixteen bytes that tell a record from others: its identifier, else its content."""
    identifiers = (member(record, name) for name in dialect.identifiers)
    told = next((f"{found}" for found in identifiers if found is not None), None)
    return hashlib.blake2b((line if told is None else told).encode(), digest_size=16).digest()
