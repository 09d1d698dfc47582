"""Codes that nothing translates: those of a delivery, each with its unit, count and first line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.readers.rejects import REASONS
from jalon.infocentre.readers.table import LINE

FAULTS = ("code-unknown", "code-not-in-list", "code-not-in-force")
"""The faults of a cell that holds a code which leads nowhere."""

MOST = 1000
"""How many different codes are kept of one delivery: a file of free text has as many as rows."""

KEYS = ("column", "value", "unit", "period")
_Key = tuple[str, str, str, str]

HOLDERS = 5
"""How many different holders of a code are counted: who asks for more asks for « many »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmappedCode:
    """A code that nothing translates.

    Attributes:
        column: the source column in which it stands.
        code: the code as written; a long one is cut.
        unit: the unit of the rows; empty when they have none.
        period: the period of the rows, of a code that means something by it; empty otherwise.
        count: how many cells hold it.
        line: the first line on which it stands.
        near: the nearest code that is known; empty when none is near.
        label_fr, label_en: what that one means; empty when nothing says it.
        holders: how many different persons hold it, as far as :data:`HOLDERS`.
    """

    column: str
    code: str
    unit: str
    count: int
    line: int
    period: str = ""
    near: str = ""
    label_fr: str = ""
    label_en: str = ""
    holders: int = field(default=0, compare=False)


def unmapped_codes(rejected: pa.Table, holders: pa.Array, dated: Collection[str] = ()) -> pa.Table:
    """The codes of rejected rows that have no translation, with their count, first line and holders.

    Cells that may not be shown (personal, special) have no value here and are left out.

    Args:
        rejected: the rows.
        holders: whom each row is about; null when nothing says it.
        dated: the columns of which the codes have a meaning by period: only theirs is told.
    """
    lists = rejected[REASONS].combine_chunks()
    parents = pc.list_parent_indices(lists)
    reasons = pc.list_flatten(lists)
    columns = pc.struct_field(reasons, "column")
    unit, period = (_told(rejected, name).take(parents) for name in ("unit", "period"))
    is_dated = pc.is_in(columns, value_set=pa.array(sorted(dated), pa.string()))
    cells = pa.table(
        {
            "code": pc.struct_field(reasons, "code"),
            "column": columns,
            "value": pc.struct_field(reasons, "value"),
            "unit": unit,
            "period": pc.if_else(is_dated, period, ""),
            "line": rejected[LINE].combine_chunks().take(parents),
            "holder": holders.take(parents),
        }
    )
    is_code = pc.is_in(cells["code"], value_set=pa.array(FAULTS))
    kept = cells.filter(pc.and_(is_code, pc.is_valid(cells["value"])))
    return kept.group_by(KEYS).aggregate([("line", "count"), ("line", "min"), ("holder", "distinct")])


def _told(rejected: pa.Table, name: str) -> pa.Array:
    """A column of rejected rows, empty where it says nothing."""
    if name not in rejected.column_names:
        return pa.array([""] * rejected.num_rows, pa.string())
    return pc.fill_null(rejected[name].combine_chunks().cast(pa.string()), "")


@dataclass(slots=True)
class UnmappedTally:
    """The codes of a delivery that have no translation, in bounded memory.

    Attributes:
        others: how many cells hold codes beyond those that are kept.
    """

    others: int = 0
    _found: dict[_Key, tuple[int, int]] = field(default_factory=dict)
    _holders: dict[_Key, set[str]] = field(default_factory=dict)

    def add(self, codes: pa.Table) -> None:
        """Count the codes of one more batch (see :func:`unmapped_codes`)."""
        for row in codes.sort_by("line_min").to_pylist():
            key = (row["column"], row["value"], row["unit"], row["period"])
            if key not in self._found and len(self._found) == MOST:
                self.others += row["line_count"]
                continue
            count, line = self._found.get(key, (0, row["line_min"]))
            self._found[key] = (count + row["line_count"], min(line, row["line_min"]))
            known = self._holders.setdefault(key, set())
            new = {holder for holder in row["holder_distinct"] if holder is not None} - known
            known.update(sorted(new)[: HOLDERS - len(known)])

    @property
    def codes(self) -> tuple[UnmappedCode, ...]:
        """The codes kept, the most frequent first."""
        found = [
            UnmappedCode(
                column=key[0],
                code=key[1],
                unit=key[2],
                period=key[3],
                count=count,
                line=line,
                holders=len(self._holders[key]),
            )
            for key, (count, line) in self._found.items()
        ]
        return tuple(sorted(found, key=order))


def order(item: UnmappedCode) -> tuple[int, str, str, str, str]:
    """The most frequent first."""
    return (-item.count, item.column, item.code, item.unit, item.period)
