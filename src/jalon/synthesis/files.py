"""Writing of deliveries: the rows of a world as the files that the sources of a dossier expect."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from jalon.dossier.perimeter import Perimeter
from jalon.dossier.source import ColumnMapping, Feed, Source
from jalon.dossier.synthesis import TroubleKind
from jalon.kernel.periods import Period
from jalon.synthesis.deliveries import Deliveries
from jalon.synthesis.rows import Cell, Cluster, Row

FOLDER = "data"
MARK = "synthetic"
"""Begins the name of every file made here."""

_BLOCK = 2000
"""Rows of a file kept before they are written: memory does not grow with the world."""

UNREADABLE = "?"
"""A period that no calendar has: what makes a row faulty on purpose."""


def path_of(feed: Feed) -> str:
    """The path of a feed's file inside its dossier.

    >>> path_of(Feed(id="enrolments/north", path="", unit="north"))
    'data/synthetic-enrolments-north.csv'
    """
    return f"{FOLDER}/{MARK}-{feed.id.replace('/', '-')}.csv"


class Files:
    """The files of all feeds, written block by block.

    Args:
        folder: the folder of the dossier that receives them.
        deliveries: the feeds, and what happens to them.
        perimeter: the units, for the codes by which files name them.
    """

    def __init__(self, folder: Path, deliveries: Deliveries, perimeter: Perimeter) -> None:
        self._deliveries = deliveries
        self._files: dict[str, _File] = {}
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        for source, feed in deliveries.feeds.values():
            if feed.id not in self._files:
                self._files[feed.id] = _File(folder / path_of(feed), source, perimeter)

    @property
    def rows(self) -> dict[str, int]:
        """Rows written so far, by feed."""
        return {feed: file.rows for feed, file in self._files.items()}

    def add(self, cluster: Cluster) -> None:
        """Write the rows of a cluster, each in the file of its unit."""
        for unit, row in cluster.rows:
            found = self._deliveries.feeds.get((cluster.entity, unit))
            if found is None:
                continue
            _, feed = found
            late = self._deliveries.trouble(feed) is TroubleKind.LATE
            if late and self._deliveries.is_last(cluster.period):
                continue
            self._files[feed.id].add(unit, cluster.period, row)

    def close(self) -> None:
        """Write what is left, with the faulty rows of the files that have some."""
        for _, feed in self._deliveries.feeds.values():
            file = self._files[feed.id]
            if not file.is_closed:
                file.close(self._deliveries.trouble(feed))
            if not file.rows:
                # An empty delivery is refused: who has nothing sends nothing.
                file.path.unlink(missing_ok=True)


@dataclass(slots=True)
class _File:
    path: Path
    source: Source
    perimeter: Perimeter
    rows: int = 0
    is_closed: bool = False
    _block: list[list[str]] = field(default_factory=list)
    _last: list[str] = field(default_factory=list)
    _units: dict[str, str] = field(default_factory=dict)
    _columns: list[tuple[ColumnMapping, Callable[[Cell], str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._units = _unit_words(self.source, self.perimeter)
        named = {one.source: one for one in self.source.columns if one.source}
        written = {self.source.period_column, self.source.unit_column}
        self._columns = [(one, _writer(self.source, one)) for n, one in named.items() if n not in written]
        header = [self.source.period_column, *([self.source.unit_column] if self._has_units else [])]
        header += [str(one.source) for one, _ in self._columns]
        # Lines above the header hold one word: no row of the world is there.
        above = [[MARK] for _ in range(self.source.reader.header - 1)]
        self.path.write_bytes(self._lines([*above, [str(name) for name in header]]))

    @property
    def _has_units(self) -> bool:
        return self.source.unit_column is not None

    def add(self, unit: str, period: Period, row: Row) -> None:
        if any(one.constant is not None and _differs(one, row) for one in self.source.columns):
            return
        line = [period.label, *([self._units.get(unit, unit)] if self._has_units else [])]
        line += [write(row.get(one.column)) for one, write in self._columns]
        self._block.append(line)
        self._last = line
        self.rows += 1
        if len(self._block) >= _BLOCK:
            self._flush()

    def close(self, trouble: TroubleKind | None) -> None:
        if self.rows:
            self._block += [[UNREADABLE, *self._last[1:]]] * self._faulty_rows(trouble)
        self._flush()
        self.is_closed = True

    def _faulty_rows(self, trouble: TroubleKind | None) -> int:
        """How many faulty rows get the file refused; or one, when the source tolerates it."""
        tolerated = self.source.refused_up_to
        if trouble is TroubleKind.FAULTY_ROW:
            return 1 if tolerated * (self.rows + 1) >= 100 else 0
        if trouble is not TroubleKind.REFUSED:
            return 0
        count = 1
        while 100 * count <= tolerated * (self.rows + count):
            count += 1
        return count

    def _flush(self) -> None:
        with self.path.open("ab") as file:
            file.write(self._lines(self._block))
        self._block.clear()

    def _lines(self, rows: list[list[str]]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=self.source.reader.delimiter, lineterminator="\n").writerows(rows)
        return text.getvalue().encode(self.source.reader.encoding)


def _differs(mapping: ColumnMapping, row: Row) -> bool:
    return str(row.get(mapping.column)) != mapping.constant


def _unit_words(source: Source, perimeter: Perimeter) -> dict[str, str]:
    """How the files of a source name the units: by identifier, or by a code of the perimeter."""
    if not source.unit_codes:
        return {unit.id: unit.id for unit in perimeter.units}
    return {unit.id: unit.codes.get(source.unit_codes, unit.id) for unit in perimeter.units}


def _writer(source: Source, mapping: ColumnMapping) -> Callable[[Cell], str]:
    """How cells of a column are written: codes, decimal separator and unit are those of the source."""
    codes = {meaning: word for word, meaning in mapping.codes.items()}

    def write(cell: Cell) -> str:
        if cell is None:
            return ""
        if isinstance(cell, bool):
            text = "true" if cell else "false"
        elif isinstance(cell, Decimal | int):
            number = Decimal(cell) / mapping.factor if mapping.factor != 1 else cell
            text = f"{number:f}" if isinstance(number, Decimal) else str(number)
            text = text.replace(".", source.reader.decimal)
        else:
            text = cell
        return codes.get(text, text)

    return write
