"""Laws of the kernel: what holds for any period, number, text or span."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import yaml
from hypothesis import given
from hypothesis import strategies as st

from builders import UNITS
from jalon.kernel.dated import Span, in_force, overlapping
from jalon.kernel.issues import Issues
from jalon.kernel.missing import Missing, Reason, Value
from jalon.kernel.numbers import format_number
from jalon.kernel.periods import Calendar, Period, span
from jalon.kernel.strictyaml import Scalar, parse_yaml
from jalon.kernel.suggestions import closest
from jalon.kernel.texts import Language
from jalon.kernel.units import parse_quantity

YEARS = st.integers(1000, 9996)


@st.composite
def periods(draw: st.DrawFn, calendar: Calendar | None = None) -> Period:
    chosen = calendar or draw(st.sampled_from(Calendar))
    year = draw(YEARS)
    return Period(chosen, year * 12 + draw(st.integers(0, 11)) if chosen is Calendar.MONTH else year)


@given(periods())
def test_a_label_reads_back(period: Period) -> None:
    assert Period.parse(period.label, period.calendar) == period


@given(periods())
def test_periods_touch_without_gap_or_overlap(period: Period) -> None:
    assert period.start < period.end == period.next().start
    assert period.next() - period == 1


@given(periods(), st.integers(-100, 100))
def test_a_shift_and_back_changes_nothing(period: Period, steps: int) -> None:
    assert period.shift(steps).shift(-steps) == period
    assert period.shift(steps) - period == steps
    assert (period.shift(steps) > period) is (steps > 0)


@given(periods(), st.integers(0, 50))
def test_a_span_holds_each_period_once(first: Period, length: int) -> None:
    found = span(first, first.shift(length))
    assert len(set(found)) == length + 1
    assert found == sorted(found)


VALUES = st.one_of(st.decimals(-(10**9), 10**9, places=2), st.builds(Missing, st.sampled_from(Reason)))


@given(st.lists(VALUES, min_size=1))
def test_a_sum_is_missing_as_soon_as_a_term_is(values: list[Value]) -> None:
    total: Value = Decimal(0)
    for value in values:
        total = total + value
    gaps = [value for value in values if isinstance(value, Missing)]
    assert total == (gaps[0] if gaps else sum(v for v in values if isinstance(v, Decimal)))


@given(
    st.decimals(Decimal(0), Decimal(10) ** 12, places=2),
    st.sampled_from(["%", "persons", "EUR", "kEUR 2022", "kWh"]),
    st.sampled_from(["", "+", "-", "−"]),
    st.sampled_from([" ", "\u00a0", "\u202f", ""]),
)
def test_a_quantity_reads_back(number: Decimal, unit: str, sign: str, space: str) -> None:
    written = format_number(number, 2, Language.EN).replace(",", "\u202f")
    quantity = parse_quantity(f"{sign}{written}{space}{unit}", UNITS)
    assert quantity.value == (-number if sign in {"-", "−"} else number)
    assert (quantity.unit.id, quantity.signed) == (unit, bool(sign))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=10**9))
def test_conversion_there_and_back_is_exact(number: Decimal) -> None:
    euros, thousands = UNITS.find("EUR"), UNITS.find("kEUR")
    assert euros is not None
    assert thousands is not None
    assert thousands.convert(euros.convert(number, thousands), euros) == number


PRINTABLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff\ufeff")
)


@given(st.dictionaries(PRINTABLE.filter(bool), PRINTABLE, min_size=1))
def test_what_another_writer_wrote_reads_back(content: dict[str, str]) -> None:
    for style in (None, '"', "'"):
        text = yaml.safe_dump(content, allow_unicode=True, default_style=style, width=10_000)
        issues = Issues()
        record = parse_yaml(text, "file.yaml", issues)
        assert record is not None, [issue.code for issue in issues]
        assert {key: node.text for key, node in record.entries.items() if isinstance(node, Scalar)} == content


@given(st.text())
def test_reading_never_raises_and_a_refusal_says_why(text: str) -> None:
    issues = Issues()
    record = parse_yaml(text, "file.yaml", issues)
    assert (record is None) <= issues.has_errors
    assert all(issue.place.file == "file.yaml" for issue in issues)


DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
SPANS = st.builds(
    lambda since, days: Span(since, None if days is None else since + timedelta(days=days)),
    DAYS,
    st.one_of(st.none(), st.integers(1, 4000)),
)


@given(st.lists(SPANS, max_size=6))
def test_overlaps_are_found_when_there_are_some(spans: list[Span]) -> None:
    shared = any(one.since in other for n, one in enumerate(spans) for m, other in enumerate(spans) if n != m)
    assert bool(overlapping(spans)) is shared


@given(st.lists(SPANS, max_size=6), DAYS)
def test_what_is_in_force_holds_that_day(spans: list[Span], day: date) -> None:
    found = in_force(spans, day)
    assert (found is None) is not any(day in span for span in spans)
    assert found is None or day in found


@given(st.lists(st.text(min_size=1), min_size=1))
def test_a_known_word_is_its_own_nearest(words: list[str]) -> None:
    near = closest(words[0], words)
    assert near is not None
    assert near.casefold() == words[0].casefold()
