"""A table that tears one row in two: the fuller half is read, the other told, apart if it differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.infocentre.deliveries import Counts, Outcome
from unit.infocentre.building import ENROLMENT, HEADER, SOURCE, Bench, replace

TORN = replace(SOURCE, most_complete=("year", "code", "diploma"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, source=TORN, entity=replace(ENROLMENT, key=("diploma",)))


def kept(bench: Bench) -> list[tuple[object, ...]]:
    return [(row["_line"], row["diploma"], row["sex"], row["students"]) for row in bench.rows()]


def test_the_fuller_row_is_read_and_the_first_among_equals(bench: Bench) -> None:
    delivery = bench.load(
        HEADER + "2020,N,Engineer,,12\n2020,N,Engineer,F,12\n2020,S,Engineer,F,5\n2020,S,Engineer,F,5\n"
    )
    assert kept(bench) == [(3, "Engineer", "F", 12), (4, "Engineer", "F", 5)]
    assert delivery.counts == Counts(received=4, accepted=2, set_aside=2)
    assert delivery.outcome is Outcome.ACCEPTED
    told = {reason.code: [(one.line, one.value) for one in reason.examples] for reason in delivery.reasons}
    assert told == {"row-less-complete": [(2, "3"), (5, "4")]}


@pytest.mark.parametrize(
    ("half", "code"),
    [
        ("2020,N,Engineer,,13", "row-other-values"),
        ("2020,N,Engineer,,12.0", "row-less-complete"),
        ("2020,N,Engineer,,", "row-less-complete"),
    ],
)
def test_a_half_that_says_something_else_is_told_apart(bench: Bench, half: str, code: str) -> None:
    delivery = bench.load(f"{HEADER}{half}\n2020,N,Engineer,F,12\n")
    (reason,) = delivery.reasons
    (example,) = reason.examples
    assert (reason.code, example.line, example.value) == (code, 2, "3")
    assert example.column == ("students" if code == "row-other-values" else "")


def test_what_only_the_sparser_row_fills_is_said_to_be_lost(bench: Bench) -> None:
    delivery = bench.load(HEADER + "2020,N,Engineer,,12\n2020,N,Engineer,F,\n")
    assert [reason.code for reason in delivery.reasons] == ["row-other-values"], "equally full, and different"


def test_halves_in_two_batches(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jalon.infocentre.readers.records.BLOCK_BYTES", 4)
    bench.load(HEADER + "2020,N,Engineer,,12\n2020,S,Engineer,F,5\n2020,N,Engineer,F,12\n")
    assert [row[0] for row in kept(bench)] == [3, 4]


def test_another_choice_of_rows_is_another_mapping(bench: Bench) -> None:
    text = HEADER + "2020,N,Engineer,,12\n2020,N,Engineer,F,12\n"
    first = bench.load(text)
    bench.source = SOURCE
    second = bench.load(text)
    assert first.mapping != second.mapping
    assert [reason.code for reason in second.reasons] == ["row-duplicate"]
