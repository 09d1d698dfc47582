"""A large register made by a seeded generator: 20 million enrolments of 5 million persons, 12 units, 10 years.

About 15 % of the persons are in two units, some follow two programmes of their unit; a person has one pseudonym in all of them, sixteen hexadecimal
digits, as an institution would hold it (text, not a number: that is what the entity's column is). The files are made once and kept under ``build/``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

SEED = 3
PERSONS = 5_000_000
UNITS = 12
FIRST_YEAR, YEARS = 2014, 10
SHARE_IN_TWO = 15
SHARE_IN_A_SECOND_PROGRAMME = 6

_PERSONS = """
CREATE TEMP TABLE persons AS
SELECT lpad(lower(to_hex(hash(i, {seed}))), 16, '0') AS person,
       hash(i, {seed}, 'home') % {units} AS home,
       hash(i, {seed}, 'home') % {units} + 1 + hash(i, {seed}, 'other') % ({units} - 1) AS other,
       hash(i, {seed}, 'two') % 100 < {share} AS in_two,
       CASE WHEN hash(i, {seed}, 'sex') % 1000 < 3 THEN 'X'
            WHEN hash(i, {seed}, 'sex') % 100 < 32 THEN 'F' ELSE 'M' END AS sex,
       hash(i, {seed}, 'start') % {years} AS first,
       hash(i, {seed}, 'second') % 100 < {second} AS in_second,
       2 + hash(i, {seed}, 'length') % 5 AS length,
       (hash(i, {seed}, 'diploma') % 20)::BIGINT AS diploma,
       hash(i, {seed}, 'route') % 10 AS route
FROM range({persons}) AS numbers(i)
"""
_ROWS = """
WITH year AS (SELECT *, {year} - first AS rank FROM persons WHERE first <= {year} AND first + length > {year}),
enrolled AS (
  SELECT *, home AS unit, true AS main FROM year
  UNION ALL SELECT *, other % {units} AS unit, false AS main FROM year WHERE in_two
  UNION ALL SELECT * REPLACE ((diploma + 10) % 20 AS diploma), home AS unit, false AS main FROM year WHERE in_second
)
SELECT 'u' || lpad((unit + 1)::VARCHAR, 2, '0') AS unit, {label} AS year, person,
       'P' || (diploma * 12 + unit)::VARCHAR AS programme,
       CASE WHEN diploma < 9 THEN 'engineering' WHEN diploma < 12 THEN 'management'
            WHEN diploma < 14 THEN 'bachelor' WHEN diploma < 17 THEN 'master'
            WHEN diploma < 18 THEN 'doctorate' ELSE 'other' END AS diploma,
       CASE WHEN route < 7 THEN 'student' WHEN route < 9 THEN 'apprentice'
            ELSE 'continuing-education' END AS route,
       sex, main, rank = 0 AS entrant
FROM enrolled ORDER BY hash(person, {label})
"""


def make_enrolments(folder: Path, persons: int = PERSONS) -> list[Path]:
    """The files, one a year, made if they are not there yet."""
    kept = folder / f"enrolments-{persons}-seed{SEED}"
    files = [kept / f"{FIRST_YEAR + year}.parquet" for year in range(YEARS)]
    if not kept.is_dir():
        making = folder / "enrolments-in-the-making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        _make(making, persons)
        making.rename(kept)
    return files


def _make(folder: Path, persons: int) -> None:
    told = {
        "seed": SEED,
        "units": UNITS,
        "years": YEARS,
        "share": SHARE_IN_TWO,
        "second": SHARE_IN_A_SECOND_PROGRAMME,
        "persons": persons,
    }
    with duckdb.connect(config={"threads": 2, "memory_limit": "4GB"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(_PERSONS.format(**told))
        for year in range(YEARS):
            rows = _ROWS.format(**told, year=year, label=FIRST_YEAR + year)
            target = folder / f"{FIRST_YEAR + year}.parquet"
            connection.execute(f"COPY ({rows}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
