"""The method ``growth-ratio``: compound growth observed over compound growth required.

The published rule of statistical offices (Open SDG, method of Statistics Canada, after Eurostat), to the
letter: a base or a target of zero is read 0.001, a change of sign has no answer, growth without a target is
compared with thresholds that fall near a natural limit. Its framing is known: a share and its complement may
get two different words. It is shown when asked for, beside the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.verdicts import VerdictRules
from jalon.kernel.missing import Missing, Reason, Value, present
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.goals import Sense, sense_of
from jalon.outlook.measures import Measures
from jalon.outlook.methods.obstacles import cannot, no_figure, obstacle
from jalon.outlook.pace import periods_a_year
from jalon.outlook.standing import Standing
from jalon.outlook.verdict import MethodAnswer, Word

NAME = "growth-ratio"

IN_PLACE_OF_ZERO = Decimal("0.001")
"""What the published rule puts in place of a base or a target of zero, of which no rate can be taken."""

SAME_PERIOD = Text("il faut deux périodes différentes", "two different periods are needed")
CHANGE_OF_SIGN = Text(
    "aucun taux ne mène d’un nombre négatif à un nombre positif, ni l’inverse",
    "no rate leads from a negative to a positive number, nor back",
)
NO_GROWTH_ASKED = Text(
    "la cible est égale au départ : aucune croissance n’est demandée",
    "the target equals the baseline: no growth is asked for",
)
FROM_ZERO = Text(
    "un zéro est remplacé par 0,001, ce qui donne une croissance démesurée",
    "a zero is replaced by 0.001, which gives a huge growth",
)
NO_DIRECTION = Text("une valeur à maintenir n’a pas de sens de progrès", "a value to keep has no direction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What the rule is given.

    Attributes:
        base, current: the two values.
        years: years between them.
        target: the value to reach; None for a direction without a number.
        target_years: years between base and target.
        sense: 1 when more is better, −1 when less is.
        limit: the natural limit of the values, such as 100 for a percentage; only used without a target.
    """

    base: Decimal
    current: Decimal
    years: Decimal
    target: Decimal | None
    target_years: Decimal
    sense: int
    limit: Decimal | None = None

    @property
    def is_achieved(self) -> bool:
        """True when the current value is what the target asks for."""
        if self.target is None:
            return False
        return (self.current - (self.target or IN_PLACE_OF_ZERO)) * self.sense >= 0

    @property
    def has_zero(self) -> bool:
        """True when a zero has to be replaced."""
        return self.base == 0 or self.target == 0


def progress(growth: Growth) -> Value:
    """Growth a year, positive when better; with a target, as a share of the growth it requires."""
    base = growth.base or IN_PLACE_OF_ZERO
    if growth.years < 1:
        return Missing(Reason.UNDEFINED, SAME_PERIOD)
    observed = _rate(base, growth.current, growth.years)
    if isinstance(observed, Missing) or growth.target is None:
        return observed * _sign(base) * growth.sense
    required = _rate(base, growth.target or IN_PLACE_OF_ZERO, growth.target_years)
    if isinstance(required, Missing):
        return required
    if required == 0:
        return Missing(Reason.UNDEFINED, NO_GROWTH_ASKED)
    return observed * _sign(base) * growth.sense / abs(required)


def status(growth: Growth, found: Value, rules: VerdictRules) -> Word:
    """The word for a progress: achieved, substantial, moderate, limited, deterioration."""
    number = present(found)
    if growth.is_achieved:
        return Word.REACHED
    if number is None:
        return Word.NOT_MEASURABLE
    high, middle = rules.substantial, rules.moderate
    if growth.target is None:
        part = near_limit(growth, rules.limit_exponent)
        high, middle = rules.substantial_growth * part, rules.moderate_growth * part
    if number < 0:
        return Word.DETERIORATION
    if number >= high:
        return Word.SUBSTANTIAL
    return Word.MODERATE if number >= middle else Word.LIMITED


def near_limit(growth: Growth, exponent: Decimal) -> Decimal:
    """The part of the growth thresholds that is asked for at this distance from the natural limit.

    1 − (base / limit) ^ exponent under the limit, the same at the same distance above it, and all of it from
    twice the limit on: hardly anything is asked of an indicator that has nearly arrived.
    """
    if growth.limit is None:
        return Decimal(1)
    base, limit = abs(growth.base), abs(growth.limit)
    if base >= 2 * limit:
        return Decimal(1)
    nearness = (base if base <= limit else 2 * limit - base) / limit
    return 1 - nearness**exponent


def _rate(first: Decimal, last: Decimal, years: Decimal) -> Value:
    """The compound rate a year from one value to another."""
    ratio = last / first
    if ratio < 0:
        return Missing(Reason.UNDEFINED, CHANGE_OF_SIGN)
    return ratio ** (1 / years) - 1 if ratio else Decimal(-1)


def _sign(number: Decimal) -> int:
    return -1 if number < 0 else 1


# From a target of a contract


def growth_ratio(case: Case, found: Standing, numbers: Measures) -> MethodAnswer:
    """The published rule on the baseline, value and goal that the target is judged with."""
    blocked = _blocked(case, found, numbers)
    if blocked is not None:
        return blocked
    growth = _growth(case, found, numbers)
    if isinstance(growth, Text):
        return cannot(NAME, growth)
    measure = progress(growth)
    word = status(growth, measure, case.dossier.rules)
    why = measure.detail if isinstance(measure, Missing) else FROM_ZERO if growth.has_zero else EMPTY
    return MethodAnswer(method=NAME, word=word, measure=measure, reason=why)


def _blocked(case: Case, found: Standing, numbers: Measures) -> MethodAnswer | None:
    if not case.awaits_value:
        return obstacle(NAME, case, found, numbers)
    why = no_figure(case, found, numbers) if found.comparison else reasons.NO_FIGURE
    return cannot(NAME, why) if why is not None else None


def _growth(case: Case, found: Standing, numbers: Measures) -> Growth | Text:
    base, value, goal = present(found.origin.value), present(numbers.value), found.goal
    sense = goal.sense if goal else sense_of(case.target.form, case.indicator.direction)
    first, latest = found.origin.period, found.latest
    if sense is Sense.INSIDE:
        return NO_DIRECTION
    if base is None or value is None or first is None or latest is None:
        return found.origin.obstacle if found.origin.obstacle != EMPTY else reasons.NO_BASELINE
    year = Decimal(periods_a_year(case))
    has_target = goal is not None and not case.awaits_value
    return Growth(
        base=base,
        current=value,
        years=(latest.period - first) / year,
        target=goal.level if goal and has_target else None,
        target_years=(case.target.horizon - first) / year,
        sense=int(sense),
        limit=_limit(case, sense),
    )


def _limit(case: Case, sense: Sense) -> Decimal | None:
    """A share that should rise has a natural limit, the whole; nothing else has one of its own."""
    is_share = case.unit.dimension == "share"
    return 100 / case.unit.factor if is_share and sense is Sense.UP else None
