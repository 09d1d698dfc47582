"""Stored overlap ledgers of the totals: who holds how many keys, beside the states that read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jalon.figures.measures.distinct import EMPTY_LEDGER, Ledger
from jalon.kernel.periods import Calendar, Period

LedgerKey = tuple[str, str, Period]
"""Indicator, part (value, numerator, denominator) and period of a ledger."""


@dataclass(frozen=True, slots=True)
class Ledgers:
    """Ledgers by indicator, part and period."""

    found: Mapping[LedgerKey, Ledger] = field(default_factory=dict)

    def ledger(self, indicator: str, part: str, period: Period) -> Ledger:
        """One ledger; empty when no row had a key."""
        return self.found.get((indicator, part, period), EMPTY_LEDGER)


def ledgers_to_json(ledgers: Mapping[LedgerKey, Ledger]) -> str:
    """Ledgers as text, the same for the same ledgers."""
    content = [
        [indicator, part, period.calendar.value, period.number, _counts(ledger)]
        for (indicator, part, period), ledger in ledgers.items()
    ]
    return json.dumps(sorted(content), separators=(",", ":"))


def ledgers_from_json(text: str) -> Ledgers:
    """Ledgers as :func:`ledgers_to_json` wrote them."""
    return Ledgers(
        {
            (indicator, part, Period(Calendar(calendar), number)): Ledger(
                {frozenset(units): keys for units, keys in counts}
            )
            for indicator, part, calendar, number, counts in json.loads(text)
        }
    )


def _counts(ledger: Ledger) -> list[Any]:
    return sorted([sorted(units), keys] for units, keys in ledger.counts.items())
