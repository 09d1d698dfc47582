"""Quality on a screen: scores, which everybody reads; findings, which are those of a unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.source import Source
from jalon.infocentre.finding import Finding
from jalon.kernel.texts import Text
from jalon.review.charts.sparkline import sparkline
from jalon.review.charts.spec import Point
from jalon.review.document import Align, Block, Cell, Heading, Paragraph, Picture, Tone
from jalon.services.quality import SourceQuality
from jalon.services.screens.datawords import SEVERITIES
from jalon.services.screens.inventory import DASH, Telling, owner_of

FULL = 100
MOST = 200
"""How many findings a page lists."""
PERIODS = 8
"""How many periods of a source are listed; the trend of each unit tells all of them."""

Scores = Sequence[tuple[str, Decimal]]
"""By period, oldest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which source and unit are asked for; empty for all."""

    source: str = ""
    unit: str = ""


def scores_blocks(told: Telling, asked: Asked) -> Iterator[Block]:
    """The score of each source, then of each unit: numbers that hold no detail of anybody's rows."""
    if not told.known.found.sources:
        yield Paragraph((told.say(_NOTHING),))
        return
    yield Paragraph((told.say(_HOW),))
    chosen = [one for name, one in told.dossier.sources.items() if asked.source in {"", name}]
    if not asked.unit:
        rows = (_source(told, one) for one in chosen)
        yield told.table(_SOURCES, ((_SOURCE, Align.LEFT), *_SCORE_TITLES, (_UNDER, Align.NUMBER)), rows)
    if asked.source and not asked.unit:
        yield _units_of(told, chosen)
    elif asked.unit:
        titles = ((_SOURCE, Align.LEFT), *_SCORE_TITLES, (_LOWEST, Align.NUMBER))
        rows = (row for one in chosen if (row := _unit(told, one, asked.unit, _source_cell(told, one))))
        yield told.table(Text.same(told.label(asked.unit)), titles, rows)
    else:
        yield told.table(_UNITS, _SUMMARY_TITLES, _summaries(told))


def scores_of_source(told: Telling, source: Source) -> Iterator[Block]:
    """The score of a source in its last periods, then of each unit."""
    whole = _whole(told, source.id)
    if not whole:
        yield Paragraph((told.say(_NOTHING),))
        return
    rows = (
        (period, _score(told, value), told.count(_under(told, source.id, period)))
        for period, value in reversed(whole[-PERIODS:])
    )
    yield told.table(_ALL_UNITS, _PERIOD_TITLES, rows)
    yield _units_of(told, [source])


def _units_of(told: Telling, sources: Iterable[Source]) -> Block:
    titles = ((_UNIT, Align.LEFT), *_SCORE_TITLES, (_LOWEST, Align.NUMBER))
    rows = [
        row
        for source in sources
        for unit in dict.fromkeys(one.unit for one in told.known.found.sources if one.source == source.id)
        if (row := _unit(told, source, unit, Cell(text=told.label(unit))))
    ]
    return told.table(_BY_UNIT, titles, rows)


# Scores


def _whole(told: Telling, source: str) -> Scores:
    return [(period, value) for (name, period), value in told.known.found.whole.items() if name == source]


def _of(told: Telling, source: str, unit: str) -> list[SourceQuality]:
    found = told.known.found.sources
    return sorted(
        (one for one in found if (one.source, one.unit) == (source, unit)), key=lambda one: one.period
    )


def _source(told: Telling, source: Source) -> tuple[str | Cell, ...]:
    scores = _whole(told, source.id)
    under = _under(told, source.id, scores[-1][0]) if scores else 0
    return _source_cell(told, source), *_scored(told, scores), told.count(under)


def _under(told: Telling, source: str, period: str) -> int:
    """How many units are under the full score."""
    mine = (one for one in told.known.found.sources if (one.source, one.period) == (source, period))
    return sum(one.score < FULL for one in mine)


def _source_cell(told: Telling, source: Source) -> Cell:
    return Cell(text=told.say(source.name), href=f"#source-{source.id}")


def _unit(told: Telling, source: Source, unit: str, head: Cell) -> tuple[str | Cell, ...]:
    """Nothing for a unit of which no delivery came."""
    mine = _of(told, source.id, unit)
    if not mine:
        return ()
    lowest = min(mine, key=lambda one: one.score)
    worst = Cell(text=told.measure(lowest.score), sub=lowest.period if lowest.score < FULL else "")
    return head, *_scored(told, [(one.period, one.score) for one in mine]), worst


def _scored(told: Telling, scores: Scores) -> tuple[str | Cell, ...]:
    if not scores:
        return DASH, DASH, DASH
    period, value = scores[-1]
    return _score(told, value), period, _trend(told, scores)


def _score(told: Telling, value: Decimal) -> Cell:
    return Cell(text=told.measure(value), tone=Tone.GOOD if value == FULL else Tone.NEUTRAL)


def _trend(told: Telling, scores: Scores) -> Cell:
    if len(scores) < 2:
        return Cell(text=DASH)
    (first, then), (last, now) = scores[0], scores[-1]
    if len({value for _, value in scores}) == 1:
        return Cell(text=told.words(f"la même depuis {first}", f"the same since {first}"))
    text = f"{told.measure(then)} → {told.measure(now)}"
    points = tuple(Point(x=place, value=value) for place, (_, value) in enumerate(scores))
    span = told.words(f"de {first} à {last}", f"{first} to {last}")
    alt = "; ".join(f"{period}\u00a0: {told.measure(value)}" for period, value in scores)
    return Cell(text=text, sub=span, picture=Picture(svg=sparkline(points), alt=alt))


def _summaries(told: Telling) -> Iterator[tuple[str | Cell, ...]]:
    """Each unit with its sources: how many, how many under the full score, the lowest."""
    units = dict.fromkeys(one.id for one in told.dossier.perimeter.units)
    for unit in units:
        last = {one.source: one for one in told.known.found.sources if one.unit == unit}
        if not last:
            continue
        lowest = min(last.values(), key=lambda one: one.score)
        under = sum(one.score < FULL for one in last.values())
        source = told.dossier.sources.get(lowest.source)
        name = told.say(source.name) if source and lowest.score < FULL else ""
        yield (
            Cell(text=told.label(unit), href=f"#quality_of-unit={unit}"),
            told.count(len(last)),
            Cell(text=told.count(under), tone=Tone.NEAR if under else Tone.GOOD),
            Cell(text=told.measure(lowest.score), sub=name),
        )


# Findings


def findings_blocks(told: Telling, asked: Asked, readable: Collection[str]) -> Iterator[Block]:
    """What the rules found of the units one reads: what waits for an explanation, then what has one."""
    title = told.words("Constats à expliquer", "Findings to explain")
    yield Heading(level=1, text=title, anchor="findings")
    if not readable:
        yield Paragraph((told.say(_NOT_YOURS),))
        return
    mine = [one for one in told.known.findings if _is_asked(told, one, asked, readable)]
    opened = [one for one in mine if one[1].override is None]
    if opened:
        yield from _listed(told, opened, _OPEN)
    else:
        yield Paragraph((told.say(_ALL_WELL if told.dossier.quality else _NO_RULE),))
    explained = [one for one in mine if one[1].override is not None]
    if explained:
        yield Heading(level=1, text=told.words("Expliqués", "Explained"), anchor="explained")
        yield from _listed(told, explained, _EXPLAINED)


def _is_asked(told: Telling, found: tuple[str, Finding], asked: Asked, readable: Collection[str]) -> bool:
    source, finding = found
    if owner_of(finding.unit) not in readable or asked.unit not in {"", finding.unit}:
        return False
    if not asked.source or source:
        return asked.source in {"", source}
    return told.dossier.sources[asked.source].entity == finding.entity


def _listed(told: Telling, found: Sequence[tuple[str, Finding]], caption: Text) -> Iterator[Block]:
    ordered = sorted(found, key=lambda one: one[1].period, reverse=True)
    yield told.table(caption, _FINDING_TITLES, (_finding(told, *one) for one in ordered[:MOST]))
    if len(found) > MOST:
        more = told.count(len(found) - MOST)
        yield Paragraph(
            (
                told.words(
                    f"Et {more} autres\u00a0: choisissez une unité ou une source.",
                    f"And {more} others: choose a unit or a source.",
                ),
            )
        )


def _finding(told: Telling, source: str, one: Finding) -> tuple[str | Cell, ...]:
    named = told.dossier.sources.get(source)
    origin = told.say(named.name) if named else told.words("entre sources", "between sources")
    why = ""
    if one.override is not None:
        colon = told.words("\u00a0:", ":")
        why = f"{told.words('accepté par', 'accepted by')} {one.override.by}{colon} {one.override.because}"
    tolerated = told.words("toléré\u00a0: ", "tolerated: ") + told.measure(one.tolerated, one.sign)
    href = f"#deliveries-{one.unit}" if one.unit else ""
    return (
        Cell(text=told.say(one.because), sub=why),
        Cell(text=told.label(one.unit), href=href),
        one.period,
        Cell(text=told.measure(one.measured, one.sign), sub=tolerated),
        told.count(one.rows),
        Cell(text=origin, sub=one.rule, href=f"#source-{source}" if named else f"#entity-{one.entity}"),
        told.say(SEVERITIES[one.severity]),
    )


_UNIT, _SOURCE = Text("Unité", "Unit"), Text("Source", "Source")
_HOW = Text(
    "Note d’une source pour une période\u00a0: 100 × (1 − lignes refusées ÷ lignes lues) × (1 − poids des "
    "règles en défaut ÷ poids des règles jugées). Un défaut expliqué compte pour moitié. Sans règle, elle "
    "dit seulement que les lignes ont pu être lues.",
    "Score of a source for a period: 100 × (1 − rows refused ÷ rows read) × (1 − weight of the rules that "
    "fail ÷ weight of the rules judged). A failure that was explained counts by half. Without rules it only "
    "says that the rows could be read.",
)
_NOTHING = Text(
    "Rien n’a encore été jugé\u00a0: une note paraît dès la première livraison.",
    "Nothing was judged yet: a score shows from the first delivery on.",
)
_NOT_YOURS = Text(
    "Les constats d’une unité ne sont lus que d’elle-même, de la direction du pilotage et de l’audit.",
    "The findings of a unit are read by itself, the steering directorate and auditors alone.",
)
_ALL_WELL = Text(
    "Aucun constat n’attend d’explication dans les dernières livraisons que vous lisez.",
    "No finding awaits an explanation in the last deliveries that you read.",
)
_NO_RULE = Text(
    "Ce dossier n’a aucune règle de qualité. Une règle s’écrit dans le dossier «\u00a0quality\u00a0».",
    "This dossier has no rule of quality. A rule is written in the folder “quality”.",
)
_SOURCES = Text("Note de chaque source, toutes unités ensemble", "Score of each source, all units together")
_ALL_UNITS = Text("Toutes unités ensemble", "All units together")
_BY_UNIT = Text("Note de chaque unité", "Score of each unit")
_UNITS = Text("Unités", "Units")
_OPEN = Text("Dans les dernières livraisons", "In the last deliveries")
_EXPLAINED = Text("Ce qui a été accepté", "What was accepted")
_UNDER = Text("Unités sous 100", "Units under 100")
_LOWEST = Text("La plus basse", "The lowest")
_SCORE_TITLES = (
    (Text("Note sur 100", "Score out of 100"), Align.NUMBER),
    (Text("Période", "Period"), Align.LEFT),
    (Text("D’une période à l’autre", "From one period to the next"), Align.LEFT),
)
_PERIOD_TITLES = (
    (Text("Période", "Period"), Align.LEFT),
    (Text("Note sur 100", "Score out of 100"), Align.NUMBER),
    (_UNDER, Align.NUMBER),
)
_SUMMARY_TITLES = (
    (_UNIT, Align.LEFT),
    (Text("Sources reçues", "Sources received"), Align.NUMBER),
    (Text("Sous 100, dernière période", "Under 100, last period"), Align.NUMBER),
    (Text("La plus basse", "The lowest"), Align.NUMBER),
)
_FINDING_TITLES = (
    (Text("Ce qui ne va pas", "What is wrong"), Align.LEFT),
    (_UNIT, Align.LEFT),
    (Text("Période", "Period"), Align.LEFT),
    (Text("Mesuré", "Measured"), Align.NUMBER),
    (Text("Lignes", "Rows"), Align.NUMBER),
    (_SOURCE, Align.LEFT),
    (Text("En cas de défaut", "When it fails"), Align.LEFT),
)
