"""The quarantine: the rows of a delivery that were refused or set aside, with line, reasons and cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jalon.infocentre.deliveries import Example, Reason
from jalon.infocentre.readers.rejects import PERIOD, REASON_TYPE, REASONS, SCHEMA, STATUS, UNIT
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import LINE

EXAMPLES = 20
"""Examples of each reason that a report shows."""

COUNTED = ("cell-formula-error", "row-cells", "row-duplicate", "row-less-complete", "row-other-values")
"""The reasons whose value is a count, a line of ours or an error of a spreadsheet, and no text of a cell."""

_SHAPES = ((r"\p{Lu}", "A"), (r"\p{L}", "a"), (r"\p{N}", "9"))


class Quarantine:
    """The rejected rows of one delivery, written as they come and counted.

    Args:
        path: the Parquet file to write.
        columns: the columns whose cells are kept beside each row: none that is personal or special.
        veiled: the file speaks of persons: a faulty cell is kept by its shape alone (``99/99/9999``).
    """

    def __init__(self, path: Path, columns: Sequence[str], *, veiled: bool = False) -> None:
        self._veiled = veiled
        self._schema = pa.schema([*SCHEMA, *(pa.field(column, pa.string()) for column in columns)])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows = dict.fromkeys(Status, 0)
        self._counts: dict[tuple[str, Status], int] = {}
        self._examples: dict[str, list[Example]] = {}

    def __enter__(self) -> Quarantine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    def add(self, rejects: pa.Table) -> None:
        """Put rejected rows away (see ``readers.rejects``); cells that may not be kept are dropped here."""
        if not rejects.num_rows:
            return
        if self._veiled:
            rejects = veiled(rejects)
        self._writer.write_table(_shaped(rejects, self._schema))
        for status in Status:
            own = rejects.filter(pc.equal(rejects[STATUS], str(status)))
            self._rows[status] += own.num_rows
            self._count(own, status)

    def rows(self, status: Status) -> int:
        """How many rows have this status so far."""
        return self._rows[status]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why rows were rejected, the most frequent reason first."""
        found = [
            Reason(code=code, status=status, count=count, examples=tuple(self._examples[code]))
            for (code, status), count in self._counts.items()
        ]
        return tuple(sorted(found, key=lambda reason: (-reason.count, reason.code)))

    def _count(self, rows: pa.Table, status: Status) -> None:
        lists = rows[REASONS].combine_chunks()
        reasons = pc.list_flatten(lists)
        parents = pc.list_parent_indices(lists)
        codes = pc.struct_field(reasons, "code")
        for code in pc.unique(codes).to_pylist():
            places = pc.indices_nonzero(pc.equal(codes, code))
            self._counts[code, status] = self._counts.get((code, status), 0) + len(places)
            shown = self._examples.setdefault(code, [])
            first = places[: EXAMPLES - len(shown)]
            shown += _examples(rows.take(parents.take(first)), reasons.take(first))


def _examples(rows: pa.Table, reasons: pa.Array) -> Iterator[Example]:
    """Rejected rows, each with one of its reasons, as messages show them."""
    known = [name for name in (LINE, UNIT, PERIOD) if name in rows.column_names]
    for row, reason in zip(rows.select(known).to_pylist(), reasons.to_pylist(), strict=True):
        yield Example(
            line=row[LINE],
            column=reason["column"] or "",
            value=reason["value"],
            unit=row.get(UNIT) or "",
            period=row.get(PERIOD) or "",
        )


def veiled(rejects: pa.Table) -> pa.Table:
    """The same rows, each faulty cell replaced by its shape: letters by A or a, digits by 9.

    A shape tells a date written backwards from a missing decimal point, and no name.
    """
    lists = rejects[REASONS].combine_chunks()
    reasons = pc.list_flatten(lists)
    codes, shapes = pc.struct_field(reasons, "code"), pc.struct_field(reasons, "value")
    is_cell = pc.invert(pc.is_in(codes, value_set=pa.array(COUNTED)))
    hidden = shapes
    for pattern, mark in _SHAPES:
        hidden = pc.replace_substring_regex(hidden, pattern, mark)
    fields = [codes, pc.struct_field(reasons, "column"), pc.if_else(is_cell, hidden, shapes)]
    ends = pc.cumulative_sum(pc.fill_null(pc.list_value_length(lists), 0))
    starts = pa.concat_arrays([pa.array([0], pa.int32()), ends.cast(pa.int32())])
    told = pa.ListArray.from_arrays(starts, pa.StructArray.from_arrays(fields, fields=list(REASON_TYPE)))
    place = rejects.column_names.index(REASONS)
    return rejects.set_column(
        place, pa.field(REASONS, pa.list_(REASON_TYPE)), told.cast(pa.list_(REASON_TYPE))
    )


def _shaped(rejects: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rejected rows with exactly the columns of the file; unknown cells are null."""
    known = set(rejects.column_names)
    columns = [
        rejects[field.name] if field.name in known else pa.nulls(rejects.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, names=schema.names).cast(schema)
