from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from jalon.infocentre.inorder import in_order


def test_results_come_in_the_order_of_the_items_whatever_ends_first() -> None:
    def slow_when_even(number: int) -> int:
        time.sleep(0.01 * (number % 2 == 0))
        return number * number

    assert list(in_order(range(9), slow_when_even)) == [number * number for number in range(9)]


def test_items_are_not_taken_far_ahead_of_the_results() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield number

    results = in_order(items(), lambda number: number, workers=2)
    next(results)
    assert taken == 3, "one result given, two at work"
    results.close()


def test_what_the_work_raises_reaches_the_one_who_asked() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        return number

    found: list[int] = []
    with pytest.raises(ValueError, match="three"):
        found.extend(in_order(range(50), work))
    assert threading.active_count() < 10, "its threads are gone"


def test_what_taking_an_item_raises_reaches_the_one_who_asked() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        list(in_order(items(), lambda number: number))
