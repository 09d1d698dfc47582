"""What holds for a time, and what justifies it."""

from __future__ import annotations

from datetime import date

import pytest

from jalon.kernel.dated import Span, in_force, overlapping
from jalon.kernel.references import Reference, parse_date, parse_link

OLD = Span(date(2010, 1, 1), date(2014, 1, 1))
NEW = Span(date(2014, 1, 1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2009, 12, 31), None),
        (date(2010, 1, 1), OLD),
        (date(2013, 12, 31), OLD),
        (date(2014, 1, 1), NEW),
        (date(2100, 1, 1), NEW),
    ],
)
def test_the_first_day_counts_and_the_last_does_not(day: date, expected: Span | None) -> None:
    assert in_force([NEW, OLD], day) == expected


def test_spans_that_touch_do_not_overlap() -> None:
    assert overlapping([NEW, OLD]) == []


@pytest.mark.parametrize(
    "spans",
    [
        [Span(date(2010, 1, 1)), Span(date(2014, 1, 1))],
        [OLD, Span(date(2013, 12, 31))],
        [OLD, OLD],
        [Span(date(2010, 1, 1)), Span(date(2011, 1, 1), date(2012, 1, 1)), Span(date(2013, 1, 1))],
    ],
)
def test_spans_in_force_on_one_day_are_found(spans: list[Span]) -> None:
    assert overlapping(spans)


def test_a_date_is_written_in_one_way() -> None:
    assert parse_date("2024-02-29") == date(2024, 2, 29)
    for text in ("40/06/2022", "2023-02-29", "2022-6-30", "20220630", "2022-W26-4", "2022-06-30T00:00", ""):
        with pytest.raises(ValueError, match=r"no date|out of range|must be in"):
            parse_date(text)


def test_a_link_is_a_web_page() -> None:
    assert parse_link("https://www.example.org/a?b=c") == "https://www.example.org/a?b=c"
    for text in (
        "javascript:alert(1)",
        "ftp://x",
        "www.example.org",
        "https://",
        "https://a b",
        "file:///etc",
    ):
        with pytest.raises(ValueError, match="is no link"):
            parse_link(text)


def test_a_reference_reads_as_a_line() -> None:
    assert str(Reference(document="Contract", article="art. 3", page="12")) == "Contract, art. 3, p. 12"
    assert str(Reference(document="Contract")) == "Contract"
