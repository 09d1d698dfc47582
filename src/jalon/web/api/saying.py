"""What is wrong with a parameter, in words that are ours and in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any  # what pydantic tells of an error

from jalon.kernel.texts import Language, Text

_WORDS: Mapping[str, Text] = {
    "missing": Text("il manque", "it is missing"),
    "unknown": Text(
        "ce paramètre n’existe pas ici\u00a0; ceux qui existent\u00a0: {expected}",
        "there is no such parameter here; there are: {expected}",
    ),
    "int_parsing": Text("un nombre entier est attendu", "a whole number is expected"),
    "int_parsing_size": Text("ce nombre est trop grand", "this number is too large"),
    "greater_than_equal": Text("au moins {ge} est attendu", "at least {ge} is expected"),
    "less_than_equal": Text("au plus {le} est attendu", "at most {le} is expected"),
    "enum": Text("une de ces valeurs est attendue\u00a0: {expected}", "one of these is expected: {expected}"),
    "string_too_long": Text(
        "au plus {max_length} caractères sont attendus", "at most {max_length} characters are expected"
    ),
    "too_long": Text(
        "au plus {max_length} valeurs sont attendues", "at most {max_length} values are expected"
    ),
    "date_from_datetime_parsing": Text(
        "une date est attendue\u00a0: 2024-12-31", "a date is expected: 2024-12-31"
    ),
}
_WORDS = {**_WORDS, "date_parsing": _WORDS["date_from_datetime_parsing"]}
_OTHER = Text("cette valeur n’est pas admise", "this value is not acceptable")


def said(error: Mapping[str, Any], language: Language) -> str:
    """One error of a parameter, in words."""
    told = _WORDS.get(str(error.get("type")), _OTHER).say(language)
    try:
        return told.format(**error.get("ctx", {}))
    except KeyError:
        return _OTHER.say(language)
