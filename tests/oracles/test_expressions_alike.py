"""An expression that a dossier may hold gives, in both engines, the value worked out here by hand."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.portable import portable, summed
from jalon.infocentre.engine import duckdb, spark
from jalon.infocentre.engine.protocol import Engine, EngineFailure
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.scope import Scope
from jalon.kernel.periods import Calendar
from jalon.kernel.texts import EMPTY

pytestmark = pytest.mark.filterwarnings("default")
needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="Spark needs Java, which is not on this machine"
)

TYPES = {
    "word": ColumnType.TEXT,
    "n": ColumnType.INTEGER,
    "d": ColumnType.DECIMAL,
    "x": ColumnType.NUMBER,
    "ok": ColumnType.BOOLEAN,
    "day": ColumnType.DATE,
}
POSTS = Entity(
    id="post",
    name=EMPTY,
    grain=EMPTY,
    calendar=Calendar.YEAR,
    columns=tuple(Column(name=name, type=kind) for name, kind in TYPES.items()),
)

# What is asked of one value, and what it gives.
ALIKE: tuple[tuple[str, object, str, object], ...] = (
    ("d", Decimal("2.5"), "cast(d as integer)", 3),
    ("d", Decimal("-2.5"), "cast(d as integer)", -3),
    ("d", Decimal("3000000000.4"), "cast(d as integer) > 12", None),
    ("d", Decimal("3000000000.4"), "cast(d as bigint)", 3000000000),
    ("x", 2.5, "cast(x as integer)", 2),
    ("x", 3.5, "cast(x as integer)", 4),
    ("x", 1.7, "cast(x as integer)", 2),
    ("x", 1.005, "cast(x as decimal(10,2))", Decimal("1.01")),
    ("x", 1.005, "round(x, 2)", 1.01),
    ("x", 2.675, "round(x, 2)", 2.68),
    ("x", 1e300, "round(x, 2)", 1e300),
    ("x", 1234.5, "round(x, -2)", 1200.0),
    ("x", 1e-7, "cast(x as text)", "1e-07"),
    ("x", 1.5e300, "cast(x as text)", "1.5e+300"),
    ("x", 12345678.5, "cast(x as text)", "12345678.5"),
    ("x", 100.0, "cast(x as text)", "100.0"),
    ("x", 7.0, "x % 0", None),
    ("n", 0, "n % n", None),
    ("n", 7, "n / 2 / 0", None),
    ("n", 7, "n / 2 / 7", 0.5),
    ("d", Decimal("-7.5"), "d % 2", Decimal("-1.5")),
    ("n", 3000000000, "cast(n as integer) > 12", None),
    ("word", "5.0", "cast(word as integer) >= 5", True),
    ("word", "4.7", "cast(word as integer)", 5),
    ("word", "-2.5", "cast(word as integer)", -3),
    ("word", "1e3", "cast(word as integer)", 1000),
    ("word", "1_000", "cast(word as integer)", None),
    ("word", "0x1F", "cast(word as integer)", None),
    ("word", "12d", "cast(word as double)", None),
    ("word", "Infinity", "cast(word as double)", None),
    ("word", " 12.5 ", "cast(word as double)", 12.5),
    ("word", "0.125", "cast(word as decimal(10,2))", Decimal("0.13")),
    ("word", "2024-01", "cast(word as date)", None),
    ("word", "2024-1-5", "cast(word as date)", date(2024, 1, 5)),
    ("word", "2024/01/05", "cast(word as date)", date(2024, 1, 5)),
    ("word", "2024-02-30", "cast(word as date)", None),
    ("word", "2024-01-15 10:00:00", "cast(word as date)", date(2024, 1, 15)),
    ("word", "24-01-15", "cast(word as date)", None),
    ("word", "yes", "cast(word as boolean)", True),
    ("word", " true ", "cast(word as boolean)", None),
    ("word", "RNCP35", r"word like 'RNCP\_%'", False),
    ("word", r"RNCP\x35", r"word like 'RNCP\_%'", True),
    ("word", "ÉCOLE", "word ilike 'éc%'", True),
    ("word", "RNCP35", "substring(word, 0, 5)", "RNCP"),
    ("word", "RNCP35", "substring(word, 0)", "RNCP35"),
    ("word", "RNCP35", "substring(word, -2)", "35"),
    ("word", "\u00a0Ingénieur\u202f", "trim(word)", "Ingénieur"),
    ("word", "\tIngénieur", "trim(word)", "\tIngénieur"),
    ("word", "straße", "upper(word)", "STRAẞE"),
    ("word", "ﬁn d’étude", "upper(word)", "ﬁN D’ÉTUDE"),
    ("word", "İzmir", "lower(word)", "izmir"),
    ("word", "ΟΔΟΣ", "lower(word)", "οδοσ"),
    ("d", Decimal("1.5"), "d * d * d * d", Decimal("5.0625")),
    ("d", Decimal("0.0000000002"), "d * 0.5", Decimal("0.0000000001")),
    ("d", Decimal("4450"), "d * 31.25 * (d - 2843) * 1.0 * 1.0", Decimal("223473437.5")),
)


def rows(*columns: tuple[str, object]) -> pa.Table:
    kinds = (pa.string(), pa.int64(), pa.decimal128(38, 10), pa.float64(), pa.bool_(), pa.date32())
    kind = dict(zip(TYPES, kinds, strict=True))
    given = dict(columns)
    return pa.table({name: pa.array([given.get(name)], kind[name]) for name in TYPES})


def answer(engine: Engine, column: str, value: object, expression: str) -> object:
    engine.register("post", rows((column, value)))
    said = portable(expression, POSTS)
    (row,) = engine.run([Step("asked", f"SELECT {said} AS q FROM post")]).to_pylist()
    return row["q"]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with duckdb.Engine(overflow=tmp_path_factory.mktemp("here")) as engine:
        yield engine


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with spark.Engine(overflow=tmp_path_factory.mktemp("there")) as engine:
        yield engine


@pytest.mark.parametrize(("column", "value", "expression", "expected"), ALIKE)
def test_in_the_embedded_engine(
    here: Engine, column: str, value: object, expression: str, expected: object
) -> None:
    assert answer(here, column, value, expression) == expected


@needs_java
@pytest.mark.parametrize(("column", "value", "expression", "expected"), ALIKE)
def test_in_the_distributed_engine(
    there: Engine, column: str, value: object, expression: str, expected: object
) -> None:
    assert answer(there, column, value, expression) == expected


# In binary, 0.1 + 0.2 + 0.3 depends on the order: 0.6000000000000001, or 0.6.
MEASURES = pa.table({"x": [0.1, 0.2, 0.3, 1e15, -1e15, 1e-9]})
SUM = f"SELECT sum({summed('x', POSTS)}) AS q FROM post"


def test_measurements_add_up_exactly(here: Engine) -> None:
    here.register("post", MEASURES)
    assert here.run([Step("asked", SUM)]).to_pylist() == [{"q": Decimal("0.600000001")}]


@needs_java
def test_measurements_add_up_exactly_in_the_distributed_engine(there: Engine) -> None:
    there.register("post", MEASURES)
    assert there.run([Step("asked", SUM)]).to_pylist() == [{"q": Decimal("0.600000001")}]


PAY = Decimal("12345678901.5")


def assert_pay_is_not_told(told: str) -> None:
    """A failure on a row says neither the value that was read nor the one that was made of it."""
    assert "12345678901" not in told
    assert "152415787" not in told


def test_a_failure_repeats_no_cell(here: Engine) -> None:
    here.register("post", rows(("d", PAY)))
    with pytest.raises(EngineFailure) as failure:
        here.run([Step("asked", "SELECT d * d AS q FROM post")])
    assert failure.value.of_values
    assert_pay_is_not_told(str(failure.value))


@needs_java
def test_a_failure_of_spark_repeats_no_cell(
    there: Engine, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    there.register("post", rows(("d", PAY)))
    with caplog.at_level(logging.WARNING), pytest.raises(EngineFailure) as failure:
        there.run([Step("asked", "SELECT d * d AS q FROM post")])
    assert failure.value.of_values
    assert failure.value.__suppress_context__
    shown = capfd.readouterr()
    assert_pay_is_not_told("\n".join((str(failure.value), shown.out, shown.err, caplog.text)))


@needs_java
def test_a_path_that_spark_could_read_as_a_pattern(tmp_path: Path) -> None:
    file = tmp_path / "été [2024] {x} *" / "_feed=f" / "rows.parquet"
    file.parent.mkdir(parents=True)
    told = {"unit": ["a"], "period": ["2024"], "_delivery": ["x"], "_line": [2]}
    table = rows(("n", 5))
    for name, values in told.items():
        table = table.append_column(name, pa.array(values))
    pq.write_table(table, file)
    scan = Scan(entity=POSTS, scope=Scope.of_the_house("a test"), files=(file,), version=0, deliveries={})
    with spark.Engine([scan], overflow=tmp_path) as engine:
        assert engine.run([Step("asked", "SELECT unit, n FROM post")]).to_pylist() == [{"unit": "a", "n": 5}]
