"""The arithmetic of estimates: each method on plain numbers, with its formula in words and figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from jalon.kernel.exact import exact, settled
from jalon.kernel.numbers import format_number
from jalon.kernel.periods import Period
from jalon.kernel.texts import Language, Text

TREND_POINTS = 3
"""How many known values the line of ``linear-trend`` goes through."""

NO_EARLIER_VALUE = Text("aucune valeur reçue auparavant", "no value was received before")
NO_OTHERS = Text(
    "aucune autre unité n’a de valeur aux deux périodes", "no other unit has a value for both periods"
)
NOTHING_TO_GROW_FROM = Text(
    "les autres unités partent d’une valeur nulle ou négative", "the other units start from zero or below"
)
TOO_FEW = Text("il faut trois valeurs reçues auparavant", "three values received before are needed")
BELOW_ZERO = Text(
    "la droite passe sous zéro, où aucune valeur reçue n’est",
    "the line falls below zero, where no value received is",
)
NO_PRICES = Text("l’indice de prix de la période manque", "the price index of the period is missing")


class Impossible(Exception):
    """An estimate cannot be made by its method; ``why`` says it in words."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


@dataclass(frozen=True, slots=True)
class Point:
    """A value received for a period."""

    period: Period
    value: Decimal


@dataclass(frozen=True, slots=True)
class Made:
    """A value with the formula it came from."""

    value: Decimal
    formula: Text


def stated(values: Sequence[Decimal], decimals: int) -> list[Made]:
    """What was declared, as it is."""
    return [Made(value, _said("{}", [value], decimals)) for value in values]


def carried_forward(last: Point, decimals: int) -> Made:
    """The last known value.

    >>> from jalon.kernel.periods import Calendar
    >>> carried_forward(Point(Period(Calendar.YEAR, 2021), Decimal(40)), 0).formula.en
    '40 (2021)'
    """
    return Made(last.value, _said(f"{{}} ({last.period.label})", [last.value], decimals))


def grown(last: Point, before: Point, now: Point, decimals: int) -> Made:
    """The last known value times the growth of others: last × now / before.

    Args:
        last: the unit's last known value.
        before: the others together, at the period of that value.
        now: the same others together, at the period that is estimated.
        decimals: how many are printed.

    Raises:
        Impossible: growth from zero or below has no meaning.

    >>> from jalon.kernel.periods import Calendar
    >>> one, two = Period(Calendar.YEAR, 2021), Period(Calendar.YEAR, 2022)
    >>> made = grown(Point(one, Decimal(40)), Point(one, Decimal(50)), Point(two, Decimal(60)), 0)
    >>> made.value, made.formula.en
    (Decimal('48'), '40 (2021) × 60 (others, 2022) / 50 (others, 2021) = 48')
    """
    if before.value <= 0:
        raise Impossible(NOTHING_TO_GROW_FROM)
    with exact():
        value = settled(last.value * now.value / before.value)
    first, second = before.period.label, now.period.label
    numbers = [last.value, now.value, before.value, value]
    fr = f"{{}} ({first}) × {{}} (autres, {second}) / {{}} (autres, {first}) = {{}}"
    en = f"{{}} ({first}) × {{}} (others, {second}) / {{}} (others, {first}) = {{}}"
    return Made(value, Text(_filled(fr, numbers, decimals, Language.FR), _filled(en, numbers, decimals)))


def linear_trend(known: Iterable[Point], period: Period, decimals: int) -> Made:
    """The least-squares line through the last three known values, read at the period.

    With n points at x (periods) and y (values): slope b = (n Σxy − Σx Σy) / (n Σx² − (Σx)²), and the value
    is ȳ + b (x − x̄).

    Args:
        known: the unit's values before the period, the latest first.
        period: where the line is read.
        decimals: how many are printed.

    Raises:
        Impossible: fewer than three values, or a line below zero when no value is.

    >>> from jalon.kernel.periods import Calendar
    >>> values = ((2022, 16), (2021, 13), (2019, 10))
    >>> known = [Point(Period(Calendar.YEAR, year), Decimal(y)) for year, y in values]
    >>> linear_trend(known, Period(Calendar.YEAR, 2023), 1).value.quantize(Decimal("0.01"))
    Decimal('17.50')
    """
    points = list(islice(known, TREND_POINTS))
    if len(points) < TREND_POINTS:
        raise Impossible(TOO_FEW)
    # Periods are counted from the one that is estimated: its own x is 0.
    xs = [Decimal(point.period - period) for point in points]
    ys = [point.value for point in points]
    n = Decimal(len(points))
    with exact():
        sum_x, sum_y = sum(xs, Decimal(0)), sum(ys, Decimal(0))
        products = sum((x * y for x, y in zip(xs, ys, strict=True)), Decimal(0))
        squares = sum((x * x for x in xs), Decimal(0))
        slope = (n * products - sum_x * sum_y) / (n * squares - sum_x * sum_x)
        value = settled((sum_y - slope * sum_x) / n)
    if value < 0 <= min(ys):
        raise Impossible(BELOW_ZERO)
    return Made(value, _line(points, slope, value, decimals))


def told(made: Sequence[Made]) -> Text:
    """The formulas of a value, or of a numerator and a denominator."""
    if len(made) == 1:
        return made[0].formula
    top, bottom = made[0].formula, made[1].formula
    return Text(
        fr=f"numérateur\u00a0: {top.fr} ; dénominateur\u00a0: {bottom.fr}",
        en=f"numerator: {top.en}; denominator: {bottom.en}",
    )


def _line(points: Sequence[Point], slope: Decimal, value: Decimal, decimals: int) -> Text:
    known = ", ".join(f"{{}} ({point.period.label})" for point in reversed(points))
    numbers = [*(point.value for point in reversed(points)), slope, value]
    fr = f"droite des moindres carrés par {known}\u00a0: pente {{}} par période, valeur {{}}"
    en = f"least-squares line through {known}: slope {{}} a period, value {{}}"
    shown = max(decimals, 1)
    return Text(_filled(fr, numbers, shown, Language.FR), _filled(en, numbers, shown))


def _said(template: str, numbers: Sequence[Decimal], decimals: int) -> Text:
    return Text(_filled(template, numbers, decimals, Language.FR), _filled(template, numbers, decimals))


def _filled(
    template: str, numbers: Sequence[Decimal], decimals: int, language: Language = Language.EN
) -> str:
    return template.format(*(format_number(number, decimals, language) for number in numbers))
