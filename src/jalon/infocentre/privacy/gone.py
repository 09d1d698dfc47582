"""Rows that purges removed, as the journal tells them: what figures can no longer be made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from jalon.infocentre.privacy.journal import BEGUN
from jalon.infocentre.sealed import Record


@dataclass(frozen=True, slots=True)
class Gone:
    """Rows that are gone: of which unit, period and delivery, since when, by whom.

    ``definitions`` are the hashes of what each indicator meant when its rows were removed.
    """

    entity: str
    unit: str
    period: str
    delivery: str
    day: date
    by: str
    definitions: Mapping[str, str] = field(default_factory=dict, compare=False)


def gone(records: Sequence[Record]) -> Iterator[Gone]:
    """Everything that purges removed, those that were interrupted included: their rows may be gone."""
    for record in records:
        if record.content["kind"] != BEGUN:
            continue
        day, by = date.fromisoformat(record.content["day"]), record.content["by"]
        for rows in record.content["past"]["rows"]:
            for unit, period, delivery, _ in rows["groups"]:
                yield Gone(rows["entity"], unit, period, delivery, day, by, record.content["definitions"])
