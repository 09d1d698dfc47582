"""Numbers are read by the engine as the readers of research files read them, in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.pseudonyms.schemes import NUMBERS, sql_is_wrong, sql_key, sql_number
from jalon.infocentre.readers.research import keys
from jalon.kernel.texts import Text
from linkage_things import siren

PLAIN: dict[str, Callable[[str], str | None]] = {
    "doi": keys.doi,
    "hal": lambda said: keys.hal_id(said) or keys.deposit_at(said),
    "siren": keys.siren,
    "grant": keys.grant,
}
WRITTEN = (
    "https://doi.org/10.1000/ABC.1", "DOI: 10.1000/x", "10.1000/", "hal-01234567v2", "tel-00011122", "v2",
    "FR 83 404 833 048", "404833049", "404.833.048", "40483304800022", "000000000", "GA n° 101012345",
    "https://www.doi.org/10.1000/ABC.1", "DOI 10.1000/x", "10.1000%2Fx", "10.1000/x.", "10.1000/x?from=feed",
    "10.1000/x\u200b", "https://doi.org/10.1000/x%FF", "https://doi-org.proxy.example/10.1000/x?a=1",
    "https://hal.science/hal-01234567v2", "https://insa.hal.science/hal-01234567/document",
    "https://example.org/hal-01234567", "ANR-21-CE23-0001-02", "ANR 21 CE23 0001",
    "en cours", "000000", "", "É", "FR83404833048",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as found:
        yield found


def answered(engine: Engine, sql: str, said: str | None) -> object:
    engine.register("cells", pa.table({"x": pa.array([said], pa.string())}))
    step = Step("answer", f"SELECT {sql} AS answer FROM cells", Text.same("answer"))
    return engine.run((step,))["answer"].to_pylist()[0]


def test_every_scheme_has_its_rule_in_plain_python() -> None:
    assert PLAIN.keys() == NUMBERS


@pytest.mark.parametrize("scheme", sorted(PLAIN))
@given(
    said=st.sampled_from(WRITTEN)
    | st.from_regex(r"(FR[0-9A-Z]{2})?[0-9 ]{9,15}", fullmatch=True)
    | st.integers(0, 10_000).map(siren)
    | st.text("0123456789ANRGHALdoi:/.-v ", max_size=24)
)
def test_the_engine_and_python_agree(engine: Engine, scheme: str, said: str) -> None:
    assert answered(engine, sql_number(scheme, "x"), said) == PLAIN[scheme](said)


@pytest.mark.parametrize(
    ("scheme", "said", "key"),
    [
        ("doi", "https://www.doi.org/10.1000/ABC", "10.1000/abc"),
        ("doi", "DOI 10.1000/ABC", "10.1000/abc"),
        ("doi", "10.1000%2Fabc", "10.1000/abc"),
        ("doi", "10.1000/abc.", "10.1000/abc"),
        ("doi", "https://doi.org/10.1000/abc?x=1", "10.1000/abc"),
        ("doi", "10.1000/abc?x=1", "10.1000/abc"),
        ("doi", "10.1000/abc\u200b", "10.1000/abc"),
        (
            "doi",
            "https://doi.org/10.1002/%28SICI%291097-4571%3C1::AID-1%3E3.0.CO;2-%23",
            "10.1002/(sici)1097-4571<1::aid-1>3.0.co;2-#",
        ),
        ("hal", "https://hal.science/hal-01234567v2", "hal-01234567"),
    ],
)
def test_the_ways_in_which_one_number_is_written(engine: Engine, scheme: str, said: str, key: str) -> None:
    assert answered(engine, sql_number(scheme, "x"), said) == key
    assert PLAIN[scheme](said) == key


def test_a_number_of_its_own_stands_alone_and_any_other_says_where_it_means_something(engine: Engine) -> None:
    assert answered(engine, sql_key("siren", "x", "'north'"), "404 833 048") == "404833048"
    assert answered(engine, sql_key("local", "x", "'north'"), " a 12") == "local:north:A12"
    assert answered(engine, sql_key("ror", "x"), "02feahw73") == "ror:02FEAHW73"
    assert answered(engine, sql_key("local", "x"), " ") is None


@pytest.mark.parametrize(
    ("said", "is_wrong"),
    [
        ("0000000022A", True),  # 22 calls for Z
        ("0000000022Z", False),
        ("1234567890 v", False),
        ("0ABC1234567", True),
        ("000000001AL", False),  # no rule is known for two letters
        ("NONCOMMUNIQ", True),
        ("12", True),
        ("O123456789M", True),  # a letter O for a zero
        ("I23456789LB", True),  # a letter I for a one, before the two letters of the RNIE
        ("123456789OI", False),  # which may be any
        (None, False),
    ],
)
def test_a_slip_in_a_student_number_is_seen(engine: Engine, said: str | None, is_wrong: bool) -> None:
    assert answered(engine, sql_is_wrong("ine", "x"), said) is is_wrong


def test_the_digit_that_ends_a_number_of_a_university(engine: Engine) -> None:
    """INES: nine characters in base 36 counted six times, the tenth once, the last digit of the sum."""
    stem = "0EFGH01234"
    total = sum(int(char, 36) * (6 if place < 9 else 1) for place, char in enumerate(stem))
    wrong = [digit for digit in "0123456789" if not answered(engine, sql_is_wrong("ine", "x"), stem + digit)]
    assert wrong == [str(total % 10)]
