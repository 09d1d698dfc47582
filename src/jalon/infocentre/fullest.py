"""Of source rows that are one row torn in several, the fullest; the others are set aside, with the reason.

A published table may hold twice what its grain says is one row: each of the two fills some cells and leaves
the others empty. To keep the first is to leave it to chance, so that the source says which columns tell rows
apart, and the row with the most cells filled is read. A row set aside that says something else than the one
kept is told apart from one that only repeats it: a correction may be lost with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.readers.rejects import Reject, beside_cells, rejected
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import LINE, Batch, Opened

Identity = tuple[str | None, ...]
Cells = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Fullest:
    """A table without the less complete of its rows that are alike (see :class:`Opened`).

    Attributes:
        table: the table as received.
        same: the columns whose values are those of one row.
        read: the columns whose filled cells are counted and compared: those that the mapping reads.
    """

    table: Opened
    same: tuple[str, ...]
    read: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """That of the table."""
        return self.table.header

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`."""
        aside = rejected(sorted(self._aside(), key=lambda reject: reject.line), Status.SET_ASIDE)
        for batch in self.table.batches():
            lines = batch.rows[LINE].combine_chunks()
            out = pc.is_in(lines, value_set=aside[LINE].combine_chunks())
            own = beside_cells(aside.filter(pc.is_in(aside[LINE], value_set=lines)), LINE, batch.rows)
            rejects = pa.concat_tables([batch.rejected, own], promote_options="default")
            yield replace(batch, rows=batch.rows.filter(pc.invert(out)), rejected=rejects)

    def _aside(self) -> Iterator[Reject]:
        """The rows that are not kept: found in a first reading, compared with the kept one in a second."""
        alike = {line for lines in self._alike().values() if len(lines) > 1 for line in lines}
        groups: dict[Identity, list[tuple[int, Cells]]] = {}
        for batch in self.table.batches() if alike else ():
            of_interest = pc.is_in(batch.rows[LINE], value_set=pa.array(sorted(alike), pa.int64()))
            for row in batch.rows.filter(of_interest).to_pylist():
                identity = tuple(row[column] for column in self.same)
                groups.setdefault(identity, []).append((row[LINE], {name: row[name] for name in self.read}))
        for rows in groups.values():
            yield from _less_complete(rows)

    def _alike(self) -> Mapping[Identity, list[int]]:
        found: dict[Identity, list[int]] = {}
        for batch in self.table.batches():
            columns = [batch.rows[column].to_pylist() for column in self.same]
            for line, *identity in zip(batch.rows[LINE].to_pylist(), *columns, strict=True):
                found.setdefault(tuple(identity), []).append(line)
        return found


def _less_complete(rows: Sequence[tuple[int, Cells]]) -> Iterator[Reject]:
    """All but the fullest, the first among equals."""
    best, kept = max(rows, key=lambda row: (_filled(row[1]), -row[0]))
    for line, cells in rows:
        if line != best:
            other = next((name for name, cell in cells.items() if _contradicts(cell, kept[name])), "")
            code = "row-other-values" if other else "row-less-complete"
            yield Reject(line, code, other, value=str(best))


def _filled(cells: Cells) -> int:
    return sum(bool(cell) for cell in cells.values())


def _contradicts(cell: str | None, kept: str | None) -> bool:
    """True when a filled cell says something that the kept row does not."""
    return bool(cell) and cell != kept and (kept is None or _number(cell or "") != _number(kept))


def _number(cell: str) -> Decimal | str:
    """« 838318 » and « 838318.0 » are one amount."""
    try:
        return Decimal(cell)
    except InvalidOperation:
        return cell
