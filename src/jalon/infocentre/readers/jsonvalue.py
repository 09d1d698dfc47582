"""One JSON record: read exactly, numbers as they are written, and asked for by dotted paths."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any  # what a JSON text holds

MAX_DEPTH = 64
"""Levels of nesting of a record. No table of rows is that deep; a text made to exhaust a reader is."""

MAX_EXPONENT = 400
"""A number with a larger exponent is kept as written: spelt out, it could fill the memory."""


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


def find(record: Mapping[str, Any], path: str) -> tuple[bool, Any]:
    """Whether a record has a value at a dotted path, and that value.

    A key that itself holds dots wins over the path that it looks like.

    >>> find({"student": {"id": "7"}}, "student.id"), find({"a.b": 1}, "a.b"), find({}, "a.b")
    ((True, '7'), (True, 1), (False, None))
    """
    if path in record:
        return True, record[path]
    head, dot, rest = path.partition(".")
    inner = record.get(head) if dot else None
    return find(inner, rest) if isinstance(inner, dict) else (False, None)


def cell(value: Any, decimal: str) -> str | None:
    """A simple value as it would be written in a text file of the same source; None for null.

    Raises:
        NoRecord: the value is a list or a record.
    """
    if value is None:
        return None
    if isinstance(value, Number):
        return _plain(value).replace(".", decimal)
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
