"""What is missing before the review is frozen: feeds that are late or refused, figures that are not whole."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.figures.punctuality import FeedState
from jalon.kernel.texts import Text
from jalon.review.document import Block, Cell, Column, Paragraph, Row, Table, Tone
from jalon.review.sections.context import DASH
from jalon.services.feeds import Wanted, list_feeds
from jalon.services.screens.incomplete import incomplete_blocks
from jalon.services.screens.part import Part, Told

MOST_FEEDS = 60


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
    rows = tuple(
        Row(
            cells=(
                Cell(text=context.label(feed.debt.unit), href=f"#unit-{feed.debt.unit}"),
                Cell(text=context.say(feed.debt.source.name)),
                Cell(text=feed.debt.period.label),
                Cell(text=context.say(_STATES[feed.state]), tone=Tone.MISSING),
                Cell(text=feed.debt.due.isoformat() if feed.debt.due else DASH),
            )
        )
        for feed in listing.feeds[:MOST_FEEDS]
    )
    titles = (
        ("Unité", "Unit"),
        ("Flux", "Feed"),
        ("Période", "Period"),
        ("État", "State"),
        ("Échéance", "Due"),
    )
    left = len(listing.feeds) - len(rows)
    yield Table(
        caption=context.words("Flux en retard ou refusés", "Feeds that are late or refused"),
        columns=tuple(Column(title=context.words(*title)) for title in titles),
        rows=rows,
        note=context.words(f"Et {left} autres.", f"And {left} more.") if left else "",
    )


_STATES = {FeedState.LATE: Text("en retard", "late"), FeedState.REFUSED: Text("refusé", "refused")}
_FEEDS = Text("Flux en retard ou refusés", "Feeds that are late or refused")
_FIGURES = Text("Chiffres incomplets", "Incomplete figures")
