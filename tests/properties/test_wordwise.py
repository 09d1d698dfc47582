"""A column read word by word gives what it gives row by row: the same rows, refusals and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.dossier.codes import Code, CodeList
from jalon.dossier.entity import Column, ColumnType, Sensitivity
from jalon.dossier.source import ColumnMapping, DateForm, KeySource
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.mapping import wordwise
from jalon.infocentre.mapping.apply import Mapped, Mapper
from jalon.infocentre.pseudonyms.keys import Key
from jalon.infocentre.readers.table import LINE, ROW
from jalon.kernel.texts import Text
from unit.infocentre.building import CSV, SOURCE, Bench, column, entity, from_cell, from_expression

PERSON = Column(
    name="person", type=ColumnType.TEXT, sensitivity=Sensitivity.PERSONAL, pseudonym="person", required=True
)
STAY = entity(
    PERSON,
    column("free"),
    column("sex", values=("F", "M"), required=True),
    column("coded"),
    column("coded_or_other"),
    column("listed"),
    column("students", ColumnType.INTEGER),
    column("amount", ColumnType.DECIMAL),
    column("thousands", ColumnType.DECIMAL),
    column("share", ColumnType.NUMBER),
    column("day", ColumnType.DATE),
    column("main", ColumnType.BOOLEAN),
    column("computed", ColumnType.INTEGER),
    column("unfilled", ColumnType.DATE),
)
BY_INE = KeySource(scheme="ine", source="ine")
BY_NAME = KeySource(scheme="local", source="free", within_unit=True)
MAPPINGS = (
    ColumnMapping(column="person", codes={}, keys=(BY_INE, BY_NAME)),
    from_cell("free", "free"),
    from_cell("sex", "sex"),
    from_cell("coded", "sex", F="woman", M="man"),
    ColumnMapping(column="coded_or_other", source="sex", codes={"F": "woman"}, other="else"),
    ColumnMapping(column="listed", source="listed", codes={}, code_list="kinds"),
    from_cell("students", "number"),
    from_cell("amount", "number"),
    ColumnMapping(column="thousands", source="number", codes={}, factor=Decimal(1000)),
    from_cell("share", "number"),
    from_cell("day", "day"),
    from_cell("main", "main"),
    from_expression("computed", "length(free) + length(sex)"),
)
KINDS = CodeList(
    id="kinds",
    name=Text.same("Kinds"),
    codes=(
        Code(code="a", label=Text.same("a")),
        Code(code="b", label=Text.same("b"), since=date(2021, 1, 1)),
    ),
)
WORDS = {
    "year": ["2020", "2021", "20", None],
    "code": ["N", "S", "Z", None],
    "ine": ["0123456789A", "0123456789B", "00000000000", "é", None],
    "free": ["x", "élève", "two words", None],
    "sex": ["F", "M", "X", "f", None],
    "listed": ["a", "b", "c", None],
    "number": ["1", "-3", "39,0", "1,5", "1.5", "+,5", "1e3", "1e400", "9" * 40, "0,12345678901", "x", None],
    "day": ["2020-02-29", "2021-02-29", "29/02/2020", "30/02/2020", "x", None],
    "main": ["oui", "NON", "1", "2", None],
}


def cells(rows: Sequence[tuple[str | None, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(WORDS)
    found = {name: pa.array(column, pa.string()) for name, column in zip(WORDS, columns, strict=True)}
    numbers = pa.arange(0, len(rows))
    return pa.table({**found, LINE: numbers, ROW: numbers})


def mapped(folder: Path, batches: Sequence[pa.Table], wordwise_from: int) -> list[Mapped]:
    reader = replace(CSV, decimal=",", dates=DateForm.DAY_SLASH)
    source = replace(SOURCE, columns=MAPPINGS, reader=reader)
    expected = Bench(folder, source=source, entity=STAY, code_lists={"kinds": KINDS}).expected
    keys = [Key("person", bytes(range(32)))]
    with Engine() as engine:
        mapper = Mapper(engine, expected.plan, expected.perimeter, keys, wordwise_from=wordwise_from)
        return [mapper.apply(batch) for batch in batches]


ROWS = st.lists(st.tuples(*map(st.sampled_from, WORDS.values())), max_size=12)


@pytest.mark.parametrize("most", [0, 3, 1000])
@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(ROWS, min_size=1, max_size=3))
def test_words_give_what_rows_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, batches: list[list[tuple[str | None, ...]]]
) -> None:
    monkeypatch.setattr(wordwise, "MOST_WORDS", most)
    received = list(map(cells, batches))
    by_words, by_rows = mapped(tmp_path, received, 0), mapped(tmp_path, received, 1 << 30)
    for one, other in zip(by_words, by_rows, strict=True):
        assert one.accepted.equals(other.accepted)
        assert one.refused.equals(other.refused)
        assert one.wrong == other.wrong


def test_a_sound_row_is_typed_word_by_word(tmp_path: Path) -> None:
    row = ("2021", "N", "0123456789A", "x", "F", "b", "39,0", "29/02/2020", "oui")
    (found,) = mapped(tmp_path, [cells([row, (None, *row[1:])])], 0)
    (taken,) = found.accepted.to_pylist()
    assert found.refused[ROW].to_pylist() == [1]
    assert (taken["coded"], taken["coded_or_other"], taken["listed"]) == ("woman", "woman", "b")
    assert (taken["students"], taken["amount"], taken["thousands"]) == (39, Decimal(39), Decimal(39000))
    assert (taken["day"], taken["main"], taken["computed"]) == (date(2020, 2, 29), True, 2)
    assert (taken["unit"], taken["period"], taken["unfilled"], taken[LINE]) == ("north", "2021", None, 0)
