"""The question: what the institute's target asks for in one period, and of which units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import TargetForm
from jalon.figures.figure import Figure, Scope
from jalon.figures.likeforlike import Kept, carried
from jalon.figures.overlap import Side
from jalon.figures.roster import Parts
from jalon.kernel.missing import Missing, Reason, Value, present
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
from jalon.outlook.case import Case
from jalon.outlook.coherence.context import Context, algebra_of
from jalon.outlook.coherence.levels import Start, goal_in, start_of
from jalon.outlook.coherence.model import Algebra
from jalon.outlook.goals import Goal

_NO_COMMON_BASE = Text(
    "la valeur de départ des seules écoles encore membres n’est pas connue",
    "the baseline of the schools that are still members is not known",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One institute target in one period.

    Attributes:
        case: the target, its indicator, the figures.
        period: the horizon or the year of an intermediate goal.
        algebra: how units make the whole.
        parts: the units at the bottom of the tree that are asked about, each with the part for which it
            counts in the institute.
        outside: members in the period that were not in the baseline, which is that of the others.
        start: where the institute starts from, on ``kept``.
        goal: what is asked, or why that is not known.
    """

    case: Case
    period: Period
    algebra: Algebra
    parts: Parts
    outside: tuple[str, ...]
    start: Start
    goal: Goal | Text

    @property
    def kept(self) -> tuple[str, ...]:
        """The units that are asked about."""
        return tuple(self.parts)

    @property
    def is_milestone(self) -> bool:
        """True for an intermediate goal."""
        return self.period != self.case.target.horizon


def question(context: Context, case: Case, period: Period) -> Question:
    """What an institute target asks for in a period.

    A change on a measured baseline is asked of the units of that baseline that are still members, or of what
    they became: those that came since are outside, as in a like-for-like comparison.
    """
    algebra = algebra_of(case.indicator)
    members = _asked(case, period)
    start, kept = start_of(case), members
    figure = _measured_base(case)
    if figure is not None:
        perimeter, then = case.dossier.perimeter, figure.completeness.counted
        carriers = carried(perimeter, Kept(figure.period.start, then), period)
        kept = {
            unit: part
            for unit, part in members.items()
            if carriers.parts.get(unit) == part and unit not in carriers.barred
        }
        at_base = carried(perimeter, Kept(period.start, kept), figure.period)
        value = _unknown_base() if at_base.barred else _together(context, algebra, figure, at_base.parts)
        start = Start(period=start.period, value=value, measured=start.measured)
    return Question(
        case=case,
        period=period,
        algebra=algebra,
        parts=kept,
        outside=tuple(unit for unit in members if unit not in kept),
        start=start,
        goal=goal_in(case, period, start.value),
    )


def _asked(case: Case, period: Period) -> Parts:
    """The members of the period; once the target is re-based, those of the day of its perimeter."""
    perimeter = case.dossier.perimeter
    if case.day is None:
        return perimeter.parts(period.start)
    found = carried(perimeter, Kept(case.day, perimeter.parts(case.day)), period)
    return {unit: part for unit, part in found.parts.items() if unit not in found.barred}


def _unknown_base() -> Missing:
    return Missing(Reason.NOT_APPLICABLE, _NO_COMMON_BASE)


def _measured_base(case: Case) -> Figure | None:
    """The institute's figure at the baseline, where the target is a change on it."""
    target = case.target
    is_change = target.is_relative or target.form is TargetForm.PACE
    base = target.baseline
    if not is_change or base is None or base.stated is not None or base.period is None:
        return None
    figure = case.figure(base.period)
    return figure if figure is not None and present(figure.value) is not None else None


def _together(context: Context, algebra: Algebra, whole: Figure, kept: Parts) -> Value:
    """The value of some units together, each for its part, in the period of ``whole``."""
    if whole.completeness.counted == kept:
        return whole.value
    same = context.figures.get(whole.indicator, INSTITUTE, whole.period, Scope.LIKE_FOR_LIKE)
    if same is not None and same.completeness.counted == kept:
        return same.value
    figures = [context.figures.get(whole.indicator, unit, whole.period) for unit in kept]
    found = [figure for figure in figures if figure is not None]
    if len(found) < len(figures) or algebra not in {Algebra.SUM, Algebra.RATIO}:
        return _counted(context, whole, kept)
    if algebra is Algebra.SUM:
        return sum((figure.value * kept[figure.unit] for figure in found), Decimal(0))
    return _pooled(whole, found, kept)


def _counted(context: Context, whole: Figure, kept: Parts) -> Value:
    version = context.dossier.indicator(whole.indicator, whole.period.start)
    if algebra_of(version) is Algebra.DISTINCT:
        ledger = context.ledger_of(whole.indicator, Side.COUNT, whole.period)
        if ledger is not None:
            return ledger.weighted(kept)
    return _unknown_base()


def _pooled(whole: Figure, figures: Sequence[Figure], kept: Parts) -> Value:
    """The ratio of the sums, in the unit that the whole's own value and parts show."""
    pairs = [(whole.numerator, whole.denominator), *(_pair(one, kept[one.unit]) for one in figures)]
    if any(top is None or bottom is None for top, bottom in pairs):
        return Missing(Reason.NOT_APPLICABLE, _NO_COMMON_BASE)
    tops = [top for top, _ in pairs if top is not None]
    bottoms = [bottom for _, bottom in pairs if bottom is not None]
    if present(tops[0]) in {None, Decimal(0)}:
        return Missing(Reason.NOT_APPLICABLE, _NO_COMMON_BASE)
    scale = whole.value * bottoms[0] / tops[0]
    return sum(tops[1:], Decimal(0)) * scale / sum(bottoms[1:], Decimal(0))


def _pair(figure: Figure, part: Decimal) -> tuple[Value | None, Value | None]:
    top, bottom = figure.numerator, figure.denominator
    return (None if top is None else top * part, None if bottom is None else bottom * part)
