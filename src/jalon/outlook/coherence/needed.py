"""What the units without a target must bring together for the institute to meet its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jalon.dossier.perimeter import WHOLE
from jalon.kernel.missing import Between, Missing, Value, present
from jalon.kernel.texts import Text
from jalon.outlook.coherence.answers import tidy
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import Brought, staying
from jalon.outlook.coherence.implied import Implied
from jalon.outlook.coherence.model import NONE, Algebra
from jalon.outlook.coherence.question import Question
from jalon.outlook.coherence.ratio import planned_denominator
from jalon.outlook.goals import Sense


def needed_of(
    context: Context, asked: Question, implied: Implied, units: Sequence[Brought], without: Sequence[str]
) -> Value:
    """The rest of the institute's level; for a ratio, the share that the rest must have together."""
    goal = asked.goal
    if not without or isinstance(goal, Text) or goal.sense is Sense.INSIDE:
        return NONE
    if not units:
        return NONE
    side = implied.low if goal.sense is Sense.UP else implied.high
    if side is None or (isinstance(side, Missing) and not isinstance(side, Between)):
        return NONE
    if asked.algebra is Algebra.RATIO:
        return _share(context, asked, goal.level, implied, units, without)
    if asked.algebra in {Algebra.SUM, Algebra.DISTINCT}:
        return tidy(goal.level - side)
    return NONE


def _share(
    context: Context,
    asked: Question,
    level: Decimal,
    implied: Implied,
    units: Sequence[Brought],
    without: Sequence[str],
) -> Value:
    """What is left of the planned numerator, over the denominators of the rest."""
    indicator = asked.case.target.indicator
    rest = Decimal(0)
    for unit in without:
        one = staying(context, indicator, unit)
        planned = planned_denominator(context, indicator, one, asked.period) if one else None
        if planned is None:
            return NONE
        rest += planned.number * asked.parts.get(unit, WHOLE)
    sizes = implied.denominators
    share = present(implied.plan)
    if sizes is None or share is None or rest == 0:
        return NONE
    known = sum((sizes[one.unit] for one in units), Decimal(0))
    return tidy((level * (known + rest) - share * known) / rest)
