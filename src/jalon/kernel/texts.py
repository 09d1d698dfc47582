"""Text in the reader's language."""

from __future__ import annotations

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
