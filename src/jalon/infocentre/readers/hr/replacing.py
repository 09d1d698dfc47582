"""Declarations of one file that another one of it cancels or replaces (*annule et remplace*).

Source: *cahier technique de la DSN* (GIP-MDS), block S20.G00.05: 001 is the nature, 002 the type (03 and 05
replace, 04 cancels), 003 the part, 004 the order of the declarations of one establishment and month, 005 the
month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

DECLARATION = "S20.G00.05"
ESTABLISHMENT = "S21.G00.11"
"""The blocks of a declaration, and of the establishment that it is about."""

_NATURE, _TYPE, _PART, _ORDER, _MONTH = (f"{DECLARATION}.{number:03d}" for number in range(1, 6))
_ABOUT = (_NATURE, _PART, _MONTH, "S21.G00.06.001", "S21.G00.11.001")
TOLD = frozenset({*_ABOUT, _TYPE, _ORDER})
"""The rubrics that say which declaration a row belongs to, and what it replaces."""

HEADS = ("S10.", "S20.", "S21.G00.06", "S21.G00.11", "S90.")
"""How the lines begin that have to be read to know the declarations."""

_REPLACING = frozenset({"03", "04", "05"})

Told = Mapping[str, str]
Known = tuple[str, ...]


def known_as(cells: Told) -> Known:
    """What tells a declaration apart: its place in the file, and what it is about.

    Args:
        cells: the rubrics of :data:`TOLD`, and the line of the declaration under :data:`DECLARATION`.
    """
    return (cells.get(DECLARATION, ""), *_about(cells))


def replaced(found: Iterable[Told]) -> frozenset[Known]:
    """The declarations that another one about the same replaces or cancels.

    The order that they tell decides; without it, one that replaces comes after one that does not.
    """
    by_subject: dict[Known, list[Told]] = defaultdict(list)
    for cells in found:
        by_subject[_about(cells)].append(cells)
    return frozenset(known_as(one) for several in by_subject.values() for one in _earlier(several))


def _earlier(several: list[Told]) -> list[Told]:
    is_ordered = all(one.get(_ORDER, "").isdecimal() for one in several)
    ranks = [
        (int(one[_ORDER]) if is_ordered else 0, one.get(_TYPE) in _REPLACING, place)
        for place, one in enumerate(several)
    ]
    last = max((rank for rank in ranks if rank[1]), default=None)
    return [one for one, rank in zip(several, ranks, strict=True) if last is not None and rank < last]


def _about(cells: Told) -> Known:
    return tuple(cells.get(name, "") for name in _ABOUT)
