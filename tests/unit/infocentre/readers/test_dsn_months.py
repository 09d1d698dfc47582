"""Several payroll declarations read as one: months, a ZIP of months, and those that replace others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.dossier.entity import ColumnType
from jalon.dossier.source import Feed, ReaderKind, ReaderSpec
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Batch, Named, UnreadableFile
from unit.infocentre.building import SOURCE, Bench, column, entity, from_cell, from_expression

MONTH, NUMBER, QUOTA = "S20.G00.05.005", "S21.G00.40.009", "S21.G00.40.013"


def sending(
    month: str, *contracts: tuple[str, str], kind: str = "01", order: str = "", site: str = "00012"
) -> str:
    """A fictitious declaration of one individual."""
    lines = [
        "S10.G00.00.001,'Logiciel fictif'", "S20.G00.05.001,'01'", f"S20.G00.05.002,'{kind}'",
        "S20.G00.05.003,'11'", *([f"S20.G00.05.004,'{order}'"] if order else []), f"S20.G00.05.005,'{month}'",
        "S21.G00.06.001,'000000000'", f"S21.G00.11.001,'{site}'",
    ]  # fmt: skip
    if contracts:
        lines += ["S21.G00.30.001,'0000000000001'"]
    for number, quota in contracts:
        lines += ["S21.G00.40.001,'01092020'", f"S21.G00.40.009,'{number}'", f"S21.G00.40.013,'{quota}'"]
    lines += [f"S90.G00.90.001,'{len(lines) + 2}'", "S90.G00.90.002,'1'"]
    return "\r\n".join(lines) + "\r\n"


def zipped(texts: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return held.getvalue()


def batches(folder: Path, content: str | bytes, *needed: str, table: str = "contracts") -> list[Batch]:
    (folder / "dsn").write_bytes(content if isinstance(content, bytes) else content.encode())
    spec = ReaderSpec(kind=ReaderKind.DSN, table=table, encoding="auto")
    return list(open_table(folder / "dsn", spec, needed, Named("dsn")).batches())


def rows(folder: Path, content: str | bytes, *needed: str, table: str = "contracts") -> list[dict[str, str]]:
    return [row for batch in batches(folder, content, *needed, table=table) for row in batch.rows.to_pylist()]


def read(folder: Path, content: str | bytes) -> list[tuple[str, str, str]]:
    found = rows(folder, content, MONTH, NUMBER, QUOTA)
    return [(row[MONTH][:7], row[NUMBER], row[QUOTA]) for row in found]


def aside(folder: Path, content: str) -> list[tuple[int, str, str]]:
    return [
        (reject["_line"], reject["_reasons"][0]["code"], reject["_status"])
        for batch in batches(folder, content, NUMBER)
        for reject in batch.rejected.to_pylist()
    ]


# One that replaces

NORMAL = sending("01092023", ("C1", "80.00"), ("C9", "50.00"))
REPLACING = sending("01092023", ("C1", "60.00"), kind="03")


@pytest.mark.parametrize("content", [NORMAL + REPLACING, REPLACING + NORMAL])
def test_a_declaration_that_replaces_stands_alone(content: str, tmp_path: Path) -> None:
    """C1 is corrected and C9 was dropped: neither the old C1 nor C9 stays."""
    assert read(tmp_path, content) == [("2023-09", "C1", "60.00")]
    told = aside(tmp_path, content)
    assert [(code, status) for _, code, status in told] == [("dsn-replaced", "set-aside")] * 2


def test_what_is_about_something_else_is_not_replaced(tmp_path: Path) -> None:
    others = sending("01082023", ("C1", "80.00")) + sending("01092023", ("C4", "10.00"), site="00020")
    assert read(tmp_path, others + NORMAL + REPLACING) == [
        ("2023-08", "C1", "80.00"),
        ("2023-09", "C4", "10.00"),
        ("2023-09", "C1", "60.00"),
    ]


def test_the_order_of_declarations_decides_when_it_is_told(tmp_path: Path) -> None:
    """Made, cancelled, made again: the last one stands, wherever it lies in the file."""
    again = sending("01092023", ("C1", "70.00"), order="3")
    cancelled = sending("01092023", kind="04", order="2")
    first = sending("01092023", ("C1", "80.00"), order="1")
    assert read(tmp_path, again + cancelled + first) == [("2023-09", "C1", "70.00")]


def test_two_normal_declarations_replace_nothing(tmp_path: Path) -> None:
    assert len(read(tmp_path, NORMAL + NORMAL)) == 4


# Months

AUTUMN = {f"dsn-{month}.txt": sending(f"01{month}2023", ("C1", "80.00")) for month in ("09", "10", "11")}
MONTHS = [("2023-09", "C1", "80.00"), ("2023-10", "C1", "80.00"), ("2023-11", "C1", "80.00")]


def test_months_one_after_the_other_have_as_many_rubrics_as_they_say(tmp_path: Path) -> None:
    content = "".join(AUTUMN.values())
    assert read(tmp_path, content) == MONTHS
    notes = [note for batch in batches(tmp_path, content, NUMBER) for note in batch.notes]
    assert notes == []
    short = content.replace("S21.G00.40.009,'C1'\r\n", "", 1)
    (note,) = [note for batch in batches(tmp_path, short, NUMBER) for note in batch.notes]
    assert (note.code, note.context["told"], note.context["rubrics"]) == ("dsn-count", "39", "38")


def test_a_zip_of_months_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    """Each text has its own encoding; what archivers add is passed over; lines are counted through all."""
    encodings = ["utf-8", "cp1252", "utf-16"]
    texts = {
        name: AUTUMN[name].replace("fictif", "rêvé").encode(encoding)
        for name, encoding in zip(reversed(AUTUMN), encodings, strict=True)
    }
    content = zipped({"__MACOSX/._dsn.txt": b"\0", ".DS_Store": b"\0", **texts})
    assert read(tmp_path, content) == MONTHS
    assert [row["_line"] for row in rows(tmp_path, content, NUMBER)] == [9, 22, 35]


def test_a_zip_in_which_a_month_replaces_another(tmp_path: Path) -> None:
    content = zipped({"a.txt": NORMAL.encode(), "b.txt": REPLACING.encode()})
    assert read(tmp_path, content) == [("2023-09", "C1", "60.00")]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (zipped({"a.txt": NORMAL.encode(), "report.txt": b"Compte rendu\n"}), "file-not-dsn", "report.txt"),
        (zipped({".DS_Store": b"x"}), "file-empty", "dsn"),
        (zipped({"a.txt": NORMAL.encode()})[:-40], "zip-damaged", "dsn"),
        (NORMAL.replace("\r\n", "\r").encode(), "line-ends-unknown", "dsn"),
        (b"\xef\xbb\xbf" + NORMAL.replace("\r\n", "\r").encode(), "line-ends-unknown", "dsn"),
    ],
)
def test_what_is_no_declaration(content: bytes, code: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        batches(tmp_path, content, NUMBER)
    assert refusal.value.issue.code == code
    assert words in refusal.value.issue.context["file"]


def test_the_quota_of_a_contract_is_a_ratio(tmp_path: Path) -> None:
    """As the how-to says it: 121.34 hours of 151.67 are 0.8."""
    reference = "S21.G00.40.012"
    content = NORMAL.replace(f"{QUOTA},'80.00'", f"{reference},'151.67'\r\n{QUOTA},'121.34'")
    ratio = f'round(cast("{QUOTA}" as decimal(18, 6)) / nullif(cast("{reference}" as decimal(18, 6)), 0), 4)'
    source = replace(
        SOURCE,
        reader=ReaderSpec(kind=ReaderKind.DSN, table="contracts", encoding="auto"),
        unit_column=None,
        period_column=MONTH,
        period_dates=True,
        columns=(from_cell("number", NUMBER), from_expression("quota", ratio)),
    )
    held = entity(column("number"), column("quota", ColumnType.DECIMAL))
    bench = Bench(tmp_path, source=source, entity=held, feed=Feed(id="dsn", path="", unit="north"))
    bench.load(content)
    assert [(row["number"], row["quota"]) for row in bench.rows()] == [("C1", Decimal("0.8")), ("C9", None)]


def test_the_days_of_an_end_of_contract(tmp_path: Path) -> None:
    """The day of the end, of the notice, of the agreement, of the first step, and the last day worked."""
    names = [f"S21.G00.62.{number:03d}" for number in (1, 3, 4, 5, 6)]
    ends = "".join(f"{name},'{day}092023'\r\n" for name, day in zip(names, range(26, 31), strict=True))
    content = NORMAL.replace("S90.G00.90.001", f"{ends}S90.G00.90.001")
    (row,) = rows(tmp_path, content, *names, table="ends")
    assert [row[name] for name in names] == [f"2023-09-{day}" for day in range(26, 31)]
