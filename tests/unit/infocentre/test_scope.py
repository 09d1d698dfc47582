"""A scope shows its units and its columns, and nothing leads around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.dossier.entity import ColumnType, Sensitivity
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.protocol import EngineFailure
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.scope import Scope
from unit.infocentre.building import HEADER, HOUSE, Bench, column, entity, replace

PERSONS = entity(
    column("diploma", sensitivity=Sensitivity.PUBLIC),
    column("sex", sensitivity=Sensitivity.PERSONAL),
    column("students", ColumnType.INTEGER, sensitivity=Sensitivity.INTERNAL),
)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path, entity=PERSONS)
    bench.load(HEADER + "2020,N,A,F,1\n2020,S,B,M,2\n")
    return bench


def test_only_the_units_of_the_scope_are_seen(bench: Bench) -> None:
    south = Scope.of_units("director", ["south"], *Sensitivity)
    assert [row["unit"] for row in bench.rows(south)] == ["south"]
    assert bench.rows(Scope.of_units("nobody", [], *Sensitivity)) == []
    assert len(bench.rows(HOUSE)) == 2


def test_only_the_columns_of_the_scope_are_seen(bench: Bench) -> None:
    public = Scope.of_units("reader", ["north", "south"], Sensitivity.PUBLIC)
    assert set(bench.table(public).column_names) & {"diploma", "sex", "students"} == {"diploma"}
    with Engine([bench.lake.open(PERSONS, public)]) as engine, pytest.raises(EngineFailure) as failure:
        engine.run([Step("fine", "SELECT diploma FROM enrolment"), Step("leak", "SELECT sex FROM enrolment")])
    assert failure.value.step == "leak"


def test_shared_rows_are_seen_by_every_unit(bench: Bench) -> None:
    bench.entity = entity(column("students", ColumnType.INTEGER), shared=True)
    bench.source = replace(bench.source, unit_column=None, columns=bench.source.columns[2:])
    bench.load("year,students\n2020,1\n")
    assert len(bench.rows(Scope.of_units("director", ["south"], *Sensitivity))) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM '{secret}'",
        "ATTACH '{secret}.db'",
        "COPY (SELECT 1) TO '{secret}'",
        "INSTALL httpfs",
        "SET threads = 1",
        "SET enable_external_access = true",
        "SELECT * FROM secret_variable",
    ],
)
def test_a_query_reaches_nothing_else(bench: Bench, sql: str) -> None:
    secret_variable = bench.file("a,b\n1,2\n", "secret.csv")
    with Engine([bench.lake.open(PERSONS, HOUSE)]) as engine, pytest.raises(EngineFailure):
        engine.run([Step("reach", sql.format(secret=secret_variable))])
    assert secret_variable.read_text() == "a,b\n1,2\n"


def test_files_of_another_unit_cannot_be_named_around_the_scope(bench: Bench) -> None:
    """The files of a scan hold every unit of their feeds: steps are made by code, never by a reader."""
    scan = bench.lake.open(PERSONS, Scope.of_units("director", ["south"], *Sensitivity))
    with Engine([scan]) as engine:
        assert engine.run([Step("all", "SELECT count(*) AS n FROM enrolment")]).to_pylist() == [{"n": 1}]
