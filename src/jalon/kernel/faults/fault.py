"""What the catalogue says of one kind of fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jalon.kernel.texts import Language

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault: what is wrong and how to mend it, in English and French.

    Placeholders ``{name}`` are filled from the context of the issue.
    """

    code: str
    en: str
    fr: str
    repair_en: str
    repair_fr: str

    def what(self, language: Language, context: Mapping[str, str]) -> str:
        """What is wrong, for this issue."""
        return _fill(self.fr if language is Language.FR else self.en, context)

    def repair(self, language: Language, context: Mapping[str, str]) -> str:
        """How to mend it, for this issue."""
        return _fill(self.repair_fr if language is Language.FR else self.repair_en, context)

    @property
    def placeholders(self) -> frozenset[str]:
        """The names its texts use."""
        texts = (self.en, self.fr, self.repair_en, self.repair_fr)
        return frozenset(name for text in texts for name in _PLACEHOLDER.findall(text))


def _fill(template: str, context: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: context.get(found[1], f"‹{found[1]}›"), template)
