"""Faulty files of table formats and student systems, received for the same enrolments as the other cases."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from faults.deliveries.cases import Case
from jalon.dossier.source import ReaderKind, Source
from rosters import BUNDLE, bundle, changed
from unit.infocentre.building import CSV, HEADER, SOURCE, column, entity, from_cell
from unit.infocentre.readers.test_archives import GOOD, LAUGHS, archive, lying, sheet, workbook

JSON = replace(SOURCE, reader=replace(CSV, kind=ReaderKind.JSONL))
XLSX = replace(SOURCE, reader=replace(CSV, kind=ReaderKind.XLSX))
PARQUET = replace(SOURCE, reader=replace(CSV, kind=ReaderKind.PARQUET))
ROSTER: Source = replace(
    SOURCE,
    reader=replace(CSV, kind=ReaderKind.ONEROSTER, table="enrollments"),
    unit_column="org.identifier",
    period_column="session.schoolYear",
    columns=(from_cell("person", "user.identifier"),),
)
PERSON = entity(column("person"))
RECORD = '{"year": 2020, "code": "N", "diploma": "Engineer", "sex": "F", "students": 12}\n'


def lines(code: str, record: str, line: int = 2, *words: str) -> Case:
    """A record after a good one."""
    return Case(code=code, content=(RECORD + record).encode(), line=line, words=words, source=JSON)


def roster(code: str, content: bytes, line: int = 0, *words: str) -> Case:
    return Case(code=code, content=content, line=line, words=words, source=ROSTER, entity=PERSON)


def nested(name: str, value: str) -> str:
    return RECORD.replace("12", value).replace("students", name)


def encrypted() -> bytes:
    content = bytearray(bundle())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def packed_by(method: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as writer:
        for name, text in BUNDLE.items():
            writer.writestr(name, text)
    return target.getvalue()


def twice() -> bytes:
    files = [(name, text.encode()) for name, text in BUNDLE.items()]
    return archive(*files, ("Users.csv", b"again"))


def crowded() -> bytes:
    return archive(*((f"{number}.csv", b"") for number in range(10_001)))


def claimed_rows() -> bytes:
    """A Parquet file of one row whose footer says that it holds a thousand million."""
    target = io.BytesIO()
    names = HEADER.strip().split(",")
    pq.write_table(
        pa.table({name: pa.array(["1"] * 25_000_000).dictionary_encode() for name in names}), target
    )
    return target.getvalue()


def twin_sheets() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name in ("one", "two"):
            book.add_worksheet(name).write_row(0, 0, HEADER.strip().split(","))
    return target.getvalue()


def formula(value: str) -> bytes:
    """A row whose number of students is a formula with that stored value."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER.strip().split(","))
        page.write_row(1, 0, [2020, "N", "Engineer", "F"])
        page.write_formula(1, 4, "=Other!A1", value=value)
    return target.getvalue()


def not_utf8() -> bytes:
    """Two rows, the second of which has a diploma in Windows-1252."""
    offsets, text = pa.array([0, 8, 12], pa.int32()), pa.py_buffer("EngineerCité".encode("cp1252"))
    diploma = pa.Array.from_buffers(pa.string(), 2, [None, offsets.buffers()[1], text])
    columns = {"year": [2020, 2021], "code": ["N", "N"], "diploma": diploma, "sex": ["F", "F"]}
    target = io.BytesIO()
    pq.write_table(pa.table({**columns, "students": [12, 7]}), target)
    return target.getvalue()


TABLES = (
    lines("json-broken", '{"year": 2021,\n', 2, "not JSON"),
    lines("json-not-a-record", "[2021]\n", 2, "braces"),
    lines("json-key-twice", '{"year": 2021, "year": 2022}\n', 2, "twice"),
    lines("json-too-deep", nested("more", "[" * 80 + "]" * 80), 2, "64 levels"),
    lines("json-nested", nested("students", '{"first": 3}'), 2, "« students »", "students.id"),
    Case(
        code="json-path-blocked",
        content=(nested("students", '{"all": 3}') + nested("students", "[3]")).encode(),
        line=2,
        words=("« students.all »",),
        source=replace(JSON, columns=(from_cell("students", "students.all"),)),
    ),
    Case(code="json-over-lines", content=b'{"data": [\n' + RECORD.encode() + b"]}\n", line=1, source=JSON),
    Case(code="json-array-open", content=f"[{RECORD}".encode(), line=1, source=JSON),
    Case(code="json-after-array", content=f"[{RECORD}]\n{RECORD}".encode(), line=3, source=JSON),
    Case(
        code="json-record-too-long",
        content=("[" + '{"a":\n' + '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"\n' * 400_000).encode(),
        line=1,
        words=("16 MiB",),
        source=JSON,
    ),
    roster("zip-path-escapes", bundle({"../users.csv": "x"}), 0, "« ../users.csv »"),
    roster("zip-encrypted", encrypted(), 0, "password"),
    roster("zip-compression-unknown", packed_by(zipfile.ZIP_BZIP2), 0, "deflate"),
    roster("zip-too-many-files", crowded(), 0, "10001", "10000"),
    roster("zip-name-twice", twice(), 0, "« Users.csv »"),
    Case(code="zip-size-untrue", content=lying(5), words=("« a.csv »",), source=XLSX),
    Case(code="xml-document-type", content=workbook(strings=LAUGHS), words=("sharedStrings",), source=XLSX),
    Case(
        code="sheet-too-wide",
        content=workbook(sheet=sheet(GOOD, "1048576:<c r='XFD1048576'><v>1</v></c>")),
        words=("17179869184", "3 cells"),
        source=XLSX,
    ),
    Case(code="parquet-rows-claimed", content=claimed_rows(), words=("25000000",), source=PARQUET),
    Case(code="sheet-not-certain", content=twin_sheets(), words=("one, two",), source=XLSX),
    Case(code="cell-formula-error", content=formula("#REF!"), line=2, words=("#REF!",), source=XLSX),
    Case(code="cell-formula-not-computed", content=formula(""), line=2, words=("« students »",), source=XLSX),
    Case(code="not-utf8", content=not_utf8(), line=2, words=("0xE9",), source=PARQUET),
    roster("oneroster-not-zip", b"PK\x03\x04 and no more", 0, "manifest.csv"),
    roster("oneroster-no-manifest", bundle({"manifest.csv": None}), 0, "0 files"),
    roster("oneroster-version", changed("manifest.csv", "version,1.2", "version,2.0"), 0, "« 2.0 »"),
    roster("oneroster-manifest-untrue", bundle({"courses.csv": None}), 0, "« bulk »", "courses.csv"),
    roster(
        "oneroster-table-absent",
        bundle(
            {"manifest.csv": BUNDLE["manifest.csv"].replace("users,bulk", "users,absent"), "users.csv": None}
        ),
        0,
        "« users »",
    ),
    roster("oneroster-delta", changed("manifest.csv", "enrollments,bulk", "enrollments,delta"), 0, "bulk"),
    roster("oneroster-broken", changed("users.csv", "Bob,", '"Bob"x,'), 3, "double quotes"),
    roster(
        "oneroster-not-comma",
        bundle({"users.csv": BUNDLE["users.csv"].replace(",", ";")}),
        1,
        "« ; »",
        "commas",
    ),
    roster("oneroster-id-twice", changed("users.csv", "u2,,,", "u1,,,"), 3, "sourcedId"),
    roster("oneroster-orphan", changed("enrollments.csv", "north,u2", "north,u9"), 3, "« userSourcedId »"),
    roster(
        "oneroster-to-be-deleted", changed("users.csv", "u2,,,", "u2,tobedeleted,,"), 0, "1 of 3", "line 3"
    ),
)
