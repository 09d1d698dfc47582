"""XLSX and Parquet say the same as CSV, and their lines are rows of the sheet or of the table."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from jalon.dossier.entity import ColumnType
from jalon.dossier.source import ReaderKind
from jalon.infocentre.deliveries import Counts
from unit.infocentre.building import SOURCE, Bench, column, entity, from_cell, replace

COLUMNS = {
    "whole": ColumnType.INTEGER,
    "amount": ColumnType.DECIMAL,
    "seen": ColumnType.DATE,
    "yes": ColumnType.BOOLEAN,
    "word": ColumnType.TEXT,
}
TYPED = entity(*(column(name, kind) for name, kind in COLUMNS.items()))
READ = replace(SOURCE, columns=tuple(from_cell(name, name) for name in COLUMNS))
EXPECTED = {"whole": 39, "amount": Decimal("1234.5"), "seen": date(2024, 2, 29), "yes": True, "word": "é"}


def bench_of(folder: Path, kind: ReaderKind, **reader: object) -> Bench:
    return Bench(folder, source=READ, entity=TYPED).read_by(kind=kind, decimal=",", thousands=".", **reader)


def typed(bench: Bench) -> list[dict[str, object]]:
    return [{name: row[name] for name in (*COLUMNS, "period", "_line")} for row in bench.rows()]


def sheet(*rows: tuple[int, list[object]], start: int = 0) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("notes")
        page = book.add_worksheet("data")
        for row, cells in rows:
            for place, cell in enumerate(cells):
                page.write(row - 1, place + start, cell)
    return target.getvalue()


HEADER = ["year", "code", *COLUMNS]
ROW = [2020, "N", 39, 1234.5, datetime(2024, 2, 29), True, "é"]


@pytest.mark.parametrize("start", [0, 2])
def test_a_sheet(tmp_path: Path, start: int) -> None:
    bench = bench_of(tmp_path, ReaderKind.XLSX, sheet="data", header=3)
    written = sheet((1, ["A title"]), (3, HEADER), (4, ROW), (6, ["2021", "S", "39", "1.234,5"]), start=start)
    delivery = bench.load(written)
    assert delivery.counts == Counts(received=2, accepted=2)
    first, second = typed(bench)
    assert first == {**EXPECTED, "period": "2020", "_line": 4}
    assert (second["amount"], second["word"], second["_line"]) == (Decimal("1234.5"), None, 6)


def test_a_cell_beyond_the_header_of_a_sheet_is_no_cell_of_the_table(tmp_path: Path) -> None:
    bench = bench_of(tmp_path, ReaderKind.XLSX, sheet="data")
    delivery = bench.load(sheet((1, HEADER), (2, ROW), (3, [*ROW, None, "stray"])))
    assert [(reason.code, reason.examples[0].line) for reason in delivery.reasons] == [("row-cells", 3)]


def test_a_formula_gives_its_stored_value(tmp_path: Path) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, [2020, "N"])
        page.write_formula(1, 2, "=1+1", value=39)
    bench = bench_of(tmp_path, ReaderKind.XLSX)
    bench.load(target.getvalue())
    assert [row["whole"] for row in typed(bench)] == [39]


def parquet(**changes: pa.Array) -> bytes:
    target = io.BytesIO()
    columns = dict(zip(HEADER, ([cell] for cell in ROW), strict=True))
    pq.write_table(pa.table({**columns, **changes}), target)
    return target.getvalue()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"amount": pa.array([Decimal("1234.50")])},
        {"seen": pa.array([date(2024, 2, 29)])},
        {"word": pa.array(["é"]).dictionary_encode()},
        {"whole": pa.array([39.0])},
        {"whole": pa.array([39], pa.uint8())},
    ],
)
def test_a_parquet_file(tmp_path: Path, changes: dict[str, pa.Array]) -> None:
    bench = bench_of(tmp_path, ReaderKind.PARQUET)
    bench.load(parquet(**changes))
    assert typed(bench) == [{**EXPECTED, "period": "2020", "_line": 1}]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (pa.array([0.1 + 0.2]), "0.3"),
        (pa.array([0.1], pa.float32()), "0.1"),
        (pa.array([1234.1], pa.float32()), "1234.1"),
        (pa.array([16777216.0], pa.float32()), "16777216"),
        (pa.array([1234567.1], pa.float32()), "1234567.1"),
        (pa.array([9007199254740991.0]), "9007199254740991"),
        (pa.array([12345678901234.56]), "12345678901234.56"),
        (pa.array([Decimal("0.3000000001")]), "0.3000000001"),
    ],
)
def test_the_noise_of_a_float_is_no_part_of_a_number(cells: pa.Array, expected: str, tmp_path: Path) -> None:
    bench = bench_of(tmp_path, ReaderKind.PARQUET)
    assert bench.load(parquet(amount=cells)).counts.refused == 0
    assert [row["amount"] for row in typed(bench)] == [Decimal(expected)]


def test_columns_that_nobody_reads_may_hold_anything(tmp_path: Path) -> None:
    odd = {
        "shape": pa.array([b"\x00\xff"]),
        "tags": pa.array([["a", "b"]]),
        "more": pa.array([{"inner": 1}]),
    }
    bench = bench_of(tmp_path, ReaderKind.PARQUET)
    assert bench.load(parquet(**odd)).counts.accepted == 1
    assert typed(bench) == [{**EXPECTED, "period": "2020", "_line": 1}]


def test_a_list_in_a_column_that_is_read_is_refused(tmp_path: Path) -> None:
    delivery = bench_of(tmp_path, ReaderKind.PARQUET).load(parquet(word=pa.array([["a"]])))
    assert [fault.code for fault in delivery.faults] == ["columns-nested"]


def test_a_text_that_holds_a_nul_is_refused_as_in_every_format(tmp_path: Path) -> None:
    delivery = bench_of(tmp_path, ReaderKind.PARQUET).load(parquet(word=pa.array(["A\0B"])))
    assert [(fault.code, fault.place.line) for fault in delivery.faults] == [("file-not-text", 1)]


@pytest.mark.parametrize("zone", [None, "UTC", "Europe/Paris", "+05:30"])
def test_midnight_is_a_date_in_any_time_zone(zone: str | None, tmp_path: Path) -> None:
    local = pa.array([datetime(2024, 2, 29)], pa.timestamp("us"))
    seen = local if zone is None else pc.assume_timezone(local, zone)
    bench = bench_of(tmp_path, ReaderKind.PARQUET)
    assert bench.load(parquet(seen=seen)).counts.refused == 0
    assert [row["seen"] for row in typed(bench)] == [date(2024, 2, 29)]
