"""Who is put together in a figure: each unit with the part for which it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jalon.dossier.perimeter import WHOLE
from jalon.kernel.missing import Missing

Parts = Mapping[str, Decimal]
"""Units, each with the part of its state that counts: 1 for all of it."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The units of a figure.

    Attributes:
        parts: the units, in the order in which they are told.
        barred: those of them that are wanted and cannot be there, with why: a unit whose rows can no
            longer be told from those of a unit left out.
    """

    parts: Parts
    barred: Mapping[str, Missing] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Iterable[str]) -> Roster:
        """Units that all count whole."""
        return cls(dict.fromkeys(units, WHOLE))
