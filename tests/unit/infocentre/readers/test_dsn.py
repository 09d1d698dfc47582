"""Payroll declarations: which rubrics belong together, worked by hand on a fictitious file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jalon.dossier.entity import Column, ColumnType, Sensitivity
from jalon.dossier.source import ColumnMapping, Feed, KeySource, ReaderKind, ReaderSpec
from jalon.infocentre.deliveries import Outcome
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Batch, Named, UnreadableFile
from payroll import FILE, LINES
from unit.infocentre.building import SOURCE, Bench, column, entity, from_cell

NIR, NAME, BORN = "S21.G00.30.001", "S21.G00.30.002", "S21.G00.30.006"
START, NUMBER, QUOTA = "S21.G00.40.001", "S21.G00.40.009", "S21.G00.40.013"
PERIOD = "S20.G00.05.005"


def batches(folder: Path, content: str | bytes, table: str, *needed: str) -> list[Batch]:
    file = folder / "dsn.txt"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    spec = ReaderSpec(kind=ReaderKind.DSN, table=table, encoding="auto")
    return list(open_table(file, spec, needed, Named("dsn.txt")).batches())


def read(folder: Path, content: str | bytes, table: str, *needed: str) -> list[tuple[object, ...]]:
    rows = [row for batch in batches(folder, content, table, *needed) for row in batch.rows.to_pylist()]
    return [(row["_line"], *(row[name] for name in needed)) for row in rows]


def test_each_contract_has_the_individual_above_it(tmp_path: Path) -> None:
    assert read(tmp_path, FILE, "contracts", NIR, START, NUMBER, QUOTA, PERIOD) == [
        (9, "0000000000001", "2020-09-01", "C1", "80.00", "2023-09-01"),
        (12, "0000000000001", "2023-10-01", "C2", None, "2023-09-01"),
        (25, "0000000000002", "2022-03-15", "C9", None, "2023-09-01"),
    ]


def test_individuals_pay_and_ends(tmp_path: Path) -> None:
    assert read(tmp_path, FILE, "individuals", NAME, BORN) == [
        (6, "D'ESSAI", "1980-03-05"),
        (23, "Fictïve", None),
    ]
    assert read(tmp_path, FILE, "pay", NIR, "S21.G00.50.004", "S21.G00.51.013") == [
        (17, "0000000000001", "1900.00", "2500.00"),
        (20, "0000000000001", "1900.00", "150.00"),
    ]
    assert read(tmp_path, FILE, "ends", NUMBER, "S21.G00.62.001") == [(14, "C2", "2023-12-31")]


def test_what_is_not_asked_for_is_not_given(tmp_path: Path) -> None:
    """Neither the name nor the number of a person leaves the file when only contracts are asked for."""
    found = batches(tmp_path, FILE, "contracts", NUMBER)
    assert [batch.rows.column_names for batch in found] == [[NUMBER, "_line"]]
    assert "ESSAI" not in str(found)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "iso8859-15", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_encodings_and_ends_of_lines(encoding: str, end: str, tmp_path: Path) -> None:
    content = end.join(LINES).encode(encoding)
    assert read(tmp_path, content, "individuals", NAME)[1] == (23, "Fictïve")


def test_blocks_that_are_not_known_come_between(tmp_path: Path) -> None:
    """A block passed over does not take the contract from its individual, and two of one block stay two."""
    lines = [*LINES[:8], "S21.G00.99.001,'x'", *LINES[8:]]
    assert len(read(tmp_path, "\n".join(lines), "contracts", NIR)) == 3
    notes = {
        note.code: note
        for batch in batches(tmp_path, "\n".join(lines), "contracts", NIR)
        for note in batch.notes
    }
    assert notes["dsn-blocks-passed"].context["blocks"] == "S21.G00.99"
    assert "dsn-count" in notes, "one rubric more than the file says"


def test_a_contract_without_individual_is_refused_with_its_line(tmp_path: Path) -> None:
    lines = [line for line in LINES if not line.startswith("S21.G00.30")]
    found = batches(tmp_path, "\n".join(lines), "contracts", NUMBER)
    refused = [(r["_line"], r["_reasons"][0]["code"]) for batch in found for r in batch.rejected.to_pylist()]
    assert refused == [(6, "dsn-orphan"), (9, "dsn-orphan"), (20, "dsn-orphan")]


def test_an_end_under_a_contract_that_is_orphan_is_one_too(tmp_path: Path) -> None:
    lines = [line for line in LINES if not line.startswith("S21.G00.30")]
    found = batches(tmp_path, "\n".join(lines), "ends", NUMBER)
    assert [r["_reasons"][0]["code"] for batch in found for r in batch.rejected.to_pylist()] == ["dsn-orphan"]


def test_a_second_individual_does_not_inherit_from_the_first(tmp_path: Path) -> None:
    assert read(tmp_path, FILE, "contracts", BORN)[2] == (25, None)


def test_values_without_quotes_are_read_and_said(tmp_path: Path) -> None:
    content = FILE.replace("'C1'", "C1")
    found = batches(tmp_path, content, "contracts", NUMBER)
    assert [row[NUMBER] for batch in found for row in batch.rows.to_pylist()] == ["C1", "C2", "C9"]
    assert [note.code for batch in found for note in batch.notes] == ["dsn-quotes"]


def test_a_rubric_that_the_table_does_not_have(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, FILE, "individuals", START)
    assert refusal.value.issue.code == "dsn-rubric-elsewhere"


PERSONAL = Sensitivity.PERSONAL
STAFF = entity(
    Column(name="person", type=ColumnType.TEXT, required=True, sensitivity=PERSONAL, pseudonym="staff"),
    column("started", ColumnType.DATE, sensitivity=PERSONAL),
)
OF_STAFF = replace(
    SOURCE,
    reader=ReaderSpec(kind=ReaderKind.DSN, table="contracts", encoding="auto"),
    unit_column=None,
    period_column=PERIOD,
    period_dates=True,
    columns=(
        ColumnMapping(column="person", keys=(KeySource(scheme="nir", source=NIR),), codes={}),
        from_cell("started", START),
    ),
)


def test_a_number_of_a_person_reaches_the_lake_as_a_pseudonym_only(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=OF_STAFF, entity=STAFF, feed=Feed(id="dsn", path="", unit="north"))
    assert bench.load(FILE).outcome is Outcome.ACCEPTED
    rows = bench.rows()
    assert len(rows) == 3
    assert len({row["person"] for row in rows}) == 2
    assert "00000000000" not in str(rows)
