"""The best SQL that we could write by hand for the same answers: codes, extremes of each person, few sets."""

from __future__ import annotations

import sys
from itertools import product

import duckdb
from register_answers import CONDITIONS, Answers, add, condition, tell

UNITS = [f"u{number:02d}" for number in range(1, 13)]
COLUMNS = {
    "unit": UNITS,
    "diploma": ["engineering", "management", "bachelor", "master", "doctorate", "other"],
    "route": ["student", "apprentice", "continuing-education"],
    "sex": ["F", "M", "X"],
}
FLAGS = ("main", "entrant")
SETS = """
WITH signed AS MATERIALIZED (SELECT person, {code} AS s FROM rows WHERE period = '{period}'),
held AS MATERIALIZED (SELECT person, count(*) AS n, min(s) AS lo, max(s) AS hi FROM signed GROUP BY person),
rest AS (SELECT list_sort(list(DISTINCT s)) AS sets FROM signed
         SEMI JOIN (SELECT person FROM held WHERE n > 2 AND lo <> hi) USING (person) GROUP BY person)
SELECT '{period}' AS period, [lo, hi] AS sets, count(*) AS keys FROM held
WHERE n <= 2 OR lo = hi GROUP BY lo, hi
UNION ALL SELECT '{period}', sets, count(*) FROM rest GROUP BY sets
"""


def main(pattern: str) -> None:
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    connection.execute("SET enable_progress_bar = false")
    connection.execute(
        f"CREATE VIEW rows AS SELECT * FROM read_parquet('{pattern}', hive_partitioning = true)"
    )
    periods = [row[0] for row in connection.execute("SELECT DISTINCT period FROM rows").fetchall()]
    code = " + ".join(_codes())
    connection.execute("CREATE TABLE found (period VARCHAR, sets INTEGER[], keys BIGINT)")
    for period in periods:
        connection.execute("INSERT INTO found " + SETS.format(code=code, period=period))
    _decode(connection)
    tell(_answers(connection))


def _codes() -> list[str]:
    terms, weight = [], 1
    for column, values in COLUMNS.items():
        listed = ", ".join(f"'{value}'" for value in values)
        terms.append(f"enum_code({column}::ENUM({listed}))::INTEGER * {weight}")
        weight *= len(values)
    for flag in FLAGS:
        terms.append(f"{flag}::INTEGER * {weight}")
        weight *= 2
    return terms


def _decode(connection: duckdb.DuckDBPyConnection) -> None:
    """What each code says: the unit, and which conditions hold."""
    rows = list(product(*COLUMNS.values(), (False, True), (False, True)))
    values = ", ".join(str(row) for row in rows)
    bits = " | ".join(f"(({condition(c)})::INTEGER << {n})" for n, c in enumerate(CONDITIONS))
    names = ", ".join((*COLUMNS, *FLAGS))
    connection.execute(
        f"CREATE TABLE meanings AS SELECT {' + '.join(_codes())} AS code, unit, {bits} AS bits "
        f"FROM (VALUES {values}) AS t({names})"
    )
    connection.execute(
        "CREATE TABLE members AS SELECT * FROM (SELECT number, period, keys, unnest(sets) AS code FROM "
        "(SELECT *, row_number() OVER () AS number FROM found)) JOIN meanings USING (code)"
    )


def _answers(connection: duckdb.DuckDBPyConnection) -> Answers:
    answers: Answers = {}
    counts = ", ".join(f"sum(keys) FILTER (bits & {1 << n} <> 0)" for n, _ in enumerate(CONDITIONS))
    for unit in ("NULL", "unit"):
        group = "" if unit == "NULL" else ", unit"
        by_set = (
            f"SELECT number, {unit} AS unit, any_value(period) AS period, any_value(keys) AS keys, "
            f"bit_or(bits) AS bits FROM members GROUP BY number{group}"
        )
        rows = connection.execute(f"SELECT period, unit, {counts} FROM ({by_set}) GROUP BY ALL").fetchall()
        for period, name, *found in rows:
            for question, number in zip(CONDITIONS, found, strict=True):
                add(answers, question, period, name, number or 0)
    return answers


main(sys.argv[1])
