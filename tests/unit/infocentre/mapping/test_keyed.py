"""Persons go under their key in the place of their numbers: each number once, each row with its own token."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jalon.dossier.entity import Column, ColumnType, Sensitivity
from jalon.dossier.source import ColumnMapping, KeySource
from jalon.infocentre.mapping.keyed import keyed
from jalon.infocentre.mapping.naming import unkeyed
from jalon.infocentre.pseudonyms.keys import Key, Keys
from jalon.infocentre.pseudonyms.tokens import message, token
from jalon.infocentre.readers.table import LINE
from unit.infocentre.building import SOURCE, Bench, entity, from_cell

KEY = Key("person", bytes(range(32)))
PERSON = Column(
    name="person",
    type=ColumnType.TEXT,
    required=True,
    sensitivity=Sensitivity.PERSONAL,
    pseudonym="person",
)
STAY = replace(entity(PERSON, key=("person",)), id="stay")
BY_INE = ColumnMapping(
    column="person",
    codes={},
    keys=(
        KeySource(scheme="ine", source="INE"),
        KeySource(scheme="local", source="number", within_unit=True),
    ),
)


def test_each_row_has_the_token_of_its_own_number() -> None:
    said = [
        message("ine", "0123456789A"),
        None,
        message("local", "7", "north"),
        message("ine", "0123456789A"),
    ]
    rows = pa.table({"_row": [0, 1, 2, 3], unkeyed("person"): pa.array(said, pa.string())})
    found = keyed(rows, {"person": KEY})
    assert found.column_names == ["_row", "person"]
    assert found["person"].to_pylist() == [text and token(KEY, text) for text in said]


@pytest.mark.parametrize("said", [[], [None, None]])
def test_no_number_has_no_token(said: list[None]) -> None:
    rows = pa.table({unkeyed("person"): pa.array(said, pa.string())})
    assert keyed(rows, {"person": KEY})["person"].to_pylist() == said


@pytest.mark.parametrize(
    ("mapping", "header", "numbers", "messages"),
    [
        (
            BY_INE,
            "INE;number",
            ["0123456789A;1", " 0987 654 321b;2", "00000000000;3"],
            [message("ine", "0123456789A"), message("ine", "0987654321B"), message("local", "3", "north")],
        ),
        (
            from_cell("person", "INE"),
            "INE",
            ["12 é", "y"],
            [message("person", "12é"), message("person", "Y")],
        ),
    ],
)
def test_the_lake_holds_the_tokens_of_the_standard(
    tmp_path: Path, mapping: ColumnMapping, header: str, numbers: list[str], messages: list[str]
) -> None:
    bench = Bench(tmp_path, source=replace(SOURCE, columns=(mapping,)), entity=STAY).read_by(delimiter=";")
    delivery = bench.load(f"year;code;{header}\n" + "".join(f"2020;N;{one}\n" for one in numbers))
    key = Keys(bench.workspace.keys).key("person")
    assert delivery.counts.accepted == len(numbers)
    assert [row["person"] for row in bench.rows()] == [token(key, said) for said in messages]


def test_a_repeated_person_is_refused_with_her_line_and_none_of_her_cells(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=replace(SOURCE, columns=(BY_INE,)), entity=STAY).read_by(delimiter=";")
    lines = ["2020;N;0123456789A;1", "2020;S;0123456789A;1", "2020;N;0123456789a;1"]
    delivery = bench.load("year;code;INE;number\n" + "".join(f"{line}\n" for line in lines))
    assert (delivery.counts.accepted, delivery.counts.refused) == (2, 1)
    (reason,) = delivery.reasons
    assert (reason.code, reason.examples[0].line, reason.examples[0].value) == ("row-duplicate", 4, "2")
    put_away = pq.read_table(bench.workspace.quarantine / f"{delivery.id}.parquet")
    assert put_away[LINE].to_pylist() == [4]
    assert put_away.column_names == [LINE, "_status", "_reasons"]
