"""The method ``linear-gap``: how far from the path, as a share of the whole way to go.

A rule that compares compound growth rates gives a share and its complement two different verdicts, and needs
a constant in place of zero. A difference divided by a difference does not: it changes neither with the unit,
nor with the complement, nor with the sign, nor when a constant is added everywhere.
"""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.verdicts import VerdictRules
from jalon.kernel.missing import present
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.measures import Measures, Position, position_of
from jalon.outlook.methods.obstacles import cannot, obstacle
from jalon.outlook.standing import Standing
from jalon.outlook.verdict import MethodAnswer, Word

NAME = "linear-gap"


def linear_gap(case: Case, found: Standing, numbers: Measures) -> MethodAnswer:
    """Reached or not at the horizon and for levels to hold; the gap as a share of the way before."""
    blocked = obstacle(NAME, case, found, numbers)
    if blocked is not None:
        return blocked
    word, why = _word(case, found, numbers)
    if word is Word.NOT_MEASURABLE:
        return cannot(NAME, why)
    return MethodAnswer(method=NAME, word=word, measure=numbers.gap_share)


def word_of(position: Position, rules: VerdictRules) -> Word:
    """On track, behind, far behind or moving away, for a goal that does not hold yet."""
    if position.gap >= rules.on_track:
        return Word.ON_TRACK
    if position.moved is not None and position.moved < min(rules.on_track, Decimal(0)):
        return Word.MOVING_AWAY
    return Word.BEHIND if position.gap >= rules.behind else Word.FAR_BEHIND


def _word(case: Case, found: Standing, numbers: Measures) -> tuple[Word, Text]:
    value, goal, latest = present(numbers.value), found.goal, found.latest
    assert value is not None, "checked by obstacle"
    assert goal is not None, "checked by obstacle"
    assert latest is not None, "checked by obstacle"
    if latest.period == found.origin.period and not goal.is_bound:
        return Word.NOT_MEASURABLE, reasons.NOT_AFTER_BASELINE
    is_due = latest.period == case.target.horizon or (goal.is_bound and goal.edges is None)
    if is_due or (goal.holds(value) and not found.is_pace_leading_away):
        return Word.REACHED if goal.holds(value) else Word.NOT_REACHED, EMPTY
    if found.is_met_at_baseline:
        return Word.MOVING_AWAY, EMPTY
    position = position_of(found, value, numbers.gap)
    if position is None:
        return Word.NOT_MEASURABLE, found.path.why_none
    return word_of(position, case.dossier.rules), EMPTY
