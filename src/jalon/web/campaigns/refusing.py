"""What cannot be done now, in words that say what to do instead."""

from __future__ import annotations

from jalon.kernel.texts import Text


class CannotDo(Exception):
    """A rule of campaigns stands in the way; ``text`` says which, and what to do."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(fr, en)
