"""Tables as files: columns hold whatever the rows, and nothing in them is run."""

from __future__ import annotations

import csv
import io

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from jalon.services.tables import Kind, csv_file, parquet_file

COLUMNS = {"name": Kind.TEXT, "value": Kind.NUMBER, "is_new": Kind.FLAG}
CELLS = {
    "name": st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    "value": st.none() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False),
    "is_new": st.booleans(),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), max_size=5)


@given(ROWS)
def test_no_cell_of_a_csv_file_is_a_formula(rows: list[dict[str, str | float | None]]) -> None:
    read = list(csv.reader(io.StringIO(csv_file(rows, COLUMNS).decode(), newline="")))
    assert read[0] == list(COLUMNS)
    assert len(read) == len(rows) + 1
    assert not any(line[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for line in read[1:])


@given(ROWS)
def test_a_parquet_file_holds_the_values_in_columns_of_one_type(
    rows: list[dict[str, str | float | None]],
) -> None:
    table = pq.read_table(io.BytesIO(parquet_file(rows, COLUMNS)))
    assert [str(kind) for kind in table.schema.types] == ["string", "double", "bool"]
    assert table.column("name").to_pylist() == [row["name"] for row in rows]
    assert table.column("value").to_pylist() == [
        None if row["value"] is None else float(row["value"]) for row in rows
    ]
