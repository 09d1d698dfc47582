"""Shares of units that have no target on a ratio, but targets on both its numerator and its denominator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jalon.dossier.indicator import Ratio
from jalon.dossier.samerows import Rows
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import Brought
from jalon.outlook.coherence.levels import Bounds, Start
from jalon.outlook.coherence.plans import Planned, Plans, names_of
from jalon.outlook.coherence.ratio import quotient_scale


def shares_from_counts(
    context: Context, indicator: str, period: Period, units: Sequence[str], base: Period | None
) -> Iterator[Brought]:
    """What each unit brings to a ratio by its targets on the two numbers that the ratio divides.

    Args:
        context: what is known.
        indicator: the ratio.
        period: the period of the question.
        units: the units asked about.
        base: the base period of the institute's target, at which each unit's own share is read.
    """
    measure = context.indicator(indicator).measure
    if not isinstance(measure, Ratio):
        return
    above, below = Rows.of(measure.numerator), Rows.of(measure.denominator)
    for unit in units:
        plans = Plans(context, unit, period)
        tops = [item for item in plans.amounts() if item.rows == above]
        bottoms = [item for item in plans.amounts() if item.rows == below and item.number > 0]
        if tops and bottoms:
            one = plans.brought[tops[0].indicator.id]
            yield _share(context, indicator, one, (tops[0], bottoms[0]), base)


def _share(
    context: Context, indicator: str, one: Brought, parts: tuple[Planned, Planned], base: Period | None
) -> Brought:
    top, bottom = parts
    scale = quotient_scale(context.dossier, context.indicator(indicator))
    level = top.number / bottom.number * scale
    per_level = level / top.level if top.level else scale
    bounds = one.bounds.times(per_level) if top.level else Bounds(level, None)
    figure = context.figures.get(indicator, one.unit, base) if base else None
    value = figure.value if figure else Missing(Reason.NOT_APPLICABLE)
    names = names_of([top.indicator, bottom.indicator])
    return replace(
        one,
        start=Start(period=base, value=value, measured=value),
        level=level,
        bounds=bounds,
        goal=None,
        assumption=Text(fr=f"déduite des cibles de {names.fr}", en=f"from the targets of {names.en}"),
    )
