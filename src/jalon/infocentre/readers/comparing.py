"""Comparing names and codes: two that look the same are the same, however their letters are stored."""

from __future__ import annotations

import unicodedata

BLANKS = " \t\r\n\u00a0\u202f\u2007\u2009\ufeff"
"""What is trimmed around cells: spaces, no-break and thin ones, tabs, ends of line and byte-order marks."""

ODD_SPACES = "\u00a0\u202f\u2007\u2009"
"""Spaces that nobody tells from the usual one: no-break, narrow no-break, of the width of a digit, thin."""

_TO_SPACES = str.maketrans(dict.fromkeys(ODD_SPACES, " "))


def comparable(text: str) -> str:
    """A name of a column or a code as it is compared: trimmed, accents composed, every space the usual one.

    A file written on a Mac may hold « é » as two characters. Normal form C of Unicode Standard Annex 15.

    >>> comparable("Ba\u0302timent\u00a0A ") == "B\u00e2timent A"
    True
    """
    return unicodedata.normalize("NFC", text).translate(_TO_SPACES).strip(BLANKS)
