"""Cells of text made of JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

SEPARATOR = ";"
"""Between the values of a list put into one cell."""

MAX_CELL = 1 << 20
"""Characters of a cell that are kept; only a file made to harm has longer ones."""


def text(value: object) -> str | None:
    """A value as text: null for nothing, for an object and for an array.

    >>> text(True), text(Decimal("0.40")), text({"a": 1}), text("")
    ('true', '0.40', None, None)
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return clean(value) or None
    return str(value)[:MAX_CELL] if isinstance(value, (int, Decimal)) else None


def clean(words: str) -> str:
    r"""Text that every part of the way can hold: JSON can write half a character, and a NUL.

    >>> clean("a\ud800b\x00")
    'a?b'
    """
    return words[:MAX_CELL].replace("\0", "").encode("utf-8", "replace").decode()


def first(value: object) -> str | None:
    """The first text of a value that some services give alone and others in a list.

    >>> first(["Title", "Titre"]), first("Title"), first([])
    ('Title', 'Title', None)
    """
    return next(texts(value), None)


def texts(value: object) -> Iterator[str]:
    """Each text of a list, or the text alone.

    >>> list(texts([12, None, "a"]))
    ['12', 'a']
    """
    for item in value if isinstance(value, list) else [value]:
        found = text(item)
        if found is not None:
            yield found


def joined(values: Iterable[str]) -> str | None:
    """Several texts in one cell, each once, in order; null when there is none.

    >>> joined(["b", "a", "b"])
    'a;b'
    """
    return SEPARATOR.join(sorted(set(values)))[:MAX_CELL] or None


def objects(value: object) -> Iterator[dict[str, object]]:
    """The objects of a list; nothing else of it."""
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            yield item


def known(value: object, *, when: bool) -> str | None:
    """True or false as text when it was said, else null: what a service left out is not false."""
    return text(bool(value)) if when else None
