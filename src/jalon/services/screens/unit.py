"""The page of a unit: its contract sheet, its figures beside the others, its deliveries, their quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.figures.figure import Figure
from jalon.figures.punctuality import FeedState
from jalon.kernel.exact import exact
from jalon.kernel.missing import present
from jalon.kernel.texts import Text
from jalon.outlook.verdict import WORDS
from jalon.review.document import (
    Align,
    Block,
    Callout,
    CalloutKind,
    Cell,
    Column,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
    Tone,
)
from jalon.review.sections.aims import aim_in_words
from jalon.review.sections.context import DASH, Context, Measured
from jalon.review.sections.schools import figure_cell
from jalon.review.sections.tones import TONES
from jalon.review.words import say_date
from jalon.services.feeds import Wanted, list_feeds
from jalon.services.quality import SourceQuality, received_quality
from jalon.services.screens.incomplete import latest_due
from jalon.services.screens.part import Part, Told

LEAST_PEERS = 3
"""Below this, a median of the others would tell one of them."""


def unit_parts(unit: str, *, with_deliveries: bool) -> tuple[Part, ...]:
    """The parts of a unit's page; its deliveries and their quality for those who may read them."""
    open_to_all = (
        Part(id="contract", make=lambda told: _contract(told.context, unit), title=_CONTRACT, files=("csv",)),
        Part(id="figures", make=lambda told: _figures(told.context, unit), title=_FIGURES, files=("csv",)),
    )
    if not with_deliveries:
        return open_to_all
    return (
        *open_to_all,
        Part(id="deliveries", make=lambda told: _deliveries(told, unit), title=_DELIVERIES, is_slow=True),
        Part(id="quality", make=lambda told: _quality(told, unit), title=_QUALITY, is_slow=True),
    )


def _contract(context: Context, unit: str) -> Iterator[Block]:
    targets = [one for one in context.dossier.contract.targets if one.unit == unit]
    if not targets:
        told = context.words(
            "Le contrat ne donne pas de cible propre à cette unité. Ses chiffres, plus bas, entrent dans "
            "ceux "
            "de l’ensemble.",
            "The contract gives this unit no target of its own. Its figures, below, are part of the "
            "institute's.",
        )
        yield Callout(kind=CalloutKind.NOTE, content=(told,))
        return
    titles = (
        (context.words("Indicateur", "Indicator"), Align.LEFT, 2.6),
        (context.words("Base", "Baseline"), Align.NUMBER, 1.2),
        (context.words("Dernier chiffre", "Latest figure"), Align.NUMBER, 1.3),
        (context.words("Évolution", "Change"), Align.NUMBER, 1.0),
        (context.words("Cible", "Target"), Align.LEFT, 1.5),
        (context.words("Appréciation", "Verdict"), Align.LEFT, 1.5),
    )
    yield Table(
        caption=context.words("Fiche de contrat", "Contract sheet"),
        columns=tuple(Column(title=title, align=align, weight=weight) for title, align, weight in titles),
        rows=tuple(_target(context, target) for target in targets),
    )


def _target(context: Context, target: Target) -> Row:
    indicator = context.dossier.indicator(target.indicator)
    verdict, measured = context.verdict(target), context.measured(indicator)
    aim = aim_in_words(target, context.language) or context.words("à fournir", "to be supplied")
    head = Cell(text=context.say(indicator.name), href=f"#indicator-{indicator.id}")
    goal = Cell(text=aim, sub=target.horizon.label)
    if verdict is None:
        return Row(cells=(head, Cell(text=DASH), Cell(text=DASH), Cell(text=DASH), goal, Cell(text=DASH)))
    base, period = verdict.baseline_period, verdict.period
    figure = context.figures.get(indicator.id, target.unit, period) if period else None
    latest = Cell(
        text=measured.full(verdict.value), sub=period.label if period else "", href=context.lead(figure)
    )
    gap = measured.difference(verdict.gap)
    far = "" if gap == DASH else context.words(f"écart {gap}", f"gap {gap}")
    return Row(
        cells=(
            head,
            Cell(text=measured.full(verdict.baseline), sub=base.label if base else ""),
            latest,
            Cell(text=measured.change(verdict.change)),
            goal,
            Cell(text=context.say(WORDS[verdict.word]), sub=far, tone=TONES[verdict.word]),
        )
    )


def _figures(context: Context, unit: str) -> Iterator[Block]:
    """Beside the others without ranking them: their middle, their ends, the whole."""
    rows = tuple(row for name in context.dossier.indicators if (row := _beside(context, name, unit)))
    if not rows:
        told = context.words(
            "Aucun chiffre de cette unité n’est encore connu. Ils viendront avec ses premières livraisons.",
            "No figure of this unit is known yet. They come with its first deliveries.",
        )
        yield Callout(kind=CalloutKind.MISSING, content=(told,))
        return
    titles = (
        (context.words("Indicateur", "Indicator"), Align.LEFT, 2.6),
        (context.short(unit), Align.NUMBER, 1.3),
        (context.words("Depuis un an", "Over one year"), Align.NUMBER, 1.1),
        (context.words("Médiane des autres", "Median of the others"), Align.NUMBER, 1.3),
        (context.words("De … à …", "From … to …"), Align.NUMBER, 1.5),
        (context.words("Ensemble", "Whole"), Align.NUMBER, 1.3),
    )
    yield Table(
        caption=context.words("Chiffres de l’unité et des autres", "Figures of the unit and of the others"),
        columns=tuple(Column(title=title, align=align, weight=weight) for title, align, weight in titles),
        rows=rows,
        note=context.words(
            "Les autres unités ne sont pas classées\u00a0: leur médiane et leurs extrêmes situent l’unité. "
            "Rien n’est dit "
            "quand moins de trois autres unités ont un chiffre pour la période.",
            "The other units are not ranked: their median and their ends say where the unit stands. "
            "Nothing is "
            "said when fewer than three other units have a figure for the period.",
        ),
    )


def _beside(context: Context, name: str, unit: str) -> Row | None:
    figure = latest_due(context, name, unit)
    if figure is None:
        return None
    indicator = context.dossier.indicator(name)
    measured = context.measured(indicator)
    middle, ends = _others(context, figure, measured)
    return Row(
        cells=(
            Cell(text=context.say(indicator.name), sub=figure.period.label, href=f"#indicator-{name}"),
            figure_cell(context, figure, measured),
            Cell(text=_since_last(context, figure, measured)),
            middle,
            ends,
            figure_cell(context, context.figures.get(name, INSTITUTE, figure.period), measured),
        )
    )


def _others(context: Context, figure: Figure, measured: Measured) -> tuple[Cell, Cell]:
    members = [unit.id for unit in context.dossier.perimeter.members(figure.period) if unit.id != figure.unit]
    found = [context.figures.get(figure.indicator, unit, figure.period) for unit in members]
    values = [value for one in found if one is not None and (value := present(one.value)) is not None]
    number = context.words(f"{len(values)} unités", f"{len(values)} units")
    if len(values) < LEAST_PEERS:
        few = context.words("trop peu d’unités", "too few units")
        return Cell(text=DASH, sub=few, tone=Tone.MISSING), Cell(text=DASH)
    with exact():
        middle = median(values)
    low, high = measured.bare(min(values)), measured.bare(max(values))
    return Cell(text=measured.bare(middle), sub=number), Cell(text=f"{low} – {high}")


def _since_last(context: Context, figure: Figure, measured: Measured) -> str:
    before = context.figures.get(figure.indicator, figure.unit, figure.period.shift(-1))
    now, then = present(figure.value), present(before.value) if before else None
    if now is None or then is None:
        return DASH
    with exact():
        if measured.shown.id == "%":
            return measured.change(now - then)
        return measured.change((now / then - 1) * 100) if then else DASH


def _deliveries(told: Told, unit: str) -> Iterator[Block]:
    context = told.context
    listing = list_feeds(told.dossier, told.workspace, Wanted(), as_of=told.today)
    mine = [feed for feed in listing.feeds if feed.debt.unit == unit]
    if not mine:
        yield Paragraph((context.words("Cette unité ne doit aucun flux.", "This unit owes no feed."),))
        return
    count = listing.by_unit[unit]
    asked, received, on_time = (str(number) for number in (count.asked, count.received, count.in_time))
    yield KeyFigures(
        (
            KeyFigure(value=f"{received}/{asked}", label=context.words("flux reçus", "feeds received")),
            KeyFigure(value=f"{on_time}/{asked}", label=context.words("à temps", "in time")),
        )
    )
    waited = [feed for feed in mine if feed.state in _WAITED]
    if waited:
        rows = tuple(
            Row(
                cells=(
                    Cell(text=context.say(feed.debt.source.name)),
                    Cell(text=feed.debt.period.label),
                    Cell(text=context.say(_WAITED[feed.state]), tone=Tone.MISSING),
                    Cell(text=say_date(feed.debt.due, context.language) if feed.debt.due else DASH),
                )
            )
            for feed in waited
        )
        titles = ("Flux", "Feed"), ("Période", "Period"), ("État", "State"), ("Échéance", "Due")
        yield Table(
            caption=context.words("Ce qui est attendu", "What is awaited"),
            columns=tuple(Column(title=context.words(*title)) for title in titles),
            rows=rows,
        )


def _quality(told: Told, unit: str) -> Iterator[Block]:
    context = told.context
    found = received_quality(told.dossier, told.workspace, as_of=told.today, unit=unit)
    if not found.sources:
        words = context.words(
            "Aucune règle de qualité n’a encore jugé une livraison de cette unité.",
            "No rule of quality has judged a delivery of this unit yet.",
        )
        yield Paragraph((words,))
        return
    by_source: dict[str, list[SourceQuality]] = {}
    for one in found.sources:
        by_source.setdefault(one.source, []).append(one)
    failed = Counter(source for source, _ in found.findings)
    titles = (
        (context.words("Flux", "Feed"), Align.LEFT),
        (context.words("Dernière période", "Latest period"), Align.LEFT),
        (context.words("Note sur 100", "Score out of 100"), Align.NUMBER),
        (context.words("La plus basse", "The lowest"), Align.NUMBER),
        (context.words("Constats", "Findings"), Align.NUMBER),
    )
    yield Table(
        caption=context.words("Qualité des dernières livraisons", "Quality of the last deliveries"),
        columns=tuple(Column(title=title, align=align) for title, align in titles),
        rows=tuple(
            _source_row(told, source, judged, failed[source])
            for source, judged in by_source.items()
            if source in told.dossier.sources
        ),
    )


def _source_row(told: Told, source: str, judged: list[SourceQuality], findings: int) -> Row:
    """The latest period of a source, and the lowest score of all its periods."""
    last, lowest = max(judged, key=lambda one: one.period), min(judged, key=lambda one: one.score)
    context = told.context
    day = say_date(date.fromisoformat(last.received), context.language)
    received = context.words(f"reçu le {day}", f"received on {day}")
    return Row(
        cells=(
            Cell(text=context.say(told.dossier.sources[source].name), sub=received),
            Cell(text=last.period),
            Cell(text=_score(last.score)),
            Cell(text=_score(lowest.score), sub="" if lowest.period == last.period else lowest.period),
            Cell(text=str(findings), tone=Tone.NEAR if findings else Tone.NEUTRAL),
        )
    )


def _score(score: Decimal) -> str:
    return f"{score:.0f}"


_WAITED = {
    FeedState.LATE: Text("en retard", "late"),
    FeedState.REFUSED: Text("refusé", "refused"),
    FeedState.NOT_RECEIVED: Text("non reçu", "not received"),
}
_CONTRACT = Text("Fiche de contrat", "Contract sheet")
_FIGURES = Text("Ses chiffres, ceux des autres, celui de l’ensemble", "Its figures, the others', the whole's")
_DELIVERIES = Text("Ses livraisons", "Its deliveries")
_QUALITY = Text("Leur qualité", "Their quality")
