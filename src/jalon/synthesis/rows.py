"""What a world is written in: rows, those about one thing together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jalon.kernel.periods import Period

Cell = str | int | bool | Decimal | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Cluster:
    """All the rows of one entity and period that are about one thing: a person, a paper, a firm.

    A thing is in one cluster of its period and no other, so that who holds it is known without keeping it in
    memory.

    Attributes:
        entity: the entity whose rows these are.
        period: their period.
        key: the column that names the thing; empty for rows that name none.
        rows: each with its unit (empty for shared entities) and its columns.
    """

    entity: str
    period: Period
    key: str
    rows: tuple[tuple[str, Row], ...]
