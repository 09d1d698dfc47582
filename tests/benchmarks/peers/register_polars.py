"""Polars, for the three questions: distinct persons by year and unit, and by year."""

from __future__ import annotations

import sys

import polars as pl
from register_answers import Answers, add, tell


def main(pattern: str) -> None:
    rows = pl.scan_parquet(pattern, hive_partitioning=True).select("period", "unit", "person", "sex")
    asked = [
        pl.col("person").n_unique().alias("students"),
        pl.col("person").filter(pl.col("sex") == "F").n_unique().alias("women"),
    ]
    answers: Answers = {}
    for keys in (["period", "unit"], ["period"]):
        for row in rows.group_by(keys).agg(asked).collect(engine="streaming").iter_rows(named=True):
            for name in ("students", "women"):
                add(answers, name, row["period"], row.get("unit"), row[name])
    tell(answers)


main(sys.argv[1])
