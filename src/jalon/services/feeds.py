"""Feeds: what each unit owes, for which period and day, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.figures.punctuality import Feed, FeedState, Tally, feeds, tally
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.lake import Lake
from jalon.infocentre.workspace import Workspace
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language
from jalon.services.problems import stop
from jalon.services.rows import Row
from jalon.services.show import matches_period


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which feeds to list; an empty filter lets all through.

    Attributes:
        sources: identifiers of sources.
        units: identifiers of units, ``institute`` for what belongs to no unit.
        periods: labels.
        states: how they stand.
    """

    sources: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    states: tuple[FeedState, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The feeds wanted, with the tally of each unit and of all; states do not narrow the tallies."""

    feeds: tuple[Feed, ...]
    by_unit: dict[str, Tally]
    whole: Tally


def list_feeds(dossier: Dossier, workspace: Workspace, wanted: Wanted, *, as_of: date) -> Listing:
    """What was owed by a day, and what had come by then.

    Raises:
        DossierProblem: a filter names something that does not exist.
    """
    lake = Lake(workspace)
    in_force: dict[str, str] = {}
    for entity in dossier.entities.values():
        in_force |= lake.in_force(entity, as_of)
    everything = feeds(dossier, list(Ledger(workspace)), in_force, as_of=as_of)
    _check(everything, wanted)
    chosen = [feed for feed in everything if _is_about(feed, wanted)]
    units = dict.fromkeys(feed.debt.unit for feed in chosen)
    return Listing(
        feeds=tuple(feed for feed in chosen if not wanted.states or feed.state in wanted.states),
        by_unit={unit: tally(feed for feed in chosen if feed.debt.unit == unit) for unit in units},
        whole=tally(chosen),
    )


def _is_about(feed: Feed, wanted: Wanted) -> bool:
    debt = feed.debt
    return (
        (not wanted.sources or debt.source.id in wanted.sources)
        and (not wanted.units or debt.unit in wanted.units)
        and matches_period(debt.period, wanted.periods)
    )


def _check(found: Iterable[Feed], wanted: Wanted) -> None:
    debts = [feed.debt for feed in found]
    for kind, names, known in (
        ("source", wanted.sources, sorted({debt.source.id for debt in debts})),
        ("unit", wanted.units, list(dict.fromkeys(debt.unit for debt in debts))),
    ):
        for name in names:
            if name not in known:
                raise stop("unknown-choice", kind=kind, name=name, known=hint(name, known))
    for text in wanted.periods:
        if not any(matches_period(debt.period, (text,)) for debt in debts):
            labels = sorted({debt.period.label for debt in debts})
            raise stop("unknown-choice", kind="period", name=text, known=hint(text, labels))


def feed_row(feed: Feed, language: Language) -> Row:
    """One feed as a flat row for machines."""
    debt, delivery = feed.debt, feed.delivery
    return {
        "source": debt.source.id,
        "entity": debt.source.entity,
        "unit": debt.unit,
        "period": debt.period.label,
        "state": feed.state.value,
        "due": debt.due.isoformat() if debt.due else None,
        "received": delivery.received if delivery else None,
        "days_from_due": feed.days,
        "in_time": feed.is_in_time if feed.is_asked else None,
        "delivery": delivery.id if delivery else None,
        "file": delivery.file if delivery else None,
        "reason": feed.why.say(language) if feed.why is not None else None,
    }
