"""How rows leave the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jalon.cli.output import Format, write_rows
from jalon.services.rows import Row

ROWS: list[Row] = [
    {"unit": "école", "value": 12, "reason": None, "missing": [{"unit": "a", "reason": "late"}]},
    {"unit": "=1+1", "value": None, "reason": "-", "missing": []},
    {"unit": "@x", "value": -0.5, "reason": None, "missing": []},
]


def test_json_keeps_numbers_null_and_lists(tmp_path: Path) -> None:
    write_rows(ROWS, Format.JSON, tmp_path / "out")
    assert json.loads((tmp_path / "out").read_text(encoding="utf-8")) == ROWS


def test_csv_leaves_nothing_for_a_spreadsheet_to_run(tmp_path: Path) -> None:
    write_rows(ROWS, Format.CSV, tmp_path / "out")
    with (tmp_path / "out").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["unit"] for row in rows] == ["école", "'=1+1", "'@x"]
    assert [row["value"] for row in rows] == ["12", "", "-0.5"], "a negative number is no formula"
    assert [row["reason"] for row in rows] == ["", "'-", ""]
    assert rows[0]["missing"] == "a: late"


def test_parquet_has_doubles_and_nulls(tmp_path: Path) -> None:
    write_rows(ROWS, Format.PARQUET, tmp_path / "out")
    assert pq.read_table(tmp_path / "out")["value"].to_pylist() == [12.0, None, -0.5]


@pytest.mark.parametrize(("form", "content"), [(Format.JSON, b"[]\n"), (Format.CSV, b"")])
def test_nothing_to_write(tmp_path: Path, form: Format, content: bytes) -> None:
    write_rows([], form, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == content
