"""The table by school: every unit and the whole over the periods of the contract, gaps named."""

from __future__ import annotations

from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.figures.figure import NO_MATCHING_ROW, READ_AS_ZERO, Figure, Scope, State
from jalon.figures.likeforlike import base_period, contract_span
from jalon.kernel.missing import REASONS, Between, Missing
from jalon.kernel.numbers import ESTIMATE_SIGN
from jalon.kernel.periods import Period, span
from jalon.outlook.verdict import WORDS
from jalon.review.document import Align, Cell, Column, Row, Table, Tone
from jalon.review.sections.aims import aim_in_words
from jalon.review.sections.context import DASH, Context, Measured
from jalon.review.sections.tones import TONES

MOST_PERIODS = 6


def school_table(context: Context, indicator: Indicator, targets: tuple[Target, ...]) -> Table:
    """Units in rows, periods in columns, verdict last; an incomplete whole says of how many."""
    periods = _periods(context, indicator)
    measured = context.measured(indicator)
    columns = [Column(title=context.words("Unité", "Unit"), weight=2.2)]
    columns += [Column(title=period.label, align=Align.NUMBER, weight=1.0) for period in periods]
    if targets:
        columns.append(Column(title=context.words("Appréciation", "Verdict"), weight=1.5))
    rows = [_row(context, indicator, unit.id, periods, targets) for unit in context.dossier.perimeter.units]
    rows += _whole(context, indicator, periods, targets)
    return Table(
        caption=f"{context.say(indicator.name)} — {measured.shown.say(context.language)}",
        columns=tuple(columns),
        rows=tuple(rows),
        note=context.words(
            "Sous une case vide, la raison ; une valeur absente n’est jamais un zéro.",
            "Under an empty cell, the reason; a missing value is never a zero.",
        ),
    )


def target_table(context: Context, indicator: Indicator, targets: tuple[Target, ...]) -> Table | None:
    """What each unit aims at, while no figure was received; None when no unit has a target of its own."""
    mine = [target for target in targets if target.unit != INSTITUTE]
    if not mine:
        return None
    titles = (
        context.words("Unité", "Unit"),
        context.words("Base", "Baseline"),
        context.words("Cible", "Target"),
        context.words("Échéance", "Horizon"),
        context.words("Appréciation", "Verdict"),
    )
    return Table(
        caption=context.words("Cibles par unité", "Targets by unit"),
        columns=tuple(Column(title=title, weight=2.0 if n == 0 else 1.0) for n, title in enumerate(titles)),
        rows=tuple(_target_row(context, indicator, target) for target in mine),
    )


def _target_row(context: Context, indicator: Indicator, target: Target) -> Row:
    verdict, measured = context.verdict(target), context.measured(indicator)
    has_base = verdict is not None and verdict.baseline_period is not None
    base = measured.full(verdict.baseline) if verdict else DASH
    aim = aim_in_words(target, context.language)
    word = (
        Cell(text=context.say(WORDS[verdict.word]), tone=TONES[verdict.word]) if verdict else Cell(text=DASH)
    )
    return Row(
        cells=(
            Cell(text=context.label(target.unit)),
            Cell(text=base, sub=str(verdict.baseline_period) if verdict and has_base else ""),
            Cell(text=aim or DASH, sub="" if aim else context.words("à fournir", "to be supplied")),
            Cell(text=target.horizon.label),
            word,
        )
    )


def _periods(context: Context, indicator: Indicator) -> list[Period]:
    """From the baseline to the contract's last period; the latest ones when there are many."""
    first = base_period(context.dossier, indicator.id, indicator.calendar)
    last = contract_span(context.dossier, indicator.calendar)[1]
    periods = span(first, last) if first <= last else [last]
    return periods if len(periods) <= MOST_PERIODS else [periods[0], *periods[1 - MOST_PERIODS :]]


def _row(
    context: Context, indicator: Indicator, unit: str, periods: list[Period], targets: tuple[Target, ...]
) -> Row:
    measured = context.measured(indicator)
    cells = [Cell(text=context.label(unit), href=f"#unit-{unit}" if context.is_browsed else "")]
    cells += [
        figure_cell(context, context.figures.get(indicator.id, unit, period), measured) for period in periods
    ]
    if targets:
        cells.append(_verdict(context, targets, unit))
    return Row(cells=tuple(cells))


def _whole(
    context: Context, indicator: Indicator, periods: list[Period], targets: tuple[Target, ...]
) -> list[Row]:
    measured = context.measured(indicator)
    rows = []
    for scope, title in (
        (Scope.AS_IT_WAS, context.label(INSTITUTE)),
        (Scope.LIKE_FOR_LIKE, context.words("à périmètre constant", "like for like")),
    ):
        figures = [context.figures.get(indicator.id, INSTITUTE, period, scope) for period in periods]
        if not any(figures):
            continue
        head = Cell(text=title, sub=_members(context, figures) if scope is Scope.LIKE_FOR_LIKE else "")
        cells = [head, *(figure_cell(context, figure, measured) for figure in figures)]
        if targets:
            cells.append(_verdict(context, targets, INSTITUTE) if scope is Scope.AS_IT_WAS else Cell())
        rows.append(Row(cells=tuple(cells), is_total=True))
    return rows


def _members(context: Context, figures: list[Figure | None]) -> str:
    units = next(figure.completeness.expected for figure in figures if figure)
    return ", ".join(context.short(unit) for unit in units)


def figure_cell(context: Context, figure: Figure | None, measured: Measured) -> Cell:
    """A figure in a table: its value, and under it what limits it."""
    if figure is None:
        return Cell(text=DASH, sub=context.words("hors périmètre", "not a member"))
    if isinstance(figure.value, Between):
        sub = context.say(REASONS[figure.value.reason])
        return Cell(text=measured.bare(figure.value), sub=sub, tone=Tone.MISSING, href=context.lead(figure))
    if isinstance(figure.value, Missing):
        sub = context.say(REASONS[figure.value.reason])
        return Cell(text=DASH, sub=sub, tone=Tone.MISSING, href=context.lead(figure))
    sign = f"{ESTIMATE_SIGN}\u00a0" if figure.completeness.estimated else ""
    text = sign + measured.bare(figure.value)
    if figure.state is State.INCOMPLETE:
        sub = context.words(
            f"incomplet {figure.completeness.fraction}", f"incomplete {figure.completeness.fraction}"
        )
        return Cell(text=text, sub=sub, tone=Tone.MISSING, href=context.lead(figure))
    if figure.state is State.ESTIMATED:
        return Cell(text=text, sub=context.words("estimé", "estimated"), href=context.lead(figure))
    return Cell(text=text, sub=_why_zero(context, figure), href=context.lead(figure))


def _why_zero(context: Context, figure: Figure) -> str:
    """A zero that no cell holds says where it comes from."""
    if figure.value != 0:
        return ""
    kinds = {flag.partition(":")[0] for flag in figure.flags}
    if READ_AS_ZERO in kinds:
        return context.words("vide, lu zéro", "empty, read as 0")
    return context.words("aucune ligne", "none listed") if NO_MATCHING_ROW in kinds else ""


def _verdict(context: Context, targets: tuple[Target, ...], unit: str) -> Cell:
    found = [context.verdict(target) for target in targets if target.unit == unit]
    verdicts = [verdict for verdict in found if verdict is not None]
    if not verdicts:
        return Cell(text=DASH)
    verdict = verdicts[0]
    measured = context.measured(context.dossier.indicator(verdict.indicator))
    change = measured.change(verdict.change)
    return Cell(
        text=context.say(WORDS[verdict.word]), sub="" if change == DASH else change, tone=TONES[verdict.word]
    )
