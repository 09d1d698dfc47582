"""Stored figures: one Parquet file with its manifest, replaced whole, read back as the same figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jalon.figures.figure import Bridge, Completeness, Figure, FigureSet, Gap, Scope, Substitute
from jalon.infocentre.workspace import write_whole
from jalon.kernel.missing import Between, Missing, Reason, Value
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Text

MANIFEST = "manifest.json"

SCHEMA = pa.schema(
    [
        ("indicator", pa.string()),
        ("unit", pa.string()),
        ("scope", pa.string()),
        ("on", pa.string()),
        ("calendar", pa.string()),
        ("period", pa.int64()),
        ("breakdown", pa.string()),
        ("value", pa.string()),
        ("numerator", pa.string()),
        ("denominator", pa.string()),
        ("completeness", pa.string()),
        ("bridge", pa.string()),
        ("flags", pa.string()),
        ("rows", pa.int64()),
        ("fingerprint", pa.string()),
        ("bounds", pa.string()),
    ]
)

Json = Any
"""What the json module reads and writes."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which files hold figures, ledgers and states, and what each indicator's figures were made from.

    ``as_of`` is the day from which one looked when they were last made; empty when that was not written.
    """

    file: str
    fingerprints: Mapping[str, str]
    overlaps: str = ""
    states: str = ""
    as_of: str = ""

    @property
    def files(self) -> frozenset[str]:
        """The files it names."""
        return frozenset(filter(None, (self.file, self.overlaps, self.states)))


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the stored figures; None when nothing was computed yet."""
    path = folder / MANIFEST
    if not path.is_file():
        return None
    content = json.loads(path.read_bytes())
    return Manifest(**content)


def read_figures(folder: Path, *, totals_only: bool = False, indicator: str = "") -> FigureSet:
    """The stored figures; an empty set when nothing was computed yet.

    Args:
        folder: where they are stored.
        totals_only: leave breakdowns out, which are most of the figures.
        indicator: only this one; all by default.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return FigureSet(())
    only = [("breakdown", "=", json.dumps(()))] if totals_only else []
    only += [("indicator", "=", indicator)] if indicator else []
    rows = pq.read_table(folder / manifest.file, filters=only or None).to_pylist()
    return FigureSet(tuple(_read(row) for row in rows))


def write_figures(
    folder: Path,
    figures: Iterable[Figure],
    fingerprints: Mapping[str, str],
    *,
    overlaps: pa.Table | None = None,
    states: pa.Table | None = None,
    as_of: str = "",
) -> None:
    """Replace the stored figures: the new files first, then the manifest that names them, each at once.

    Args:
        folder: where they are stored.
        figures: all of them.
        fingerprints: what each indicator's figures were made from.
        overlaps: the overlap ledgers, as :mod:`jalon.figures.overlap` lays them out.
        states: what each unit brings to each total, as :mod:`jalon.figures.states` lays it out.
        as_of: the day from which one looks.
    """
    earlier = read_manifest(folder)
    rows = pa.Table.from_pylist([_row(figure) for figure in figures], schema=SCHEMA)
    manifest = Manifest(
        file=_write(folder, "figures", rows),
        fingerprints=dict(sorted(fingerprints.items())),
        overlaps="" if overlaps is None else _write(folder, "overlaps", overlaps),
        states="" if states is None else _write(folder, "states", states),
        as_of=as_of,
    )
    write_whole(folder / MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
    for old in (earlier.files if earlier else frozenset()) - manifest.files:
        (folder / old).unlink(missing_ok=True)


def _write(folder: Path, kind: str, table: pa.Table) -> str:
    """Write a table under a name made from its content."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content = sink.getvalue().to_pybytes()
    name = f"{kind}-{hashlib.sha256(content).hexdigest()[:16]}.parquet"
    write_whole(folder / name, content)
    return name


def _row(figure: Figure) -> dict[str, str | int | None]:
    return {
        "indicator": figure.indicator,
        "unit": figure.unit,
        "scope": figure.scope.value,
        "on": figure.on.isoformat() if figure.on else None,
        "calendar": figure.period.calendar.value,
        "period": figure.period.number,
        "breakdown": json.dumps(figure.breakdown, ensure_ascii=False),
        "value": json.dumps(value_to_json(figure.value), ensure_ascii=False),
        "numerator": _optional(figure.numerator),
        "denominator": _optional(figure.denominator),
        "completeness": _completeness(figure.completeness),
        "bridge": json.dumps(_bridge(figure.bridge)) if figure.bridge else None,
        "flags": json.dumps(figure.flags),
        "rows": figure.rows,
        "fingerprint": figure.fingerprint,
        "bounds": _bounds(figure.bounds),
    }


def value_to_json(value: Value) -> Json:
    """A value as the json module writes it: digits, bounds, or the reason why there is none."""
    if isinstance(value, Between):
        return {"low": str(value.low), "high": str(value.high), "fr": value.detail.fr, "en": value.detail.en}
    if isinstance(value, Missing):
        return {"missing": value.reason.value, "fr": value.detail.fr, "en": value.detail.en}
    return str(value)


def _optional(value: Value | None) -> str | None:
    return None if value is None else json.dumps(value_to_json(value), ensure_ascii=False)


def _gaps(gaps: tuple[Gap, ...]) -> Json:
    return [[gap.unit, value_to_json(gap.why)] for gap in gaps]


@lru_cache(maxsize=4096)
def _completeness(completeness: Completeness) -> str:
    content = {
        "expected": completeness.expected,
        "received": completeness.received,
        "estimated": [substitute_to_json(one) for one in completeness.estimated],
        "missing": _gaps(completeness.missing),
        "not_expected": _gaps(completeness.not_expected),
        "partial": [[unit, str(part)] for unit, part in completeness.partial],
    }
    return json.dumps(content, ensure_ascii=False)


def substitute_to_json(one: Substitute) -> Json:
    """An estimate in the place of a value, as the json module writes it."""
    formula, because = [one.formula.fr, one.formula.en], [one.because.fr, one.because.en]
    return [one.unit, one.estimate, one.method, value_to_json(one.why), formula, because]


def _bounds(bounds: tuple[Decimal, Decimal] | None) -> str | None:
    return None if bounds is None else json.dumps([str(bound) for bound in bounds])


def _bridge(bridge: Bridge) -> Json:
    terms = (bridge.sum_of_units, bridge.counted_twice, bridge.institute_only, bridge.not_counted)
    return [value_to_json(term) for term in terms]


def _read(row: Mapping[str, Json]) -> Figure:
    return Figure(
        indicator=row["indicator"],
        unit=row["unit"],
        scope=Scope(row["scope"]),
        on=date.fromisoformat(row["on"]) if row["on"] else None,
        period=Period(Calendar(row["calendar"]), row["period"]),
        breakdown=tuple((column, value) for column, value in json.loads(row["breakdown"])),
        value=value_from_json(json.loads(row["value"])),
        numerator=_read_optional(row["numerator"]),
        denominator=_read_optional(row["denominator"]),
        completeness=_read_completeness(row["completeness"]),
        bridge=_read_bridge(row["bridge"]),
        flags=tuple(json.loads(row["flags"])),
        rows=row["rows"],
        fingerprint=row["fingerprint"],
        bounds=_read_bounds(row["bounds"]),
    )


def value_from_json(content: Json) -> Value:
    """A value as :func:`value_to_json` wrote it."""
    if isinstance(content, str):
        return Decimal(content)
    if "low" in content:
        told = Text(fr=content["fr"], en=content["en"])
        return Between(Reason.UNCERTAIN, told, Decimal(content["low"]), Decimal(content["high"]))
    return Missing(Reason(content["missing"]), Text(fr=content["fr"], en=content["en"]))


def _read_optional(text: str | None) -> Value | None:
    return None if text is None else value_from_json(json.loads(text))


def _read_gaps(content: Json) -> tuple[Gap, ...]:
    found = []
    for unit, why in content:
        missing = value_from_json(why)
        assert isinstance(missing, Missing)
        found.append(Gap(unit, missing))
    return tuple(found)


@lru_cache(maxsize=4096)
def _read_completeness(text: str) -> Completeness:
    """Figures of one indicator and period share their completeness: it is read once."""
    content = json.loads(text)
    return Completeness(
        expected=tuple(content["expected"]),
        received=tuple(content["received"]),
        estimated=tuple(substitute_from_json(item) for item in content["estimated"]),
        missing=_read_gaps(content["missing"]),
        not_expected=_read_gaps(content["not_expected"]),
        partial=tuple((unit, Decimal(part)) for unit, part in content["partial"]),
    )


def substitute_from_json(content: Json) -> Substitute:
    """An estimate as :func:`substitute_to_json` wrote it."""
    unit, estimate, method, why, formula, because = content
    missing = value_from_json(why)
    assert isinstance(missing, Missing)
    return Substitute(
        unit=unit,
        estimate=estimate,
        method=method,
        why=missing,
        formula=Text(*formula),
        because=Text(*because),
    )


def _read_bounds(text: str | None) -> tuple[Decimal, Decimal] | None:
    if text is None:
        return None
    low, high = json.loads(text)
    return Decimal(low), Decimal(high)


def _read_bridge(text: str | None) -> Bridge | None:
    if text is None:
        return None
    total, twice, only, left = (value_from_json(item) for item in json.loads(text))
    return Bridge(sum_of_units=total, counted_twice=twice, institute_only=only, not_counted=left)
