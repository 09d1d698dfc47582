"""What the catalogue says of one kind of fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jalon.kernel.texts import Language

_PLACEHOLDER = re.compile(r"\{([a-z]\w*)\}")
_FRENCH_SPACES = re.compile(r" (?=[»:;?!%])|(?<=«) ")
_GUESS = re.compile(r"(?P<near>.+?)\? \((?P<all>.*)\)", re.DOTALL)
_KINDS = {
    "amendment": "avenant",
    "axis": "axe",
    "breakdown": "ventilation",
    "answer": "réponse",
    "card": "carte",
    "change": "changement",
    "code list": "liste de codes",
    "commitment": "engagement",
    "deck": "jeu d’essai",
    "entity": "entité",
    "estimate": "estimation",
    "extension": "délai",
    "feed": "flux",
    "hypothesis": "hypothèse",
    "identity": "domaine d’identité",
    "index": "indice",
    "indicator": "indicateur",
    "institute target": "cible de l’institut",
    "objective": "objectif",
    "party": "partie",
    "price index": "indice de prix",
    "processing": "traitement",
    "purpose": "usage",
    "rule": "règle",
    "source": "source",
    "target": "cible",
    "unit": "unité",
    "vintage": "millésime",
}
"""What a name is the name of, in French."""
_NONE = {"", "—"}
_ASKED = re.compile(r"(?:[Dd]id you mean|[Vv]ouliez-vous écrire) \{known\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault: what is wrong and how to mend it, in English and French.

    Placeholders ``{name}`` are filled from the context of the issue. « Did you mean {known} » is worded from
    what :func:`jalon.kernel.suggestions.hint` found: one near word, a list, or nothing. French texts are
    printed with their no-break spaces.
    """

    code: str
    en: str
    fr: str
    repair_en: str
    repair_fr: str

    def what(self, language: Language, context: Mapping[str, str]) -> str:
        """What is wrong, for this issue."""
        return _fill(self.fr if language is Language.FR else self.en, language, context)

    def repair(self, language: Language, context: Mapping[str, str]) -> str:
        """How to mend it, for this issue."""
        template = self.repair_fr if language is Language.FR else self.repair_en
        guess = _guess(language, context.get("known", ""))
        return _fill(_ASKED.sub("{guess}", template), language, {**context, "guess": guess})

    @property
    def placeholders(self) -> frozenset[str]:
        """The names its texts use."""
        texts = (self.en, self.fr, self.repair_en, self.repair_fr)
        return frozenset(name for text in texts for name in _PLACEHOLDER.findall(text))


def _guess(language: Language, known: str) -> str:
    """The question, when one word is near; then what there is to choose from."""
    found = _GUESS.fullmatch(known)
    near, listed = (found["near"], found["all"]) if found else ("", known)
    if language is Language.FR:
        question = f"Vouliez-vous écrire {near}\u00a0? " if near else ""
        choices = f"Choix possibles\u00a0: {listed}." if listed not in _NONE else "Aucun n’est déclaré."
    else:
        question = f"Did you mean {near}? " if near else ""
        choices = f"Possible choices: {listed}." if listed not in _NONE else "None is declared."
    return question + choices


def _fill(template: str, language: Language, context: Mapping[str, str]) -> str:
    if language is Language.FR:
        template = _FRENCH_SPACES.sub("\u00a0", template)
        context = {**context, "kind": _KINDS.get(context.get("kind", ""), context.get("kind", ""))}
    return _PLACEHOLDER.sub(lambda found: context.get(found[1], f"‹{found[1]}›"), template)
