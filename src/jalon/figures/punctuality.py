"""Whether what was owed came, and on which day: each unit, source and period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.source import Source
from jalon.figures.due import Debt, debt_of, without_rows
from jalon.figures.standing import Standing, standing_of
from jalon.infocentre.deliveries import Delivery
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period, span


class FeedState(StrEnum):
    """How what a unit owes stands on a day."""

    RECEIVED = "received"
    NOT_DUE = "not-due"
    LATE = "late"
    REFUSED = "refused"
    MISSING_AT_SOURCE = "missing-at-source"
    NOT_RECEIVED = "not-received"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What one unit owes to one source for one period, and what became of it.

    Attributes:
        debt: what is owed and when.
        state: how it stands.
        delivery: the first delivery that brought its rows; None when nothing in force holds any.
        days: when received: days after the due day (negative when early); when late: days since it;
            when not due: days until it, negative. None when nothing says when it is due.
        why: why there is nothing; None when there is.
    """

    debt: Debt
    state: FeedState
    delivery: Delivery | None = None
    days: int | None = None
    why: Missing | None = None

    @property
    def is_asked(self) -> bool:
        """True when it should be there by now, or is."""
        return self.state not in {FeedState.NOT_DUE, FeedState.NOT_APPLICABLE}

    @property
    def is_in_time(self) -> bool:
        """True when it came by its due day, or within the grace that its source gives."""
        if self.delivery is None:
            return False
        limit = self.debt.late_after
        return limit is None or date.fromisoformat(self.delivery.received) <= limit


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the things owed are there: ``asked`` are those due by now, or received before."""

    asked: int
    received: int
    in_time: int
    states: Mapping[FeedState, int]


def tally(feeds: Iterable[Feed]) -> Tally:
    """Completeness and timeliness of some feeds."""
    listed = list(feeds)
    states = {state: sum(one.state is state for one in listed) for state in FeedState}
    return Tally(
        asked=sum(one.is_asked for one in listed),
        received=states[FeedState.RECEIVED],
        in_time=sum(one.is_in_time for one in listed),
        states=states,
    )


def feeds(
    dossier: Dossier, deliveries: Sequence[Delivery], in_force: Mapping[str, str], *, as_of: date
) -> list[Feed]:
    """Everything owed for the periods of the contract that have begun, by source, unit and period.

    Args:
        dossier: the dossier.
        deliveries: every delivery ever received; those after ``as_of`` are not looked at.
        in_force: by feed, the identifier of the delivery that the lake held on the day.
        as_of: the day on which one asks.
    """
    known = [one for one in deliveries if date.fromisoformat(one.received) <= as_of]
    standing = standing_of(known, in_force)
    first = _first_deliveries(known, frozenset(in_force.values()))
    found: list[Feed] = []
    for source in dossier.sources.values():
        calendar = dossier.entities[source.entity].calendar
        for unit, period in _owed_by(dossier, source, calendar, as_of):
            owner = "" if dossier.entities[source.entity].shared else unit
            delivery = first.get((source.id, owner, period.label))
            found.append(_feed(source, unit, period, delivery, standing, as_of))
    return found


def _first_deliveries(
    known: Sequence[Delivery], in_force: frozenset[str]
) -> dict[tuple[str, str, str], Delivery]:
    """By source, unit and period that is in force, the first delivery that brought rows.

    What a later file no longer holds is owed again.
    """
    there = {
        (one.source, held.unit, held.period) for one in known if one.id in in_force for held in one.holds
    }
    first: dict[tuple[str, str, str], Delivery] = {}
    for one in sorted(known, key=lambda delivery: (delivery.received, delivery.order)):
        for held in one.holds:
            first.setdefault((one.source, held.unit, held.period), one)
    return {where: one for where, one in first.items() if where in there}


def _owed_by(
    dossier: Dossier, source: Source, calendar: Calendar, as_of: date
) -> Iterator[tuple[str, Period]]:
    contract = dossier.contract
    last = Period.containing(min(as_of, contract.until - timedelta(days=1)), calendar)
    periods = span(Period.containing(contract.since, calendar), last)
    if dossier.entities[source.entity].shared:
        yield from ((INSTITUTE, period) for period in periods)
        return
    for unit in dossier.perimeter.bottom:
        if source.feeds_of(unit.id):
            members = (p for p in periods if unit in dossier.perimeter.members(p))
            yield from ((unit.id, period) for period in members)


def _feed(
    source: Source, unit: str, period: Period, delivery: Delivery | None, standing: Standing, as_of: date
) -> Feed:
    debt = debt_of(source, unit, period)
    if delivery is not None and not source.exemption(unit, period):
        return Feed(
            debt=debt,
            state=FeedState.RECEIVED,
            delivery=delivery,
            days=_days(debt.due, date.fromisoformat(delivery.received)),
        )
    if debt.exempt is not None:
        why = Missing(Reason.NOT_APPLICABLE, debt.exempt)
        return Feed(debt=debt, state=FeedState.NOT_APPLICABLE, why=why)
    why = without_rows(debt, standing, last=None, as_of=as_of)
    return Feed(debt=debt, state=FeedState(why.reason.value), days=_days(debt.due, as_of), why=why)


def _days(due: date | None, day: date) -> int | None:
    return None if due is None else (day - due).days
