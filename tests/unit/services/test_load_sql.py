"""A source that asks a database, taken the whole way: the answer is a delivery like any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy

from databases import server, sqlite
from jalon.services.load import deliveries
from oracles.small import Small, indicator, perimeter, small

__all__ = ["server", "sqlite"]

PEOPLE = "{kind: total, entity: headcount, value: people}"
READER = (
    "reader: {kind: sql, connection: the-registry, "
    'query: "SELECT code, year, students FROM students ORDER BY year, code"}'
)
ASKED = f"""
source: people
name: People
entity: headcount
{READER}
unit: {{column: code, codes: letters}}
period: {{column: year}}
columns: {{people: students}}
"""
UNITS = (
    perimeter("north", "south")
    .replace("name: North", "name: North, codes: {letters: N}")
    .replace("name: South", "name: South, codes: {letters: S}")
)


@pytest.fixture(params=["server", "sqlite"])
def address(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def made(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Small:
    monkeypatch.setenv("JALON_SQL_THE_REGISTRY", address)
    return small(tmp_path, {"indicators/a.yaml": indicator("people", PEOPLE), "sources/a.yaml": ASKED}, UNITS)


def test_the_rows_of_a_database_become_figures(made: Small) -> None:
    made.run()
    assert made.values("people", "2020") == {"north": 12, "south": 7, "institute": 19}


def test_the_answer_is_kept_and_the_same_answer_changes_nothing(made: Small) -> None:
    made.run()
    made.run()
    (one,) = deliveries(made.dossier, made.workspace)
    kept = made.workspace.received / one.delivery.sha256[:2] / one.delivery.sha256
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert rows[0] == {"code": "N", "year": 2020, "students": 12}
    assert len(rows) == one.delivery.counts.received == 3
    assert one.delivery.file == "people.jsonl"


def test_no_address_is_kept_anywhere(made: Small, address: str) -> None:
    made.run()
    marks = {address.encode(), sqlalchemy.make_url(address).render_as_string().encode()}
    files = [path for path in made.home.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if any(mark in path.read_bytes() for mark in marks)] == []


def test_a_database_that_is_away_leaves_the_lake_as_it_was(
    made: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.run()
    monkeypatch.setenv("JALON_SQL_THE_REGISTRY", "sqlite:////nowhere/at/all")
    loaded = made.load()
    assert [issue.code for issue in loaded.issues] == ["sql-unreachable"]
    assert not loaded.is_whole
    made.compute()
    assert made.value("people", "institute", "2020") == 19


def test_an_answer_without_rows_is_refused(made: Small) -> None:
    made.write({"sources/a.yaml": ASKED.replace("ORDER BY", "WHERE year = 1900 ORDER BY")})
    assert [issue.code for issue in made.load().issues] == ["file-empty"]
