"""Text becomes a value exactly or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.dossier.entity import ColumnType
from jalon.dossier.source import DateForm
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import literal
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.cells import STANDARD, NumberFormat, converted, holds_time

INTEGER, DECIMAL, NUMBER = ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.NUMBER
BOOLEAN, DATE = ColumnType.BOOLEAN, ColumnType.DATE
FRENCH = NumberFormat(decimal=",", thousands=" ")
GERMAN = NumberFormat(decimal=",", thousands=".")


def value(sql: str) -> object:
    with Engine() as engine:
        return engine.run([Step("value", f"SELECT {sql} AS value")])["value"][0].as_py()


@pytest.mark.parametrize(
    ("kind", "text", "numbers", "expected"),
    [
        (INTEGER, "39", STANDARD, 39),
        (INTEGER, "-39.00", STANDARD, -39),
        (INTEGER, "+7", STANDARD, 7),
        (INTEGER, "39.5", STANDARD, None),
        (INTEGER, "1_000", STANDARD, None),
        (INTEGER, "1 234", STANDARD, None),
        (INTEGER, "1 234", FRENCH, 1234),
        (INTEGER, "1\u202f234\u00a0567", FRENCH, 1_234_567),
        (INTEGER, "12 34", FRENCH, None),
        (INTEGER, "1.234", GERMAN, 1234),
        (INTEGER, "9223372036854775807", STANDARD, 2**63 - 1),
        (INTEGER, "9223372036854775808", STANDARD, None),
        (INTEGER, "1e3", STANDARD, None),
        (DECIMAL, "165495.360000001", STANDARD, Decimal("165495.3600000010")),
        (DECIMAL, "0.1234567890", STANDARD, Decimal("0.1234567890")),
        (DECIMAL, "0.12345678900000", STANDARD, Decimal("0.1234567890")),
        (DECIMAL, "0.12345678901", STANDARD, None),
        (DECIMAL, ".5", STANDARD, Decimal("0.5")),
        (DECIMAL, "5.", STANDARD, Decimal(5)),
        (DECIMAL, ".", STANDARD, None),
        (DECIMAL, "1 234,56", FRENCH, Decimal("1234.56")),
        (DECIMAL, "1234.56", FRENCH, None),
        (DECIMAL, "1.234,56", GERMAN, Decimal("1234.56")),
        (DECIMAL, "9" * 28, STANDARD, Decimal("9" * 28)),
        (DECIMAL, "9" * 29, STANDARD, None),
        (NUMBER, "0.1", STANDARD, 0.1),
        (NUMBER, "1e-3", STANDARD, 0.001),
        (NUMBER, "1e400", STANDARD, None),
        (NUMBER, "nan", STANDARD, None),
        (NUMBER, "Infinity", STANDARD, None),
        (BOOLEAN, "Oui", STANDARD, True),
        (BOOLEAN, "FAUX", STANDARD, False),
        (BOOLEAN, "maybe", STANDARD, None),
        (DATE, "2024-02-29", STANDARD, date(2024, 2, 29)),
        (DATE, "2023-02-29", STANDARD, None),
        (DATE, "2024-2-9", STANDARD, None),
        (DATE, "29/02/2024", STANDARD, None),
    ],
)
def test_conversion(kind: ColumnType, text: str, numbers: NumberFormat, expected: object) -> None:
    assert value(converted(kind, literal(text), numbers)) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=10, min_value=-(10**27), max_value=10**27))
def test_a_decimal_is_exact(number: Decimal) -> None:
    assert value(converted(DECIMAL, literal(format(number, "f")), STANDARD)) == number


def test_a_decimal_is_exact_however_long() -> None:
    """Both sides of eight digits before the point, where the engine changes its way, and every sign."""
    wholes = ["0", "7", "99999999", "100000000", "123456789012", "9" * 28, "00000000000012"]
    fractions = ["", ".", ".5", ".1234567890", ".000000000100", ".99999999990000"]
    texts = [sign + whole + end for sign in ("", "-", "+") for whole in wholes for end in fractions]
    columns = ", ".join(f"({literal(text)})" for text in texts)
    sql = f"SELECT {converted(DECIMAL, 'text', STANDARD)} AS value FROM (VALUES {columns}) AS texts(text)"
    with Engine() as engine:
        found = engine.run([Step("values", sql)])["value"].to_pylist()
    assert found == [Decimal(text.rstrip(".")) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-05-01 00:00:00", date(2022, 5, 1)),
        ("2022-05-01T00:00", date(2022, 5, 1)),
        ("2022-05-01 00:00:00.000000", date(2022, 5, 1)),
        ("2022-05-01T00:00:00Z", date(2022, 5, 1)),
        ("2022-05-01 00:00:00+0200", date(2022, 5, 1)),
        ("2022-05-01T00:00:00+02:00", date(2022, 5, 1)),
        ("31/12/2022 00:00:00", date(2022, 12, 31)),
        ("2022-05-01 00:00:01", None),
        ("2022-12-31T23:59:59", None),
        ("00:00:00", None),
    ],
)
def test_midnight_after_a_date_says_nothing(text: str, expected: date | None) -> None:
    numbers = NumberFormat(dates=DateForm.DAY_SLASH)
    assert value(converted(DATE, literal(text), numbers)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-12-31T23:59:59", True),
        ("31/12/2022 23:59", True),
        ("2022-04-30 22:00:00.000000Z", True),
        ("2022-12-31", False),
        ("tomorrow 23:59", False),
    ],
)
def test_a_date_that_holds_a_time_is_told_from_what_is_none(text: str, expected: bool) -> None:
    assert value(holds_time(literal(text), NumberFormat(dates=DateForm.DAY_SLASH))) is expected
