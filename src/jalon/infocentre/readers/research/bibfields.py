"""Fields of a BibTeX entry: what their texts, abbreviations, parents and lists of people say.

The rules are those of BibTeX itself (O. Patashnik, « BibTeXing », 1988, and « Designing BibTeX Styles »).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_MARK = re.compile(r'(?<!\\)[{}"#]')
_BRACE_OR_AND = re.compile(r"(?<!\\)[{}]| and(?= )", re.IGNORECASE)

_YEARS = frozenset({"year", "date"})

OTHERS = "others"
"""The name that stands for all those that a list does not give."""

INHERITED = frozenset(
    {
        "author",
        "booktitle",
        "date",
        "journal",
        "journaltitle",
        "langid",
        "language",
        "month",
        "publisher",
        "year",
    }
)
"""What an entry takes of the one that ``crossref`` names. An identifier or an address is that of the whole
book: taken by a chapter, it would make one publication of all its chapters."""


def value(raw: str, strings: Mapping[str, str]) -> str:
    r"""The text of a value as written: pieces put together by « # », abbreviations replaced.

    Args:
        raw: the value, in its braces or quotes.
        strings: what « @string » abbreviates, by names in lower case.

    >>> value('ieee # "Signal Process."', {"ieee": "IEEE Trans. "}), value("{C# {in} brief}", {})
    ('IEEE Trans. Signal Process.', 'C# {in} brief')
    """
    return "".join(_piece(piece.strip(), strings) for piece in _pieces(raw))


def _piece(piece: str, strings: Mapping[str, str]) -> str:
    if len(piece) > 1 and (piece[0], piece[-1]) in {("{", "}"), ('"', '"')}:
        return piece[1:-1]
    return strings.get(piece.lower(), piece)


def _pieces(raw: str) -> Iterator[str]:
    depth, is_quoted, begin = 0, False, 0
    for found in _MARK.finditer(raw):
        mark = found[0]
        if mark in "{}":
            depth += 1 if mark == "{" else -1
        elif not depth and mark == '"':
            is_quoted = not is_quoted
        elif not depth and not is_quoted:
            yield raw[begin : found.start()]
            begin = found.end()
    yield raw[begin:]


def people(written: str) -> list[str]:
    """The names of a list: « and » in any case is between two of them, except within braces.

    >>> people("Doe, Ada AND {Centre for Research and Development} and others")
    ['Doe, Ada', '{Centre for Research and Development}', 'others']
    """
    names, depth, begin = [], 0, 0
    # One blank between words: a long run of them would be tried from each of its places.
    written = " ".join(written.split())
    for found in _BRACE_OR_AND.finditer(written):
        if found[0] in {"{", "}"}:
            depth += 1 if found[0] == "{" else -1
        elif not depth:
            names.append(written[begin : found.start()])
            begin = found.end()
    return [name.strip() for name in [*names, written[begin:]] if name.strip()]


def completed(fields: Mapping[str, str], parent: Mapping[str, str] | None) -> Mapping[str, str]:
    """The fields of an entry with those it lacks, taken of its parent, whose title is that of the book."""
    if parent is None:
        return fields
    own = frozenset(fields)
    # The year is told in « year » or in « date »: that of the parent is no second one.
    told = own | (_YEARS if own & _YEARS else own)
    known = {name: text for name, text in parent.items() if name in INHERITED - told}
    if "title" in parent and "booktitle" not in own:
        known.setdefault("booktitle", parent["title"])
    return {**known, **fields}
