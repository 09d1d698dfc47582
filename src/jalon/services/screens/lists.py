"""Lists to choose from: indicators by objective, units with how they stand."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.verdict import STANDS, WORDS, Stand
from jalon.review.document import Align, Block, Cell, Column, GroupRow, Row, Table
from jalon.review.sections.aims import aim_in_words
from jalon.review.sections.context import DASH, Context
from jalon.review.sections.schools import figure_cell
from jalon.review.sections.tones import TONES
from jalon.services.screens.incomplete import latest_due
from jalon.services.screens.part import Part


def indicators_parts() -> tuple[Part, ...]:
    """Every indicator, under the objective it serves."""
    return (Part(id="list", make=lambda told: _indicators(told.context), files=("csv",)),)


def units_parts() -> tuple[Part, ...]:
    """Every unit."""
    return (Part(id="list", make=lambda told: _units(told.context), files=("csv",)),)


def _indicators(context: Context) -> Iterator[Block]:
    titles = (
        (context.words("Indicateur", "Indicator"), Align.LEFT, 3.0),
        (context.words("Dernier chiffre", "Latest figure"), Align.NUMBER, 1.3),
        (context.words("Cible", "Target"), Align.LEFT, 1.6),
        (context.words("Appréciation", "Verdict"), Align.LEFT, 1.4),
    )
    yield Table(
        caption=context.words("Indicateurs de l’ensemble", "Indicators of the whole"),
        columns=tuple(Column(title=title, align=align, weight=weight) for title, align, weight in titles),
        rows=tuple(_by_objective(context)),
    )


def _by_objective(context: Context) -> Iterator[Row | GroupRow]:
    shown: set[str] = set()
    for objective in context.dossier.contract.objectives:
        targets = context.dossier.contract.targets_of(objective.id)
        names = [name for name in dict.fromkeys(one.indicator for one in targets) if name not in shown]
        if names:
            yield GroupRow(context.say(objective.title))
        for name in names:
            whole = [one for one in targets if one.indicator == name and one.unit == INSTITUTE]
            yield _indicator(context, name, whole)
        shown.update(names)
    others = [name for name in context.dossier.indicators if name not in shown]
    if others and shown:
        yield GroupRow(context.words("Autres indicateurs suivis", "Other indicators followed"))
    yield from (_indicator(context, name, []) for name in others)


def _indicator(context: Context, name: str, targets: list[Target]) -> Row:
    indicator = context.dossier.indicator(name)
    figure = latest_due(context, name)
    value = figure_cell(context, figure, context.measured(indicator)) if figure else Cell(text=DASH)
    target = min(targets, key=lambda one: one.horizon.number, default=None)
    verdict = context.verdict(target) if target else None
    unit = context.measured(indicator).shown.say(context.language)
    when = figure.period.label if figure else ""
    return Row(
        cells=(
            Cell(
                text=context.say(indicator.name),
                sub=" · ".join(text for text in (unit, when) if text),
                href=f"#indicator-{name}",
            ),
            value,
            Cell(text=aim_in_words(target, context.language) or DASH, sub=target.horizon.label)
            if target
            else Cell(text=DASH),
            Cell(text=context.say(WORDS[verdict.word]), tone=TONES[verdict.word])
            if verdict
            else Cell(text=DASH),
        )
    )


def _units(context: Context) -> Iterator[Block]:
    titles = [(context.words("Unité", "Unit"), Align.LEFT, 3.0)]
    titles += [(context.say(word), Align.NUMBER, 1.0) for word in _STANDS.values()]
    yield Table(
        caption=context.words("Unités, et où en sont leurs cibles", "Units, and how their targets stand"),
        columns=tuple(Column(title=title, align=align, weight=weight) for title, align, weight in titles),
        rows=tuple(_unit(context, unit.id) for unit in context.dossier.perimeter.units),
    )


def _unit(context: Context, name: str) -> Row:
    unit = context.dossier.perimeter.find(name)
    mine = [STANDS[verdict.word] for verdict in context.verdicts if verdict.unit == name]
    counts = (str(mine.count(stand)) for stand in _STANDS)
    short = context.short(name) if unit and unit.short not in {EMPTY, unit.name} else ""
    head = Cell(text=context.label(name), sub=short, href=f"#unit-{name}")
    return Row(cells=(head, *(Cell(text=count) for count in counts)))


_STANDS = {
    Stand.GOOD: Text("Favorable", "Good"),
    Stand.NEAR: Text("À surveiller", "To watch"),
    Stand.OFF: Text("Défavorable", "Off track"),
    Stand.UNKNOWN: Text("Pas encore connu", "Not known yet"),
}
