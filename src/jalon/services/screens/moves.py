"""What moved between two vintages, or since one, as a screen tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.components import NAMES
from jalon.figures.figure import Scope
from jalon.figures.restatement import Kind, Move
from jalon.figures.vintages import NOW
from jalon.kernel.exact import exact
from jalon.kernel.missing import Value
from jalon.review.document import Align, Block, Cell, Column, Heading, Paragraph, Row, Table, link
from jalon.review.sections.context import DASH, Context, Moved
from jalon.review.sections.moved import is_of_the_whole, moved_blocks, moved_in_words, moved_indicator
from jalon.services.causes import named
from jalon.services.moved import moved_since
from jalon.services.moves import KINDS
from jalon.services.screens.part import Told, without_headings

MOST_ON_HOME = 12
MOST_CELLS = 200
"""Cells that the table of a comparison lists; its file lists all of them."""


def moved_of(told: Told, since: str, until: str, indicators: tuple[str, ...] = ()) -> Moved:
    """What moved between two vintages; an empty ``until`` is today.

    Raises:
        DossierProblem: a name leads nowhere, or something a vintage stands on was edited.
    """
    language = told.context.language
    return moved_since(
        told.dossier, told.workspace, since, until or NOW, told.today, language, indicators=indicators
    )


def moved_lately(told: Told) -> Iterator[Block]:
    """The figures of the whole that are not as in the vintage before, with what to open next."""
    context = told.context
    if not told.before:
        yield Paragraph((_no_vintage(told),))
        return
    moved = moved_of(told, told.before, told.vintage)
    yield Paragraph((moved_in_words(context, moved),))
    mine = [place for place, move in enumerate(moved.moves) if is_of_the_whole(move)]
    if mine:
        yield _table(context, moved, _latest(moved, mine)[:MOST_ON_HOME], is_short=True)
        address = f"#compare-from={moved.since}&to={moved.until or NOW}"
        yield Paragraph((link(context.words("Tout comparer", "Compare everything"), address),))


def _latest(moved: Moved, places: list[int]) -> list[int]:
    """Of each indicator, the move of its latest period."""
    found: dict[str, int] = {}
    for place in sorted(places, key=lambda one: moved.moves[one].cell.period.start):
        found[moved.moves[place].cell.indicator] = place
    return sorted(found.values())


def _no_vintage(told: Told) -> str:
    if told.vintage:
        return told.context.words(
            "C’est le premier millésime\u00a0: il n’y en a pas d’autre avec qui le comparer.",
            "This is the first vintage: there is no other to compare it with.",
        )
    return told.context.words(
        "Aucun millésime n’est encore signé. Dès le premier, cette section dira ce qui a bougé depuis.",
        "No vintage is signed yet. From the first one on, this section tells what moved since.",
    )


def moved_of_indicator(told: Told, indicator: str) -> Iterator[Block]:
    """The moves of one indicator since the vintage before: drawn, in a table, explained."""
    if not told.before:
        return
    moved = moved_of(told, told.before, told.vintage, (indicator,))
    yield Paragraph((moved_in_words(told.context, moved),))
    mine = [place for place, move in enumerate(moved.moves) if is_of_the_whole(move)]
    if mine:
        yield from without_headings(moved_indicator(told.context, moved, indicator, mine))


def compared(told: Told, since: str, until: str) -> Iterator[Block]:
    """Everything that moved between two vintages: the whole by indicator, then each cell."""
    context, moved = told.context, moved_of(told, since, until)
    parts = list(moved_blocks(context, moved))
    begin = next((place for place, one in enumerate(parts) if isinstance(one, Heading)), len(parts))
    yield from parts[:begin]
    if parts[begin:]:
        title = context.words("L’ensemble, par indicateur", "The whole, by indicator")
        yield Heading(level=1, text=title, anchor="whole")
        yield from parts[begin:]
    if moved.moves:
        title = context.words("Chiffre par chiffre", "Figure by figure")
        yield Heading(level=1, text=title, anchor="cells")
        yield _table(context, moved, range(min(len(moved.moves), MOST_CELLS)), rows_of=moved.since)


def _table(
    context: Context, moved: Moved, places: Iterable[int], rows_of: str = "", *, is_short: bool = False
) -> Table:
    """Moves, one a row; in a short table only the kind of cause, and how many other periods moved."""
    titles = (
        (context.words("Indicateur", "Indicator"), Align.LEFT, 2.2),
        (context.words("Période", "Period"), Align.LEFT, 0.9),
        (moved.since, Align.NUMBER, 1.1),
        (moved.until or context.words("Aujourd’hui", "Today"), Align.NUMBER, 1.1),
        (context.words("Écart", "Difference"), Align.NUMBER, 1.0),
        (context.words("Pourquoi", "Why"), Align.LEFT, 3.4),
    )
    return Table(
        caption=context.words("Chiffres qui ont bougé", "Figures that moved"),
        columns=tuple(Column(title=title, align=align, weight=weight) for title, align, weight in titles),
        rows=tuple(_row(context, moved, place, rows_of, is_short=is_short) for place in places),
    )


def _row(context: Context, moved: Moved, place: int, rows_of: str, *, is_short: bool) -> Row:
    move, cell = moved.moves[place], moved.moves[place].cell
    known = cell.indicator in context.dossier.indicators
    name = context.say(context.dossier.indicator(cell.indicator).name) if known else cell.indicator
    where = [context.label(cell.unit)] if cell.unit != INSTITUTE or rows_of else []
    where += [] if cell.scope is Scope.AS_IT_WAS else [context.words("à périmètre constant", "like for like")]
    values = (_shown(context, move, value) for value in (move.before, move.after))
    return Row(
        cells=(
            Cell(text=name, sub=", ".join(where), href=f"#indicator-{cell.indicator}" if known else ""),
            Cell(text=cell.period.label, sub=_others(context, moved, move) if is_short else ""),
            *(Cell(text=value) for value in values),
            Cell(text=_difference(context, move), href=_behind(moved, move) if rows_of else ""),
            Cell(text=_cause(context, move) if is_short else moved.why[place]),
        )
    )


def _others(context: Context, moved: Moved, move: Move) -> str:
    """How many other periods of the whole moved, for the same indicator."""
    name = move.cell.indicator
    others = sum(is_of_the_whole(one) and one.cell.indicator == name for one in moved.moves) - 1
    if others < 1:
        return ""
    if others == 1:
        return context.words("et une autre", "and another")
    return context.words(f"et {others} autres", f"and {others} others")


def _cause(context: Context, move: Move) -> str:
    """The kinds of cause, without the files and dates that the comparison gives."""
    if move.kind is Kind.MOVED:
        told = [named(part.components, context.language) for part in move.parts]
    else:
        told = [NAMES[one].say(context.language) for one in move.because]
    causes = ", ".join(dict.fromkeys(told))
    return causes if move.kind is Kind.MOVED else f"{KINDS[move.kind].say(context.language)} ({causes})"


def _behind(moved: Moved, move: Move) -> str:
    """The page of the rows behind a move."""
    cell = move.cell
    ends = f"from={moved.since}&to={moved.until or NOW}"
    return f"#behind-{ends}&indicator={cell.indicator}&unit={cell.unit}&period={cell.period.label}"


def _shown(context: Context, move: Move, value: Value | None) -> str:
    if value is None or move.cell.indicator not in context.dossier.indicators:
        return DASH
    return context.measured(context.dossier.indicator(move.cell.indicator)).full(value)


def _difference(context: Context, move: Move) -> str:
    if move.kind is not Kind.MOVED or move.cell.indicator not in context.dossier.indicators:
        return DASH
    with exact():
        change = Decimal(move.change.numerator) / Decimal(move.change.denominator)
    return context.measured(context.dossier.indicator(move.cell.indicator)).difference(change)
