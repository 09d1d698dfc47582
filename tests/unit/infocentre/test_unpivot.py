"""A wide table becomes rows that know their line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jalon.dossier.entity import ColumnType
from jalon.dossier.source import Unpivot
from jalon.infocentre.deliveries import Counts
from jalon.infocentre.readers import xlsx
from unit.infocentre.building import CSV, SOURCE, Bench, column, entity, from_cell, replace

INDEX = replace(entity(column("series"), column("value", ColumnType.DECIMAL), shared=True), id="price")
WIDE = replace(
    SOURCE,
    reader=replace(CSV, empty=("ND",)),
    unit_column=None,
    period_column="month",
    unpivot=Unpivot(columns=r"\d{4}", name="month", value="cell", most_complete=("label",)),
    columns=(from_cell("series", "label"), from_cell("value", "cell")),
)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, source=WIDE, entity=INDEX)


def cells(bench: Bench) -> list[tuple[object, ...]]:
    return [(row["series"], row["period"], row["value"], row["_line"]) for row in bench.rows()]


def test_each_filled_cell_is_a_row(bench: Bench) -> None:
    delivery = bench.load("label,2020,2021,\nall,1.5,,\nfood,ND,3,\n")
    assert cells(bench) == [("all", "2020", Decimal("1.5"), 2), ("food", "2021", Decimal(3), 3)]
    assert delivery.counts == Counts(received=2, accepted=2)


def test_the_most_complete_row_is_kept_and_the_first_among_equals(bench: Bench) -> None:
    delivery = bench.load("label,2020,2021\nall,1,\nall,2,3\nall,4,5\nfood,,\nrent,6,7\n")
    assert cells(bench) == [
        ("all", "2020", Decimal(2), 3), ("all", "2021", Decimal(3), 3),
        ("rent", "2020", Decimal(6), 6), ("rent", "2021", Decimal(7), 6),
    ]  # fmt: skip
    assert delivery.counts == Counts(received=7, accepted=4, set_aside=3)
    why = {reason.code: [(e.line, e.value) for e in reason.examples] for reason in delivery.reasons}
    assert why == {"row-less-complete": [(2, "3"), (4, "3")], "row-without-value": [(5, None)]}


def test_rows_of_one_line_are_refused_one_by_one(bench: Bench) -> None:
    bench.entity = replace(INDEX, key=("series",))
    bench.source = replace(WIDE, unpivot=replace(WIDE.unpivot, most_complete=()))
    delivery = bench.load("label,2020,2021\nall,1,x\nall,2,3\n")
    assert cells(bench) == [("all", "2020", Decimal(1), 2), ("all", "2021", Decimal(3), 3)]
    assert {reason.code: reason.count for reason in delivery.reasons} == {
        "cell-not-decimal": 1,
        "row-duplicate": 1,
    }


def test_identical_rows_in_two_batches(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jalon.infocentre.readers.records.BLOCK_BYTES", 4)
    bench.load("label,2020,2021\nall,1,\nfood,2,\nall,3,4\n")
    assert [row[3] for row in cells(bench)] == [3, 4, 4]
    assert xlsx.BATCH_ROWS > 1
