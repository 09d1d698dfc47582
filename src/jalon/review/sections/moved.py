"""What moved since an earlier vintage: each figure of the whole split by cause, the largest drawn."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.components import NAMES
from jalon.figures.figure import Scope
from jalon.figures.restatement import Kind, Move, Part
from jalon.kernel.exact import exact
from jalon.kernel.missing import Value
from jalon.review.charts.waterfall import Step, WaterfallSpec, waterfall_chart
from jalon.review.document import (
    Align,
    Block,
    BulletList,
    Cell,
    ChartBlock,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from jalon.review.sections.context import DASH, Context, Measured, Moved

MOST_CAUSES = 12
"""Causes that are listed; the command line gives all of them, down to the rows."""


def moved_pages(context: Context) -> Iterator[Block]:
    """What is not as it was reported, and why; nothing when no vintage is compared."""
    if context.moved is None:
        return
    yield PageBreak()
    title = context.words("Ce qui a bougé depuis le millésime précédent", "What moved since the last vintage")
    yield Heading(level=1, text=title, anchor="moved")
    yield from moved_blocks(context, context.moved)


def moved_blocks(context: Context, moved: Moved) -> Iterator[Block]:
    """How much moved, then each indicator of the whole that did."""
    yield Paragraph((moved_in_words(context, moved),))
    mine = [place for place, move in enumerate(moved.moves) if is_of_the_whole(move)]
    by_indicator: dict[str, list[int]] = {}
    for place in mine:
        by_indicator.setdefault(moved.moves[place].cell.indicator, []).append(place)
    for name, places in by_indicator.items():
        if name in context.dossier.indicators:
            yield from moved_indicator(context, moved, name, places)


def moved_in_words(context: Context, moved: Moved) -> str:
    """How many figures moved, in a sentence."""
    number, cells = len(moved.moves), moved.cells
    which = context.words(
        f"Millésime «\u00a0{moved.since}\u00a0», {moved.signed}\u00a0: ",
        f"Vintage “{moved.since}”, {moved.signed}: ",
    )
    if not cells:
        return which + context.words(
            "rien de ce dont les chiffres sont faits n’a changé.",
            "nothing that figures are made from has changed.",
        )
    if not number:
        return which + context.words(
            f"aucun des {cells} chiffres comparés n’a bougé.",
            f"none of the {cells} figures compared has moved.",
        )
    return which + context.words(
        f"{number} chiffres sur {cells} ont bougé. Chaque écart est partagé exactement entre ses causes.",
        f"{number} of {cells} figures have moved. Every difference is split exactly between its causes.",
    )


def is_of_the_whole(move: Move) -> bool:
    """True for a total of the institute, as it was."""
    cell = move.cell
    return cell.unit == INSTITUTE and cell.scope is Scope.AS_IT_WAS and not cell.breakdown


def moved_indicator(context: Context, moved: Moved, name: str, places: list[int]) -> Iterator[Block]:
    """The moves of the whole for one indicator: the largest drawn, all in a table, why in a list."""
    indicator = context.dossier.indicator(name)
    measured = context.measured(indicator)
    yield Heading(level=2, text=context.say(indicator.name), anchor=f"moved-{name}")
    moves = [moved.moves[place] for place in places]
    widest = _widest(moves)
    if widest is not None:
        yield _waterfall(context, moved, measured, widest)
    if any(move.kind is not Kind.REWORDED for move in moves):
        yield _table(context, moved, measured, moves)
    colon = context.words("\u00a0: ", ": ")
    told = (f"{moved.moves[place].cell.period.label}{colon}{moved.why[place]}" for place in places)
    whys = dict.fromkeys(told)
    yield BulletList(tuple((why,) for why in list(whys)[:MOST_CAUSES]))


def _widest(moves: list[Move]) -> Move | None:
    """The move of the largest difference among those that have one."""
    known = [move for move in moves if move.kind is Kind.MOVED]
    return max(known, key=lambda move: abs(_change(move)), default=None)


def _change(move: Move) -> Fraction:
    return sum((part.change for part in move.parts), Fraction(0))


def _waterfall(context: Context, moved: Moved, measured: Measured, move: Move) -> ChartBlock:
    before, after = _number(move.before), _number(move.after)
    spec = WaterfallSpec(
        title=context.words(
            f"De «\u00a0{moved.since}\u00a0» à {_until(context, moved)}, {move.cell.period.label}",
            f"From “{moved.since}” to {_until(context, moved)}, {move.cell.period.label}",
        ),
        subtitle=measured.shown.say(context.language),
        language=context.language,
        before=(moved.since, measured.number(before)),
        after=(moved.until or context.words("aujourd’hui", "today"), measured.number(after)),
        steps=tuple(
            Step(_named(context, part), measured.number(_decimal(part.change))) for part in move.parts
        ),
        number=lambda value: measured.plain(value),
        signed=lambda value: measured.plain(value, signed=True),
    )
    told = "; ".join(
        f"{_named(context, part)} {measured.difference(_decimal(part.change))}" for part in move.parts
    )
    alt = context.words(
        f"De {measured.full(before)} à {measured.full(after)}\u00a0: {told}.",
        f"From {measured.full(before)} to {measured.full(after)}: {told}.",
    )
    return ChartBlock(svg=waterfall_chart(spec), alt=alt)


def _until(context: Context, moved: Moved) -> str:
    """The later end, in the middle of a sentence."""
    if not moved.until:
        return context.words("aujourd’hui", "today")
    return context.words(f"«\u00a0{moved.until}\u00a0»", f"“{moved.until}”")


def _named(context: Context, part: Part) -> str:
    return " + ".join(context.say(NAMES[component]) for component in part.components)


def _number(value: Value | None) -> Decimal:
    assert isinstance(value, Decimal), "a move has a number at both ends"
    return value


def _decimal(change: Fraction) -> Decimal:
    with exact():
        return Decimal(change.numerator) / Decimal(change.denominator)


def _table(context: Context, moved: Moved, measured: Measured, moves: list[Move]) -> Table:
    titles = (
        context.words("Période", "Period"),
        moved.since if moved.until else context.words("Publié", "Reported"),
        moved.until or context.words("Aujourd’hui", "Today"),
        context.words("Écart", "Difference"),
    )
    return Table(
        caption=context.words("Chiffres de l’ensemble qui ont bougé", "Figures of the whole that moved")
        + f" — {measured.shown.say(context.language)}",
        columns=tuple(
            Column(title=title, align=Align.NUMBER if place else Align.LEFT)
            for place, title in enumerate(titles)
        ),
        rows=tuple(_row(measured, move) for move in moves if move.kind is not Kind.REWORDED),
    )


def _row(measured: Measured, move: Move) -> Row:
    moved = move.kind is Kind.MOVED
    change = measured.number(_decimal(_change(move)))
    difference = measured.plain(change, signed=True) if moved else DASH
    values = [DASH if value is None else measured.bare(value) for value in (move.before, move.after)]
    return Row(cells=(Cell(text=move.cell.period.label), *map(_cell, values), Cell(text=difference)))


def _cell(text: str) -> Cell:
    return Cell(text=text)
