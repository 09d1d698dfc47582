"""The method ``thresholds``: two thresholds, vigilance and alert, that the indicator declares.

It looks at the level alone: neither the baseline nor the target matters.
"""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.indicator import AlertThresholds, Direction
from jalon.kernel.missing import present
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.comparison import stand_alone
from jalon.outlook.measures import Measures
from jalon.outlook.methods.obstacles import cannot
from jalon.outlook.standing import Standing
from jalon.outlook.verdict import MethodAnswer, Word

NAME = "thresholds"

NONE_DECLARED = Text(
    "l’indicateur ne déclare ni seuil de vigilance ni seuil d’alerte",
    "the indicator declares no threshold of vigilance and alert",
)


def thresholds(case: Case, found: Standing, _numbers: Measures) -> MethodAnswer:
    """Within the thresholds, on vigilance, or on alert, for the latest figure."""
    declared = case.indicator.alerts_on(case.as_of)
    if declared is None:
        return cannot(NAME, NONE_DECLARED)
    if found.latest is None:
        return cannot(NAME, reasons.NO_FIGURE)
    alone = stand_alone(case.dossier.perimeter, case.figures, found.latest, is_ratio=case.is_ratio)
    value = present(alone.end.value)
    if alone.obstacle != EMPTY or value is None:
        return cannot(NAME, alone.obstacle)
    word = card(value, declared, case.indicator.direction)
    return MethodAnswer(method=NAME, word=word, measure=value, reason=_declared(case, declared))


def card(value: Decimal, declared: AlertThresholds, direction: Direction) -> Word:
    """Better than the threshold of vigilance: nothing; worse than that of alert: alert; else vigilance."""
    sense = -1 if direction is Direction.DOWN else 1
    if (value - declared.vigilance) * sense > 0:
        return Word.WITHIN
    return Word.ALERT if (value - declared.alert) * sense < 0 else Word.VIGILANCE


def _declared(case: Case, declared: AlertThresholds) -> Text:
    levels = (declared.vigilance, declared.alert)
    first, second = (reasons.said(level, case.unit, case.indicator.decimals) for level in levels)
    return Text(
        fr=f"vigilance\u00a0: {first.fr}\u00a0; alerte\u00a0: {second.fr}",
        en=f"vigilance: {first.en}; alert: {second.en}",
    )
