"""Breakdowns: how the latest figure, or one figure, is made of categories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Figure, Scope
from jalon.figures.store import read_figures
from jalon.kernel.periods import Period
from jalon.review.document import Align, Block, Cell, Column, Row, Table
from jalon.review.sections.context import DASH, Context, Measured
from jalon.review.sections.schools import figure_cell
from jalon.services.screens.incomplete import latest_due
from jalon.services.screens.part import Told
from jalon.services.worlds import find_vintage

MOST_CATEGORIES = 60
MOST_UNITS = 10


def latest_breakdowns(told: Told, indicator: str) -> Iterator[Block]:
    """One table a column: categories in rows, the whole and every unit in columns, for the latest period."""
    figure = latest_due(told.context, indicator)
    if figure is not None:
        units = [unit.id for unit in told.context.dossier.perimeter.units]
        shown = [INSTITUTE, *units] if len(units) <= MOST_UNITS else [INSTITUTE]
        yield from _tables(told, figure, shown)


def breakdowns_of(told: Told, figure: Figure) -> Iterator[Block]:
    """The same for one figure."""
    yield from _tables(told, figure, [figure.unit])


def figures_folder(told: Told) -> Path:
    """Where the figures told are stored."""
    if not told.vintage:
        return told.workspace.figures
    return find_vintage(told.workspace, told.vintage).folder / "figures"


def _tables(told: Told, figure: Figure, units: list[str]) -> Iterator[Block]:
    columns = told.context.dossier.indicator(figure.indicator, figure.period.start).breakdowns
    if not columns:
        return
    stored = read_figures(figures_folder(told), indicator=figure.indicator).figures
    found = [
        one
        for one in stored
        if len(one.breakdown) == 1 and one.period == figure.period and one.scope is Scope.AS_IT_WAS
    ]
    for column in columns:
        mine = {(one.unit, one.breakdown[0][1]): one for one in found if one.breakdown[0][0] == column}
        if mine:
            yield _table(told.context, figure.period, column, units, mine)


def _cell(context: Context, figure: Figure | None, measured: Measured) -> Cell:
    """A unit that has nobody in a category has no figure there."""
    return Cell(text=DASH) if figure is None else figure_cell(context, figure, measured)


def _table(
    context: Context, period: Period, column: str, units: list[str], mine: dict[tuple[str, str], Figure]
) -> Table:
    some = next(iter(mine.values()))
    measured = context.measured(context.dossier.indicator(some.indicator, period.start))
    categories = list(dict.fromkeys(category for _, category in mine))
    titles = [Column(title=column, weight=1.8)]
    titles += [Column(title=context.short(unit), align=Align.NUMBER, weight=1.0) for unit in units]
    rows = tuple(
        Row(
            cells=(
                Cell(text=category or "∅"),
                *(_cell(context, mine.get((unit, category)), measured) for unit in units),
            )
        )
        for category in categories[:MOST_CATEGORIES]
    )
    note = ""
    if len(categories) > MOST_CATEGORIES:
        left = len(categories) - MOST_CATEGORIES
        note = context.words(f"Et {left} autres catégories.", f"And {left} other categories.")
    shown = measured.shown.say(context.language)
    return Table(
        caption=context.words(f"Par {column}, {period.label}", f"By {column}, {period.label}")
        + f" — {shown}",
        columns=tuple(titles),
        rows=rows,
        note=note,
    )
