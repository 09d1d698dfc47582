"""The method ``time-weighted``: where the trend leads by the horizon.

After the Anticipated Progress Index of ESCAP, used by the five United Nations regional commissions: a linear
regression on time that gives more weight to recent figures is carried on to the horizon, and the gap it
leaves is taken relative to the progress required from the baseline. The published notes say that recent
figures weigh more and not how much: here a figure weighs its rank in time (1 for the first period known, 2
for the next period, …), which changes nothing when the unit, the sign or the origin of the values changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jalon.kernel.missing import present
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.goals import Sense
from jalon.outlook.measures import Measures
from jalon.outlook.methods.obstacles import cannot, obstacle
from jalon.outlook.points import Point, comparable_points
from jalon.outlook.standing import Standing
from jalon.outlook.verdict import MethodAnswer, Word

NAME = "time-weighted"

LEVEL_TO_KEEP = Text(
    "une valeur à maintenir n’a pas de chemin à parcourir", "a value to keep has no way to make"
)
TOO_FEW = Text("il faut au moins deux chiffres comparables", "at least two comparable figures are needed")
NO_WAY = Text("la cible est égale au départ", "the target equals the baseline")


def time_weighted(case: Case, found: Standing, numbers: Measures) -> MethodAnswer:
    """Reached, not reached at the horizon; before, whether the trend suffices, is short, or leads away."""
    blocked = obstacle(NAME, case, found, numbers)
    if blocked is not None:
        return blocked
    goal, value, base = found.goal, present(numbers.value), present(found.origin.value)
    assert goal is not None, "checked by obstacle"
    assert value is not None, "checked by obstacle"
    if goal.sense is Sense.INSIDE:
        return cannot(NAME, LEVEL_TO_KEEP)
    if goal.holds(value):
        return MethodAnswer(method=NAME, word=Word.REACHED)
    points = comparable_points(case, found.comparison.end) if found.comparison else []
    if base is None or len(points) < 2:
        return cannot(NAME, reasons.NO_BASELINE if base is None else TOO_FEW)
    if goal.level == base:
        return cannot(NAME, NO_WAY)
    projected = projection(points, case.target.horizon)
    left = goal.ahead(goal.level - projected) / abs(goal.level - base)
    return MethodAnswer(
        method=NAME, word=_word(case, found, left), measure=left, reason=_leads_to(case, projected)
    )


def _word(case: Case, found: Standing, left: Decimal) -> Word:
    rules = case.dossier.rules
    if found.latest is not None and found.latest.period >= case.target.horizon:
        return Word.NOT_REACHED
    if left <= rules.maintain:
        return Word.MAINTAIN
    return Word.ACCELERATE if left <= rules.reverse else Word.REVERSE


def projection(points: Sequence[Point], horizon: Period) -> Decimal:
    """The weighted least-squares line through two points or more, read at ``horizon``.

    A point weighs 1 + the number of periods since the first.
    """
    first = points[0][0]
    rows = [(Decimal(period - first), value) for period, value in points]
    weights = [time + 1 for time, _ in rows]
    whole = sum(weights, Decimal(0))
    mean_time = sum((w * t for w, (t, _) in zip(weights, rows, strict=True)), Decimal(0)) / whole
    mean = sum((w * v for w, (_, v) in zip(weights, rows, strict=True)), Decimal(0)) / whole
    spread = sum((w * (t - mean_time) ** 2 for w, (t, _) in zip(weights, rows, strict=True)), Decimal(0))
    both = sum(
        (w * (t - mean_time) * (v - mean) for w, (t, v) in zip(weights, rows, strict=True)), Decimal(0)
    )
    return mean + both * (Decimal(horizon - first) - mean_time) / spread


def _leads_to(case: Case, projected: Decimal) -> Text:
    value, horizon = reasons.said(projected, case.unit, case.indicator.decimals), case.target.horizon
    return Text(f"la tendance mène à {value.fr} en {horizon}", f"the trend leads to {value.en} in {horizon}")
