"""The answer in sentences that a director reads first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jalon.kernel.missing import Between, Missing, Value
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.model import Algebra, Answer, Claim, Contribution, Finding, Tempting, Word
from jalon.outlook.coherence.question import Question
from jalon.outlook.coherence.saying import difference, named, percent
from jalon.outlook.goals import Goal, Sense
from jalon.outlook.reasons import missing_words

_LAGGARDS = 3
_REASONS = {
    Word.POPULATION_DIFFERS: Text("les populations diffèrent", "populations differ"),
    Word.BASE_DIFFERS: Text("les années de départ diffèrent", "base years differ"),
    Word.HORIZON_DIFFERS: Text("les échéances diffèrent", "horizons differ"),
    Word.STAGE_DIFFERS: Text("les stades diffèrent", "stages differ"),
    Word.UNIT_DIFFERS: Text("les unités de mesure diffèrent", "units of measurement differ"),
    Word.PRICES_DIFFER: Text("les monnaies diffèrent", "the money differs"),
    Word.DEFINITION_DIFFERS: Text("les définitions diffèrent", "definitions differ"),
}


_NO_GOAL = Text(
    "la cible de l’institut n’a pas encore de niveau", "the institute's own target has no level yet"
)
_NOBODY = Text("aucune école n’a de cible utilisable", "no school has a usable target")


def _is_known(value: Value) -> bool:
    return isinstance(value, Between) or not isinstance(value, Missing)


class Wording:
    """The sentences of one answer."""

    def __init__(self, context: Context, asked: Question) -> None:
        self._context, self._asked = context, asked

    def answer(
        self, answer: Answer, implied: Value, gap: Value, needed: Value, without: Sequence[str]
    ) -> Iterator[Text]:
        """What meeting every target gives, and what the units without one must bring."""
        goal, is_known = self._asked.goal, _is_known(implied)
        if isinstance(goal, Text):
            yield self._alone(implied)
        elif answer in _SAID:
            yield self._compared(answer, goal, implied, gap)
        if without and not is_known and len(without) == len(self._asked.kept):
            yield _NOBODY
        elif without and answer is Answer.NOT_KNOWN and not isinstance(goal, Text):
            yield self._rest(without, needed)
        elif answer is Answer.NOT_KNOWN and not is_known:
            yield missing_words(implied) if isinstance(implied, Missing) else EMPTY

    def _compared(self, answer: Answer, goal: Goal, implied: Value, gap: Value) -> Text:
        asked, has, by = self._asked_level(goal), self._say(implied), self._difference(gap)
        template = _SAID[answer]
        if answer is Answer.FALLS_SHORT and goal.sense is Sense.DOWN:
            template = _TOO_MUCH
        words = {"asked": asked, "has": has, "by": by}
        fr = template.fr.format(**{key: text.fr for key, text in words.items()})
        return Text(fr=fr, en=template.en.format(**{key: text.en for key, text in words.items()}))

    def _alone(self, implied: Value) -> Text:
        if not _is_known(implied):
            return _NO_GOAL
        has = self._say(implied)
        return Text(
            fr=f"les cibles des écoles donnent {has.fr}\u00a0; {_NO_GOAL.fr}",
            en=f"the schools' targets give {has.en}; {_NO_GOAL.en}",
        )

    def _rest(self, without: Sequence[str], needed: Value) -> Text:
        names = named(self._context.dossier.perimeter, without, of=self._asked.kept)
        several = len(without) > 1
        together = Text(" ensemble", " together") if several else EMPTY
        if not _is_known(needed):
            verb = "apportent" if several else "apporte"
            return Text(
                fr=f"ce qu’{verb} {names.fr}, sans cible utilisable, n’est pas connu",
                en=f"what {names.en} will bring is not known, for want of a usable target",
            )
        must, would = self._say(needed), "devraient" if several else "devrait"
        is_ratio, goal = self._asked.algebra is Algebra.RATIO, self._asked.goal
        verbs = Text("être à", "have") if is_ratio else Text("apporter", "bring")
        is_less = not isinstance(goal, Text) and goal.sense is Sense.DOWN
        least = Text("au plus", "at most") if is_less else Text("au moins", "at least")
        return Text(
            fr=f"sans cible utilisable, {names.fr} {would} {verbs.fr} {least.fr} {must.fr}{together.fr}",
            en=f"without a usable target, {names.en} must {verbs.en} {least.en} {must.en}{together.en}",
        )

    def cannot(self, findings: Sequence[Finding]) -> Text:
        """Why nothing is added up."""
        kinds = dict.fromkeys(item.word for item in findings if item.word in _REASONS)
        whys = [_REASONS[word] for word in kinds]
        return Text(
            fr=f"les cibles annoncées ne s’additionnent pas\u00a0: {', '.join(why.fr for why in whys)}",
            en=f"the targets announced cannot be added: {', '.join(why.en for why in whys)}",
        )

    def not_to_be_made(self, tempting: Tempting, claims: Sequence[Claim]) -> Text:
        """The sum that a reader would be tempted to make."""
        increases, asked = self._difference(tempting.increases), self._difference(tempting.asked)
        levels = self._say(tempting.levels)
        several = len(claims) > 1
        unknown = named(self._context.dossier.perimeter, tempting.unknown)
        less = Text(
            fr=f" (inconnue pour {unknown.fr})" if tempting.unknown else "",
            en=f" (not known for {unknown.en})" if tempting.unknown else "",
        )
        if isinstance(tempting.asked, Missing):
            asked = Text("inconnue", "not known")
        return Text(
            fr=f"le calcul à ne pas faire\u00a0: {levels.fr} annoncées par {len(claims)} école{'s' * several}"
            f", évolution de {increases.fr}{less.fr}, en face de celle de l’institut ({asked.fr})",
            en=f"the sum not to make: {levels.en} announced by {len(claims)} school{'s' * several}, a change "
            f"of {increases.en}{less.en}, set beside the institute's ({asked.en})",
        )

    def laggards(self, contributions: Sequence[Contribution]) -> Text:
        """Who does less than its proportional part, and by how much."""
        goal = self._asked.goal
        if isinstance(goal, Text) or goal.sense is Sense.INSIDE:
            return EMPTY
        lags = [(goal.ahead(one.lag), one) for one in contributions if not isinstance(one.lag, Missing)]
        behind = sorted((lag, one.unit, one) for lag, one in lags if lag < 0)[:_LAGGARDS]
        if not behind:
            return EMPTY
        told = [self._laggard(one) for _, _, one in behind]
        return Text(
            fr=f"en deçà de leur part proportionnelle\u00a0: {', '.join(text.fr for text in told)}",
            en=f"below their proportional part: {', '.join(text.en for text in told)}",
        )

    def _laggard(self, one: Contribution) -> Text:
        name, by = self._context.dossier.perimeter.label(one.unit), self._difference(one.lag)
        base, effort = percent(one.share_of_base), percent(one.share_of_effort)
        return Text(
            fr=f"{name.fr} ({by.fr}\u00a0; {base.fr} du départ, {effort.fr} de l’effort)",
            en=f"{name.en} ({by.en}; {base.en} of the base, {effort.en} of the effort)",
        )

    def _asked_level(self, goal: Goal) -> Text:
        if goal.edges is None:
            return self._say(goal.level)
        low, high = (self._say(edge) for edge in goal.edges)
        return Text(fr=f"{low.fr} à {high.fr}", en=f"{low.en} to {high.en}")

    def _say(self, value: Value) -> Text:
        return self._context.say(self._asked.case.target.indicator, value)

    def _difference(self, value: Value) -> Text:
        case = self._asked.case
        return difference(value, case.unit, case.indicator.decimals)


_SAID = {
    Answer.ADDS_UP: Text(
        "si chaque école atteint sa cible, l’institut atteint la sienne\u00a0: {has}, pour {asked}",
        "if every school meets its target, the institute meets its own: {has}, for {asked}",
    ),
    Answer.EXCEEDS: Text(
        "si chaque école atteint sa cible, l’institut a {has}, pour {asked}\u00a0: sa cible demande moins "
        "que celles des écoles ({by})",
        "if every school meets its target, the institute has {has}, for {asked}: its target asks for less "
        "than the schools' ({by})",
    ),
    Answer.FALLS_SHORT: Text(
        "même si chaque école atteint sa cible, l’institut n’atteint pas la sienne\u00a0: {has}, pour "
        "{asked} ({by})",
        "even if every school meets its target, the institute misses its own: {has}, for {asked} ({by})",
    ),
    Answer.DEPENDS: Text(
        "si chaque école atteint sa cible, l’institut peut atteindre la sienne ou la manquer\u00a0: {has}, "
        "pour {asked}",
        "if every school meets its target, the institute may meet its own or miss it: {has}, for {asked}",
    ),
}
_TOO_MUCH = Text(
    "même si chaque école atteint sa cible, l’institut reste au-dessus de la sienne\u00a0: {has}, pour "
    "{asked} ({by})",
    "even if every school meets its target, the institute stays above its own: {has}, for {asked} ({by})",
)
