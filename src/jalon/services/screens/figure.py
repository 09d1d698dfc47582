"""The page of one figure: what it is worth, who is in it, and how the units' figures make it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Figure
from jalon.figures.measures.distinct import Holders
from jalon.figures.overlap import Side, distinct_parts
from jalon.figures.remarks import remarks
from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Text
from jalon.outlook.verdict import PACE_WORDS, WORDS, Verdict
from jalon.review.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
)
from jalon.review.sections.context import DASH, Context
from jalon.review.sections.overlap import bridge_in_words
from jalon.review.sections.schools import figure_cell
from jalon.review.sections.sheet import definition_sheet
from jalon.review.sections.tones import PACE_TONES, TONES
from jalon.services.screens.breakdowns import breakdowns_of
from jalon.services.screens.part import Part
from jalon.services.show import reason

MOST_SETS = 16


def figure_parts(figure: Figure) -> tuple[Part, ...]:
    """The parts of a figure's page, without where it comes from: that depends on who asks."""
    return (
        Part(id="figure", make=lambda told: _head(told.context, figure)),
        Part(id="bridge", make=lambda told: _bridge(told.context, figure), title=_BRIDGE, files=("csv",)),
        Part(id="overlap", make=lambda told: _overlap(told.context, figure), title=_OVERLAP, files=("csv",)),
        Part(
            id="breakdown",
            make=lambda told: breakdowns_of(told, figure),
            title=_BREAKDOWN,
            is_slow=True,
            files=("csv",),
        ),
        Part(id="definition", make=lambda told: _definition(told.context, figure), title=_DEFINITION),
    )


def find_figure(context: Context, indicator: str, unit: str, period: str) -> Figure | None:
    """The figure of a cell, by the label of its period."""
    return next((one for one in context.series(indicator, unit) if one.period.label == period), None)


def beside(context: Context, figure: Figure) -> tuple[Figure | None, Figure | None]:
    """The figures of the period before and of the period after."""
    series = context.series(figure.indicator, figure.unit)
    place = series.index(figure)
    return series[place - 1] if place else None, series[place + 1] if place + 1 < len(series) else None


def _head(context: Context, figure: Figure) -> Iterator[Block]:
    yield KeyFigures(tuple(_key_figures(context, figure)))
    told = reason(context.dossier, figure, context.language)
    if told:
        yield Paragraph((f"{told[:1].upper()}{told[1:]}.",))
    noted = remarks(figure.flags, context.language)
    if noted:
        yield BulletList(tuple((one,) for one in noted))


def _key_figures(context: Context, figure: Figure) -> Iterator[KeyFigure]:
    measured = context.measured(context.dossier.indicator(figure.indicator, figure.period.start))
    yield KeyFigure(
        value=measured.full(figure.value), label=context.words("valeur", "value"), sub=_terms(context, figure)
    )
    if figure.is_institute or len(figure.completeness.expected) > 1:
        yield KeyFigure(
            value=figure.completeness.say(context.language),
            label=context.words("unités reçues", "units received"),
        )
    yield KeyFigure(
        value=format_number(Decimal(figure.rows), 0, context.language),
        label=context.words("lignes derrière ce chiffre", "rows behind this figure"),
    )
    for verdict in context.verdicts:
        if (verdict.indicator, verdict.unit, verdict.period) == (
            figure.indicator,
            figure.unit,
            figure.period,
        ):
            yield from _answers(context, verdict)


def _terms(context: Context, figure: Figure) -> str:
    """The numerator and denominator of a ratio."""
    terms = [figure.numerator, figure.denominator]
    known = [one for one in terms if isinstance(one, Decimal)]
    if len(known) < 2:
        return ""
    decimals = 0 if all(one == one.to_integral_value() for one in known) else 2
    return " / ".join(format_number(one, decimals, context.language) for one in known)


def _answers(context: Context, verdict: Verdict) -> Iterator[KeyFigure]:
    target = next(one for one in context.dossier.contract.targets if one.id == verdict.target)
    word = context.say(WORDS[verdict.word])
    label = context.words(f"cible {target.horizon.label}", f"target {target.horizon.label}")
    yield KeyFigure(value=word, label=label, tone=TONES[verdict.word])
    yield KeyFigure(
        value=context.say(PACE_WORDS[verdict.pace.word]),
        label=context.words("rythme", "pace"),
        tone=PACE_TONES[verdict.pace.word],
    )


def _bridge(context: Context, figure: Figure) -> Iterator[Block]:
    """What each unit brings, then the sum, what is counted twice, what is held above them."""
    members = context.dossier.perimeter.members(figure.period, figure.unit)
    if figure.unit != INSTITUTE and not members:
        return
    if figure.bridge is not None:
        yield Paragraph((bridge_in_words(context, figure),))
    measured = context.measured(context.dossier.indicator(figure.indicator, figure.period.start))
    rows = [
        Row(
            cells=(
                Cell(text=context.label(unit.id), href=f"#unit-{unit.id}"),
                figure_cell(context, context.figures.get(figure.indicator, unit.id, figure.period), measured),
            )
        )
        for unit in members
    ]
    rows += [
        Row(cells=(Cell(text=title), Cell(text=value)), is_total=True)
        for title, value in _steps(context, figure)
    ]
    yield Table(
        caption=context.words("Des unités à l’ensemble", "From the units to the whole"),
        columns=(
            Column(title=context.words("Unité", "Unit"), weight=2.4),
            Column(title=measured.shown.say(context.language), align=Align.NUMBER, weight=1.2),
        ),
        rows=tuple(rows),
    )


def _steps(context: Context, figure: Figure) -> Iterator[tuple[str, str]]:
    measured = context.measured(context.dossier.indicator(figure.indicator, figure.period.start))
    bridge = figure.bridge
    if bridge is not None:
        yield context.words("Somme des unités", "Sum of the units"), measured.bare(bridge.sum_of_units)
        for title, value, sign in (
            (
                context.words("− comptés plusieurs fois", "− counted more than once"),
                bridge.counted_twice,
                "−",
            ),
            (context.words("− part non comptée", "− part not counted"), bridge.not_counted, "−"),
            (
                context.words("+ tenus au niveau de l’ensemble", "+ held at institute only"),
                bridge.institute_only,
                "+",
            ),
        ):
            if value != 0:
                shown = measured.bare(value)
                yield title, shown if shown == DASH else f"{sign}{shown}"
    yield context.label(figure.unit), measured.bare(figure.value)


def _overlap(context: Context, figure: Figure) -> Iterator[Block]:
    """How many keys each exact set of units shares: counts, and nobody's key."""
    version = context.dossier.indicator(figure.indicator, figure.period.start)
    if len(figure.completeness.received) < 2:
        return
    for side, _ in distinct_parts(version):
        ledger = context.overlaps.ledger(figure.indicator, side, figure.period)
        if ledger is None:
            continue
        among = ledger.among(set(figure.completeness.received))
        shared = sorted(
            ((held, keys) for held, keys in among.counts.items() if len(held) > 1),
            key=lambda item: (-item[1], sorted(item[0])),
        )
        if shared:
            yield _sets(context, side, shared)


def _sets(context: Context, side: Side, shared: list[tuple[Holders, int]]) -> Table:
    order = [unit.id for unit in context.dossier.perimeter.units]
    rows = [
        Row(
            cells=(
                Cell(text=", ".join(context.short(unit) for unit in order if unit in held)),
                _count(context, keys),
            )
        )
        for held, keys in shared[:MOST_SETS]
    ]
    left = sum(keys for _, keys in shared[MOST_SETS:])
    if left:
        others = context.words("autres ensembles d’unités", "other sets of units")
        rows.append(Row(cells=(Cell(text=others), _count(context, left))))
    return Table(
        caption=context.words("Comptés dans plusieurs unités", "Counted in several units")
        + _SIDES[side].say(context.language),
        columns=(
            Column(title=context.words("Exactement dans", "Held by exactly"), weight=3.0),
            Column(title=context.words("Nombre", "Number"), align=Align.NUMBER, weight=1.0),
        ),
        rows=tuple(rows),
    )


def _count(context: Context, keys: int) -> Cell:
    return Cell(text=format_number(Decimal(keys), 0, context.language))


def _definition(context: Context, figure: Figure) -> Iterator[Block]:
    version = context.dossier.indicator(figure.indicator, figure.period.start)
    targets = tuple(
        one
        for one in context.dossier.contract.targets
        if one.indicator == figure.indicator and one.unit == figure.unit
    )
    yield definition_sheet(context, version, targets)


def title_of(context: Context, figure: Figure) -> str:
    """The name of the indicator, the unit and the period."""
    name = context.say(context.dossier.indicator(figure.indicator, figure.period.start).name)
    return f"{name}, {context.label(figure.unit)}, {figure.period.label}"


_SIDES = {
    Side.COUNT: Text("", ""),
    Side.NUMERATOR: Text(" — numérateur", " — numerator"),
    Side.DENOMINATOR: Text(" — dénominateur", " — denominator"),
}
_BRIDGE = Text("Des unités à l’ensemble", "From the units to the whole")
_OVERLAP = Text("Qui est compté plusieurs fois", "Who is counted more than once")
_BREAKDOWN = Text("Répartition", "Breakdown")
_DEFINITION = Text("Définition en vigueur pour cette période", "Definition in force for this period")
