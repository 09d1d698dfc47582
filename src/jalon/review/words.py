"""The words that renderers and charts add of their own, in every language Jalon speaks."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from jalon.kernel.texts import Language, Text
from jalon.review.document import CalloutKind, Tone


class Word(StrEnum):
    """A word or phrase that no author wrote."""

    CONTENTS = "contents"
    PAGE = "page"
    SKIP = "skip"
    CHART_DATA = "chart-data"
    ACTUAL = "actual"
    LIKE_FOR_LIKE = "like-for-like"
    TRAJECTORY = "trajectory"
    BASELINE = "baseline"
    TARGET = "target"
    MILESTONE = "milestone"
    NO_TARGET = "no-target"
    NO_DATA = "no-data"
    NOTHING_YET = "nothing-yet"
    NOT_FROM_ZERO = "not-from-zero"
    SAME_SCALE = "same-scale"
    OWN_SCALE = "own-scale"
    TO = "to"


WORDS = {
    Word.CONTENTS: Text("Table des matières", "Contents"),
    Word.PAGE: Text("Page", "Page"),
    Word.SKIP: Text("Aller au contenu", "Skip to content"),
    Word.CHART_DATA: Text("Données du graphique", "Data behind the chart"),
    Word.ACTUAL: Text("réalisé", "actual"),
    Word.LIKE_FOR_LIKE: Text("à périmètre constant", "like for like"),
    Word.TRAJECTORY: Text("trajectoire attendue", "expected path"),
    Word.BASELINE: Text("référence", "baseline"),
    Word.TARGET: Text("cible", "target"),
    Word.MILESTONE: Text("jalon", "milestone"),
    Word.NO_TARGET: Text("cible à fournir", "target to be supplied"),
    Word.NO_DATA: Text("sans donnée", "no data"),
    Word.NOTHING_YET: Text("pas encore de donnée", "no data yet"),
    Word.NOT_FROM_ZERO: Text("l’axe ne part pas de zéro", "axis does not start at zero"),
    Word.SAME_SCALE: Text("même échelle partout", "same scale throughout"),
    Word.OWN_SCALE: Text("chacun à son échelle", "each on its own scale"),
    Word.TO: Text("à", "to"),
}

TONES = {
    Tone.NEUTRAL: Text("", ""),
    Tone.GOOD: Text("favorable", "good"),
    Tone.NEAR: Text("à surveiller", "to watch"),
    Tone.OFF: Text("défavorable", "off track"),
    Tone.MISSING: Text("manquant", "missing"),
}

CALLOUTS = {
    CalloutKind.NOTE: Text("Note", "Note"),
    CalloutKind.WARNING: Text("Attention", "Warning"),
    CalloutKind.MISSING: Text("Données manquantes", "Missing data"),
}

_MONTHS = Text(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "January February March April May June July August September October November December",
)


def say(word: Word, language: Language) -> str:
    """A word in the reader's language."""
    return WORDS[word].say(language)


def say_date(day: date, language: Language) -> str:
    r"""A day as it is written in a sentence.

    >>> say_date(date(2024, 3, 1), Language.EN), say_date(date(2024, 3, 14), Language.EN)
    ('1\xa0March 2024', '14\xa0March 2024')
    """
    month = _MONTHS.say(language).split()[day.month - 1]
    number = "1er" if day.day == 1 and language is Language.FR else str(day.day)
    return f"{number}\u00a0{month} {day.year}"


def labelled(label: str, value: str, language: Language) -> str:
    """``label : value``, with the no-break space that French wants before a colon."""
    return f"{label}\u00a0: {value}" if language is Language.FR else f"{label}: {value}"
