"""What spreadsheets and old systems leave in text files: blank records, odd letters, a line for Excel."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from jalon.infocentre.deliveries import Counts, Delivery
from unit.infocentre.building import CSV, HEADER, ROW, SOURCE, Bench, column, entity, from_cell

SEMICOLONS = HEADER.replace(",", ";") + ROW.replace(",", ";")


def semicolons(folder: Path) -> Bench:
    return Bench(folder).read_by(delimiter=";")


def places(delivery: Delivery) -> list[tuple[str, int]]:
    return [(reason.code, one.line) for reason in delivery.reasons for one in reason.examples]


@pytest.mark.parametrize("blank", [";;;;\n", " ; ;;\u00a0;\n", '"";"";;;\n', ";\n", "  \n", ";;;;;;\n"])
def test_a_blank_record_is_no_record(blank: str, tmp_path: Path) -> None:
    bench = semicolons(tmp_path)
    delivery = bench.load(SEMICOLONS + blank * 2 + "2021;N;Engineer;F;7\n")
    assert delivery.counts == Counts(received=2, accepted=2)
    assert [row["_line"] for row in bench.rows()] == [2, 5]


@pytest.mark.parametrize("surplus", [";", ";;;", "; ;", ';""'])
def test_blank_cells_beyond_the_header_are_no_cells(surplus: str, tmp_path: Path) -> None:
    bench = semicolons(tmp_path)
    delivery = bench.load(SEMICOLONS.replace("12\n", f"12{surplus}\n") + "2021;N;Engineer;F;7\n")
    assert delivery.counts == Counts(received=2, accepted=2)
    assert [row["_line"] for row in bench.rows()] == [2, 3]


def test_a_cell_beyond_the_header_that_holds_something_is_refused(tmp_path: Path) -> None:
    delivery = semicolons(tmp_path).load(SEMICOLONS + "2021;N;Engineer;F;7;;9\n2022;N;Engineer\n")
    assert places(delivery) == [("row-cells", 3), ("row-cells", 4)]


def test_a_last_letter_that_could_begin_another_encoding_is_itself(tmp_path: Path) -> None:
    bench = Bench(tmp_path).read_by(encoding="cp1252")
    text = "year,code,sex,students,diploma\n2020,N,F,12,Cité"
    assert bench.load(text.encode("cp1252")).counts.accepted == 1
    assert [row["diploma"] for row in bench.rows()] == ["Cité"]
    assert [fault.code for fault in bench.load(text.encode()).faults] == ["wrong-encoding"]


def test_a_wrong_encoding_is_seen_across_two_readings(tmp_path: Path) -> None:
    # The first reading of 1 MiB ends between the two bytes of « é ».
    before = HEADER + "2020,N,Engineer,F,12\n" * 49_930
    before += "2020,N," + "a" * ((1 << 20) - 1 - len(before) - 7)
    text = before + "é,F,12\n"
    assert len(before.encode()) == (1 << 20) - 1
    delivery = Bench(tmp_path).read_by(encoding="cp1252").load(text.encode())
    assert [fault.code for fault in delivery.faults] == ["wrong-encoding"]


ENERGY = replace(
    SOURCE,
    columns=(from_cell("energy", "énergie", Électricité="electricity", **{"Gaz de ville": "gas"}),),
)


def test_letters_that_look_the_same_are_the_same(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=ENERGY, entity=entity(column("energy")))
    text = "year,code,énergie\n2020,N,Électricité\n2020,N,Gaz\u00a0de\u202fville\n"
    assert bench.load(unicodedata.normalize("NFD", text)).counts.accepted == 2
    assert [row["energy"] for row in bench.rows()] == ["electricity", "gas"]


def test_free_text_stays_as_written(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.load(HEADER + "2020,N,Inge\u0301nieur\u00a0A,F,12\n")
    assert [row["diploma"] for row in bench.rows()] == ["Inge\u0301nieur\u00a0A"]


def test_two_columns_that_look_the_same_are_repeated(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=ENERGY, entity=entity(column("energy")))
    twice = "year,code,énergie,e\u0301nergie\n2020,N,Gaz de ville,Gaz de ville\n"
    assert [fault.code for fault in bench.load(twice).faults] == ["columns-repeated"]


@pytest.mark.parametrize("line", ["sep=;\n", "sep=;\r\n", '"sep=;"\n', "\ufeffSEP=;\n"])
@pytest.mark.parametrize("declared", [",", ";"])
def test_the_line_that_tells_excel_the_delimiter_is_heeded(line: str, declared: str, tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=replace(SOURCE, reader=replace(CSV, delimiter=declared)))
    assert bench.load(line + SEMICOLONS).counts.accepted == 1
    assert [row["_line"] for row in bench.rows()] == [3]


def test_a_source_that_counted_that_line_reads_as_before(tmp_path: Path) -> None:
    bench = semicolons(tmp_path).read_by(header=2)
    assert bench.load("sep=;\n" + SEMICOLONS).counts.accepted == 1
