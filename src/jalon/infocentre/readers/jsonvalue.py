"""One JSON record: read exactly, numbers as they are written, and asked for by dotted paths."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any  # what a JSON text holds

from jalon.infocentre.readers.celltext import number_text

MAX_DEPTH = 64
"""Levels of nesting of a record. No table of rows is that deep; a text made to exhaust a reader is."""

MAX_EXPONENT = 400
"""A number with a larger exponent is kept as written: spelt out, it could fill the memory."""


SCALE = 10
"""Decimals kept of an exact number (see ``mapping.cells``)."""


class NoRecord(Exception):
    """A text that is no record; ``code`` is the fault of the catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Number(str):
    """A number of a JSON text, as it is written there: no digit is lost on the way."""

    __slots__ = ()


def read_record(text: str) -> Mapping[str, Any]:
    """The record that a JSON text writes.

    Raises:
        NoRecord: the text is no JSON, no object, says a key twice, or is nested too deep.
    """
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        raise NoRecord("json-too-deep") from None
    except ValueError:
        raise NoRecord("json-broken") from None
    if not isinstance(value, dict):
        raise NoRecord("json-not-a-record")
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        raise NoRecord("json-too-deep")
    return value


def is_cut_short(text: str) -> bool:
    """True for a text that is JSON as far as it goes.

    >>> is_cut_short('{"data": ['), is_cut_short('{"a": 1}'), is_cut_short('{"a": NaN}')
    (True, False, False)
    """
    try:
        _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return error.pos >= len(text.rstrip())
    except (NoRecord, RecursionError, ValueError):
        return False
    return False


def find(record: Mapping[str, Any], path: str) -> tuple[bool, Any]:
    """Whether a record has a value at a dotted path, and that value.

    A key that itself holds dots wins over the path that it looks like. What says nothing on the way (null, an
    empty text, the empty list that some programs write for an empty record) leads to an empty value.

    >>> find({"student": {"id": "7"}}, "student.id"), find({"a.b": 1}, "a.b"), find({}, "a.b")
    ((True, '7'), (True, 1), (False, None))
    >>> find({"student": None}, "student.id")
    (True, None)

    Raises:
        NoRecord: a list or a value stands where the path goes through a record.
    """
    if path in record:
        return True, record[path]
    head, dot, rest = path.partition(".")
    if not dot or head not in record:
        return False, None
    inner = record[head]
    if isinstance(inner, dict):
        return find(inner, rest)
    if inner is None or inner == "" or inner == []:
        return True, None
    raise NoRecord("json-path-blocked")


def cell(value: Any, decimal: str) -> str | None:
    """A simple value as it would be written in a text file of the same source; None for null.

    Raises:
        NoRecord: the value is a list or a record.
    """
    if value is None:
        return None
    if isinstance(value, Number):
        return _without_noise(_plain(value)).replace(".", decimal)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value or None
    raise NoRecord("json-nested")


def _plain(number: Number) -> str:
    """A number without exponent: ``1.50e3`` is 1500."""
    lowered = number.lower()
    if "e" not in lowered:
        return str(number)
    exponent = lowered.partition("e")[2].lstrip("+-").lstrip("0")
    if len(exponent) > 3 or int(exponent or "0") > MAX_EXPONENT:
        return str(number)
    return format(Decimal(number), "f")


def _without_noise(text: str) -> str:
    """The number, without what a double leaves beyond its sure digits.

    A JSON text does not say which of its numbers were doubles: only one that is written exactly as programs
    write a double, with more decimals than are kept of an exact number, is taken for one.

    >>> _without_noise("0.30000000000000004"), _without_noise("1234567890.123456")
    ('0.3', '1234567890.123456')
    >>> _without_noise("0.30000000000000000001")
    '0.30000000000000000001'
    """
    if len(text.partition(".")[2]) <= SCALE or Decimal(repr(float(text))) != Decimal(text):
        return text
    return number_text(float(text))


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NoRecord("json-key-twice")
    return found


def _not_a_number(word: str) -> Any:
    # NaN and Infinity are no JSON, although Python writes them.
    raise ValueError(word)


def _depth(value: Any) -> int:
    """Levels of nesting, without recursion."""
    level, depth = [value], 0
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return depth


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=Number, parse_float=Number, parse_constant=_not_a_number
)
