"""What a database answers: written exactly, never changed, and no failure without one clear fault."""

from __future__ import annotations

import gc
import json
import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy

from databases import PASSWORD, ROWS, server, sqlite
from jalon.dossier.question import only_reads
from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.infocentre.databases import told
from jalon.infocentre.extracts import extract
from jalon.infocentre.readers.table import Named, UnreadableFile
from jalon.kernel.faults.catalogue import say
from jalon.kernel.issues import Issue
from jalon.kernel.texts import Language

__all__ = ["server", "sqlite"]

ALL = "SELECT year, code, diploma, sex, students FROM students ORDER BY year, code"


def asked(query: str, timeout: int = 60) -> ReaderSpec:
    return ReaderSpec(kind=ReaderKind.SQL, connection="registry", query=query, timeout=timeout)


def answer(address: str, query: str, folder: Path, timeout: int = 60) -> list[dict[str, object]]:
    target = folder / "extract.jsonl"
    extract(address, asked(query, timeout), "JALON_SQL_REGISTRY", target, Named("students.jsonl"))
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def fault(address: str, query: str, folder: Path, timeout: int = 60) -> Issue:
    with pytest.raises(UnreadableFile) as found:
        answer(address, query, folder, timeout)
    for language in Language:
        assert "‹" not in say(found.value.issue, language)
    return found.value.issue


@pytest.fixture(params=["server", "sqlite"])
def address(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(request.param)
    return found


def test_rows_come_in_the_order_of_the_answer(address: str, tmp_path: Path) -> None:
    assert [tuple(row.values()) for row in answer(address, ALL, tmp_path)] == ROWS


def test_the_same_answer_gives_the_same_bytes(address: str, tmp_path: Path) -> None:
    answer(address, ALL, tmp_path)
    first = (tmp_path / "extract.jsonl").read_bytes()
    answer(address, ALL + ";", tmp_path)
    assert (tmp_path / "extract.jsonl").read_bytes() == first


def test_percent_signs_and_colons_are_letters(address: str, tmp_path: Path) -> None:
    found = answer(address, "SELECT '100 % :x' AS a FROM students WHERE diploma LIKE 'É%'", tmp_path)
    assert found == [{"a": "100 % :x"}]


EXACT = """SELECT 12345678901234567890.10::numeric AS n, 0.1::float8 AS f, 'NaN'::numeric AS nan, true AS t,
DATE '2024-02-29' AS d, TIMESTAMP '2024-02-29 10:30:00' AS ts, TIMESTAMP '2024-02-29' AS midnight,
'a"é
b' AS s, NULL AS nothing, '00000000-0000-0000-0000-000000000001'::uuid AS id, 1e20::float8 AS big"""


def test_cells_of_postgresql_keep_every_digit(server: str, tmp_path: Path) -> None:
    answer(server, EXACT, tmp_path)
    line = (tmp_path / "extract.jsonl").read_text(encoding="utf-8")
    assert json.loads(line, parse_int=str, parse_float=str) == {
        "n": "12345678901234567890.1",
        "f": "0.1",
        "nan": "NaN",
        "t": True,
        "d": "2024-02-29",
        "ts": "2024-02-29T10:30:00",
        "midnight": "2024-02-29",
        "s": 'a"é\nb',
        "nothing": None,
        "id": "00000000-0000-0000-0000-000000000001",
        "big": "100000000000000000000",
    }


def test_many_rows_are_streamed(server: str, tmp_path: Path) -> None:
    target = tmp_path / "extract.jsonl"
    spec = asked("SELECT g FROM generate_series(1, 200000) AS g")
    assert extract(server, spec, "X", target, Named("x")) == 200_000


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM students",
        "WITH gone AS (DELETE FROM students RETURNING code) SELECT code FROM gone",
        "SELECT 1; DROP TABLE students",
        "SELECT code INTO copy FROM students",
        "SELECT code FROM students FOR UPDATE",
        "CREATE TABLE x AS SELECT 1",
        "CALL something()",
        "COPY students TO '/tmp/x'",
        "VACUUM",
        "PRAGMA query_only = OFF",
        "not a query",
        "",
    ],
)
def test_a_question_that_writes_is_refused_in_the_dossier(query: str) -> None:
    assert not only_reads(query)


@pytest.mark.parametrize(
    "query",
    [
        ALL,
        "SELECT [code] FROM [students]",
        "SELECT `code` FROM students",
        "SELECT 1 UNION ALL SELECT 2",
        "WITH a AS (SELECT 1 AS x) SELECT x FROM a",
        "SELECT code FROM students -- ; DROP TABLE students",
        "SELECT ';' AS a",
    ],
)
def test_a_question_that_reads_is_accepted(query: str) -> None:
    assert only_reads(query)


WRITES: dict[str, str] = {
    "server": "SELECT lo_create(0)",
    "sqlite": "INSERT INTO students SELECT * FROM students RETURNING code",
}


@pytest.mark.parametrize("kind", WRITES)
def test_the_database_itself_refuses_to_be_written(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    # The check of the dossier is passed over: the transaction is the second lock.
    address = request.getfixturevalue(kind)
    found = fault(address, WRITES[kind], tmp_path)
    assert found.code == "sql-refused"
    assert "read" in found.context["problem"]
    assert len(answer(address, ALL, tmp_path)) == len(ROWS)


def test_an_sqlite_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nothing.sqlite"
    assert fault(f"sqlite:///{path}", ALL, tmp_path).code == "sql-unreachable"
    assert not path.exists()


def test_an_unknown_table_is_named(address: str, tmp_path: Path) -> None:
    found = fault(address, "SELECT * FROM studnets", tmp_path)
    assert found.code == "sql-refused"
    assert "studnets" in found.context["problem"]


def test_a_column_said_twice_is_refused(address: str, tmp_path: Path) -> None:
    assert fault(address, "SELECT code, code FROM students", tmp_path).code == "columns-repeated"


def test_a_wrong_password_is_not_shown(server: str, tmp_path: Path) -> None:
    url = sqlalchemy.make_url(server)
    wrong = url.set(username="nobody", password=PASSWORD).render_as_string(hide_password=False)
    found = fault(wrong, ALL, tmp_path)
    assert found.code == "sql-unreachable"
    assert "s3cret" not in str(found)


def test_a_password_is_hidden_however_it_is_written() -> None:
    url = sqlalchemy.URL.create("postgresql", "ada", PASSWORD, "host", 5432, "db")
    error = sqlite3.OperationalError(f"cannot open {url.render_as_string(hide_password=False)} ({PASSWORD})")
    assert "s3cret" not in told(error, url)
    assert "***" in told(error, url)


@pytest.mark.parametrize(
    "wrong", ["no address", "postgresql://", "mystery://host/db", "postgresql://h:port/d"]
)
def test_an_address_that_is_none(wrong: str, tmp_path: Path) -> None:
    assert fault(wrong, ALL, tmp_path).code in {"sql-address-wrong", "sql-unreachable"}


def test_a_question_that_fails_half_way_tells_no_cell(server: str, tmp_path: Path) -> None:
    failing = (
        "SELECT CASE WHEN g < 20000 THEN '1' ELSE 'DUPONT' END::int AS n FROM generate_series(1, 30000) AS g"
    )
    found = fault(server, failing, tmp_path)
    assert found.code == "sql-interrupted"
    assert 0 < int(found.context["rows"]) < 20_000
    assert "DUPONT" not in str(found)


def test_a_text_that_is_no_text_tells_no_cell(tmp_path: Path) -> None:
    path = tmp_path / "latin.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (name TEXT)")
        connection.execute("INSERT INTO a VALUES (CAST(x'4455504fe9' AS TEXT))")
    connection.close()
    found = fault(f"sqlite:///{path}", "SELECT name FROM a", tmp_path)
    assert found.code == "sql-refused"
    assert "DUPO" not in str(found)


def test_bytes_have_no_text(sqlite: str, tmp_path: Path) -> None:
    found = fault(sqlite, "SELECT code, x'00ff' AS photo FROM students", tmp_path)
    assert (found.code, found.place.line) == ("sql-cell-unreadable", 1)
    assert "photo" in say(found, Language.EN)


ENDLESS: dict[str, str] = {
    "server": "SELECT pg_sleep(30)",
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS m FROM n",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_question_without_end_is_given_up(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    found = fault(request.getfixturevalue(kind), ENDLESS[kind], tmp_path, timeout=1)
    assert (found.code, found.context["seconds"]) == ("sql-too-slow", "1")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_connection_that_is_lost(server: str, tmp_path: Path) -> None:
    def cut() -> None:
        engine = sqlalchemy.create_engine(server, poolclass=sqlalchemy.pool.NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'active' "
                "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )

    timer = threading.Timer(1.0, cut)
    timer.start()
    found = fault(server, "SELECT pg_sleep(20)", tmp_path)
    timer.join()
    gc.collect()  # the driver cannot close the cursor of a lost connection, and says so when it goes
    assert found.code == "sql-refused"
    assert "terminat" in found.context["problem"] or "closed" in found.context["problem"]


def test_a_table_is_read_whole(sqlite: str, tmp_path: Path) -> None:
    spec = ReaderSpec(kind=ReaderKind.SQL, connection="registry", table="main.students")
    target = tmp_path / "extract.jsonl"
    assert extract(sqlite, spec, "X", target, Named("x")) == len(ROWS)


def test_the_noise_of_a_sum_is_no_part_of_a_number(sqlite: str, tmp_path: Path) -> None:
    query = "SELECT sum(v) AS total, max(v) AS most FROM (SELECT 0.1 AS v UNION ALL SELECT 0.2 AS v)"
    spec, target = asked(query), tmp_path / "extract.jsonl"
    extract(sqlite, spec, "JALON_SQL_REGISTRY", target, Named("students.jsonl"))
    assert target.read_text(encoding="utf-8") == '{"total": 0.3, "most": 0.2}\n'
