"""Several methods side by side on one target: what each says, which disagree, and what they look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jalon.dossier.target import Target
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.verdict import STANDS, WORDS, MethodAnswer, Stand, Verdict

LOOKS_AT = {
    "linear-gap": Text("l’écart au chemin prévu", "the gap to the planned path"),
    "growth-ratio": Text(
        "un rapport de taux de croissance, qui n’est pas le même pour une part et pour son complément",
        "a ratio of growth rates, not the same for a share and for its complement",
    ),
    "time-weighted": Text(
        "là où mène la tendance des derniers chiffres", "where the trend of the latest figures leads"
    ),
    "state-sheet": Text("la prévision de la période", "the plan for the period"),
    "thresholds": Text("le niveau seul, sans la cible", "the level alone, not the target"),
}
"""What makes a method see what another does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The answers of several methods on one target, and the verdict by the contract's own method."""

    target: Target
    verdict: Verdict
    answers: tuple[MethodAnswer, ...]

    @property
    def disagreement(self) -> Text:
        """Which methods say something else than the others, and what each looks at; empty when none does.

        Words are not compared, their stand is: "on track" and "substantial progress" agree.
        """
        by_stand: dict[Stand, list[MethodAnswer]] = {}
        for answer in self.answers:
            if STANDS[answer.word] is not Stand.UNKNOWN:
                by_stand.setdefault(STANDS[answer.word], []).append(answer)
        if len(by_stand) < 2:
            return EMPTY
        groups = [_group(by_stand[stand]) for stand in Stand if stand in by_stand]
        fr, en = "\u00a0; ".join(text.fr for text in groups), "; ".join(text.en for text in groups)
        return Text(fr=f"les méthodes ne concordent pas\u00a0: {fr}", en=f"the methods disagree: {en}")


def _group(answers: Iterable[MethodAnswer]) -> Text:
    told = [(answer.method, WORDS[answer.word], LOOKS_AT[answer.method]) for answer in answers]
    fr = (f"{name} dit «\u00a0{word.fr}\u00a0» (regarde {looks.fr})" for name, word, looks in told)
    en = (f"{name} says “{word.en}” (looks at {looks.en})" for name, word, looks in told)
    return Text(fr=", ".join(fr), en=", ".join(en))
