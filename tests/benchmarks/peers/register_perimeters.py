"""New sub-perimeters from the stored ledgers: how long the first takes, and each of the next."""

from __future__ import annotations

import json
import statistics
import sys
import time
from itertools import combinations
from pathlib import Path

from jalon.figures.overlap import Side, read_overlaps
from jalon.kernel.periods import Calendar, Period

folder, units = Path(sys.argv[1]), [f"u{number:02d}" for number in range(1, 13)]
start = time.perf_counter()
overlaps = read_overlaps(folder)
periods = [Period(Calendar.ACADEMIC_YEAR, year) for year in range(2014, 2024)]
overlaps.ledger("students", Side.COUNT, periods[0])
opened = time.perf_counter() - start
times, total = [], 0
for chosen in combinations(units, 7):
    start = time.perf_counter()
    for period in periods:
        ledger = overlaps.ledger("students", Side.COUNT, period)
        total += ledger.count(set(chosen)) if ledger else 0
    times.append((time.perf_counter() - start) / len(periods))
print(json.dumps({"open": opened, "next": statistics.median(times), "slowest": max(times), "check": total}))
