"""COUNT(DISTINCT) with grouping sets: what most people would write. The second word says how many counts."""

from __future__ import annotations

import sys

import duckdb
from register_answers import CONDITIONS, THREE, Answers, add, condition, tell


def main(pattern: str, how_many: str) -> None:
    names = THREE if how_many == "three" else tuple(CONDITIONS)
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET enable_progress_bar = false")
    counts = ", ".join(f"count(DISTINCT CASE WHEN {condition(name)} THEN person END)" for name in names)
    rows = connection.execute(
        f"SELECT period, unit, {counts} FROM read_parquet('{pattern}', hive_partitioning = true) "
        "GROUP BY GROUPING SETS ((period, unit), (period))"
    ).fetchall()
    answers: Answers = {}
    for period, unit, *found in rows:
        for name, number in zip(names, found, strict=True):
            add(answers, name, period, unit, number)
    tell(answers)


main(*sys.argv[1:])
