"""Rejected records: those that are refused and those that are set aside, each with its line and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import LINE, ROW

STATUS = "_status"
REASONS = "_reasons"

UNIT, PERIOD = "_unit", "_period"
"""The columns that tell the unit and the period of a rejected row, when they are known."""


REASON_TYPE = pa.struct([("code", pa.string()), ("column", pa.string()), ("value", pa.string())])
"""A reason: a code of the catalogue, the column it is about, and the faulty cell when it may be shown."""

SCHEMA = pa.schema([(LINE, pa.int64()), (STATUS, pa.string()), (REASONS, pa.list_(REASON_TYPE))])
"""What every rejected record has; its cells come beside it when they are known."""


@dataclass(frozen=True, slots=True)
class Reject:
    """One rejected record."""

    line: int
    code: str
    column: str = ""
    value: str | None = None


def rejected(records: Sequence[Reject], status: Status = Status.REFUSED) -> pa.Table:
    """Rejected records as a table (see :data:`SCHEMA`)."""
    reasons = [[{"code": item.code, "column": item.column, "value": item.value}] for item in records]
    columns = [
        pa.array([item.line for item in records], pa.int64()),
        pa.array([str(status)] * len(records), pa.string()),
        pa.array(reasons, pa.list_(REASON_TYPE)),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


NONE_REJECTED = SCHEMA.empty_table()


def beside_cells(rejects: pa.Table, key: str, cells: pa.Table) -> pa.Table:
    """Rejected records beside the cells they came from.

    Args:
        rejects: the records, with the column ``key``.
        key: a column that tells the rows of ``cells`` apart.
        cells: text cells.
    """
    places = pc.index_in(rejects[key], value_set=cells[key].combine_chunks())
    taken = cells.drop_columns([name for name in (LINE, ROW) if name in cells.column_names]).take(places)
    known = rejects.select(SCHEMA.names).cast(SCHEMA)
    return pa.Table.from_arrays([*known.columns, *taken.columns], names=[*SCHEMA.names, *taken.column_names])
