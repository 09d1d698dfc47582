"""Text in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language Jalon speaks."""

    FR = "fr"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in French and English; where an author wrote only one language, it serves for both.

    >>> Text(fr="École", en="School").say(Language.EN)
    'School'
    """

    fr: str
    en: str

    def say(self, language: Language) -> str:
        """The text in ``language``."""
        return self.fr if language is Language.FR else self.en

    @classmethod
    def same(cls, text: str) -> Text:
        """A text that reads the same in every language, such as a proper name."""
        return cls(fr=text, en=text)


EMPTY = Text.same("")

_LOOSE = re.compile(r" (?=[:;?!»])|(?<=«) ")


def spaced(french: str) -> str:
    r"""French as it is printed: no line begins with a mark that the word before it has lost.

    >>> spaced("Écart : 2 ?") == "Écart\u00a0: 2\u00a0?"
    True
    """
    return _LOOSE.sub("\u00a0", french)
