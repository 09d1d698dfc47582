"""Ratios: planned numerators over planned denominators, pooled. The growth of schools changes the weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Distinct, Indicator, Part, Ratio, Stock, Total
from jalon.dossier.samerows import Rows
from jalon.figures.overlap import Side
from jalon.figures.scaling import scale_of
from jalon.kernel.missing import Between, Missing, Reason, Value, between, present
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import Brought, brought
from jalon.outlook.coherence.implied import Implied
from jalon.outlook.coherence.levels import has_goal_in
from jalon.outlook.coherence.overlap import Observed, observe, union
from jalon.outlook.coherence.saying import named

_SIZES = Text("les effectifs à venir ne sont pas connus", "the sizes to come are not known")
_NO_SIZE = Text("aucun dénominateur n’est connu pour", "no denominator is known for")


@dataclass(frozen=True, slots=True)
class Planned:
    """The denominator of a unit in the period of the question.

    Attributes:
        number: in the unit of measurement of the rows.
        target: the target it comes from; empty when it is the last one observed.
        period: when it was observed; None when it comes from a target.
    """

    number: Decimal
    target: str = ""
    period: Period | None = None


def pooled(context: Context, indicator: str, units: Sequence[Brought], period: Period) -> Implied:
    """Numerators (share × denominator) pooled over pooled denominators."""
    planned = {one.unit: planned_denominator(context, indicator, one, period) for one in units}
    known = {unit: item for unit, item in planned.items() if item is not None}
    plan = {one.unit: one.level for one in units}
    mean = sum(plan.values(), Decimal(0)) / len(units)
    logical = between(min(plan.values()), max(plan.values()), _SIZES)
    if len(known) < len(units):
        return _any_size(context, units, [unit for unit in planned if planned[unit] is None], logical, mean)
    sizes = {one.unit: known[one.unit].number * one.part for one in units}
    pool = _Pool(context, context.indicator(indicator), units, sizes)
    return Implied(
        plan=pool.share(plan),
        low=pool.side([one.bounds.low for one in units]),
        high=pool.side([one.bounds.high for one in units]),
        logical=logical,
        naive=mean,
        told=_told(context, indicator, pool.share(plan), mean),
        assumptions=tuple(_assumptions(context, known)),
        denominators=sizes,
    )


def planned_denominator(context: Context, indicator: str, one: Brought, period: Period) -> Planned | None:
    """From the unit's target on the indicator that counts the denominator; else the last one observed."""
    part = denominator_of(context.indicator(indicator))
    target = _from_target(context, part, one, period) if part else None
    if target is not None:
        return target
    for figure in context.known(indicator, one.unit):
        number = present(figure.denominator) if figure.denominator is not None else None
        if number is not None and number > 0:
            return Planned(number, period=figure.period)
    return None


def denominator_of(indicator: Indicator) -> Part | None:
    """The part that a ratio of rows divides by; None for one that was collected as such."""
    return indicator.measure.denominator if isinstance(indicator.measure, Ratio) else None


def counting(context: Context, part: Part) -> list[Indicator]:
    """The indicators that count exactly the rows of a part."""
    wanted = Rows.of(part)
    latest = [context.indicator(name) for name in context.dossier.indicators]
    return [
        one
        for one in latest
        if isinstance(one.measure, Total | Stock | Distinct) and Rows.of(one.measure) == wanted
    ]


def _from_target(context: Context, part: Part, one: Brought, period: Period) -> Planned | None:
    for indicator in counting(context, part):
        targets = [
            target for target in context.targets_of(one.unit, indicator.id) if has_goal_in(target, period)
        ]
        found = brought(context, one.unit, one.units, targets, period) if targets else None
        if isinstance(found, Brought) and found.level > 0:
            scale = scale_of(context.dossier, indicator)
            return Planned(found.level / scale, target=found.cases[0].target.id)
    return None


@dataclass(frozen=True, slots=True)
class _Pool:
    """Shares of units of planned sizes, put together; persons counted by two units are counted once."""

    context: Context
    indicator: Indicator
    units: Sequence[Brought]
    sizes: dict[str, Decimal]

    def side(self, bounds: Sequence[Decimal | None]) -> Value | None:
        known = {one.unit: bound for one, bound in zip(self.units, bounds, strict=True) if bound is not None}
        return self.share(known) if len(known) == len(self.units) else None

    def share(self, shares: dict[str, Decimal]) -> Value:
        """Bounds where persons are shared: numerator and denominator have each their own overlap."""
        tops = {unit: share * self.sizes[unit] for unit, share in shares.items()}
        top = self._together(tops, Side.NUMERATOR, self._scale())
        bottom = self._together(self.sizes, Side.DENOMINATOR, Decimal(1))
        if bottom == 0:
            return Missing(Reason.UNDEFINED)
        return self._at_most_all(top / bottom)

    def _at_most_all(self, value: Value) -> Value:
        """A share of rows is never above all of them, however they are shared."""
        measure = self.indicator.measure
        if not isinstance(value, Between) or not isinstance(measure, Ratio):
            return value
        is_part = Rows.of(measure.numerator).within(Rows.of(measure.denominator))
        high = min(value.high, self._scale()) if is_part else value.high
        return between(min(value.low, high), high, value.detail)

    def _together(self, levels: dict[str, Decimal], side: Side, scale: Decimal) -> Value:
        if not self._is_distinct(side):
            return sum(levels.values(), Decimal(0))
        plain = {unit: level / scale for unit, level in levels.items()}
        found = union(plain, self._observed(side))
        return between(found.low * scale, found.high * scale, _SIZES)

    def _observed(self, side: Side) -> Observed | None:
        return observe(self.context, self.indicator.id, side, self.units)

    def _is_distinct(self, side: Side) -> bool:
        measure = self.indicator.measure
        if not isinstance(measure, Ratio):
            return False
        return isinstance(measure.numerator if side is Side.NUMERATOR else measure.denominator, Distinct)

    def _scale(self) -> Decimal:
        return quotient_scale(self.context.dossier, self.indicator)


def quotient_scale(dossier: Dossier, indicator: Indicator) -> Decimal:
    """What a quotient of numbers of rows is multiplied by to be in a ratio's unit: 100 for a percentage."""
    unit = dossier.unit_of(indicator)
    own = Decimal(100) if unit.id == "%" else 1 / unit.factor
    return own * scale_of(dossier, indicator)


def _any_size(
    context: Context, units: Sequence[Brought], unknown: list[str], logical: Value, mean: Decimal
) -> Implied:
    """No weights: the whole is between the lowest and the highest share."""
    names = named(context.dossier.perimeter, unknown)
    return Implied(
        plan=logical,
        low=_spread([one.bounds.low for one in units]),
        high=_spread([one.bounds.high for one in units]),
        logical=logical,
        naive=mean,
        assumptions=(Text(fr=f"{_NO_SIZE.fr} {names.fr}", en=f"{_NO_SIZE.en} {names.en}"),),
    )


def _spread(bounds: Sequence[Decimal | None]) -> Value | None:
    known = [bound for bound in bounds if bound is not None]
    return between(min(known), max(known), _SIZES) if len(known) == len(bounds) else None


def _told(context: Context, indicator: str, plan: Value, mean: Decimal) -> Text:
    if present(plan) == mean:
        return EMPTY
    shown, whole = context.say(indicator, mean), context.say(indicator, plan)
    return Text(
        fr=f"la moyenne des parts des écoles dirait {shown.fr}\u00a0: elle donne le même poids à une petite "
        f"école qu’à une grande\u00a0; avec les effectifs prévus, c’est {whole.fr}",
        en=f"the mean of the schools' shares would say {shown.en}: it gives a small school the weight of a "
        f"large one; with the planned sizes it is {whole.en}",
    )


def _assumptions(context: Context, planned: dict[str, Planned]) -> list[Text]:
    by_period: dict[Period, list[str]] = {}
    for unit, item in planned.items():
        if item.period is not None:
            by_period.setdefault(item.period, []).append(unit)
    told = []
    targeted = [unit for unit, item in planned.items() if item.target]
    if targeted:
        names = named(context.dossier.perimeter, targeted)
        told.append(
            Text(
                fr=f"dénominateurs exactement à leurs propres cibles\u00a0: {names.fr}",
                en=f"denominators exactly at their own targets: {names.en}",
            )
        )
    for period, units in sorted(by_period.items()):
        names = named(context.dossier.perimeter, units)
        told.append(
            Text(
                fr=f"dénominateurs inchangés depuis {period}, faute de cible\u00a0: {names.fr}",
                en=f"denominators unchanged since {period}, for want of a target: {names.en}",
            )
        )
    return told
