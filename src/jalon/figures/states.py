"""Stored states: what every unit brings to a total, kept beside the figures.

From them any set of units, of any base, is put together without reading a row again. Breakdowns are not kept:
their states are as many as their figures, and nobody asks for a sub-perimeter of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Indicator
from jalon.figures.assemble import StateKey
from jalon.figures.cells import TOTAL, Breakdown
from jalon.figures.estimates import Estimated
from jalon.figures.measures.claimed import Claimed
from jalon.figures.measures.constant_price import ConstantPrice, Deflator
from jalon.figures.measures.distinct import EMPTY_LEDGER, Distinct
from jalon.figures.measures.estimated import EstimatedKeys
from jalon.figures.measures.fractional import Fractional
from jalon.figures.measures.ratio import Ratio
from jalon.figures.measures.state import State
from jalon.figures.measures.sums import Sum
from jalon.figures.overlap import Overlaps, Side, read_overlaps
from jalon.figures.prices import PriceSeries
from jalon.figures.standing import Standing
from jalon.figures.store import (
    read_manifest,
    substitute_from_json,
    substitute_to_json,
    value_from_json,
    value_to_json,
)
from jalon.figures.unitstates import UnitState
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period

_BESIDE = b"jalon"
_SCHEMA = pa.schema(
    [
        ("indicator", pa.string()),
        ("unit", pa.string()),
        ("calendar", pa.string()),
        ("period", pa.int64()),
        ("state", pa.string()),
        ("flags", pa.string()),
        ("exempt", pa.string()),
        ("instead", pa.string()),
    ]
)
Json = Any


@dataclass(frozen=True, slots=True)
class StoredState:
    """A state with what is known beside it.

    Attributes:
        state: the state, or why there is none, with its remarks.
        exempt: why the unit owes nothing; None when it does.
        instead: the estimate in its place, or why a declared one could not be made; None for a state that
            came.
    """

    state: UnitState
    exempt: Missing | None
    instead: Estimated | Missing | None = None


@dataclass(frozen=True, kw_only=True)
class States:
    """The states of the last computation.

    Attributes:
        found: by indicator, unit and period.
        months: the months of the price indices read, by index and month number.
        left_out: faulty rows left out of the deliveries in force, by feed.
    """

    found: Mapping[StateKey, StoredState] = field(default_factory=dict)
    months: Mapping[str, Mapping[int, Decimal]] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def _periods(self) -> Mapping[str, list[Period]]:
        found: dict[str, set[Period]] = {}
        for indicator, _, period in self.found:
            found.setdefault(indicator, set()).add(period)
        return {indicator: sorted(periods) for indicator, periods in found.items()}

    def periods(self, indicator: str) -> list[Period]:
        """The periods for which an indicator has states, oldest first."""
        return self._periods.get(indicator, [])


@dataclass(frozen=True, slots=True)
class FromStore:
    """Stored states and estimates as the assembly wants them.

    See :class:`jalon.figures.provider.Provider` and :class:`jalon.figures.estimates.Instead`.
    """

    dossier: Dossier
    states: States

    def unit_state(
        self, indicator: Indicator, unit: str, period: Period, breakdown: Breakdown = TOTAL
    ) -> UnitState:
        """The state of a total."""
        assert breakdown == TOTAL, "states of breakdowns are not kept"
        kept = self.states.found.get((indicator.id, unit, period))
        return kept.state if kept else UnitState(Missing(Reason.NOT_RECEIVED))

    def holders(self, indicator: Indicator, period: Period, breakdown: Breakdown) -> list[str]:
        """Nobody: there are no categories here."""
        del indicator, period, breakdown
        return []

    def exempt(self, indicator: Indicator, unit: str, period: Period) -> Missing | None:
        """Why the unit owes nothing; None when it does."""
        kept = self.states.found.get((indicator.id, unit, period))
        return kept.exempt if kept else None

    def of(self, indicator: str, unit: str, period: Period) -> None:
        """Nothing: only a unit's own figure says that an estimate was declared and not used."""
        del indicator, unit, period

    def instead(self, indicator: Indicator, unit: str, period: Period) -> Estimated | Missing | None:
        """The estimate in the place of a total that did not come, as it was made with the figures."""
        kept = self.states.found.get((indicator.id, unit, period))
        return kept.instead if kept else None

    def rows_left_out(self, entities: Iterable[str], units: Sequence[str]) -> int:
        """Faulty rows left out of the files that could hold rows of the units."""
        standing = Standing(self.states.left_out)
        return sum(standing.rows_left_out(self.dossier, entity, units) for entity in entities)

    def coverage(self, index: str, period: Period) -> str:
        """How much of a period a price index covers."""
        months = self.states.months.get(index, {})
        return PriceSeries(self.dossier.price_indices[index], months).coverage(period)


def states_table(states: States) -> pa.Table:
    """States as they are stored; their ledgers are stored beside them (see :mod:`jalon.figures.overlap`)."""
    beside = {
        "months": {
            index: {str(n): str(v) for n, v in months.items()} for index, months in states.months.items()
        },
        "left_out": dict(states.left_out),
    }
    schema = _SCHEMA.with_metadata({_BESIDE: json.dumps(beside, sort_keys=True).encode()})
    return pa.Table.from_pylist([_row(key, kept) for key, kept in states.found.items()], schema=schema)


def read_states(folder: Path, indicators: Iterable[str] | None = None) -> States:
    """The stored states; none when nothing was computed yet.

    Args:
        folder: where they are stored.
        indicators: read only those; all by default.
    """
    wanted = None if indicators is None else list(indicators)
    manifest = read_manifest(folder)
    if wanted == [] or manifest is None or not manifest.states:
        return States()
    only = None if wanted is None else [("indicator", "in", wanted)]
    table = pq.read_table(folder / manifest.states, filters=only)
    beside = json.loads(table.schema.metadata[_BESIDE])
    overlaps = read_overlaps(folder)
    found = dict(_read(row, overlaps) for row in table.to_pylist())
    months = {i: {int(n): Decimal(v) for n, v in levels.items()} for i, levels in beside["months"].items()}
    return States(found=found, months=months, left_out=beside["left_out"])


def _row(key: StateKey, kept: StoredState) -> dict[str, str | int | None]:
    indicator, unit, period = key
    state = kept.state.state
    written = value_to_json(state) if isinstance(state, Missing) else _written(state, Side.COUNT)
    return {
        "indicator": indicator,
        "unit": unit,
        "calendar": period.calendar.value,
        "period": period.number,
        "state": json.dumps(written, ensure_ascii=False),
        "flags": json.dumps(kept.state.flags),
        "exempt": _optional(None if kept.exempt is None else value_to_json(kept.exempt)),
        "instead": _optional(_estimate(kept.instead)),
    }


def _optional(content: Json) -> str | None:
    return None if content is None else json.dumps(content, ensure_ascii=False)


def _estimate(instead: Estimated | Missing | None) -> Json:
    if instead is None or isinstance(instead, Missing):
        return None if instead is None else value_to_json(instead)
    ends = [_written(end, Side.COUNT) for end in instead.ends or ()]
    made = _written(instead.state, Side.COUNT)
    return {"made": made, "how": substitute_to_json(instead.how), "ends": ends}


def _written(state: State, side: Side) -> Json:
    match state:
        case Sum(total, rows):
            return {"sum": str(total), "rows": rows}
        case Distinct(_, members, rows):
            parts = {unit: str(share) for unit, share in members.items()}
            return {"distinct": side.value, "members": parts, "rows": rows}
        case Fractional(shares, rows, possible):
            return {
                "shares": str(shares),
                "possible": None if possible is None else str(possible),
                "rows": rows,
            }
        case Claimed(by_unit, rows):
            return {"claimed": {unit: str(number) for unit, number in by_unit.items()}, "rows": rows}
        case EstimatedKeys(counts, None):
            return {"keys": [str(count) for count in counts]}
        case Ratio(numerator, denominator, scale):
            top, bottom = _written(numerator, Side.NUMERATOR), _written(denominator, Side.DENOMINATOR)
            return {"over": [top, bottom], "scale": str(scale)}
        case ConstantPrice(total, deflator):
            return {"real": _written(total, side), "deflator": _deflator(deflator)}
    raise TypeError(f"no way to keep a {type(state).__name__}")


def _deflator(deflator: Deflator | Missing) -> Json:
    return (
        value_to_json(deflator) if isinstance(deflator, Missing) else [str(deflator.year), str(deflator.base)]
    )


def _read(row: Mapping[str, Json], overlaps: Overlaps) -> tuple[StateKey, StoredState]:
    key = (row["indicator"], row["unit"], Period(Calendar(row["calendar"]), row["period"]))
    content = json.loads(row["state"])
    state = _missing(content) if content.keys() & {"missing", "low"} else _state(content, key, overlaps)
    exempt = _missing(json.loads(row["exempt"])) if row["exempt"] else None
    instead = _instead(json.loads(row["instead"]), key, overlaps) if row["instead"] else None
    return key, StoredState(UnitState(state, tuple(json.loads(row["flags"]))), exempt, instead)


def _instead(content: Json, key: StateKey, overlaps: Overlaps) -> Estimated | Missing:
    if "made" not in content:
        return _missing(content)
    ends = [_state(end, key, overlaps) for end in content["ends"]]
    return Estimated(
        state=_state(content["made"], key, overlaps),
        how=substitute_from_json(content["how"]),
        ends=(ends[0], ends[1]) if ends else None,
    )


def _missing(content: Json) -> Missing:
    value = value_from_json(content)
    assert isinstance(value, Missing)
    return value


def _state(content: Json, key: StateKey, overlaps: Overlaps) -> State:
    if "sum" in content:
        return Sum(Decimal(content["sum"]), content["rows"])
    if "distinct" in content:
        members = {unit: Decimal(part) for unit, part in content["members"].items()}
        found = overlaps.find(key[0], Side(content["distinct"]), key[2])
        ledger, possible = (found.ledger, found.possible) if found else (EMPTY_LEDGER, None)
        return Distinct(ledger, members, content["rows"], possible)
    if "shares" in content:
        possible_shares = None if content["possible"] is None else Fraction(content["possible"])
        return Fractional(Fraction(content["shares"]), content["rows"], possible_shares)
    if "claimed" in content:
        numbers = {unit: Decimal(number) for unit, number in content["claimed"].items()}
        return Claimed(numbers, content["rows"])
    if "keys" in content:
        return EstimatedKeys(tuple(Decimal(count) for count in content["keys"]))
    if "over" in content:
        top, bottom = (_state(item, key, overlaps) for item in content["over"])
        return Ratio(top, bottom, Decimal(content["scale"]))
    total = _state(content["real"], key, overlaps)
    assert isinstance(total, Sum)
    deflator = content["deflator"]
    if isinstance(deflator, dict):
        return ConstantPrice(total, _missing(deflator))
    return ConstantPrice(total, Deflator(*map(Decimal, deflator)))
