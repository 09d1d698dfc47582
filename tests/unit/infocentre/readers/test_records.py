"""Every record is found with the line it starts on, whichever way the block is read."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import records
from jalon.infocentre.readers.comparing import BLANKS
from jalon.infocentre.readers.csv import open_csv
from jalon.infocentre.readers.table import LINE, Named, UnreadableFile
from unit.infocentre.building import CSV

Read = tuple[list[dict[str, object]], list[tuple[int, str]], str]


def read(text: str | bytes, spec: ReaderSpec = CSV, *, block: int = 8 << 20, plain: bool = True) -> Read:
    """Rows with their line, rejected records with theirs, and the fault that stopped the reading, if any."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "BLOCK_BYTES", block)
        if not plain:
            patch.setattr(records, "_read_plain", lambda *_: None)
        path = Path(folder) / "file.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        rows: list[dict[str, object]] = []
        rejected: list[tuple[int, str]] = []
        try:
            for batch in open_csv(path, spec, (), Named("file.csv")).batches():
                rows += batch.rows.to_pylist()
                rejected += [(row[LINE], row["_reasons"][0]["code"]) for row in batch.rejected.to_pylist()]
        except UnreadableFile as refusal:
            return rows, rejected, refusal.issue.code
    return rows, rejected, ""


def lines(text: str) -> list[object]:
    return [row[LINE] for row in read(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n3,4\n", [2, 3]),
        ("a,b\r\n1,2\r\n3,4", [2, 3]),
        ("a,b\n\n1,2\n\n\n3,4\n", [3, 6]),
        ('a,b\n"1\n1",2\n3,4\n', [2, 4]),
        ('"a\na",b\n1,2\n', [3]),
        ('a,b\n1,"say ""hi"""\n3,4\n', [2, 3]),
        ('a,b\n5" pipe,2\n3,4\n', [2, 3]),
        ('a,b\n1,"2\r3"\n3,4\n', [2, 3]),
        ("a,b\n1\n3,4\n5,6,7\n8,9\n", [3, 5]),
        ("a\n1\n\n2\n", [2, 4]),
    ],
)
def test_lines_are_physical(text: str, expected: list[int]) -> None:
    assert lines(text) == expected


def test_a_record_of_another_width_is_rejected_with_its_line() -> None:
    assert read("a,b\n1\n3,4\n5,6,7\n")[1] == [(2, "row-cells"), (4, "row-cells")]


def test_a_record_with_stray_quotes_is_rejected_and_the_next_is_read() -> None:
    rows, rejected, fault = read('a,b\n"1"x,2\n3,4\n')
    assert ([row["a"] for row in rows], rejected, fault) == (["3"], [(2, "row-quotes")], "")


def test_empty_cells_are_null_quoted_or_not() -> None:
    assert read('a,b\n,1\n"",1\n')[0] == [{"a": None, "b": "1", LINE: line} for line in (2, 3)]


def test_a_record_of_empty_cells_is_no_record() -> None:
    assert read('a,b\n,""\n,\n1,2\n')[0] == [{"a": "1", "b": "2", LINE: 4}]


ODD_TEXT = st.text(alphabet='a1", ;\n\r', max_size=60)


@given(ODD_TEXT, st.integers(1, 30))
@example('x,"y\n', 8)
@example('5" x,"abc\n1,2\n', 4)
def test_both_ways_agree_on_any_text(text: str, block: int) -> None:
    text = "h1,h2\n" + text
    assert read(text, block=block) == read(text, block=block, plain=False)


CELLS = st.text(alphabet='aé",;\n', max_size=5)


@given(st.lists(st.tuples(st.integers(0, 2), st.lists(CELLS, min_size=2, max_size=2))), st.integers(1, 40))
def test_what_is_written_is_read_back_with_its_line(
    written: Sequence[tuple[int, list[str]]], block: int
) -> None:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["h1", "h2"])
    expected = []
    for blank_lines, cells in written:
        target.write("\n" * blank_lines)
        line = target.getvalue().count("\n") + 1
        writer.writerow(cells)
        if not any(cell.strip(BLANKS) for cell in cells):
            continue
        expected.append({"h1": cells[0] or None, "h2": cells[1] or None, LINE: line})
    assert read(target.getvalue(), block=block) == (expected, [], "")
