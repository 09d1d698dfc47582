"""The trajectory chart of an indicator: what was measured, what was expected, what is aimed at."""

from __future__ import annotations

from collections.abc import Iterable

from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target, TargetForm
from jalon.figures.figure import Figure
from jalon.kernel.missing import Missing, present
from jalon.kernel.numbers import ESTIMATE_SIGN
from jalon.kernel.periods import span
from jalon.outlook.judge import trajectory_of
from jalon.outlook.trajectory import Path
from jalon.outlook.verdict import WORDS, Verdict
from jalon.review.charts import spec
from jalon.review.charts.multiples import small_multiples
from jalon.review.charts.trajectory import trajectory_chart
from jalon.review.document import Align, Cell, ChartBlock, Column, Row, Table
from jalon.review.sections.context import DASH, Context, Measured
from jalon.review.sections.points import is_future, point_of

MOST_CHARTS = 12
"""More units than this are read in the table."""

_FORMS = {
    TargetForm.RANGE: spec.TargetForm.BAND,
    TargetForm.FLOOR: spec.TargetForm.FLOOR,
    TargetForm.CEILING: spec.TargetForm.CEILING,
    TargetForm.KEEP: spec.TargetForm.BAND,
}


def trajectory_block(context: Context, indicator: Indicator, target: Target | None) -> ChartBlock:
    """The chart with the table behind it and the words that can stand in for it."""
    chart = chart_spec(context, indicator, target, INSTITUTE)
    return ChartBlock(
        svg=trajectory_chart(chart),
        alt=_in_words(context, indicator, target),
        table=_numbers(context, indicator, target),
    )


def school_charts(context: Context, indicator: Indicator, targets: tuple[Target, ...]) -> ChartBlock | None:
    """The same chart for each unit that has a figure, side by side; None where fewer than two have one."""
    units = [unit.id for unit in context.dossier.perimeter.units]
    drawn = [unit for unit in units if any(f.completeness.behind for f in context.series(indicator.id, unit))]
    if not 2 <= len(drawn) <= MOST_CHARTS:
        return None
    by_unit = {target.unit: target for target in reversed(targets)}
    specs = [chart_spec(context, indicator, by_unit.get(unit), unit) for unit in drawn]
    title = context.words("Chaque unité", "Each unit")
    names = ", ".join(context.label(unit) for unit in drawn)
    alt = context.words(
        f"Petits graphiques de {names} ; les nombres sont dans le tableau qui suit.",
        f"Small charts of {names}; the numbers are in the table that follows.",
    )
    return ChartBlock(svg=small_multiples(specs, title=title, shares_scale=False), alt=alt)


def chart_spec(
    context: Context, indicator: Indicator, target: Target | None, unit: str
) -> spec.TrajectorySpec:
    """What the chart shows, for the whole or for a unit."""
    measured = context.measured(indicator)
    path = trajectory_of(context.dossier, context.figures, target, as_of=context.as_of) if target else None
    series = context.series(indicator.id, unit)
    verdict = context.verdict(target) if target else None
    periods = [figure.period for figure in series]
    periods += [point.period for point in path.points] if path else []
    periods += [target.horizon] if target else []
    periods += [verdict.baseline_period] if verdict and verdict.baseline_period else []
    ticks = span(min(periods), max(periods)) if periods else []
    lost = [figure for figure in series if not is_future(figure)]
    same = context.apart(indicator.id, unit, verdict)
    return spec.TrajectorySpec(
        title=context.say(indicator.name) if unit == INSTITUTE else context.short(unit),
        unit=measured.shown.say(context.language),
        symbol="%" if measured.shown.id == "%" else "",
        decimals=measured.decimals,
        language=context.language,
        periods=tuple(spec.Tick(period.number, period.label) for period in ticks),
        actual=tuple(point_of(figure, measured.number) for figure in lost),
        like_for_like=_drawn_apart(same, series, measured),
        trajectory=_path_points(path, measured),
        target=_target(target, verdict, measured),
        horizon=target.horizon.number if target else None,
        baseline=_baseline(verdict, measured),
    )


def _drawn_apart(
    same: Iterable[Figure], series: Iterable[Figure], measured: Measured
) -> tuple[spec.Point, ...]:
    """The like-for-like series, where it says something that the other does not."""
    shown = [figure for figure in same if not isinstance(figure.value, Missing)]
    as_it_was = {figure.period: figure.value for figure in series}
    if all(as_it_was.get(figure.period) == figure.value for figure in shown):
        return ()
    return tuple(point_of(figure, measured.number) for figure in shown)


def _path_points(path: Path | None, measured: Measured) -> tuple[spec.PathPoint, ...]:
    points = path.points if path else ()
    return tuple(spec.PathPoint(point.period.number, measured.number(point.expected)) for point in points)


def _target(target: Target | None, verdict: Verdict | None, measured: Measured) -> spec.Target | None:
    goal = present(verdict.goal) if verdict else None
    if target is None or verdict is None or goal is None:
        return None
    form = _FORMS.get(target.form, spec.TargetForm.LEVEL)
    far = present(verdict.goal_high) if verdict.goal_high is not None else None
    low, high = (goal, None) if far is None else (min(goal, far), max(goal, far))
    return spec.Target(
        form=form if far is not None or form is not spec.TargetForm.BAND else spec.TargetForm.LEVEL,
        value=measured.number(low),
        high=None if high is None else measured.number(high),
        holds_throughout=target.form in {TargetForm.FLOOR, TargetForm.CEILING, TargetForm.KEEP},
    )


def _baseline(verdict: Verdict | None, measured: Measured) -> spec.PathPoint | None:
    value = present(verdict.baseline) if verdict else None
    if verdict is None or verdict.baseline_period is None or value is None:
        return None
    return spec.PathPoint(verdict.baseline_period.number, measured.number(value))


def _in_words(context: Context, indicator: Indicator, target: Target | None) -> str:
    measured = context.measured(indicator)
    known = [f for f in context.series(indicator.id) if not isinstance(f.value, Missing)]
    name = context.say(indicator.name)
    if not known:
        return context.words(f"{name} : aucun chiffre reçu.", f"{name}: no figure received.")
    first, last = known[0], known[-1]
    told = context.words(
        f"{name} : {measured.full(first.value)} en {first.period.label}, "
        f"{measured.full(last.value)} en {last.period.label}.",
        f"{name}: {measured.full(first.value)} in {first.period.label}, "
        f"{measured.full(last.value)} in {last.period.label}.",
    )
    verdict = context.verdict(target) if target else None
    if verdict is None or target is None:
        return told
    goal, word = measured.full(verdict.goal), context.say(WORDS[verdict.word])
    return told + context.words(
        f" Cible {target.horizon.label} : {goal} ; {word}.",
        f" Target {target.horizon.label}: {goal}; {word}.",
    )


def _numbers(context: Context, indicator: Indicator, target: Target | None) -> Table:
    measured = context.measured(indicator)
    path = trajectory_of(context.dossier, context.figures, target, as_of=context.as_of) if target else None
    verdict = context.verdict(target) if target else None
    same = {f.period: f for f in context.apart(indicator.id, INSTITUTE, verdict)}
    rows = []
    for figure in context.series(indicator.id):
        constant = same.get(figure.period)
        sign = f"{ESTIMATE_SIGN}\u00a0" if figure.completeness.estimated else ""
        cells = [
            Cell(text=figure.period.label),
            Cell(text=sign + measured.bare(figure.value), href=context.lead(figure)),
            Cell(text=figure.completeness.say(context.language)),
            Cell(text=measured.bare(constant.value) if constant else DASH),
            Cell(text=measured.bare(path.expected(figure.period)) if path else DASH),
        ]
        rows.append(Row(cells=tuple(cells)))
    titles = (
        context.words("Période", "Period"),
        measured.shown.say(context.language),
        context.words("Unités", "Units"),
        context.words("À périmètre constant", "Like for like"),
        context.words("Attendu", "Expected"),
    )
    columns = [Column(title=title, align=Align.NUMBER if n else Align.LEFT) for n, title in enumerate(titles)]
    return Table(caption=context.say(indicator.name), columns=tuple(columns), rows=tuple(rows))
