"""The distributed engine gives the figures of the embedded one, cell by cell, on both examples.

One session serves the whole file: it takes as long to start as the rest to run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from jalon.dossier.catalogue import Dossier
from jalon.figures.compute import Request, compute
from jalon.figures.worlds import request_of
from jalon.infocentre.engine import duckdb, spark
from jalon.infocentre.engine.choice import distributed
from jalon.infocentre.engine.protocol import Engine, EngineFailure
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.workspace import Workspace
from jalon.services.check import open_checked
from jalon.services.load import load
from jalon.services.progress import Silent
from jalon.services.standing import known_now
from jalon.services.synthesize import synthesize

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DAY = date(2025, 12, 31)

pytestmark = [
    # Spark's own library opens sockets and files that it leaves to the end of the process.
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(
        shutil.which("java") is None,
        reason="Spark needs Java, which is not on this machine",
    ),
]


def request(dossier: Dossier, home: Path) -> Request:
    """What is asked: every indicator, on what its files hold."""
    workspace = Workspace(home)
    load(dossier, workspace, as_of=DAY, progress=Silent())
    known = known_now(dossier, workspace, DAY)
    return request_of(known, tuple(dossier.indicators), home / "overflow", lambda _: None)


@pytest.fixture(scope="module")
def imt(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("imt") / "synthetic"
    recipe = open_checked(EXAMPLES / "imt")
    synthesize(recipe, folder, seed=1, scale=Decimal("0.01"), progress=Silent())
    return open_checked(folder)


def assert_equal_figures(asked: Request) -> None:
    here, there = compute(asked), compute(replace(asked, engine=distributed))
    differing = [
        (one.indicator, one.unit, one.period.label)
        for one, other in zip(here.figures, there.figures, strict=True)
        if one != other
    ]
    assert differing == []
    assert here.overlaps == there.overlaps
    assert here.states == there.states
    assert here.prices == there.prices


def test_every_figure_of_the_real_example(tmp_path: Path) -> None:
    assert_equal_figures(request(open_checked(EXAMPLES / "insa"), tmp_path))


def test_every_figure_of_the_synthetic_contract(imt: Dossier, tmp_path: Path) -> None:
    assert_equal_figures(request(imt, tmp_path))


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    overflow = tmp_path_factory.mktemp("overflow")
    with duckdb.Engine(overflow=overflow) as here, spark.Engine(overflow=overflow) as there:
        for engine in (here, there):
            engine.register("t", ROWS)
        yield here, there


EXACT = ("1.5", "-0.0000000001", "", "2", "100000000000000000000", "0")
ROWS = pa.table(
    {
        "unit": ["a", "b", "b", None, "c", "a"],
        "word": ["it's", "back\\slash", "50%_", "", None, "É"],
        "n": pa.array([1, -2, 3, 0, None, 7], pa.int64()),
        "d": pa.array([Decimal(text) if text else None for text in EXACT], pa.decimal128(38, 10)),
        "x": pa.array([0.1, 0.2, None, 1e300, -0.0, 3.0]),
        "ok": [True, False, None, True, False, None],
        "set": pa.array([[3, 1], [1], [2, 2], [], [5], [4]], pa.list_(pa.int64())),
    }
)  # fmt: skip

SAYINGS = (
    "n / d AS q",
    "n / 0 AS q",
    "n % 2 AS q",
    "round(d * 3, 2) AS q",
    "CASE WHEN d < 100 THEN d * d END AS q",
    "d + n AS q",
    "TRY_CAST(word AS INTEGER) AS q",
    "CAST(n AS VARCHAR) || coalesce(word, '∅') AS q",
    "CAST(ok AS VARCHAR) AS q",
    "CAST(d AS VARCHAR) AS q",
    "(ok AND n > 0) IS TRUE AS q",
    "n IN (1, 3) AS q",
    "n BETWEEN 0 AND 3 AS q",
    "word = 'it''s' OR word = 'back\\slash' AS q",
    "word LIKE '50%' AS q",
    "lower(word) AS q",
    "substring(word, 2, 3) AS q",
    "length(word) AS q",
    "trim('  x ') AS q",
    "greatest(n, 2) AS q",
    "least(n, 2) AS q",
    "nullif(n, 0) AS q",
    "abs(d) AS q",
    "CASE WHEN n > 1 THEN 'more' WHEN ok THEN 'one' END AS q",
    "coalesce(enum_code(TRY_CAST(CAST(unit AS VARCHAR) AS ENUM('a', 'c'))) + 1, 0) AS q",
)
WHOLES = (
    "SELECT unit, count(*) AS n, sum(n) AS s, sum(d) AS t, min(x) AS l, count(d) FILTER (n > 0) AS f FROM t "
    "GROUP BY unit",
    "SELECT list(DISTINCT unit ORDER BY unit) FILTER (unit IS NOT NULL) AS l FROM t",
    "SELECT list_sort(list(DISTINCT n)) AS l FROM t WHERE n IS NOT NULL",
    "SELECT unit, ok, GROUPING(ok) = 0 AS g, sum(n) AS s FROM t GROUP BY GROUPING SETS ((unit), (unit, ok))",
    "SELECT unit, unnest(set) AS one FROM t",
    "SELECT * REPLACE (coalesce(n, 0) AS n), n IS NULL AS zeroed FROM t",
    "SELECT CAST(bit_or(set_bit(CAST('000' AS BIT), CAST(enum_code(CAST(unit AS ENUM('a', 'b', 'c'))) "
    "AS INTEGER), 1)) AS VARCHAR) AS bits FROM t WHERE unit <> 'b'",
    "SELECT unit FROM t SEMI JOIN (SELECT unit FROM t WHERE n = 1) USING (unit)",
)


def answers(engine: Engine, sql: str) -> list[str]:
    rows = engine.run([Step("asked", sql)]).to_pylist()
    return sorted(str({key: plain(row[key]) for key in sorted(row)}) for row in rows)


def plain(value: object) -> object:
    """Numbers as they are compared: the type in which an engine holds one says nothing."""
    is_exact = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return f"{Decimal(value).normalize():f}" if is_exact else value


@pytest.mark.parametrize("saying", SAYINGS)
def test_what_a_dossier_may_say_means_the_same(engines: tuple[Engine, Engine], saying: str) -> None:
    sql = f"SELECT unit, word, {saying} FROM t"
    here, there = (answers(engine, sql) for engine in engines)
    assert here == there


@pytest.mark.parametrize("sql", WHOLES)
def test_what_steps_are_made_of_means_the_same(engines: tuple[Engine, Engine], sql: str) -> None:
    here, there = (answers(engine, sql) for engine in engines)
    assert here == there


def test_a_query_that_cannot_run_names_its_step(engines: tuple[Engine, Engine]) -> None:
    steps = [Step("good", "SELECT 1 AS n"), Step("bad", "SELECT nothing FROM good")]
    for engine in engines:
        with pytest.raises(EngineFailure) as failure:
            engine.run(steps)
        assert failure.value.step == "bad"
