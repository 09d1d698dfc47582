"""DuckDB's own copy from CSV to Parquet, with no check at all: the limit of any loading."""

from __future__ import annotations

import sys

import duckdb

connection = duckdb.connect(config={"threads": 2})
connection.execute(f"COPY (FROM read_csv('{sys.argv[1]}')) TO '{sys.argv[2]}' (FORMAT parquet)")
