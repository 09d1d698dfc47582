"""Words as they are looked for: whatever their accents and capitals."""

from __future__ import annotations

import unicodedata


def plain_words(text: str) -> str:
    """A text without accents nor capitals.

    >>> plain_words("Élèves INGÉNIEURS")
    'eleves ingenieurs'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
