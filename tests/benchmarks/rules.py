"""What rules of quality cost a load: a million enrolments, with the rules that the library ships and without.

Run by hand, ``python tests/benchmarks/rules.py FOLDER``: each load has a process and a workspace of its
own, and the two sorts take turns, so that a busy machine slows both. The last lines give medians and their
ratio.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from jalon.services.check import open_checked
from jalon.services.load import load
from jalon.services.places import workspace_of
from jalon.services.progress import Silent
from oracles.small import perimeter, small, source

ROWS = int(os.environ.get("JALON_BENCH_ROWS", "1000000"))
TIMES = int(os.environ.get("JALON_BENCH_TIMES", "5"))
COLUMNS = (
    "person programme diploma route sex main entrant level_year entered started ended "
    "scholarship grant_eligible"
)
_ROWS = """
SELECT 'u' || (i % 4) AS unit, first || '-' || lpad(((first + 1) % 100)::VARCHAR, 2, '0') AS year,
       lpad(lower(to_hex(hash(i))), 16, '0') || i AS person, 'P' || (hash(i, 1) % 40) AS programme,
       ['engineering', 'management', 'bachelor', 'master', 'doctorate', 'other'][1 + (hash(i, 2) % 6)::INT]
         AS diploma,
       ['student', 'apprentice', 'continuing-education'][1 + (hash(i, 3) % 3)::INT] AS route,
       CASE WHEN hash(i, 4) % 100 < 33 THEN 'F' ELSE 'M' END AS sex, 'true' AS main, 'false' AS entrant,
       1 + hash(i, 5) % 5 AS level_year, (first - 2) || '-09-01' AS entered, first || '-09-01' AS started,
       '' AS ended, 'none' AS scholarship, 'true' AS grant_eligible
FROM (SELECT i, 2014 + (i // 4) % 10 AS first FROM range({rows}) AS numbers(i))
"""


def once(folder: Path, data: Path, *, ruled: bool) -> None:
    """Load the file in this process, and print the seconds on the clock and of the processor."""
    made = small(
        folder,
        {"sources/enrolment.yaml": source("enrolment", "rows.csv", COLUMNS), "rows.csv": ""},
        perimeter("u0", "u1", "u2", "u3"),
    )
    (made.folder / "rows.csv").unlink()
    (made.folder / "rows.csv").hardlink_to(data)
    dossier = open_checked(made.folder)
    dossier = dossier if ruled else replace(dossier, quality=())
    workspace = workspace_of(dossier, made.home)
    clock, processor = time.perf_counter(), time.process_time()
    (delivery,) = load(dossier, workspace, as_of=date(2030, 1, 1), progress=Silent()).deliveries
    seconds = [time.perf_counter() - clock, time.process_time() - processor]
    assert delivery.counts.accepted == ROWS
    assert bool(delivery.weighed) == ruled
    print(json.dumps(seconds))


def main(words: Sequence[str]) -> None:
    """Both sorts of loads, in turn."""
    folder = Path(words[0])
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / f"rows-{ROWS}.csv"
    if len(words) > 1:
        once(folder / words[1], data, ruled=words[1] == "rules")
        return
    if not data.exists():
        duckdb.sql(f"COPY ({_ROWS.format(rows=ROWS)}) TO '{data}' (HEADER)")
    found: dict[str, list[list[float]]] = {"bare": [], "rules": []}
    for _ in range(TIMES):
        for sort, runs in found.items():
            shutil.rmtree(folder / sort, ignore_errors=True)
            command = [sys.executable, __file__, str(folder), sort]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            runs.append(json.loads(told.splitlines()[-1]))
            print(sort, *(f"{seconds:.1f} s" for seconds in runs[-1]), flush=True)
    for place, name in enumerate(("clock", "processor")):
        bare, rules = (statistics.median(run[place] for run in found[sort]) for sort in ("bare", "rules"))
        print(f"{name}: {bare:.1f} s without rules, {rules:.1f} s with, ratio {rules / bare:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
