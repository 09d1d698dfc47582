"""Who is counted twice: the bridge from the units to the whole, and the sets of units that share keys."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jalon.dossier.indicator import Indicator
from jalon.figures.figure import Bridge, Figure
from jalon.figures.measures.distinct import Holders, Ledger
from jalon.figures.overlap import Side, distinct_parts
from jalon.kernel.missing import Missing, present
from jalon.kernel.numbers import format_number
from jalon.review.charts.upset import Member, OverlapSpec, Shared, upset_chart
from jalon.review.document import (
    Align,
    Block,
    Cell,
    ChartBlock,
    Column,
    Paragraph,
    Row,
    Table,
    strong,
)
from jalon.review.sections.context import Context

MOST_SETS = 16
"""Sets that the table names; the smaller ones are summed up in its last row."""


def overlap_blocks(context: Context, indicator: Indicator) -> Iterator[Block]:
    """The bridge of the latest period, then who shares whom; nothing where nobody is counted twice."""
    figure = _latest(context, indicator)
    if figure is None:
        return
    if figure.bridge is not None and _counts_twice(figure.bridge):
        yield Paragraph((strong(context.words("Passage ", "Bridge ")), bridge_in_words(context, figure)))
    ledger = _ledger(context, indicator, figure)
    shared = {held: keys for held, keys in ledger.counts.items() if len(held) > 1} if ledger else {}
    if ledger and shared:
        yield _chart(context, indicator, figure, ledger, shared)


def bridge_in_words(context: Context, figure: Figure) -> str:
    """From the sum of the units to the whole, in one line."""
    bridge = figure.bridge
    if bridge is None:
        return ""
    indicator = context.dossier.indicator(figure.indicator, figure.period.start)
    measured = context.measured(indicator)
    total, twice, only, whole = (
        measured.bare(part)
        for part in (bridge.sum_of_units, bridge.counted_twice, bridge.institute_only, figure.value)
    )
    held = (
        ""
        if present(bridge.institute_only) == 0
        else context.words(f" + {only} tenus au niveau de l’ensemble", f" + {only} held at institute only")
    )
    when = figure.period.label
    return context.words(
        f"({when})\u00a0: somme des unités {total} − comptés plusieurs fois {twice}{held} = {whole}.",
        f"({when}): sum of the units {total} − counted more than once {twice}{held} = {whole}.",
    )


def _latest(context: Context, indicator: Indicator) -> Figure | None:
    """The latest figure of the whole that has a value."""
    if not distinct_parts(indicator):
        return None
    series = context.series(indicator.id)
    return next((figure for figure in reversed(series) if not isinstance(figure.value, Missing)), None)


def _counts_twice(bridge: Bridge) -> bool:
    twice = present(bridge.counted_twice)
    return twice is not None and twice != 0


def _ledger(context: Context, indicator: Indicator, figure: Figure) -> Ledger | None:
    """The ledger of the members; of a ratio, that of its denominator."""
    sides = [side for side, _ in distinct_parts(indicator)]
    side = Side.DENOMINATOR if Side.DENOMINATOR in sides else sides[0]
    found = context.overlaps.ledger(indicator.id, side, figure.period)
    return found.among(set(figure.completeness.received)) if found else None


def _chart(
    context: Context, indicator: Indicator, figure: Figure, ledger: Ledger, shared: dict[Holders, int]
) -> ChartBlock:
    order = [unit.id for unit in context.dossier.perimeter.units if unit.id in ledger.units]
    spec = OverlapSpec(
        title=context.words(
            f"Qui partage avec qui, {figure.period.label}", f"Who shares with whom, {figure.period.label}"
        ),
        subtitle=context.words(
            "chaque colonne\u00a0: un ensemble exact d’unités\u00a0; à côté du nom, ce que l’unité compte",
            "each column: an exact set of units; beside the name, what the unit counts",
        ),
        language=context.language,
        members=tuple(Member(context.short(unit), ledger.count({unit})) for unit in order),
        shared=tuple(
            Shared(frozenset(order.index(unit) for unit in held), keys) for held, keys in shared.items()
        ),
        others=_others(context, shared),
    )
    ranked = sorted(shared.items(), key=lambda item: (-item[1], sorted(item[0])))
    return ChartBlock(
        svg=upset_chart(spec),
        alt=_alt(context, indicator, ranked),
        table=_table(context, figure, ranked),
    )


def _others(context: Context, shared: dict[Holders, int]) -> str:
    left = sorted(shared.values(), reverse=True)[MOST_SETS:]
    if not left:
        return ""
    number, keys = len(left), format_number(Decimal(sum(left)), 0, context.language)
    return context.words(f"{number} autres ensembles\u00a0: {keys}", f"{number} other sets: {keys}")


def _alt(context: Context, indicator: Indicator, ranked: list[tuple[Holders, int]]) -> str:
    first = "; ".join(f"{_names(context, held)}: {keys}" for held, keys in ranked[:5])
    name = context.say(indicator.name)
    return context.words(
        f"{name}, partagés par plusieurs unités. Les plus grands ensembles\u00a0: {first}.",
        f"{name}, shared by several units. The largest sets: {first}.",
    )


def _names(context: Context, held: Holders) -> str:
    order = [unit.id for unit in context.dossier.perimeter.units]
    return " + ".join(context.short(unit) for unit in sorted(held, key=order.index))


def _table(context: Context, figure: Figure, ranked: list[tuple[Holders, int]]) -> Table:
    titles = (
        context.words("Unités qui partagent", "Units that share"),
        context.words("Nombre d’unités", "Number of units"),
        context.words("Comptés", "Counted"),
    )
    rows = [
        Row(cells=(Cell(text=_names(context, held)), _number(context, len(held)), _number(context, keys)))
        for held, keys in ranked[:MOST_SETS]
    ]
    left = sum(keys for _, keys in ranked[MOST_SETS:])
    if left:
        others = Cell(text=context.words("autres ensembles", "other sets"))
        rows.append(Row(cells=(others, Cell(), _number(context, left))))
    return Table(
        caption=context.words(f"Partages, {figure.period.label}", f"Shared, {figure.period.label}"),
        columns=tuple(
            Column(title=title, align=Align.NUMBER if place else Align.LEFT)
            for place, title in enumerate(titles)
        ),
        rows=tuple(rows),
    )


def _number(context: Context, number: int) -> Cell:
    return Cell(text=format_number(Decimal(number), 0, context.language))
