"""Any bytes given to the readers of tables are read or refused: no crash, no other exception, no hang."""

from __future__ import annotations

import gzip
import io
import json
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import examples
from fuzzing import reads_or_refuses, spoiled
from jalon.dossier.source import ReaderKind, ReaderSpec
from rosters import BUNDLE, bundle

NEEDED = ("year", "students")
ROWS = [{"year": "2020", "students": 12, "name": "École"}, {"year": "2021", "students": None, "name": "=1+1"}]
FUZZ = settings(
    max_examples=examples(150),
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("one")
        for line, row in enumerate([list(ROWS[0]), *(list(row.values()) for row in ROWS)]):
            sheet.write_row(line, 0, row)
    return target.getvalue()


def parquet() -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS * 50), target)
    return target.getvalue()


CSV = 'year,students,name\n2020,12,École\n2021,,"a\nb"\n'.encode()
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()
LIST = json.dumps(ROWS, indent=1).encode()
JOINED = ("user.identifier", "class.title", "course.title", "session.academicYear", "demographics.sex")


def spec(kind: ReaderKind, encoding: str = "utf-8") -> ReaderSpec:
    return ReaderSpec(kind=kind, encoding=encoding, table="enrollments")


SAMPLES = {
    "csv": (spec(ReaderKind.CSV), CSV, NEEDED),
    "csv, latin": (spec(ReaderKind.CSV, "cp1252"), CSV.decode().encode("cp1252"), NEEDED),
    "csv, utf-16": (spec(ReaderKind.CSV, "utf-16"), CSV.decode().encode("utf-16"), NEEDED),
    "csv, gzip": (spec(ReaderKind.CSV), gzip.compress(CSV * 9, mtime=0), NEEDED),
    "xlsx": (spec(ReaderKind.XLSX), workbook(), NEEDED),
    "parquet": (spec(ReaderKind.PARQUET), parquet(), NEEDED),
    "json lines": (spec(ReaderKind.JSONL), LINES, NEEDED),
    "json list": (spec(ReaderKind.JSONL), LIST, NEEDED),
    "json, utf-16": (spec(ReaderKind.JSONL, "utf-16"), LINES.decode().encode("utf-16"), NEEDED),
    "json, gzip": (spec(ReaderKind.JSONL), gzip.compress(LINES * 9, mtime=0), NEEDED),
    "extract": (spec(ReaderKind.SQL), LINES, NEEDED),
    "oneroster": (spec(ReaderKind.ONEROSTER), bundle(), JOINED),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_is_read(name: str, tmp_path: Path) -> None:
    own, content, needed = SAMPLES[name]
    assert reads_or_refuses(own, content, needed, tmp_path)


@pytest.mark.parametrize("name", SAMPLES)
@FUZZ
@given(data=st.data())
def test_a_spoiled_file_is_read_or_refused(name: str, data: st.DataObject, tmp_path: Path) -> None:
    own, content, needed = SAMPLES[name]
    reads_or_refuses(own, data.draw(spoiled(content)), needed, tmp_path)


@FUZZ
@given(data=st.data(), name=st.sampled_from(sorted(BUNDLE)))
def test_a_bundle_with_a_spoiled_file_is_read_or_refused(
    data: st.DataObject, name: str, tmp_path: Path
) -> None:
    text = data.draw(spoiled(BUNDLE[name].encode())).decode("latin-1")
    reads_or_refuses(spec(ReaderKind.ONEROSTER), bundle({name: text}), JOINED, tmp_path)


@pytest.mark.parametrize("kind", list(ReaderKind))
@pytest.mark.parametrize("other", SAMPLES)
def test_a_file_of_another_format_is_read_or_refused(kind: ReaderKind, other: str, tmp_path: Path) -> None:
    reads_or_refuses(spec(kind), SAMPLES[other][1], NEEDED, tmp_path)
