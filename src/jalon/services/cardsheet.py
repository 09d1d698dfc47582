"""The sheet of a deck: what a unit has to enter in the test copy of its own system."""

from __future__ import annotations

from jalon.dossier.catalogue import Dossier
from jalon.dossier.testcard import Deck
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language, Text
from jalon.services.problems import stop

_INTRODUCTION = Text(
    "Cas fictifs, à saisir dans une copie d’essai de votre système, puis à exporter comme une livraison "
    "ordinaire de la source «\u00a0{source}\u00a0», période {period}. Chaque cas porte sa marque dans une "
    "donnée de chacune de ses lignes (un nom, un numéro), pour qu’on l’y retrouve. Rien d’autre n’est "
    "attendu que votre export habituel\u00a0: c’est sa lecture qui est vérifiée.",
    "Fictitious cases, to be entered in a test copy of your system, then exported like an ordinary delivery "
    "of the source “{source}”, period {period}. Each case carries its mark in some cell of each of its rows "
    "(a name, a number), so that it can be found. Nothing but your usual export is asked: its reading is "
    "what is checked.",
)
_MARK = Text("marque", "mark")
_RIGHT = Text("Réponses justes", "Right answers")


def sheet(dossier: Dossier, deck: str, language: Language) -> str:
    """The cards of a deck, or of all, as Markdown.

    Raises:
        DossierProblem: there is no such deck, or none at all.
    """
    known = {one.id: one for one in dossier.decks}
    if (deck and deck not in known) or not known:
        raise stop("unknown-choice", kind="deck", name=deck or "—", known=hint(deck, known))
    chosen = [known[deck]] if deck else list(known.values())
    return "\n".join(_page(one, language) for one in chosen)


def _page(deck: Deck, language: Language) -> str:
    introduction = _INTRODUCTION.say(language).format(source=deck.source, period=deck.period)
    lines = [f"# {deck.name.say(language)}", "", introduction, ""]
    for card in deck.cards:
        lines += [f"## {card.name.say(language)} ({_MARK.say(language)}: `{card.mark}`)", ""]
        lines += [card.situation.say(language), "", f"{_RIGHT.say(language)}:", ""]
        for answer in card.answers:
            lines.append(f"- `{answer.indicator}`: {answer.value:f}. {answer.because.say(language)}")
        lines.append("")
    return "\n".join(lines)
