"""Archives and workbooks from outside: what leads out, lies or explodes is refused before it is opened."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.infocentre.readers.archive import MAX_ENTRIES, Archive
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Named, UnreadableFile

XLSX = ReaderSpec(kind=ReaderKind.XLSX)


def archive(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in files:
            writer.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def refusal(content: bytes, folder: Path) -> str:
    """The fault of an archive, once every entry is read."""
    path = folder / "any.zip"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as found:
        read_whole(path)
    return found.value.issue.code


def read_whole(path: Path) -> None:
    with Archive(path, Named("any.zip"), "oneroster-not-zip") as opened:
        for name in opened.entries:
            for _ in opened.chunks(name):
                pass


@pytest.mark.parametrize(
    "name", ["../up.csv", "a/../../up.csv", "/etc/passwd", "..\\up.csv", "C:\\up.csv", "a\nb.csv", "c:up"]
)
def test_a_name_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    assert refusal(archive((name, b"x")), tmp_path) == "zip-path-escapes"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_said_twice_is_refused_whatever_its_case(tmp_path: Path) -> None:
    assert refusal(archive(("a.csv", b"1"), ("a.csv", b"2")), tmp_path) == "zip-name-twice"
    assert refusal(archive(("a.csv", b"1"), ("A.CSV", b"2")), tmp_path) == "zip-name-twice"


def test_a_bomb_that_says_its_size_is_refused(tmp_path: Path) -> None:
    assert refusal(archive(("a.csv", b"\0" * (80 << 20))), tmp_path) == "compression-too-strong"


def lying(size: int) -> bytes:
    """A bomb of 80 MiB that says, in both of its headers, that it holds ``size`` bytes."""
    content = bytearray(archive(("a.csv", b"\0" * (80 << 20))))
    central = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, 22, size)
    struct.pack_into("<I", content, central + 24, size)
    return bytes(content)


@pytest.mark.parametrize("size", [0, 10, 1 << 20])
def test_a_bomb_that_lies_about_its_size_is_refused_before_it_unfolds(size: int, tmp_path: Path) -> None:
    content = lying(size)
    tracemalloc.start()
    assert refusal(content, tmp_path) == "zip-size-untrue"
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    files = [(f"{number}.csv", b"") for number in range(MAX_ENTRIES + 1)]
    assert refusal(archive(*files), tmp_path) == "zip-too-many-files"


def test_an_entry_under_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(archive(("a.csv", b"x")))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content), tmp_path) == "zip-encrypted"


def test_an_unknown_compression_is_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as writer:
        writer.writestr("a.csv", b"x" * 100)
    assert refusal(target.getvalue(), tmp_path) == "zip-compression-unknown"


def test_a_damaged_entry_is_refused(tmp_path: Path) -> None:
    content = bytearray(archive(("a.csv", b"abc" * 100)))
    content[40] ^= 0xFF
    assert refusal(bytes(content), tmp_path) in {"oneroster-not-zip", "zip-size-untrue"}


# Workbooks


def workbook(**parts: str) -> bytes:
    """A small workbook; ``sheet`` and ``strings`` replace parts of it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("one")
        sheet.write_row(0, 0, ["year", "students"])
        sheet.write_row(1, 0, [2020, 12])
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}
    replaced = {names[key]: text.encode() for key, text in parts.items()}
    with zipfile.ZipFile(io.BytesIO(target.getvalue())) as original:
        files = [(name, replaced.get(name, original.read(name))) for name in original.namelist()]
    return archive(*files)


def sheet(*cells: str, dimension: str = "A1:B2", rows: str = "") -> str:
    body = "".join(f"<row r='{one.split(':')[0]}'>{one.split(':', 1)[1]}</row>" for one in cells)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
        f'spreadsheetml/2006/main"><dimension ref="{dimension}"/><sheetData>{body}{rows}</sheetData>'
        "</worksheet>"
    )


def read(content: bytes, folder: Path) -> list[dict[str, object]] | str:
    path = folder / "file.xlsx"
    path.write_bytes(content)
    try:
        table = open_table(path, XLSX, ("year", "students"), Named("file.xlsx"))
        return [row for batch in table.batches() for row in batch.rows.to_pylist()]
    except UnreadableFile as refused:
        return refused.issue.code


GOOD = "1:<c r='A1' t='str'><v>year</v></c><c r='B1' t='str'><v>students</v></c>"


def test_a_workbook_is_read(tmp_path: Path) -> None:
    assert read(workbook(), tmp_path) == [{"year": "2020", "students": "12", "_line": 2}]


def test_a_sheet_that_claims_the_whole_grid_is_read_for_what_it_holds(tmp_path: Path) -> None:
    text = sheet(GOOD, "2:<c r='A2'><v>2020</v></c><c r='B2'><v>12</v></c>", dimension="A1:XFD1048576")
    assert read(workbook(sheet=text), tmp_path) == [{"year": "2020", "students": "12", "_line": 2}]


@pytest.mark.parametrize(
    "stray",
    [
        "1048576:<c r='XFD1048576'><v>1</v></c>",
        "1048576:<c s='1'  r = \"xfd1048576\"><v>1</v></c>",
        "2:<c r='XFD2'><v>1</v></c></row><row r='1048576'><c><v>1</v></c>",
    ],
)
def test_two_cells_in_opposite_corners_are_refused(stray: str, tmp_path: Path) -> None:
    assert read(workbook(sheet=sheet(GOOD, stray)), tmp_path) == "sheet-too-wide"


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
    '2006/main" count="2" uniqueCount="2"><si><t>&c;</t></si><si><t>students</t></si></sst>'
)
OUTSIDE = LAUGHS.replace('<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, LAUGHS.replace("DOCTYPE", "doctype")])
def test_entities_are_refused(text: str, tmp_path: Path) -> None:
    assert read(workbook(strings=text), tmp_path) == "xml-document-type"
