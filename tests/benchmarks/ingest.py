"""Ten million rows from a CSV file to the lake, against the bare copy and what one would pick instead.

Jalon reads, maps, checks, pseudonymises and stores, in a process of its own with the packages of an ordinary
install. Slow peers, and those that hold a whole file in memory, get fewer rows and are compared by million.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from extract import make_extract
from extract_dossier import write_extract_dossier
from lines import GIGABYTE, PEERS, Line, has, jalon
from measuring import Measure, measure, python, run

ROWS = int(os.environ.get("JALON_BENCH_ROWS", "10000000"))
TIMES = int(os.environ.get("JALON_BENCH_TIMES", "3"))
FIVEFOLD = 5
PEER_ROWS, SLOW_PEER_ROWS = 1_000_000, 200_000


def ingest_lines(folder: Path, build: Path) -> Iterator[Line]:
    """The whole way of one file, then the peers."""
    data = make_extract(build, ROWS)
    copy, load, accepted = _both(folder / "full", data, TIMES)
    # The aims are those of the full size: three times the bare copy, in less than 2 GB.
    is_full = ROWS >= 10_000_000
    limit, memory = (3 * copy.seconds, 2 * GIGABYTE) if is_full else (None, None)
    yield Line(f"jalon load, {accepted:,} rows accepted", load, copy, seconds=limit, memory=memory)
    yield Line("_DuckDB's own copy from CSV to Parquet, no check_", copy)
    part = _first(data, build / "extract-part.csv", PEER_ROWS)
    if has("pandas"):
        yield _peer("a pandas script doing the same job", "extract_pandas.py", part, PEER_ROWS, load)
    if has("pandera"):
        what = "pandera on polars: read and validate, in memory, nothing stored"
        yield _peer(what, "extract_pandera.py", part, PEER_ROWS, load)
    part = _first(data, build / "extract-part.csv", SLOW_PEER_ROWS)
    if has("frictionless"):
        what = "Frictionless: read and validate, nothing stored"
        yield _peer(what, "extract_frictionless.py", part, SLOW_PEER_ROWS, load)


def fivefold_lines(folder: Path, build: Path) -> Iterator[Line]:
    """Five times as many rows: the time grows with them, the memory must not."""
    data = make_extract(build, FIVEFOLD * ROWS)
    copy, load, accepted = _both(folder / "fivefold", data, 1)
    yield Line(f"jalon load, {accepted:,} rows accepted", load, copy, 3 * copy.seconds, 2 * GIGABYTE)
    yield Line("_DuckDB's own copy from CSV to Parquet, no check_", copy)
    data.unlink()


def _both(folder: Path, data: Path, times: int) -> tuple[Measure, Measure, int]:
    """The bare copy and Jalon's load, in turn so that a busy machine slows both; and the rows accepted."""
    dossier, home = folder / "dossier", folder / "home"
    write_extract_dossier(dossier, data)
    told = {"JALON_HOME": str(home), "JALON_LANGUAGE": "en"}
    target = folder / "copy.parquet"
    copies, loads = [], []
    for _ in range(times):
        shutil.rmtree(home, ignore_errors=True)
        copies.append(run(python(PEERS / "duckdb_copy.py", str(data), str(target)), told))
        loads.append(run(jalon("load", dossier), told))
    target.unlink()
    return Measure(tuple(copies)), Measure(tuple(loads)), _accepted(home)


def _accepted(home: Path) -> int:
    (manifest,) = (home / "extract" / "deliveries").glob("*.json")
    return int(json.loads(manifest.read_text(encoding="utf-8"))["counts"]["accepted"])


def _peer(what: str, script: str, part: Path, rows: int, ours: Measure) -> Line:
    """A peer on part of the rows, with what it takes a million and how that compares with Jalon."""
    target = str(part.with_suffix(".parquet"))
    found = measure(python(PEERS / script, str(part), target), {}, times=1)
    each, share = found.seconds / rows * 1_000_000, ROWS / rows
    clock, work = found.seconds / ours.seconds * share, found.processor / ours.processor * share
    told = f"{rows:,} rows only: {each:.1f} s a million, × {clock:.1f} of jalon, × {work:.1f} of processor"
    return Line(f"{what}; {told}", found)


def _first(data: Path, target: Path, rows: int) -> Path:
    """The header and the first rows of a file."""
    with data.open("rb") as whole, target.open("wb") as part:
        part.writelines(islice(whole, rows + 1))
    return target
