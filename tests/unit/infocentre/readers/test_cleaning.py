"""Cells lose the blanks around them, and say nothing when only blanks or a declared word is left."""

from __future__ import annotations

import pyarrow as pa
import pytest

from jalon.infocentre.readers.cleaning import cleaned


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  a b\t", "a b"),
        ("\u00a0\u202f", None),
        ("NA", None),
        (" n.d. ", None),
        ("NAN", "NAN"),
        (None, None),
    ],
)
def test_a_cell(cell: str | None, expected: str | None) -> None:
    rows = pa.table({"a": pa.array([cell], pa.string()), "_line": [2]})
    assert cleaned(rows, ("NA", "n.d.")).to_pylist() == [{"a": expected, "_line": 2}]
