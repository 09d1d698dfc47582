"""Unpivoting: a wide table (one column a month) becomes rows, each of which keeps the line it came from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from jalon.dossier.source import Unpivot
from jalon.infocentre.readers.comparing import comparable
from jalon.infocentre.readers.rejects import NONE_REJECTED, REASONS, Reject, beside_cells, rejected
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import LINE, Batch, Named, Opened

Filled = tuple[int, int]
"""A wide row: its line, and how many of its cells are filled."""


@dataclass(frozen=True, slots=True)
class Unpivoted:
    """A wide table read as a long one (see :class:`jalon.infocentre.readers.table.Opened`).

    Attributes:
        wide: the table as received.
        spec: what the source declares.
        kept: the columns that stay as they are.
        turned: the columns that become rows, in the order of the header.
    """

    wide: Opened
    spec: Unpivot
    kept: tuple[str, ...]
    turned: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The columns that stayed, the one that holds the header and the one that holds the cell."""
        return (*self.kept, self.spec.name, self.spec.value)

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; the wide rows that give no row are rejected."""
        aside = self._set_aside()
        for batch in self.wide.batches():
            lines = batch.rows[LINE].combine_chunks()
            out = pc.is_in(lines, value_set=aside[LINE].combine_chunks())
            rows = self._turn(batch.rows.filter(pc.invert(out)))
            own = aside.filter(pc.is_in(aside[LINE], value_set=lines))
            own = beside_cells(own, LINE, batch.rows.select([*self.kept, LINE]))
            unread = self._unread(batch)
            unread = unread.filter(pc.invert(pc.is_in(unread[LINE], value_set=aside[LINE].combine_chunks())))
            rejects = pa.concat_tables([batch.rejected, own, unread], promote_options="default")
            yield replace(batch, rows=rows, rejected=rejects, unread=None)

    def _turn(self, rows: pa.Table) -> pa.Table:
        """One row for each filled cell, row by row and in the order of the header."""
        height, width = rows.num_rows, len(self.turned)
        if not height:
            return pa.schema(
                [*((name, pa.string()) for name in self.header), (LINE, pa.int64())]
            ).empty_table()
        by_column = pa.concat_arrays([rows[column].combine_chunks() for column in self.turned])
        by_row = pa.array([column * height + row for row in range(height) for column in range(width)])
        origin = pa.array([row for row in range(height) for _ in range(width)], pa.int64())
        long = rows.select([*self.kept, LINE]).take(origin)
        long = long.append_column(self.spec.name, pa.array(self.turned * height, pa.string()))
        long = long.append_column(self.spec.value, by_column.take(by_row))
        return long.filter(pc.is_valid(long[self.spec.value])).select([*self.header, LINE])

    def _unread(self, batch: Batch) -> pa.Table:
        """The cells of the turned columns that hold no value, each of which is a faulty row."""
        if batch.unread is None:
            return NONE_REJECTED
        columns = pc.struct_field(pc.list_flatten(batch.unread[REASONS].combine_chunks()), "column")
        return batch.unread.filter(pc.is_in(columns, value_set=pa.array(self.turned)))

    # Which wide rows are turned

    def _set_aside(self) -> pa.Table:
        """The wide rows that are not turned, with the reason."""
        alike: dict[tuple[str | None, ...], list[Filled]] = {}
        for batch in self.wide.batches():
            for identity, row in self._measured(batch.rows, self._unread(batch)):
                alike.setdefault(identity, []).append(row)
        rejects = [reject for rows in alike.values() for reject in _less_complete(rows)]
        rejects.sort(key=lambda reject: reject.line)
        return rejected(rejects, Status.SET_ASIDE) if rejects else NONE_REJECTED

    def _measured(self, rows: pa.Table, unread: pa.Table) -> Iterator[tuple[tuple[str | None, ...], Filled]]:
        """Each wide row with what tells it from others; its line does when nothing is declared."""
        lines = rows[LINE].to_pylist()
        without_value = Counter(unread[LINE].to_pylist())
        filled: Sequence[int] = [without_value[line] for line in lines]
        for column in self.turned:
            flags = pc.is_valid(rows[column]).to_pylist()
            filled = [count + flag for count, flag in zip(filled, flags, strict=True)]
        columns = [rows[column].to_pylist() for column in self.spec.most_complete]
        identities = zip(*columns, strict=True) if columns else ((str(line),) for line in lines)
        return zip(identities, zip(lines, filled, strict=True), strict=True)


def unpivoted(wide: Opened, spec: Unpivot, named: Named) -> Unpivoted:
    """Read a wide table as a long one.

    Raises:
        UnreadableFile: no header matches the columns to unpivot.
    """
    pattern = re.compile(comparable(spec.columns))
    turned = tuple(column for column in wide.header if pattern.fullmatch(column))
    if not turned:
        shown = "—" if named.discreet else ", ".join(f"« {column} »" for column in wide.header[:20])
        raise named.refuse("columns-to-unpivot-missing", pattern=spec.columns, found=shown)
    kept = tuple(column for column in wide.header if column not in turned)
    return Unpivoted(wide, spec, kept, turned)


def _less_complete(rows: Sequence[Filled]) -> Iterator[Reject]:
    """The rows that are not turned among those alike: all but the most complete, the first among equals."""
    best, _ = max(rows, key=lambda row: (row[1], -row[0]))
    for line, filled in rows:
        if not filled:
            yield Reject(line, "row-without-value")
        elif line != best:
            yield Reject(line, "row-less-complete", value=str(best))
