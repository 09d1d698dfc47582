"""Cells: text to typed values in SQL, by strict rules. What does not convert exactly becomes null.

Rules: integers may carry a zero fraction (``39.0``); decimals keep at most ten decimals, and one more digit
that is not zero makes the cell faulty, never rounded; numbers are finite; booleans are true, false, 1, 0,
oui, non, yes, no, vrai, faux. Separators and the form of dates are those that the source declares; a date
written YYYY-MM-DD is always read, since workbooks and databases give theirs so and no other form can be
taken for it. Midnight after a date says nothing; any other time of the day makes the cell faulty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.entity import ColumnType
from jalon.dossier.source import DateForm
from jalon.infocentre.engine.quoting import literal

TRUE = ("true", "1", "oui", "yes", "vrai")
FALSE = ("false", "0", "non", "no", "faux")

SCALE = 10
"""Decimals kept of an exact number."""

_SPACES = " \u00a0\u202f"

NOT_CONVERTED: Mapping[ColumnType, str] = {
    ColumnType.INTEGER: "cell-not-integer",
    ColumnType.DECIMAL: "cell-not-decimal",
    ColumnType.NUMBER: "cell-not-number",
    ColumnType.BOOLEAN: "cell-not-boolean",
    ColumnType.DATE: "cell-not-date",
}
"""The fault of a cell that does not convert; every text is a text."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How numbers are written: decimal separator, the one between thousands (empty for none); and dates."""

    decimal: str = "."
    thousands: str = ""
    dates: DateForm = DateForm.ISO

    @property
    def point(self) -> str:
        """Pattern of the decimal separator."""
        return re.escape(self.decimal)

    @property
    def digits(self) -> str:
        """Pattern of the whole part."""
        if not self.thousands:
            return r"\d+"
        return rf"(?:\d{{1,3}}(?:[{self._separators}]\d{{3}})+|\d+)"

    def standard(self, text: str) -> str:
        """SQL: the number with a decimal point and nothing between thousands."""
        if self.thousands:
            text = f"regexp_replace({text}, {literal(f'[{self._separators}]')}, '', 'g')"
        return text if self.decimal == "." else f"replace({text}, {literal(self.decimal)}, '.')"

    @property
    def _separators(self) -> str:
        """A declared space stands for every kind of space."""
        return _SPACES if self.thousands in _SPACES else re.escape(self.thousands)


STANDARD = NumberFormat()
"""How SQL and dossiers write numbers."""


def converted(kind: ColumnType, text: str, numbers: NumberFormat) -> str:
    """SQL: a text as a value of this type; null when it is none."""
    return _CONVERSIONS[kind](text, numbers)


def in_unit_of_column(kind: ColumnType, value: str, factor: Decimal) -> str:
    """SQL: a value expressed in the unit of its column; null when it no longer fits its type exactly."""
    if factor == 1:
        return value
    if kind is ColumnType.NUMBER:
        return f"({value} * {factor:f})"
    if factor == factor.to_integral_value():
        product = f"CAST({value} AS DECIMAL(28, {SCALE})) * CAST({int(factor)} AS DECIMAL(10, 0))"
    else:
        product = f"CAST({value} AS DECIMAL(24, {SCALE})) / CAST({int(1 / factor)} AS DECIMAL(10, 0))"
    if kind is ColumnType.INTEGER:
        return f"TRY(CASE WHEN {product} = floor({product}) THEN CAST({product} AS BIGINT) END)"
    return f"TRY(CAST({product} AS DECIMAL(38, {SCALE})))"


def too_precise(text: str, numbers: NumberFormat) -> str:
    """SQL: true for a decimal number with more digits after the point than are kept."""
    pattern = rf"[+-]?{numbers.digits}?{numbers.point}\d+"
    return f"regexp_full_match({text}, {literal(pattern)})"


def _text(text: str, _numbers: NumberFormat) -> str:
    return text


def _integer(text: str, numbers: NumberFormat) -> str:
    pattern = rf"[+-]?{numbers.digits}(?:{numbers.point}0*)?"
    return _matching(text, pattern, f"TRY_CAST(split_part({numbers.standard(text)}, '.', 1) AS BIGINT)")


def _decimal(text: str, numbers: NumberFormat) -> str:
    fraction = rf"{numbers.point}\d{{0,{SCALE}}}0*"
    pattern = rf"[+-]?(?:{numbers.digits}(?:{fraction})?|{numbers.point}\d{{1,{SCALE}}}0*)"
    number = numbers.standard(text)
    # Sixty times faster where it fits, up to eight digits before the point; the others take the wide way.
    narrow = f"CAST(TRY_CAST({number} AS DECIMAL(18, {SCALE})) AS DECIMAL(38, {SCALE}))"
    return _matching(text, pattern, f"coalesce({narrow}, TRY_CAST({number} AS DECIMAL(38, {SCALE})))")


def _number(text: str, numbers: NumberFormat) -> str:
    pattern = rf"[+-]?(?:{numbers.digits}(?:{numbers.point}\d*)?|{numbers.point}\d+)(?:[eE][+-]?\d+)?"
    number = f"TRY_CAST({numbers.standard(text)} AS DOUBLE)"
    return _matching(text, pattern, f"CASE WHEN isfinite({number}) THEN {number} END")


def _boolean(text: str, _numbers: NumberFormat) -> str:
    # Written as a choice, not as two lists: the engine would join each list.
    known = {**dict.fromkeys(TRUE, "true"), **dict.fromkeys(FALSE, "false")}
    choices = " ".join(f"WHEN {literal(word)} THEN {value}" for word, value in known.items())
    return f"CASE lower({text}) {choices} END"


ISO_DATE = r"\d{4}-\d{2}-\d{2}"

_OFFSET = r"(?: ?(?:Z|[+-]\d{2}(?::?\d{2})?))?"
MIDNIGHT = rf"[T ]00:00(?::00(?:[.,]0+)?)?{_OFFSET}"
"""The time that databases and spreadsheets write after a date that has none, whatever its time zone."""

_TIME = rf"[T ]\d{{2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?{_OFFSET}"


def holds_time(text: str, numbers: NumberFormat) -> str:
    """SQL: true for a date with a time of the day, which no date holds."""
    dates = "|".join(dict.fromkeys((ISO_DATE, date_pattern(numbers.dates))))
    return f"coalesce(regexp_full_match({text}, {literal(f'(?:{dates}){_TIME}')}), false)"


def date_pattern(form: DateForm) -> str:
    """The regular expression of dates in a form: each part has all its digits.

    >>> date_pattern(DateForm.DAY_SLASH)
    '[0-9]{2}/[0-9]{2}/[0-9]{4}'
    """
    pattern = form.value.replace(".", "[.]")
    for part, digits in (("YYYY", "[0-9]{4}"), ("MM", "[0-9]{2}"), ("DD", "[0-9]{2}")):
        pattern = pattern.replace(part, digits)
    return pattern


def strptime_form(form: DateForm) -> str:
    """The form as ``strptime`` writes it, in Python and in SQL."""
    return form.value.replace("YYYY", "%Y").replace("MM", "%m").replace("DD", "%d")


def _date(text: str, numbers: NumberFormat) -> str:
    text = f"regexp_replace({text}, {literal(f'{MIDNIGHT}$')}, '')"
    standard = _matching(text, ISO_DATE, f"TRY_CAST({text} AS DATE)")
    if numbers.dates is DateForm.ISO:
        return standard
    parsed = f"CAST(try_strptime({text}, {literal(strptime_form(numbers.dates))}) AS DATE)"
    return f"coalesce({standard}, {_matching(text, date_pattern(numbers.dates), parsed)})"


def _matching(text: str, pattern: str, value: str) -> str:
    return f"CASE WHEN regexp_full_match({text}, {literal(pattern)}) THEN {value} END"


_CONVERSIONS: Mapping[ColumnType, Callable[[str, NumberFormat], str]] = {
    ColumnType.TEXT: _text,
    ColumnType.INTEGER: _integer,
    ColumnType.DECIMAL: _decimal,
    ColumnType.NUMBER: _number,
    ColumnType.BOOLEAN: _boolean,
    ColumnType.DATE: _date,
}
