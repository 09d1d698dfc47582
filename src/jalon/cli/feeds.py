"""``jalon feeds``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.dossier.catalogue import Dossier
from jalon.figures.punctuality import Feed, FeedState, Tally
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.feeds import Listing, Wanted, feed_row, list_feeds
from jalon.services.places import workspace_of

HEADERS = {
    "source": Text("source", "source"),
    "unit": Text("unité", "unit"),
    "period": Text("période", "period"),
    "due": Text("attendu au", "due"),
    "received": Text("reçu le", "received"),
    "state": Text("état", "state"),
}
TALLY_HEADERS = {
    "unit": Text("unité", "unit"),
    "asked": Text("demandés", "asked for"),
    "received": Text("reçus", "received"),
    "complete": Text("complétude", "completeness"),
    "in_time": Text("à temps", "in time"),
    "timely": Text("ponctualité", "timeliness"),
    "late": Text("en retard", "late"),
    "refused": Text("refusés", "refused"),
    "at_source": Text("absents à la source", "missing at source"),
    "not_received": Text("sans échéance, non reçus", "no due date, not received"),
    "not_due": Text("pas encore dus", "not due yet"),
    "not_applicable": Text("sans objet", "not applicable"),
}
_ON_THE_DAY = Text("reçu le jour dit", "received on the day")


@answers
def feeds(
    dossier: Path,
    sources: Sequence[str] = (),
    *,
    unit: Annotated[Sequence[str], Parameter(negative=())] = (),
    period: Annotated[Sequence[str], Parameter(negative=())] = (),
    state: Annotated[Sequence[FeedState], Parameter(negative=())] = (),
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """List what each unit owes, when it is due, and what became of it.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    sources
        Sources to list; all by default.
    unit
        Units to list (institute for what belongs to no unit); all by default. May be repeated.
    period
        Periods to list; all by default. May be repeated.
    state
        Only what stands so; the tallies still count everything. May be repeated.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    wanted = Wanted(sources=tuple(sources), units=tuple(unit), periods=tuple(period), states=tuple(state))
    workspace = workspace_of(checked, settings.home)
    listing = list_feeds(checked, workspace, wanted, as_of=settings.as_of)
    if format is Format.TABLE and out is None:
        _print(checked, listing, settings.language)
    else:
        rows = [feed_row(feed, settings.language) for feed in listing.feeds]
        write_rows(rows, Format.CSV if format is Format.TABLE else format, out)


def _print(dossier: Dossier, listing: Listing, language: Language) -> None:
    headers = {key: title.say(language) for key, title in HEADERS.items()}
    print_table(headers, [_row(dossier, feed, language) for feed in listing.feeds], frozenset())
    console().print()
    rows = [
        _tally(dossier.perimeter.label(unit).say(language), one, language)
        for unit, one in listing.by_unit.items()
    ]
    rows.append(_tally(Text("ensemble", "all").say(language), listing.whole, language))
    shown = [key for key in TALLY_HEADERS if key == "unit" or any(row[key] not in {"", "0"} for row in rows)]
    titles = {key: TALLY_HEADERS[key].say(language) for key in shown}
    print_table(titles, rows, frozenset(titles) - {"unit"})


def _row(dossier: Dossier, feed: Feed, language: Language) -> dict[str, str]:
    debt = feed.debt
    return {
        "source": debt.source.name.say(language),
        "unit": dossier.perimeter.label(debt.unit).say(language),
        "period": debt.period.label,
        "due": debt.due.isoformat() if debt.due else "",
        "received": feed.delivery.received if feed.delivery else "",
        "state": state_in_words(feed, language),
    }


def state_in_words(feed: Feed, language: Language) -> str:
    """How a feed stands: late by 34 days, not due for 12 days, received 3 days early, or why not."""
    days = feed.days or 0
    number = f"{abs(days)}\u00a0{_days_word(days, language)}"
    if feed.state is FeedState.RECEIVED:
        if feed.days is None:
            return Text("reçu", "received").say(language)
        if days == 0:
            return _ON_THE_DAY.say(language)
        if days < 0:
            return Text(f"reçu {number} en avance", f"received {number} early").say(language)
        return Text(f"reçu {number} en retard", f"received {number} late").say(language)
    if feed.state is FeedState.LATE:
        return Text(f"en retard de {number}", f"late by {number}").say(language)
    if feed.state is FeedState.NOT_DUE and feed.days is not None and days <= 0:
        return _not_due(days, number).say(language)
    return feed.why.say(language) if feed.why is not None else ""


def _not_due(days: int, number: str) -> Text:
    if days == 0:
        return Text("attendu aujourd’hui", "due today")
    return Text(f"pas encore dû, dans {number}", f"not due yet, in {number}")


def _days_word(days: int, language: Language) -> str:
    is_one = abs(days) == 1 if language is Language.EN else abs(days) < 2
    return Text("jour" if is_one else "jours", "day" if is_one else "days").say(language)


def _tally(name: str, one: Tally, language: Language) -> dict[str, str]:
    states = one.states
    return {
        "unit": name,
        "asked": str(one.asked),
        "received": str(one.received),
        "complete": _share(one.received, one.asked, language),
        "in_time": str(one.in_time),
        "timely": _share(one.in_time, one.asked, language),
        "late": str(states[FeedState.LATE]),
        "refused": str(states[FeedState.REFUSED]),
        "at_source": str(states[FeedState.MISSING_AT_SOURCE]),
        "not_received": str(states[FeedState.NOT_RECEIVED]),
        "not_due": str(states[FeedState.NOT_DUE]),
        "not_applicable": str(states[FeedState.NOT_APPLICABLE]),
    }


def _share(part: int, whole: int, language: Language) -> str:
    """A share as a whole percentage, never rounded up to all; nothing of nothing has none."""
    space = "\u00a0" if language is Language.FR else ""
    return f"{part * 100 // whole}{space}%" if whole else ""
