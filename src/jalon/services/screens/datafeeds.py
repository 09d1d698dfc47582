"""How feeds stand: of all units, of one unit, of one source. States and days; never what files hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.punctuality import Feed, FeedState, tally
from jalon.kernel.texts import Text
from jalon.review.document import Align, Block, Cell, KeyFigure, KeyFigures, Paragraph, Table, Tone
from jalon.services.screens.datawords import LACKING, STATES, WAITED
from jalon.services.screens.inventory import DASH, Telling

_NAMED = 3
"""How many late sources are named in a cell."""


def feeds_by_unit(told: Telling) -> Table:
    """A row for each unit: where it stands, what it lacks, what it owes next."""
    owed = told.known.feeds
    units = dict.fromkeys(
        unit
        for unit in [*(one.id for one in told.dossier.perimeter.units), INSTITUTE]
        if any(feed.debt.unit == unit for feed in owed)
    )
    rows = ((_unit_cell(told, unit), *_standing(told, _of(owed, unit))) for unit in units)
    whole = told.label(INSTITUTE)
    note = told.words(
        f"«\u00a0{whole}\u00a0»\u00a0: les fichiers communs à toutes les unités.",
        f"“{whole}”: the files that all units share.",
    )
    titles = ((_UNIT, Align.LEFT), *_STANDING_TITLES)
    return told.table(_BY_UNIT, titles, rows, note=note if INSTITUTE in units else "")


def feeds_of_source(told: Telling, source: str) -> Table:
    """The units that owe a source, and how each stands."""
    owed = [feed for feed in told.known.feeds if feed.debt.source.id == source]
    units = dict.fromkeys(feed.debt.unit for feed in owed)
    rows = ((_unit_cell(told, unit), *_standing(told, _of(owed, unit), named=False)) for unit in units)
    return told.table(_OF_SOURCE, ((_UNIT, Align.LEFT), *_STANDING_TITLES), rows)


def unit_feeds_blocks(told: Telling, unit: str) -> Iterator[Block]:
    """What a unit owes: what is awaited first, then all of it, by source, the last period first."""
    mine = _of(told.known.feeds, unit)
    if not mine:
        nothing = told.words(
            "Aucune source de ce dossier n’attend de fichier de cette unité.",
            "No source of this dossier expects a file of this unit.",
        )
        yield Paragraph((nothing,))
        return
    yield figures_of(told, mine)
    waited = sorted((one for one in mine if one.state in WAITED), key=_urgency)
    if waited:
        rows = ((_source_cell(told, one), *_feed(told, one)) for one in waited)
        yield told.table(_AWAITED, ((_SOURCE, Align.LEFT), *_FEED_TITLES), rows)
    else:
        yield Paragraph((told.words("Rien n’est en retard ni refusé.", "Nothing is late nor refused."),))
    yield told.table(_EVERYTHING, ((_SOURCE, Align.LEFT), *_BRIEF_TITLES), _by_source(told, mine))


def figures_of(told: Telling, feeds: Iterable[Feed]) -> KeyFigures:
    """How many are there of those asked for, in time, late, refused."""
    count = tally(feeds)
    late, refused = count.states[FeedState.LATE], count.states[FeedState.REFUSED]

    def figure(value: str, label: Text, tone: Tone = Tone.NEUTRAL) -> KeyFigure:
        return KeyFigure(value=value, label=told.say(label), tone=tone)

    return KeyFigures(
        (
            figure(f"{told.count(count.received)}/{told.count(count.asked)}", _RECEIVED),
            figure(f"{told.count(count.in_time)}/{told.count(count.asked)}", _IN_TIME),
            figure(told.count(late), _LATE, Tone.OFF if late else Tone.GOOD),
            figure(told.count(refused), _REFUSED, Tone.OFF if refused else Tone.GOOD),
        )
    )


def _of(feeds: Iterable[Feed], unit: str) -> list[Feed]:
    return [feed for feed in feeds if feed.debt.unit == unit]


def _unit_cell(told: Telling, unit: str) -> Cell:
    return Cell(text=told.label(unit), href=f"#feeds-{unit}")


def _source_cell(told: Telling, feed: Feed) -> Cell:
    source = feed.debt.source
    return Cell(text=told.say(source.name), href=f"#source-{source.id}")


def _standing(told: Telling, mine: Sequence[Feed], *, named: bool = True) -> tuple[Cell, ...]:
    count, worst = tally(mine), min(mine, key=_urgency)
    lacking = [one for one in mine if one.state in LACKING]
    tone, word = STATES[worst.state if worst.state in LACKING else _calm(mine)]
    coming = min((one for one in mine if _is_coming(one)), key=_due, default=None)
    sub = coming.debt.period.label if coming else ""
    if coming and named:
        sub = f"{told.say(coming.debt.source.name)}, {sub}"
    return (
        Cell(text=told.say(word), tone=tone),
        Cell(text=f"{told.count(count.received)}/{told.count(count.asked)}"),
        Cell(text=told.count(len(lacking)), sub=_lacking(told, lacking, named=named)),
        Cell(text=told.day(coming.debt.due if coming else None), sub=sub),
    )


def _lacking(told: Telling, feeds: Sequence[Feed], *, named: bool) -> str:
    words = (told.say(one.debt.source.name) if named else one.debt.period.label for one in feeds)
    names = list(dict.fromkeys(words))
    more = ["…"] if len(names) > _NAMED else []
    return ", ".join([*names[:_NAMED], *more])


def _calm(feeds: Sequence[Feed]) -> FeedState:
    """The state told when nothing lacks."""
    states = {one.state for one in feeds}
    order = (FeedState.RECEIVED, FeedState.NOT_DUE)
    return next((one for one in order if one in states), FeedState.NOT_APPLICABLE)


def _is_coming(feed: Feed) -> bool:
    return feed.state is FeedState.NOT_DUE and feed.debt.due is not None


def _due(feed: Feed) -> date:
    return feed.debt.due or date.max


def _urgency(feed: Feed) -> tuple[int, date]:
    return list(STATES).index(feed.state), _due(feed)


def _by_source(told: Telling, mine: Iterable[Feed]) -> Iterator[tuple[str | Cell, ...]]:
    """Periods that follow one another and stand alike are told together, the last ones first."""
    for _, feeds in groupby(mine, key=lambda one: one.debt.source.id):
        ordered = sorted(feeds, key=lambda one: one.debt.period, reverse=True)
        for place, (state, some) in enumerate(groupby(ordered, key=lambda one: one.state)):
            head = _source_cell(told, ordered[0]) if not place else Cell()
            yield head, *_run(told, state, list(some))


def _run(told: Telling, state: FeedState, feeds: Sequence[Feed]) -> tuple[str | Cell, ...]:
    last, first = feeds[0], feeds[-1]
    if last is first:
        return _feed(told, last)
    tone, word = STATES[state]
    many = told.words(f"{len(feeds)} périodes", f"{len(feeds)} periods")
    in_time = sum(one.is_in_time for one in feeds)
    on_time = told.words(f"dont {in_time} à temps", f"{in_time} of them in time")
    labels = f"{first.debt.period.label} → {last.debt.period.label}"
    came = max((one.delivery.received for one in feeds if one.delivery), default="")
    return (
        Cell(text=labels, sub=many),
        Cell(text=told.say(word), sub=on_time if state is FeedState.RECEIVED else "", tone=tone),
        told.day(min(map(_due, feeds)) if first.debt.due else None),
        told.day(came),
    )


def _feed(told: Telling, feed: Feed) -> tuple[str | Cell, ...]:
    tone, word = STATES[feed.state]
    return (
        feed.debt.period.label,
        Cell(text=told.say(word), sub=_days(told, feed), tone=tone),
        told.day(feed.debt.due),
        told.day(feed.delivery.received) if feed.delivery else DASH,
    )


def _days(told: Telling, feed: Feed) -> str:
    """How far from the due day it came, or is awaited."""
    if feed.days is None or feed.state not in {FeedState.RECEIVED, FeedState.LATE, FeedState.NOT_DUE}:
        return ""
    number = told.count(abs(feed.days))
    days = told.words("jour", "day") + ("" if abs(feed.days) == 1 else "s")
    if feed.state is FeedState.NOT_DUE:
        return told.words(f"dans {number} {days}", f"in {number} {days}") if feed.days < 0 else ""
    if feed.days > 0:
        return told.words(f"{number} {days} après l’échéance", f"{number} {days} after it was due")
    return told.words("à temps", "in time")


_UNIT, _SOURCE = Text("Unité", "Unit"), Text("Source", "Source")
_STANDING_TITLES = (
    (Text("État", "State"), Align.LEFT),
    (Text("Reçus", "Received"), Align.NUMBER),
    (Text("Manquants", "Lacking"), Align.LEFT),
    (Text("Prochaine échéance", "Next due"), Align.LEFT),
)
_FEED_TITLES = (
    (Text("Période", "Period"), Align.LEFT),
    (Text("État", "State"), Align.LEFT),
    (Text("Échéance", "Due"), Align.LEFT),
    (Text("Reçu le", "Received on"), Align.LEFT),
)
_BRIEF_TITLES = (
    (Text("Périodes", "Periods"), Align.LEFT),
    (Text("État", "State"), Align.LEFT),
    (Text("Première échéance", "First due"), Align.LEFT),
    (Text("Dernière réception", "Last received"), Align.LEFT),
)
_BY_UNIT = Text("Ce que doit chaque unité", "What each unit owes")
_OF_SOURCE = Text("Qui doit cette source", "Who owes this source")
_AWAITED = Text("Ce qui est attendu", "What is awaited")
_EVERYTHING = Text("Tous les flux, par source", "Every feed, by source")
_RECEIVED = Text("flux reçus", "feeds received")
_IN_TIME = Text("à temps", "in time")
_LATE = Text("en retard", "late")
_REFUSED = Text("refusés", "refused")
