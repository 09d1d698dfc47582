"""What is missing before the review is frozen: feeds that are late or refused, figures that are not whole."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.figures.punctuality import Feed, FeedState
from jalon.kernel.texts import Text
from jalon.review.document import Block, Cell, Column, Paragraph, Row, Table, Tone
from jalon.review.sections.context import DASH, Context
from jalon.review.words import say_date
from jalon.services.feeds import Wanted, list_feeds
from jalon.services.screens.incomplete import incomplete_blocks
from jalon.services.screens.part import Part, Told


def freezing_parts() -> tuple[Part, ...]:
    """Late feeds, then incomplete figures."""
    return (
        Part(id="feeds", make=_feeds, title=_FEEDS, is_slow=True, files=("csv",)),
        Part(id="figures", make=lambda told: incomplete_blocks(told.context), title=_FIGURES),
    )


def _feeds(told: Told) -> Iterator[Block]:
    context = told.context
    listing = list_feeds(
        told.dossier, told.workspace, Wanted(states=(FeedState.LATE, FeedState.REFUSED)), as_of=told.today
    )
    if not listing.feeds:
        nothing = context.words("Aucun flux n’est en retard ni refusé.", "No feed is late or refused.")
        yield Paragraph((nothing,))
        return
    owed: dict[tuple[str, str, FeedState], list[Feed]] = {}
    for feed in listing.feeds:
        owed.setdefault((feed.debt.unit, feed.debt.source.id, feed.state), []).append(feed)
    titles = (
        ("Unité", "Unit"),
        ("Flux", "Feed"),
        ("Périodes", "Periods"),
        ("État", "State"),
        ("Dû le", "Due on"),
    )
    yield Table(
        caption=context.words("Flux en retard ou refusés", "Feeds that are late or refused"),
        columns=tuple(Column(title=context.words(*title)) for title in titles),
        rows=tuple(_row(context, feeds) for feeds in owed.values()),
    )


def _row(context: Context, feeds: list[Feed]) -> Row:
    """The periods of one source that a unit owes, in one row."""
    first, last = feeds[0].debt, feeds[-1].debt
    label = first.period.label if first is last else f"{first.period.label} – {last.period.label}"
    number = context.words(f"{len(feeds)} périodes", f"{len(feeds)} periods") if len(feeds) > 1 else ""
    due = min((feed.debt.due for feed in feeds if feed.debt.due), default=None)
    return Row(
        cells=(
            Cell(text=context.label(first.unit), href=f"#unit-{first.unit}"),
            Cell(text=context.say(first.source.name)),
            Cell(text=label, sub=number),
            Cell(text=context.say(_STATES[feeds[0].state]), tone=Tone.MISSING),
            Cell(text=say_date(due, context.language) if due else DASH),
        )
    )


_STATES = {FeedState.LATE: Text("en retard", "late"), FeedState.REFUSED: Text("refusé", "refused")}
_FEEDS = Text("Flux en retard ou refusés", "Feeds that are late or refused")
_FIGURES = Text("Chiffres incomplets", "Incomplete figures")
