"""Decoding: all faults of a record at once, each told once."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from builders import UNITS
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Issue, Issues
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.strictyaml import parse_yaml
from jalon.kernel.texts import Language, Text


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def fields(text: str) -> Fields:
    issues = Issues()
    record = parse_yaml(text, "file.yaml", issues)
    assert record is not None
    return Fields(record, issues)


def told(found: Fields) -> list[tuple[str, int]]:
    return [(issue.code, issue.place.line) for issue in found.issues]


def only(found: Fields) -> Issue:
    (issue,) = found.issues
    return issue


def test_every_fault_of_a_record_is_collected() -> None:
    found = fields("date: 40/06/2022\nnumber: x\nflag: yes\ncolour: green\nstray: 1\n")
    found.date("date")
    found.decimal("number")
    found.boolean("flag")
    found.choice("colour", Colour)
    found.text("absent")
    found.close()
    assert told(found) == [
        ("missing-key", 1),
        ("bad-date", 1),
        ("bad-number", 2),
        ("bad-boolean", 3),
        ("unknown-word", 4),
        ("unknown-key", 5),
    ]
    assert found.faulty == {"date", "number", "flag", "colour", "absent", "stray"}


def test_a_misspelt_key_is_one_fault_and_is_given_its_name() -> None:
    found = fields("tilte: x\n")
    found.text("title")
    found.close()
    assert only(found).code == "unknown-key"
    assert only(found).context["known"] == "title? (title)"


def test_asking_twice_tells_once() -> None:
    found = fields("title: [a]\n")
    found.text("title")
    found.text("title")
    found.text("other")
    found.text("other")
    found.close()
    assert told(found) == [("missing-key", 1), ("expected-scalar", 1)]


def test_a_fault_inside_marks_the_key_outside() -> None:
    found = fields("outer:\n  inner:\n    date: x\n")
    outer = found.record("outer")
    assert outer is not None
    inner = outer.record("inner")
    assert inner is not None
    inner.date("date")
    assert (found.faulty, outer.faulty, inner.faulty) == ({"outer"}, {"inner"}, {"date"})


def test_neutral_values_have_the_right_type() -> None:
    found = fields("a: [1]\n")
    assert found.text("b") == ""
    assert found.integer("b", least=3, most=9) == 3
    assert found.decimal("b") == Decimal(0)
    assert found.choice("b", Colour) is Colour.RED
    assert found.records("b") == []


def test_integers_are_plain_digits_within_bounds() -> None:
    found = fields("a: 12\nb: 1_000\nc: 1.0\nd: 13\ne: ١٢\n")
    assert found.integer("a", least=0, most=12) == 12
    for key in "bcde":
        found.integer(key, 7, least=0, most=12)
    assert told(found) == [
        ("bad-number", 2),
        ("bad-number", 3),
        ("number-out-of-range", 4),
        ("bad-number", 5),
    ]


def test_decimals_are_finite_and_exact() -> None:
    found = fields("a: 0.1\nb: NaN\nc: Infinity\nd: 1,5\ne: -0.40\n")
    assert found.decimal("a") == Decimal("0.1")
    assert found.decimal("e") == Decimal("-0.40")
    for key in "bcd":
        found.decimal(key)
    assert told(found) == [("bad-number", 2), ("bad-number", 3), ("bad-number", 4)]


def test_a_text_comes_in_two_languages_or_in_one_for_both() -> None:
    found = fields("a: {fr: École, en: School}\nb: CNRS\nc: {fr: École}\nd: {en: School}\n")
    assert found.localized("a") == Text("École", "School")
    assert found.localized("b") == Text.same("CNRS")
    assert found.localized("c").say(Language.EN) == "École"
    assert found.localized("d").say(Language.FR) == "School"
    found.close()
    assert told(found) == []


def test_a_text_without_words_is_a_fault() -> None:
    found = fields("a: {}\nb: {fr: '', en: ''}\nc: {fr: x, de: y}\n")
    for key in "abc":
        found.localized(key)
    assert told(found) == [("bad-text", 1), ("bad-text", 2), ("unknown-key", 3)]


def test_references_are_a_word_a_record_or_a_list() -> None:
    found = fields("reference:\n  - {document: Act, page: 3}\n  - {document: Decree}\n")
    assert [str(reference) for reference in found.references()] == ["Act, p. 3", "Decree"]
    assert str(fields("reference: Act\n").references()[0]) == "Act"
    assert fields("a: 1\n").references() == ()


def test_periods_and_quantities_are_read_or_told() -> None:
    found = fields("a: 2023-24\nb: 2023-25\nc: +20 %\nd: 3 apples\n")
    assert found.period("a", Calendar.ACADEMIC_YEAR) == Period(Calendar.ACADEMIC_YEAR, 2023)
    assert found.period("b", Calendar.ACADEMIC_YEAR) is None
    quantity = found.quantity("c", UNITS)
    assert quantity is not None
    assert (quantity.value, quantity.signed) == (Decimal(20), True)
    assert found.quantity("d", UNITS) is None
    assert found.quantity("absent", UNITS) is None
    assert told(found) == [("bad-period", 2), ("unknown-unit", 4)]


def test_one_word_counts_as_a_list_of_one() -> None:
    assert fields("a: x\n").words("a") == ("x",)
    assert fields("a: [x, y]\n").words("a") == ("x", "y")
    assert fields("b: x\n").words("a") == ()


def test_issues_come_in_the_order_of_their_places() -> None:
    found = fields("a: 1\n")
    found.fault("bad-text", "z")
    found.fault("bad-date", "a")
    assert [issue.code for issue in found.issues] == ["bad-date", "bad-text"]
