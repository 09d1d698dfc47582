"""What each signed vintage said of an indicator, beside what is known today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Figure, Scope
from jalon.figures.store import read_figures
from jalon.kernel.periods import Period
from jalon.review.document import Align, Block, Cell, Column, Paragraph, Row, Table, Tone, link
from jalon.review.sections.context import DASH, Context
from jalon.review.words import say_date
from jalon.services.screens.part import Told
from jalon.services.worlds import find_vintage

MOST_VINTAGES = 6


def reported(told: Told, indicator: str) -> Iterator[Block]:
    """The whole, period by period: a column a vintage, the last ones first; a value that moved is marked."""
    context = told.context
    last = told.vintages.index(told.vintage) + 1 if told.vintage else len(told.vintages)
    names = told.vintages[:last][-MOST_VINTAGES:]
    if not names:
        words = context.words(
            "Aucun millésime n’est encore signé. Chacun gardera ici ce qui a été dit.",
            "No vintage is signed yet. Each will keep here what was said.",
        )
        yield Paragraph((words, " ", link(context.words("Millésimes", "Vintages"), "#vintages-list")))
        return
    columns = [(name, _frozen(told, name, indicator)) for name in names]
    if not told.vintage:
        columns.append(("", {one.period: one for one in context.series(indicator)}))
    yield _table(told, indicator, columns)


def _frozen(told: Told, name: str, indicator: str) -> dict[Period, Figure]:
    folder = find_vintage(told.workspace, name).folder / "figures"
    figures = read_figures(folder, totals_only=True, indicator=indicator).figures
    return {one.period: one for one in figures if one.unit == INSTITUTE and one.scope is Scope.AS_IT_WAS}


def _table(told: Told, indicator: str, columns: list[tuple[str, dict[Period, Figure]]]) -> Table:
    context = told.context
    periods = sorted({period for _, figures in columns for period in figures})
    titles = [Column(title=context.words("Période", "Period"))]
    titles += [
        Column(title=name or context.words("Aujourd’hui", "Today"), align=Align.NUMBER) for name, _ in columns
    ]
    colon, then = context.words("\u00a0: ", ": "), context.words("\u00a0; ", "; ")
    note = then.join(f"{name}{colon}{_signed(told, name)}" for name, _ in columns if name)
    shown = context.measured(context.dossier.indicator(indicator)).shown.say(context.language)
    return Table(
        caption=context.words("L’ensemble, tel qu’il a été dit", "The whole, as it was said") + f" — {shown}",
        columns=tuple(titles),
        rows=tuple(_row(context, period, [figures for _, figures in columns]) for period in periods),
        note=note,
    )


def _signed(told: Told, name: str) -> str:
    manifest = find_vintage(told.workspace, name).manifest
    when = say_date(manifest.signed_on, told.context.language)
    return told.context.words(
        f"signé par {manifest.signed_by} le {when}", f"signed by {manifest.signed_by} on {when}"
    )


def _row(context: Context, period: Period, told: list[Mapping[Period, Figure]]) -> Row:
    cells = [Cell(text=period.label)]
    before: str | None = None
    for figures in told:
        text = _text(context, figures.get(period))
        moved = before is not None and text != before
        sub = context.words("a bougé", "moved") if moved else ""
        cells.append(Cell(text=text, sub=sub, tone=Tone.NEAR if moved else Tone.NEUTRAL))
        before = text
    return Row(cells=tuple(cells))


def _text(context: Context, figure: Figure | None) -> str:
    if figure is None:
        return DASH
    return context.measured(context.dossier.indicator(figure.indicator)).bare(figure.value)
