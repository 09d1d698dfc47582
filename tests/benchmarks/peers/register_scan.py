"""The limit: reading the columns that the twenty-three counts need, and nothing else."""

from __future__ import annotations

import sys

import duckdb

COLUMNS = ("period", "unit", "person", "diploma", "route", "sex", "main", "entrant")

connection = duckdb.connect(config={"threads": 2})
connection.execute("SET enable_progress_bar = false")
read = ", ".join(f"max({column})" for column in COLUMNS)
print(
    connection.execute(
        f"SELECT {read} FROM read_parquet('{sys.argv[1]}', hive_partitioning = true)"
    ).fetchall()
)
