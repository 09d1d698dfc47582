"""How names and texts enter SQL: the only functions that put words of a file or a dossier into a query."""

from __future__ import annotations

from collections.abc import Iterable


def name(identifier: str) -> str:
    """An identifier, quoted.

    >>> name("Grande.discipline"), len(name('"'))
    ('"Grande.discipline"', 4)
    """
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text, quoted.

    >>> literal("L'école")
    "'L''école'"
    """
    return "'" + text.replace("'", "''") + "'"


def literals(texts: Iterable[str]) -> str:
    """Texts separated by commas, each quoted.

    >>> literals(["F", "M"])
    "'F', 'M'"
    """
    return ", ".join(literal(text) for text in texts)
