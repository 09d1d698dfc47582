"""Who owes what: whether a unit's rows for a period were expected, are late, or are not due yet."""

from __future__ import annotations

from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Due, Source
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Text


def exemption(dossier: Dossier, entity: str, unit: str, period: Period) -> Missing | None:
    """Why the unit owes no rows of the entity for the period; None when some source expects them."""
    sources = _sources_for(dossier, entity, unit)
    reasons = [source.exemption(unit, period) for source in sources]
    if not sources or any(reason is None for reason in reasons):
        return None
    told = next(reason for reason in reasons if reason is not None)
    return Missing(Reason.NOT_APPLICABLE, told.because)


def absence(
    dossier: Dossier, entity: str, unit: str, period: Period, *, last: Period | None, as_of: date
) -> Missing:
    """Why nothing was received from a unit that owes rows.

    Args:
        dossier: the dossier.
        entity: the entity that is owed.
        unit: who owes.
        period: the period without rows.
        last: the latest period for which the unit did deliver; None when it never did.
        as_of: the day on which one asks.
    """
    sources = _sources_for(dossier, entity, unit)
    dates = [source.due.date(period) for source in sources if source.due]
    due = min(dates, default=period.end)
    if as_of < due:
        return Missing(Reason.NOT_DUE, Text(fr=f"attendu au {due:%d/%m/%Y}", en=f"due on {due:%-d %B %Y}"))
    return Missing(Reason.NOT_RECEIVED, _told(sources, last))


def last_due(due: Due | None, calendar: Calendar, as_of: date) -> Period:
    """The latest period whose rows are due on a day; without a rule they are due when the period ends."""
    period = Period.containing(as_of, calendar)
    while _day(due, period) <= as_of:
        period = period.next()
    while _day(due, period) > as_of:
        period = period.shift(-1)
    return period


def _day(due: Due | None, period: Period) -> date:
    return due.date(period) if due else period.end


def _sources_for(dossier: Dossier, entity: str, unit: str) -> list[Source]:
    """The sources that could bring rows of that unit."""
    return [
        source
        for source in dossier.sources_of(entity)
        if source.unit_column or any(feed.unit == unit for feed in source.feeds)
    ]


def _told(sources: list[Source], last: Period | None) -> Text:
    fr = ", ".join(source.name.fr for source in sources) or "aucune source déclarée"
    en = ", ".join(source.name.en for source in sources) or "no source declared"
    if last is None:
        return Text(fr=fr, en=en)
    return Text(
        fr=f"{fr} ; dernière période reçue : {last.label}", en=f"{en}; last period received: {last.label}"
    )
