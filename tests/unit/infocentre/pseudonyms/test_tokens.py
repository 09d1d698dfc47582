"""Tokens are those of the standard, the same in the engine as in Python, and say nothing without the key."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.pseudonyms.keys import Key
from jalon.infocentre.pseudonyms.tokens import (
    is_number,
    key_rows,
    key_table,
    message,
    normalised,
    sql_message,
    sql_normalised,
    sql_token,
    token,
    tokens,
)

KEY = Key("person", bytes(range(32)))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as opened:
        opened.register(key_table("person"), key_rows(KEY))
        yield opened


def answered(engine: Engine, sql: str, *texts: str | None) -> list[str | None]:
    engine.register("said", pa.table({"x": pa.array(texts, pa.string())}))
    asked = f"SELECT {sql} AS found FROM said CROSS JOIN {name(key_table('person'))}"
    return engine.run([Step("asked", asked)])["found"].to_pylist()


# RFC 4231, test cases 1, 2 and 7: the last has a key longer than a block.
VECTORS = [
    (b"\x0b" * 20, "Hi There", "b0344c61d8db38535ca8afceaf0bf12b"),
    (b"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c7"),
    (
        b"\xaa" * 131,
        "This is a test using a larger than block-size key and a larger than block-size data. The key needs "
        "to be hashed before being used by the HMAC algorithm.",
        "9b09ffa71b942fcb27635fbcd5b0e944",
    ),
]


@pytest.mark.parametrize(("secret", "said", "expected"), VECTORS)
def test_tokens_are_those_of_the_standard(secret: bytes, said: str, expected: str) -> None:
    key = Key("person", secret)
    assert token(key, said) == expected
    assert tokens(key, pa.array([said, None, said])).to_pylist() == [expected, None, expected]
    with Engine() as engine:
        engine.register(key_table("person"), key_rows(key))
        assert answered(engine, sql_token("person", "x"), said) == [expected]


texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=30)


@given(said=texts)
def test_the_engine_and_python_agree(engine: Engine, said: str) -> None:
    assert answered(engine, sql_normalised("x"), said) == [normalised(said)]
    if normalised(said):
        expected = (
            token(KEY, message("local", said, "north")) if is_number("local", normalised(said)) else None
        )
        assert answered(engine, sql_token("person", sql_message("local", "x", "'north'")), said) == [expected]


def test_what_names_nobody_has_no_token(engine: Engine) -> None:
    sql = sql_token("person", sql_message("local", "x"))
    assert answered(engine, sql, None, "", "  ", "\u00a0") == [None] * 4


def test_a_number_that_is_none_of_its_scheme_has_no_token(engine: Engine) -> None:
    sql = sql_token("person", sql_message("ine", "x"))
    found = answered(engine, sql, "0123456789a", " 0123 456789A", "123", "0123456789é")
    assert found[0] == found[1] == token(KEY, message("ine", "0123456789A"))
    assert found[2:] == [None, None]


def test_one_number_of_two_schemes_or_units_is_two_persons() -> None:
    said = [
        message("ine", "1"),
        message("local", "1"),
        message("local", "1", "north"),
        message("local", "north1"),
    ]
    assert len({token(KEY, one) for one in said}) == 4


def test_a_key_is_not_printed() -> None:
    assert KEY.secret.hex() not in f"{KEY!r} {KEY}"
    assert str(list(KEY.secret)) not in repr(KEY)
    assert KEY.secret.hex()[:12] != KEY.id


@pytest.mark.parametrize("said", ["0" * 11, "X" * 11, "9" * 11, "0000000000A", "NONCOMMUNIQ"])
def test_what_stands_for_no_number_gathers_nobody(engine: Engine, said: str) -> None:
    """Taken for an INE, it would make one person of everybody who has none."""
    assert answered(engine, sql_message("ine", "x"), said) == [None]


@given(said=st.text("0123456789AZaz é-", max_size=12) | st.sampled_from(["0123456789A", "000000001AL"]))
def test_the_engine_and_python_agree_on_what_is_a_number(engine: Engine, said: str) -> None:
    expected = message("ine", said) if is_number("ine", normalised(said)) else None
    assert answered(engine, sql_message("ine", "x"), said) == [expected]


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("0", False), ("0000", False), ("N/A", False), ("n. a.", False), ("NULL", False), ("-", False),
        ("xxxx", False), ("Néant", False), ("non renseigné", False), ("#REF!", False), ("#N/A", False),
        ("2,20012E+07", False), ("2.2E+7", False), ("", False),
        ("120", True), ("0012", True), ("E12", True), ("22E07", True), ("X1", True), ("NA12", True),
    ],
)  # fmt: skip
def test_what_stands_for_no_number_is_none(engine: Engine, said: str, is_one: bool) -> None:
    """Two persons under « 0 », or under what a workbook rounded two numbers to, would be one."""
    assert is_number("local", normalised(said)) is is_one
    assert [found is not None for found in answered(engine, sql_message("local", "x"), said)] == [is_one]
