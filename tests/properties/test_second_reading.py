"""The truth of synthetic worlds reads conditions by itself: it must read them as the engine does."""

from __future__ import annotations

from decimal import Decimal

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.synthesis.conditions import condition

ATOMS = st.sampled_from(
    [
        "sex = 'F'", "sex <> 'M'", "sex in ('F', 'X')", "main", "main = true", "main = false", "sex is null",
        "level is not null", "level >= 2", "level * 2 < 3.5", "level + 1 = 3", "level - 0.5 > 1", "not main",
    ]
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=6,
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "sex": st.sampled_from(["F", "M", "X", None]),
            "main": st.sampled_from([True, False, None]),
            "level": st.sampled_from([None, Decimal("0.5"), Decimal(1), Decimal(2), Decimal("2.5")]),
        }
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=examples(25), deadline=None)
@given(text=CONDITIONS, rows=ROWS)
def test_a_condition_is_met_as_in_the_engine(
    text: str, rows: list[dict[str, str | bool | Decimal | None]]
) -> None:
    with duckdb.connect() as engine:
        engine.execute("CREATE TABLE rows (number INTEGER, sex VARCHAR, main BOOLEAN, level DECIMAL(9, 2))")
        engine.executemany(
            "INSERT INTO rows VALUES (?, ?, ?, ?)",
            [[number, row["sex"], row["main"], row["level"]] for number, row in enumerate(rows)],
        )
        met = {number for (number,) in engine.execute(f"SELECT number FROM rows WHERE {text}").fetchall()}
    assert {number for number, row in enumerate(rows) if condition(text)(row)} == met
