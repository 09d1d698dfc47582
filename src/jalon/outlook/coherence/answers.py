"""From what is implied and what is asked to the answer and the gap."""

from __future__ import annotations

from decimal import Decimal

from jalon.kernel.exact import settled
from jalon.kernel.missing import Between, Missing, Value, between
from jalon.kernel.texts import Text
from jalon.outlook.coherence.implied import Implied
from jalon.outlook.coherence.model import NONE, Answer
from jalon.outlook.goals import Goal, Sense

_MARGINS = Text("chaque école est libre dans sa marge", "each school is free within its margin")


def compared(implied: Implied, goal: Goal, *, some_strict: bool) -> tuple[Answer, Value, Value]:
    """The answer, what is implied on the side that counts, and the gap to what is asked.

    Args:
        implied: the institute with every unit at its target.
        goal: what the institute's target asks for.
        some_strict: True when a unit must do better than its level, so that the whole does too.
    """
    if goal.sense is Sense.INSIDE:
        return _inside(implied, goal)
    side = implied.low if goal.sense is Sense.UP else implied.high
    if side is None:
        return Answer.NOT_KNOWN, implied.plan, implied.plan - goal.level
    return _ahead(side, goal, some_strict), side, _gap(side, goal)


def _gap(side: Value, goal: Goal) -> Value:
    return tidy(side) - settled(goal.level)


def _ahead(side: Value, goal: Goal, some_strict: bool) -> Answer:
    """Which side of the level the worst and the best that may be are on."""
    if isinstance(side, Missing) and not isinstance(side, Between):
        return Answer.NOT_KNOWN
    low, high = _ends(side)
    ends = [settled(goal.ahead(settled(end) - settled(goal.level))) for end in (low, high)]
    worst, best = min(ends), max(ends)
    is_enough = worst > 0 or (worst == 0 and (some_strict or not goal.is_strict))
    if is_enough:
        return Answer.EXCEEDS if worst > 0 else Answer.ADDS_UP
    if best < 0 or (best == 0 and goal.is_strict and not some_strict):
        return Answer.FALLS_SHORT
    return Answer.DEPENDS


def _inside(implied: Implied, goal: Goal) -> tuple[Answer, Value, Value]:
    """For a value to keep: the sum of the units' edges must lie inside the institute's."""
    assert goal.edges is not None, "what must stay inside has edges"
    if implied.low is None or implied.high is None:
        return Answer.NOT_KNOWN, implied.plan, NONE
    if any(
        isinstance(side, Missing) and not isinstance(side, Between) for side in (implied.low, implied.high)
    ):
        return Answer.NOT_KNOWN, implied.low, NONE
    low, high = _ends(implied.low)[0], _ends(implied.high)[1]
    shown = between(low, high, _MARGINS)
    under, over = low - goal.edges[0], high - goal.edges[1]
    if under >= 0 and over <= 0:
        return Answer.ADDS_UP, shown, Decimal(0)
    gap = under if -under >= over else over
    is_apart = high < goal.edges[0] or low > goal.edges[1]
    return (Answer.FALLS_SHORT if is_apart else Answer.DEPENDS), shown, gap


def tidy(value: Value) -> Value:
    """A value without the last digits that a root or a division left."""
    if isinstance(value, Between):
        return between(settled(value.low), settled(value.high), value.detail)
    return value if isinstance(value, Missing) else settled(value)


def _ends(value: Value) -> tuple[Decimal, Decimal]:
    if isinstance(value, Between):
        return value.low, value.high
    assert not isinstance(value, Missing), "checked by the callers"
    return value, value
