"""boring-semantic-layer on DuckDB, for the three questions: a semantic model, then two queries."""

from __future__ import annotations

import sys

import ibis
from boring_semantic_layer import to_semantic_table
from register_answers import Answers, add, tell


def main(pattern: str) -> None:
    connection = ibis.duckdb.connect(threads=2)
    table = connection.read_parquet(pattern, hive_partitioning=True)
    model = (
        to_semantic_table(table, name="register")
        .with_dimensions(period=lambda t: t.period, unit=lambda t: t.unit)
        .with_measures(
            students=lambda t: t.person.nunique(),
            women=lambda t: t.person.nunique(where=t.sex == "F"),
        )
    )
    answers: Answers = {}
    for keys in (("period", "unit"), ("period",)):
        for row in model.group_by(*keys).aggregate("students", "women").execute().to_dict("records"):
            for name in ("students", "women"):
                add(answers, name, row["period"], row.get("unit"), row[name])
    tell(answers)


main(sys.argv[1])
