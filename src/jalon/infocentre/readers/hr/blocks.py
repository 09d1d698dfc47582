"""The blocks of a DSN: which stands under which, and which of their rubrics are days.

Source: *cahier technique de la DSN* (GIP-MDS, standard NEODeS), blocks of the monthly declaration. Only the
blocks that lead to persons, contracts and pay are here; the others are passed over, and counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PARENTS: Mapping[str, str] = MappingProxyType(
    {
        "S10.G00.00": "",  # sending
        "S20.G00.05": "S10.G00.00",  # declaration
        "S21.G00.06": "S20.G00.05",  # company
        "S21.G00.11": "S21.G00.06",  # establishment
        "S21.G00.30": "S21.G00.11",  # individual
        "S21.G00.31": "S21.G00.30",  # what changed of an individual
        "S21.G00.40": "S21.G00.30",  # contract
        "S21.G00.41": "S21.G00.40",  # what changed of a contract
        "S21.G00.60": "S21.G00.40",  # sick leave
        "S21.G00.62": "S21.G00.40",  # end of contract
        "S21.G00.65": "S21.G00.40",  # other suspension
        "S21.G00.71": "S21.G00.40",  # complementary pension
        "S21.G00.50": "S21.G00.30",  # payment
        "S21.G00.51": "S21.G00.50",  # remuneration
        "S21.G00.53": "S21.G00.51",  # activity
        "S21.G00.52": "S21.G00.50",  # bonus
        "S21.G00.54": "S21.G00.50",  # other gross income
        "S21.G00.78": "S21.G00.50",  # base of contributions
        "S21.G00.79": "S21.G00.78",  # part of a base
        "S21.G00.81": "S21.G00.78",  # contribution
    }
)

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "individuals": "S21.G00.30",
        "contracts": "S21.G00.40",
        "ends": "S21.G00.62",
        "absences": "S21.G00.65",
        "payments": "S21.G00.50",
        "pay": "S21.G00.51",
    }
)
"""The block of which each occurrence is a row of the table."""

END = "S90.G00.90"
"""The last block; its rubric 001 says how many rubrics the file has."""

DAYS = frozenset(
    {
        "S20.G00.05.005",
        "S21.G00.30.006",
        "S21.G00.40.001",
        "S21.G00.40.010",
        "S21.G00.50.001",
        "S21.G00.51.001",
        "S21.G00.51.002",
        "S21.G00.60.002",
        "S21.G00.60.003",
        "S21.G00.62.001",
        "S21.G00.62.003",
        "S21.G00.62.004",
        "S21.G00.62.005",
        "S21.G00.62.006",
        "S21.G00.65.002",
        "S21.G00.65.003",
    }
)
"""Rubrics that hold a day, written JJMMAAAA; they are given as YYYY-MM-DD."""


def chain(block: str) -> tuple[str, ...]:
    """A block and those above it, the nearest first.

    >>> chain("S21.G00.40")[:3]
    ('S21.G00.40', 'S21.G00.30', 'S21.G00.11')
    """
    found = []
    while block:
        found.append(block)
        block = PARENTS[block]
    return tuple(found)
