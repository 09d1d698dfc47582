"""Did you mean: the one place that guesses what a reader meant to write."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to ``word``, or None when nothing is near.

    One that differs by case or by leading zeros alone, which spreadsheets take away, comes before all others.

    >>> closest("dplome", ["diploma", "diplome", "sex"]), closest("1", ["A1", "G1", "01"])
    ('diplome', '01')
    """
    known = list(known)
    alike = next((name for name in known if _bare(name) == _bare(word)), None)
    if alike is not None:
        return alike
    candidates = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), candidates, n=1, cutoff=0.6)
    return candidates[found[0]] if found else None


def _bare(word: str) -> str:
    return word.casefold().lstrip("0") or "0"


def listing(known: Iterable[str], limit: int = 20) -> str:
    """The known words as a reader wants them: sorted, separated by commas, cut when there are many.

    >>> listing(["b", "a"])
    'a, b'
    """
    words = sorted(known)
    shown = ", ".join(words[:limit])
    return shown if len(words) <= limit else f"{shown}, … ({len(words)})"


def hint(word: str, known: Iterable[str]) -> str:
    """What to try instead of ``word``: the nearest known word first, then all of them.

    >>> hint("sexe", ["sex", "diploma"])
    'sex? (diploma, sex)'
    """
    words = list(known)
    near = closest(word, words)
    return f"{near}? ({listing(words)})" if near else listing(words) or "—"
