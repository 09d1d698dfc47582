"""A missing value is a reason: never zero, never ordered, and what it touches is missing."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal

import pytest

from jalon.kernel.missing import REASONS, Missing, Reason, Value, present
from jalon.kernel.texts import Language, Text

LATE = Missing(Reason.LATE)


@pytest.mark.parametrize("number", [0, Decimal(0), Decimal("-0"), Decimal(3)])
@pytest.mark.parametrize("apply", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_it_absorbs_what_it_meets(apply: Callable[[object, object], object], number: Value) -> None:
    assert apply(LATE, number) is LATE
    assert apply(number, LATE) is LATE


def test_between_two_the_first_reason_stays() -> None:
    assert LATE + Missing(Reason.REFUSED) is LATE


def test_it_equals_no_number_and_no_other_reason() -> None:
    late = Missing(Reason.LATE)
    assert late not in (0, Decimal(0), Missing(Reason.REFUSED), None)
    assert late == LATE


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_it_has_no_order(compare: Callable[[object, object], object]) -> None:
    for pair in ((LATE, Decimal(1)), (Decimal(1), LATE), (LATE, LATE)):
        with pytest.raises(TypeError):
            compare(*pair)


def test_it_has_no_truth() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(LATE)


def test_a_sum_with_a_missing_term_is_missing() -> None:
    assert sum([Decimal(1), LATE, Decimal(2)], Decimal(0)) is LATE


def test_present_tells_zero_from_nothing() -> None:
    assert present(Decimal(0)) == Decimal(0)
    assert present(LATE) is None


def test_every_reason_has_its_own_words() -> None:
    assert set(REASONS) == set(Reason)
    for language in Language:
        assert len({REASONS[reason].say(language) for reason in Reason}) == len(Reason)


def test_the_detail_follows_the_reason() -> None:
    missing = Missing(Reason.NOT_DUE, Text("en mars", "in March"))
    assert missing.say(Language.FR) == "pas encore dû\u00a0: en mars"
    assert missing.say(Language.EN) == "not due yet: in March"
