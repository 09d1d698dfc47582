"""Lookups: small tables that translate the words of a file, joined rather than written into the query."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from jalon.dossier.perimeter import Perimeter
from jalon.kernel.periods import Calendar, Period


def lookup(words: Mapping[str, str]) -> pa.Table:
    """The table of a translation: ``word`` and ``meaning``."""
    return pa.table(
        {"word": pa.array(words.keys(), pa.string()), "meaning": pa.array(words.values(), pa.string())}
    )


def unit_words(perimeter: Perimeter, code_list: str) -> Mapping[str, str]:
    """What the unit column may hold, and the unit it names: codes of one list, or identifiers without one."""
    if not code_list:
        return {unit.id: unit.id for unit in perimeter.bottom}
    return {unit.codes[code_list]: unit.id for unit in perimeter.bottom if code_list in unit.codes}


class PeriodWords:
    """What the period column holds, read once for each different word."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._known: dict[str, str | None] = {}

    def lookup(self, cells: pa.ChunkedArray) -> pa.Table:
        """The translation of the words of a column that are periods, to their canonical label."""
        words = {word for word in cells.unique().to_pylist() if word}
        labels = {word: label for word in sorted(words) if (label := self._label(word)) is not None}
        return lookup(labels)

    def _label(self, word: str) -> str | None:
        if word not in self._known:
            try:
                self._known[word] = Period.parse(word, self._calendar).label
            except ValueError:
                self._known[word] = None
        return self._known[word]
