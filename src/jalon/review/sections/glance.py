"""The contract at a glance: objectives by axis, the whole and every unit."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.contract import Axis, Objective
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.outlook.verdict import PACE_STANDS, PACE_WORDS, WORDS, PaceWord, Stand, Verdict, Word
from jalon.review.charts.sparkline import sparkline
from jalon.review.document import Align, Cell, Column, GroupRow, Picture, Row, Table
from jalon.review.sections.aims import aim_in_words
from jalon.review.sections.context import DASH, Context
from jalon.review.sections.points import is_future, point_of
from jalon.review.sections.tones import TONES

MOST_UNITS = 10
"""More columns than this cannot be read on a page: the table then shows the whole only."""


def glance(context: Context) -> Table:
    """Objectives × units: each cell a value and a verdict in shape, colour and word."""
    units = _units(context)
    columns = [Column(title=context.words("Objectif", "Objective"), weight=2.4)]
    columns += [Column(title=context.short(unit), align=Align.CENTER, weight=1.0) for unit in units]
    return Table(
        caption=context.words("Objectifs et unités", "Objectives and units"),
        columns=tuple(columns),
        rows=tuple(_rows(context, units)),
        note=_note(context),
    )


def _units(context: Context) -> list[str]:
    units = [unit.id for unit in context.dossier.perimeter.units]
    return [INSTITUTE, *units] if len(units) <= MOST_UNITS else [INSTITUTE]


def _rows(context: Context, units: list[str]) -> Iterator[Row | GroupRow]:
    for axis in context.dossier.contract.axes:
        yield GroupRow(context.say(axis.title))
        for objective in _objectives(context, axis):
            yield from _objective_rows(context, objective, units)


def _objectives(context: Context, axis: Axis) -> list[Objective]:
    return [objective for objective in context.dossier.contract.objectives if objective.axis == axis.id]


def _objective_rows(context: Context, objective: Objective, units: list[str]) -> Iterator[Row]:
    targets = context.dossier.contract.targets_of(objective.id)
    indicators = list(dict.fromkeys(target.indicator for target in targets))
    title = Cell(text=context.say(objective.title), href=f"#objective-{objective.id}")
    if not indicators:
        nothing = Cell(text=DASH, sub=context.words("sans chiffre", "no number"))
        yield Row(cells=(title, nothing, *(Cell() for _ in units[1:])))
    for number, indicator in enumerate(indicators):
        mine = [target for target in targets if target.indicator == indicator]
        head = Cell(
            text=title.text if number == 0 else context.say(context.dossier.indicator(indicator).name),
            sub=_aims(context, mine),
            href=title.href if number == 0 else f"#indicator-{indicator}" if context.is_browsed else "",
        )
        yield Row(cells=(head, *(_cell(context, mine, unit) for unit in units)))


def standings(context: Context) -> Iterator[Verdict | None]:
    """How the whole stands on each aim of the table, on its nearest horizon; None before any figure is due.

    An objective without any number has none.
    """
    for objective in context.dossier.contract.objectives:
        targets = context.dossier.contract.targets_of(objective.id)
        ours = [target for target in targets if target.unit == INSTITUTE]
        for indicator in dict.fromkeys(target.indicator for target in ours):
            yield _first(context, [target for target in ours if target.indicator == indicator])


def _aims(context: Context, targets: list[Target]) -> str:
    """What the targets of a row ask for, each once: « cible 2023 : +20 % »."""
    told = dict.fromkeys(
        context.words(f"cible {target.horizon.label} : ", f"target {target.horizon.label}: ") + aim
        for target in targets
        if (aim := aim_in_words(target, context.language))
    )
    asked = context.words("\u00a0; ", "; ").join(told)
    return asked or context.words("cible à fournir", "target to be supplied")


def _cell(context: Context, targets: list[Target], unit: str) -> Cell:
    verdict = _first(context, [target for target in targets if target.unit == unit])
    if verdict is None:
        return Cell(text="")
    target = next(target for target in targets if target.id == verdict.target)
    measured = context.measured(context.dossier.indicator(verdict.indicator))
    change = measured.change(verdict.change)
    # A number stands without its unit only where the head of the row names it.
    is_named = any(not one.is_relative and aim_in_words(one, context.language) for one in targets)
    is_bare = is_named and measured.shown.id != "%"
    level = measured.bare(verdict.value) if is_bare else measured.full(verdict.value)
    told = [context.say(WORDS[verdict.word]), *_pace(context, verdict), *_partial(verdict)]
    # Of a unit that the contract gives no number, the shape says it, and the note what the shape means.
    is_awaited = unit != INSTITUTE and verdict.word is Word.NO_TARGET_VALUE
    return Cell(
        text=change if target.is_relative and change != DASH else level,
        sub="" if is_awaited else " · ".join(told),
        tone=TONES[verdict.word],
        picture=_sparkline(context, verdict) if unit == INSTITUTE else None,
        href=_lead(context, verdict),
    )


def _lead(context: Context, verdict: Verdict) -> str:
    period = verdict.period
    return context.lead(context.figures.get(verdict.indicator, verdict.unit, period)) if period else ""


def _sparkline(context: Context, verdict: Verdict) -> Picture | None:
    """The shape of the whole's series, like for like where the verdict is."""
    series = context.series(verdict.indicator, verdict.unit, verdict.scope, verdict.on)
    points = tuple(point_of(figure) for figure in series if not is_future(figure))
    if not any(point.value is not None for point in points):
        return None
    first, last = series[0].period.label, series[-1].period.label
    return Picture(svg=sparkline(points), alt=context.words(f"de {first} à {last}", f"{first} to {last}"))


def _pace(context: Context, verdict: Verdict) -> list[str]:
    """The answer to the second question, where it has one."""
    is_open = PACE_STANDS[verdict.pace.word] is Stand.UNKNOWN or verdict.pace.word is PaceWord.NOTHING_LEFT
    return [] if is_open else [context.say(PACE_WORDS[verdict.pace.word])]


def _partial(verdict: Verdict) -> list[str]:
    """How many units are in the whole, when some are missing."""
    received, _, expected = verdict.completeness.partition("/")
    return [verdict.completeness] if received != expected and verdict.unit == INSTITUTE else []


def _first(context: Context, targets: list[Target]) -> Verdict | None:
    """The verdict on the nearest horizon."""
    ordered = sorted(targets, key=lambda target: target.horizon.number)
    found = [context.verdict(target) for target in ordered]
    return next((verdict for verdict in found if verdict is not None), None)


def _note(context: Context) -> str:
    told = context.words(
        "Dernière période mesurée jusqu’à l’échéance : évolution depuis la base quand la cible est une "
        "évolution, "
        "valeur sinon ; puis l’appréciation, et si le rythme suffit. Un anneau vide sans mot : la cible de "
        "cette unité est à fournir. Une case vide : pas de cible pour cette unité.",
        "Last period measured up to the horizon: change since the baseline when the target is a change, "
        "the value "
        "otherwise; then the verdict, and whether the pace is enough. An empty ring without a word: the "
        "target of that unit is to be supplied. An empty cell: no target for that unit.",
    )
    if len(context.dossier.perimeter.units) <= MOST_UNITS:
        return told
    return told + context.words(" Le détail par unité suit.", " Units follow in their own tables.")
