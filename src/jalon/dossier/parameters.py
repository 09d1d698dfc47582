"""Dated parameters of a dossier: price indices and the rules of verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from jalon.kernel.references import Reference
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceIndex:
    """A price index: the mean of a year's months, computed only when every month is there.

    Attributes:
        id: the name that measures use.
        entity: the entity that holds its months (shared, monthly).
        value: the entity's column that holds the index.
        months: how many months a year needs; fewer, and the year has no index.
    """

    id: str
    name: Text
    entity: str
    value: str
    where: str
    months: int
    references: tuple[Reference, ...]
