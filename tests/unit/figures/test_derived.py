"""Expressions over indicators are evaluated exactly, and a missing term makes the whole missing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jalon.figures.derived import evaluate
from jalon.kernel.missing import Missing, Reason, Value

GAP = Missing(Reason.NOT_RECEIVED)
VALUES: dict[str, Value] = {"a": Decimal(6), "b": Decimal(4), "zero": Decimal(0), "gap": GAP}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("a + b * 2", "14"),
        ("(a + b) * 2", "20"),
        ("a - b - 1", "1"),
        ("a / b", "1.5"),
        ("-a + b", "-2"),
        ("100 * a / b", "150"),
        ("0.1 * a + 0.2 * zero", "0.6"),
        ("a / 3 * 3", "6"),
    ],
)
def test_arithmetic(expression: str, value: str) -> None:
    assert evaluate(expression, VALUES.__getitem__) == Decimal(value)


@pytest.mark.parametrize("expression", ["gap", "-gap", "a + gap", "gap * zero", "zero / gap", "gap / zero"])
def test_missing_stays_missing_even_times_zero(expression: str) -> None:
    assert evaluate(expression, VALUES.__getitem__) is GAP


def test_nothing_is_divided_by_zero() -> None:
    assert evaluate("a / zero", VALUES.__getitem__) == Missing(Reason.UNDEFINED)
    assert evaluate("1 + a / (b - 4)", VALUES.__getitem__) == Missing(Reason.UNDEFINED)
