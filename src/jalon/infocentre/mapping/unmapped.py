"""Codes that nothing translates: those of a delivery, each with its unit, count and first line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.readers.rejects import REASONS
from jalon.infocentre.readers.table import LINE

FAULTS = ("code-unknown", "code-not-in-list", "code-not-in-force")
"""The faults of a cell that holds a code which leads nowhere."""

MOST = 1000
"""How many different codes are kept of one delivery: a file of free text has as many as rows."""

KEYS = ("column", "value", "unit", "period")

HELD_BY = 3
"""How many cells must hold a code before a file that speaks of persons may show it: fewer may be a name."""


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


def unmapped_codes(rejected: pa.Table, dated: Collection[str] = ()) -> pa.Table:
    """The codes of rejected rows that have no translation: column, value, unit, period, count, first line.

    The period is told for the columns of ``dated``, whose codes have a meaning by period.

    Cells that may not be shown (personal, special) have no value here and are left out.
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
        }
    )
    is_code = pc.is_in(cells["code"], value_set=pa.array(FAULTS))
    kept = cells.filter(pc.and_(is_code, pc.is_valid(cells["value"])))
    return kept.group_by(KEYS).aggregate([("line", "count"), ("line", "min")])


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
    _found: dict[tuple[str, str, str, str], tuple[int, int]] = field(default_factory=dict)

    def add(self, codes: pa.Table) -> None:
        """Count the codes of one more batch (see :func:`unmapped_codes`)."""
        for row in codes.sort_by("line_min").to_pylist():
            key = (row["column"], row["value"], row["unit"], row["period"])
            if key in self._found:
                count, line = self._found[key]
                self._found[key] = (count + row["line_count"], min(line, row["line_min"]))
            elif len(self._found) < MOST:
                self._found[key] = (row["line_count"], row["line_min"])
            else:
                self.others += row["line_count"]

    @property
    def codes(self) -> tuple[UnmappedCode, ...]:
        """The codes kept, the most frequent first."""
        found = [
            UnmappedCode(column=column, code=code, unit=unit, count=count, line=line, period=period)
            for (column, code, unit, period), (count, line) in self._found.items()
        ]
        return tuple(sorted(found, key=_order))


def veiled_codes(codes: Iterable[UnmappedCode]) -> tuple[UnmappedCode, ...]:
    """The codes of a file that speaks of persons: one that few cells hold is told by its shape alone.

    A record cut at the wrong place puts a name where a code should stand; a code that many cells hold is one.
    Codes that come to the same shape are counted together, with the first of their lines.
    """
    found: dict[tuple[str, str, str, str], UnmappedCode] = {}
    for item in codes:
        told = item if item.count >= HELD_BY else replace(item, code=_shape(item.code))
        key = (told.column, told.code, told.unit, told.period)
        same = found.get(key)
        found[key] = (
            replace(told, count=same.count + told.count, line=min(same.line, told.line)) if same else told
        )
    return tuple(sorted(found.values(), key=_order))


def _order(item: UnmappedCode) -> tuple[int, str, str, str, str]:
    """The most frequent first."""
    return (-item.count, item.column, item.code, item.unit, item.period)


def _shape(text: str) -> str:
    return "".join(_mark(character) for character in text)


def _mark(character: str) -> str:
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "9" if character.isnumeric() else character
