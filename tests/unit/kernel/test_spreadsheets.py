"""No cell written for people starts a formula, and numbers stay numbers."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from jalon.cli.output import _CONTENT, Format
from jalon.kernel.spreadsheets import FORMULA_STARTS, harmless

DANGEROUS = st.tuples(st.sampled_from(FORMULA_STARTS), st.text(max_size=20)).map("".join)


@given(st.one_of(st.text(), DANGEROUS))
def test_no_text_starts_a_formula_and_none_is_lost(text: str) -> None:
    told = harmless(text)
    assert not told.startswith(FORMULA_STARTS)
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert told in {kept, f"'{kept}"}
    assert harmless(told) == told


@given(st.one_of(st.integers(), st.floats(allow_nan=False), st.none(), st.booleans()))
def test_what_is_no_text_is_left_alone(cell: object) -> None:
    assert harmless(cell) is cell


@given(st.one_of(DANGEROUS, st.text()))
def test_a_csv_for_people_holds_no_formula_and_json_holds_the_text(text: str) -> None:
    rows = [{"unit": text, "value": -12}]
    written = list(csv.reader(io.StringIO(_CONTENT[Format.CSV](rows).decode(errors="replace"), newline="")))
    assert len(written) == 2
    assert not written[1][0].startswith(FORMULA_STARTS)
    assert written[1][1] == "-12"
