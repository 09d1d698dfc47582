"""A large extract of a student system from a seeded generator: one CSV of 20 columns, a row an enrolment.

It has what such files have: a national student number (made up), the system's own number, unit and programme
codes, codes to translate, dates, amounts with a decimal comma, empty cells, some faulty rows and some rows
that come twice. Nothing in it comes from a person. The files are made once and kept under ``build/``.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

SEED = 4
UNITS = tuple(f"u{number:02d}" for number in range(1, 13))
CODES = {unit: f"07500{number:02d}{'ABCDEFGHJKLM'[number - 1]}" for number, unit in enumerate(UNITS, start=1)}
"""The code of each unit in the file."""

FAULTY, TWICE = 2_000, 5_000
"""One row in so many has a date that does not exist; one in so many comes a second time."""

_ROWS = """
WITH rows AS (
  SELECT i, i // 4 AS p, i % 4 AS year, hash(i, {seed}) AS r, hash(i // 4, {seed}, 'person') AS h
  FROM range({first}, {last}) AS numbers(i)
)
SELECT
  lpad((h % 10000000000)::VARCHAR, 10, '0') || substr('ABCDEFGHJK', 1 + (p % 10)::INT, 1) AS ine,
  (20000000 + i)::VARCHAR AS numero,
  '07500' || lpad((1 + h % 12)::VARCHAR, 2, '0') || substr('ABCDEFGHJKLM', 1 + (h % 12)::INT, 1) AS uai,
  (2019 + year)::VARCHAR || '-' || (2020 + year)::VARCHAR AS annee,
  'F' || lpad((h % 12)::VARCHAR, 2, '0') || '-' || lpad((h // 100 % 40)::VARCHAR, 3, '0') AS formation,
  (['ING', 'ING', 'ING', 'MAS', 'LIC', 'DOC', 'MAN', 'AUT'])[1 + (h // 7 % 8)::INT] AS diplome,
  (['FI', 'FI', 'FI', 'FA', 'FC'])[1 + (h // 11 % 5)::INT] AS regime,
  (['1', '2', '1'])[1 + (h // 13 % 3)::INT] AS sexe,
  CASE WHEN r % {faulty} = 7 THEN '2001-02-30'
       ELSE (DATE '1985-01-01' + (h // 17 % 7300)::INT)::VARCHAR END AS naissance,
  (make_date((2019 + year)::INT, 7, 1) + (r // 3 % 90)::INT)::VARCHAR AS inscription,
  CASE WHEN r // 5 % 20 = 0 THEN 'N' ELSE 'O' END AS principale,
  CASE WHEN year = 0 THEN 'O' ELSE 'N' END AS entrant,
  ([NULL, NULL, NULL, 'F', 'C', 'E'])[1 + (r // 19 % 6)::INT] AS situation,
  (['FR', 'FR', 'FR', 'FR', 'MA', 'CN', 'DE', 'SN', 'IT', 'BR'])[1 + (h // 23 % 10)::INT] AS nationalite,
  CASE WHEN h // 29 % 9 = 0 THEN NULL ELSE (2003 + h // 31 % 17)::VARCHAR END AS bac_annee,
  (['S', 'STI2D', 'L', 'ES', 'BTN', 'EQ'])[1 + (h // 37 % 6)::INT] AS bac_serie,
  (h // 41 % 95 + 1)::VARCHAR AS departement,
  replace(printf('%.2f', 170 + (r // 43 % 400000) / 100.0), '.', ',') AS droits,
  replace(printf('%.1f', (r // 47 % 121) / 2.0), '.', ',') AS credits,
  replace(printf('%.3f', (r // 53 % 1001) / 1000.0), '.', ',') AS assiduite
FROM rows CROSS JOIN range(2) AS times(t)
WHERE t = 0 OR r % {twice} = 11
"""


def make_extract(folder: Path, rows: int) -> Path:
    """The file of about that many rows, made if it is not there yet."""
    kept = folder / f"extract-{rows}-seed{SEED}.csv"
    if not kept.is_file():
        making = folder / "extract-in-the-making.csv"
        told = {"seed": SEED, "first": 0, "last": rows, "faulty": FAULTY, "twice": TWICE}
        with duckdb.connect(config={"threads": 2, "memory_limit": "4GB"}) as connection:
            connection.execute("SET enable_progress_bar = false")
            connection.execute(f"COPY ({_ROWS.format(**told)}) TO '{making}' (HEADER, DELIMITER ';')")
        making.rename(kept)
    return kept
