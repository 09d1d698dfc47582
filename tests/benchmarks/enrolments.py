"""A large register from a seeded generator: 20 million enrolments, 5 million persons, 12 units, 10 years.

About 15 % of the persons are in two units, some follow two programmes of their unit. A person has one
pseudonym in all of them, sixteen hexadecimal digits: text, as the library's entity holds it, not a number.
Each unit sends one Parquet file. The files are made once and kept under ``build/``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

SEED = 3
PERSONS = 5_000_000
UNITS = tuple(f"u{number:02d}" for number in range(1, 13))
YEARS = range(2014, 2024)
IN_TWO_UNITS, IN_A_SECOND_PROGRAMME = 15, 6

_PERSONS = """
CREATE TEMP TABLE persons AS
SELECT lpad(lower(to_hex(hash(i, {seed}))), 16, '0') AS person,
       hash(i, {seed}, 'home') % {units} AS home,
       (hash(i, {seed}, 'home') % {units} + 1 + hash(i, {seed}, 'other') % ({units} - 1)) % {units} AS other,
       hash(i, {seed}, 'two') % 100 < {two} AS in_two,
       hash(i, {seed}, 'second') % 100 < {second} AS in_second,
       CASE WHEN hash(i, {seed}, 'sex') % 1000 < 3 THEN 'X'
            WHEN hash(i, {seed}, 'sex') % 100 < 32 THEN 'F' ELSE 'M' END AS sex,
       {first} + hash(i, {seed}, 'start') % {years} AS first,
       2 + hash(i, {seed}, 'length') % 5 AS length,
       (hash(i, {seed}, 'diploma') % 20)::BIGINT AS diploma,
       hash(i, {seed}, 'route') % 10 AS route
FROM range({persons}) AS numbers(i)
"""
_ROWS = """
WITH years AS (SELECT unnest(range({first}, {first} + {years}))::BIGINT AS year),
enrolled AS (
  SELECT * REPLACE (diploma AS diploma), true AS main FROM persons WHERE home = {unit}
  UNION ALL SELECT *, false AS main FROM persons WHERE in_two AND other = {unit}
  UNION ALL SELECT * REPLACE ((diploma + 10) % 20 AS diploma), false AS main
  FROM persons WHERE in_second AND home = {unit}
)
SELECT year, person, 'P' || diploma::VARCHAR AS programme,
       CASE WHEN diploma < 9 THEN 'engineering' WHEN diploma < 12 THEN 'management'
            WHEN diploma < 14 THEN 'bachelor' WHEN diploma < 17 THEN 'master'
            WHEN diploma < 18 THEN 'doctorate' ELSE 'other' END AS diploma,
       CASE WHEN route < 7 THEN 'student' WHEN route < 9 THEN 'apprentice'
            ELSE 'continuing-education' END AS route,
       sex, main, year = first AS entrant
FROM enrolled JOIN years ON year >= first AND year < first + length ORDER BY year, hash(person, year)
"""


def make_enrolments(folder: Path, persons: int = PERSONS) -> Path:
    """The folder of the files, one a unit, made if it is not there yet."""
    kept = folder / f"enrolments-{persons}-seed{SEED}"
    if not kept.is_dir():
        making = folder / "enrolments-in-the-making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        _make(making, persons)
        making.rename(kept)
    return kept


def _make(folder: Path, persons: int) -> None:
    told = {
        "seed": SEED,
        "units": len(UNITS),
        "first": YEARS[0],
        "years": len(YEARS),
        "two": IN_TWO_UNITS,
        "second": IN_A_SECOND_PROGRAMME,
        "persons": persons,
    }
    with duckdb.connect(config={"threads": 2, "memory_limit": "4GB"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(_PERSONS.format(**told))
        for number, unit in enumerate(UNITS):
            rows = _ROWS.format(**told, unit=number)
            target = folder / f"{unit}.parquet"
            connection.execute(f"COPY ({rows}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
