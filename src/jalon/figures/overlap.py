"""The overlap ledgers stored beside the figures: who shares whom, answered without reading rows again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jalon.dossier.indicator import Distinct, Fractional, Indicator, Part, Ratio, parts
from jalon.figures.cells import TOTAL, Breakdown
from jalon.figures.measures.distinct import Ledger
from jalon.figures.store import read_manifest
from jalon.figures.unitstates import Pass
from jalon.kernel.dated import Span
from jalon.kernel.periods import Calendar, Period

_SETS = pa.list_(pa.list_(pa.int32()))
_KEYS = pa.list_(pa.int64())
SCHEMA = pa.schema(
    [
        ("indicator", pa.string()),
        ("side", pa.string()),
        ("calendar", pa.string()),
        ("period", pa.int64()),
        ("breakdown", pa.string()),
        ("units", pa.list_(pa.string())),
        ("sets", _SETS),
        ("keys", _KEYS),
        ("possible_sets", _SETS),
        ("possible_keys", _KEYS),
    ]
)


class Side(StrEnum):
    """Which part of an indicator is counted: the whole of it, or one term of a ratio."""

    COUNT = "count"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """One ledger in its place.

    Attributes:
        indicator: whose keys are counted.
        side: which part of it.
        period, breakdown: the cell.
        ledger: the keys by set of units.
        possible: the same with every link in doubt applied; None when no link is.
    """

    indicator: str
    side: Side
    period: Period
    breakdown: Breakdown
    ledger: Ledger
    possible: Ledger | None = None


class Overlaps:
    """The stored ledgers; those of an indicator are read when they are first asked for.

    Args:
        path: the file; None when nothing was computed yet.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._read: dict[str, dict[tuple[Side, Period, Breakdown], Overlap]] = {}

    def find(
        self, indicator: str, side: Side, period: Period, breakdown: Breakdown = TOTAL
    ) -> Overlap | None:
        """The ledger of a cell with what is in doubt; None when no key was counted there."""
        return self.of(indicator).get((side, period, breakdown))

    def ledger(
        self, indicator: str, side: Side, period: Period, breakdown: Breakdown = TOTAL
    ) -> Ledger | None:
        """The ledger of a cell; None when no key was counted there."""
        found = self.find(indicator, side, period, breakdown)
        return None if found is None else found.ledger

    def of(self, indicator: str) -> dict[tuple[Side, Period, Breakdown], Overlap]:
        """Every ledger of an indicator; none when it counts no keys."""
        if indicator not in self._read:
            rows = self._rows(indicator).to_pylist() if self._path else []
            found = [_overlap(row) for row in rows]
            self._read[indicator] = {(one.side, one.period, one.breakdown): one for one in found}
        return self._read[indicator]

    def _rows(self, indicator: str) -> pa.Table:
        return pq.read_table(self._path, filters=[("indicator", "=", indicator)])


def read_overlaps(folder: Path) -> Overlaps:
    """The ledgers stored beside the figures of a folder."""
    manifest = read_manifest(folder)
    return Overlaps(folder / manifest.overlaps if manifest and manifest.overlaps else None)


def stored_overlaps(folder: Path, indicators: Iterable[str]) -> pa.Table:
    """The ledgers of some indicators as they are stored, to be kept without being read."""
    manifest, wanted = read_manifest(folder), list(indicators)
    if manifest is None or not manifest.overlaps or not wanted:
        return SCHEMA.empty_table()
    return pq.read_table(folder / manifest.overlaps, filters=[("indicator", "in", wanted)])


def as_table(overlaps: Iterable[Overlap]) -> pa.Table:
    """Ledgers as they are stored."""
    return pa.Table.from_pylist([_row(one) for one in overlaps], schema=SCHEMA)


def overlaps_of(found: Pass, indicators: Iterable[str]) -> Iterator[Overlap]:
    """The ledgers of the distinct counts that some indicators are made of, where each version is in force."""
    for name in indicators:
        for version in found.dossier.indicators[name]:
            for side, part in distinct_parts(version):
                yield from _ledgers(found, version, side, part)


def distinct_parts(indicator: Indicator) -> list[tuple[Side, Part]]:
    """The parts of an indicator that count keys."""
    is_ratio = isinstance(indicator.measure, Ratio)
    sides = (Side.NUMERATOR, Side.DENOMINATOR) if is_ratio else (Side.COUNT,)
    found = zip(sides, parts(indicator.measure), strict=False)
    return [(side, part) for side, part in found if isinstance(part, Distinct | Fractional)]


def _ledgers(found: Pass, version: Indicator, side: Side, part: Part) -> Iterator[Overlap]:
    cells, slot = found.cells[part.entity], found.plans[part.entity].slot(part)
    in_force = Span(version.since, version.until)
    for (name, period, breakdown), ledger in cells.ledgers.items():
        is_shown = breakdown == TOTAL or breakdown[0][0] in version.breakdowns
        if name == slot.name and is_shown and period.start in in_force:
            yield Overlap(
                indicator=version.id,
                side=side,
                period=period,
                breakdown=breakdown,
                ledger=ledger,
                possible=cells.possible_ledger(slot, period, breakdown),
            )


def _row(overlap: Overlap) -> dict[str, object]:
    possible = overlap.possible
    units = sorted(overlap.ledger.units | (possible.units if possible else frozenset()))
    place = {unit: number for number, unit in enumerate(units)}
    return {
        "indicator": overlap.indicator,
        "side": overlap.side.value,
        "calendar": overlap.period.calendar.value,
        "period": overlap.period.number,
        "breakdown": json.dumps(overlap.breakdown, ensure_ascii=False),
        "units": units,
        "sets": _sets(overlap.ledger, place),
        "keys": list(overlap.ledger.counts.values()),
        "possible_sets": None if possible is None else _sets(possible, place),
        "possible_keys": None if possible is None else list(possible.counts.values()),
    }


def _sets(ledger: Ledger, place: dict[str, int]) -> list[list[int]]:
    return [sorted(place[unit] for unit in holders) for holders in ledger.counts]


def _overlap(row: dict[str, object]) -> Overlap:
    return Overlap(
        indicator=str(row["indicator"]),
        side=Side(str(row["side"])),
        period=Period(Calendar(str(row["calendar"])), _number(row["period"])),
        breakdown=tuple((column, value) for column, value in json.loads(str(row["breakdown"]))),
        ledger=_ledger(row, "sets", "keys"),
        possible=None if row["possible_sets"] is None else _ledger(row, "possible_sets", "possible_keys"),
    )


def _ledger(row: dict[str, object], sets: str, keys: str) -> Ledger:
    units, held, numbers = row["units"], row[sets], row[keys]
    assert isinstance(units, list)
    assert isinstance(held, list)
    assert isinstance(numbers, list)
    return Ledger(
        {
            frozenset(units[place] for place in places): number
            for places, number in zip(held, numbers, strict=True)
        }
    )


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
