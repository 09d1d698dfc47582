"""Workbooks as spreadsheets leave them: errors, formulas never computed, hidden sheets, odd ends of text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from jalon.dossier.entity import ColumnType
from jalon.dossier.source import Feed, Lasting, ReaderKind, Unpivot
from jalon.infocentre.deliveries import Counts, Delivery, Outcome
from unit.infocentre.building import SOURCE, Bench, column, entity, from_cell
from unit.infocentre.readers.test_archives import archive

HEADER = ["year", "code", "students", "leavers"]
COUNTED = entity(column("students", ColumnType.DECIMAL, required=True), column("leavers", ColumnType.DECIMAL))
READ = replace(SOURCE, columns=(from_cell("students", "students"), from_cell("leavers", "leavers")))


def bench_of(folder: Path, **reader: object) -> Bench:
    return Bench(folder, source=READ, entity=COUNTED).read_by(kind=ReaderKind.XLSX, **reader)


def book(*sheets: Callable[[Worksheet], object], names: tuple[str, ...] = ()) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        for place, fill in enumerate(sheets):
            fill(made.add_worksheet(names[place] if names else None))
    return target.getvalue()


def rows(*written: list[object], header: list[str] = HEADER) -> Callable[[Worksheet], object]:
    def fill(page: Worksheet) -> None:
        for line, cells in enumerate([header, *written]):
            page.write_row(line, 0, cells)

    return fill


def with_formula(value: object, at: tuple[int, int] = (1, 3)) -> bytes:
    """Two rows; the second cell of leavers is 4, the first one a formula with that stored value."""

    def fill(page: Worksheet) -> None:
        rows([2020, "N", 12, 1], [2020, "S", 8, 4])(page)
        page.write_formula(*at, "=Other!B4", value=value)

    return book(fill)


def patched(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        files = [(name, made.read(name)) for name in made.namelist()]
    changed = [(name, re.sub(old, new, raw) if name.endswith(part) else raw) for name, raw in files]
    assert changed != files
    return archive(*changed)


def faults(delivery: Delivery) -> list[tuple[str, int, str, str | None]]:
    return [
        (reason.code, one.line, one.column, one.value)
        for reason in delivery.reasons
        for one in reason.examples
    ]


@pytest.mark.parametrize("word", ["#DIV/0!", "#N/A", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"])
def test_an_error_is_not_an_empty_cell(word: str, tmp_path: Path) -> None:
    delivery = bench_of(tmp_path).load(with_formula(word))
    assert delivery.counts == Counts(received=2, accepted=1, refused=1)
    assert faults(delivery) == [("cell-formula-error", 2, "leavers", word)]


def test_an_error_in_a_required_column_is_told_as_one(tmp_path: Path) -> None:
    delivery = bench_of(tmp_path).load(with_formula("#REF!", (2, 2)))
    assert faults(delivery) == [("cell-formula-error", 3, "students", "#REF!")]


def test_an_error_in_a_column_that_nobody_reads_is_left_alone(tmp_path: Path) -> None:
    delivery = bench_of(tmp_path).load(with_formula("#REF!", (1, 4)))
    # Beyond the header: no cell of the table.
    assert delivery.counts.accepted == 2


def test_a_formula_whose_result_was_never_stored_is_not_an_empty_cell(tmp_path: Path) -> None:
    # xlsxwriter writes « <f>…</f><v></v> » for an empty result, as libraries do that compute nothing.
    delivery = bench_of(tmp_path).load(with_formula(""))
    assert faults(delivery) == [("cell-formula-not-computed", 2, "leavers", None)]


def test_a_formula_without_any_value_is_not_an_empty_cell(tmp_path: Path) -> None:
    content = patched(with_formula(""), "sheet1.xml", rb"<f>Other!B4</f><v></v>", b"<f>Other!B4</f>")
    assert faults(bench_of(tmp_path).load(content)) == [("cell-formula-not-computed", 2, "leavers", None)]


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    # As Excel writes the result of =IF(A1="";"";A1*2).
    content = patched(with_formula(""), "sheet1.xml", rb'<c r="D2"><f>', b'<c r="D2" t="str"><f>')
    bench = bench_of(tmp_path)
    assert bench.load(content).outcome is Outcome.ACCEPTED
    assert [row["leavers"] for row in bench.rows()] == [None, Decimal(4)]


def test_a_last_row_of_formulas_alone_is_not_lost(tmp_path: Path) -> None:
    def fill(page: Worksheet) -> None:
        rows([2020, "N", 12, 1])(page)
        for place in range(4):
            page.write_formula(2, place, "=Other!A1", value="")

    delivery = bench_of(tmp_path).load(book(fill))
    assert delivery.counts == Counts(received=2, accepted=1, refused=1)
    assert faults(delivery)[0][:2] == ("cell-formula-not-computed", 3)


def test_cells_without_references_are_counted(tmp_path: Path) -> None:
    content = patched(with_formula("#N/A"), "sheet1.xml", rb'(<c|<row) r="[A-Z]*\d+"', rb"\1")
    assert faults(bench_of(tmp_path).load(content)) == [("cell-formula-error", 2, "leavers", "#N/A")]


def test_who_has_no_last_day_that_can_be_read_is_not_still_there(tmp_path: Path) -> None:
    lasting = Lasting(start="from", end="to")
    spells = replace(SOURCE, period_column="year", lasting=lasting, columns=(from_cell("who", "who"),))
    bench = Bench(tmp_path, source=spells, entity=entity(column("who"))).read_by(kind=ReaderKind.XLSX)

    def fill(page: Worksheet) -> None:
        rows([2020, "N", "a", "2019-09-01"], header=["year", "code", "who", "from", "to"])(page)
        page.write_formula(1, 4, "=VLOOKUP(1,A:A,1,0)", value="#N/A")

    assert faults(bench.load(book(fill))) == [("cell-formula-error", 2, "to", "#N/A")]


def test_an_error_in_a_wide_table_is_a_faulty_row(tmp_path: Path) -> None:
    turned = Unpivot(columns=r"\d{4}", name="year", value="students", most_complete=())
    wide = replace(SOURCE, unpivot=turned, columns=(from_cell("students", "students"),))
    kept = entity(column("students", ColumnType.INTEGER))
    bench = Bench(tmp_path, source=wide, entity=kept).read_by(kind=ReaderKind.XLSX)

    def fill(page: Worksheet) -> None:
        rows(["N", 12, None], ["S", 8, 9], header=["code", "2020", "2021"])(page)
        page.write_formula(1, 2, "=B2/0", value="#DIV/0!")

    delivery = bench.load(book(fill))
    assert delivery.counts == Counts(received=4, accepted=3, refused=1)
    assert faults(delivery) == [("cell-formula-error", 2, "2021", "#DIV/0!")]


# The sheet


def test_a_hidden_sheet_is_not_read_before_a_visible_one(tmp_path: Path) -> None:
    def archived(page: Worksheet) -> None:
        rows([2020, "N", 999_999, 0])(page)
        page.hide()

    def shown(page: Worksheet) -> None:
        rows([2020, "N", 100, 0])(page)
        page.activate()
        page.set_first_sheet()

    content = book(archived, shown, names=("Archive 2021", "Données"))
    bench = bench_of(tmp_path)
    bench.load(content)
    assert [row["students"] for row in bench.rows()] == [100]
    named = bench.read_by(sheet="Archive 2021")
    named.load(content)
    assert [row["students"] for row in named.rows()] == [999_999]


def test_a_chart_is_no_sheet(tmp_path: Path) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        made.add_chartsheet("Graph")
        rows([2020, "N", 100, 0])(made.add_worksheet("Données"))
    assert bench_of(tmp_path).load(target.getvalue()).counts.accepted == 1


def test_a_note_beside_the_table_leaves_no_doubt(tmp_path: Path) -> None:
    content = book(rows([2020, "N", 100, 0]), lambda page: page.write(0, 0, "Read me"))
    assert bench_of(tmp_path).load(content).counts.accepted == 1


def test_two_sheets_with_the_columns_have_to_be_told_apart(tmp_path: Path) -> None:
    content = book(rows([2020, "N", 100, 0]), rows([2020, "N", 90, 0]), names=("January", "February"))
    bench = bench_of(tmp_path)
    delivery = bench.load(content)
    assert [fault.code for fault in delivery.faults] == ["sheet-not-certain"]
    assert delivery.faults[0].context["known"] == "February, January"
    assert bench.read_by(sheet="February").load(content).counts.accepted == 1


# Texts and numbers


def test_the_end_of_a_line_at_the_edge_of_a_cell_evades_no_key(tmp_path: Path) -> None:
    campus = replace(SOURCE, columns=(from_cell("campus", "campus"),))
    keyed = entity(column("campus"), key=("unit", "period", "campus"))
    bench = Bench(tmp_path, source=campus, entity=keyed).read_by(kind=ReaderKind.XLSX)
    names = ["Campus A", "Campus A\n", "\u2009Campus A\u00a0", "Campus A end"]
    written = book(rows(*([2020, "N", name] for name in names), header=["year", "code", "campus"]))
    # How the format writes a carriage return, which Excel leaves before the end of a line.
    delivery = bench.load(patched(written, "sharedStrings.xml", b"Campus A end", b"Campus A_x000D_"))
    repeated = [("row-duplicate", 3), ("row-duplicate", 4), ("row-duplicate", 5)]
    assert [one[:2] for one in faults(delivery)] == repeated
    assert [row["campus"] for row in bench.rows()] == ["Campus A"]


def test_the_noise_of_doubles_is_no_part_of_a_number(tmp_path: Path) -> None:
    sums = [0.1 + 0.2, 12.1 + 0.2, 1234.1 + 0.05, 1e12 + 0.01, -0.3 - 0.6]
    bench = bench_of(tmp_path)
    assert bench.load(book(rows(*([2020, "N", number] for number in sums)))).counts.refused == 0
    expected = ["0.3", "12.3", "1234.15", "1000000000000.01", "-0.9"]
    assert [row["students"] for row in bench.rows()] == [Decimal(text) for text in expected]


def test_blank_cells_beyond_the_header_and_blank_rows_are_nothing(tmp_path: Path) -> None:
    written: list[list[object]] = [
        [2020, "N", 12, 1, None, " "],
        [" ", "\u00a0", None, " "],
        [2021, "N", 9, 1],
    ]
    bench = bench_of(tmp_path)
    assert bench.load(book(rows(*written))).counts == Counts(received=2, accepted=2)
    assert [row["_line"] for row in bench.rows()] == [2, 4]


def test_a_header_with_a_no_break_space_is_the_column(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    bench = replace(bench, source=replace(READ, reader=bench.source.reader, columns=(
        from_cell("students", "étudiants inscrits"),)), feed=Feed(id="sise", path="", unit=None))  # fmt: skip
    header = ["year", "code", "e\u0301tudiants\u00a0inscrits"]
    assert bench.load(book(rows([2020, "N", 12], header=header))).counts.accepted == 1
