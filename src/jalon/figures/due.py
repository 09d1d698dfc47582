"""Who owes what: whether a unit's rows for a period are not due, late, refused, or missing from what came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Due, Source
from jalon.figures.standing import Receipt, Standing
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import EMPTY, Text

_URGENCY = (Reason.REFUSED, Reason.LATE, Reason.NOT_DUE, Reason.AT_SOURCE, Reason.NOT_RECEIVED)
"""Where several sources could bring the rows: the reason that calls for action first."""

NO_SOURCE = Text("aucune source déclarée", "no source declared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What one unit owes to one source for one period.

    Attributes:
        source: the source.
        unit, period: who, for when.
        exempt: why nothing is owed; None when rows are.
        due: the last day on which they are in time; None when the dossier does not say.
        late_after: the same with the grace that the source gives.
    """

    source: Source
    unit: str
    period: Period
    exempt: Text | None
    due: date | None
    late_after: date | None

    @property
    def due_words(self) -> Text:
        """The due day, with the reason when this unit was given more time."""
        assert self.due is not None, "asked only where a day is known"
        told = Text(fr=f"attendu au {self.due:%d/%m/%Y}", en=f"due on {self.due:%-d %B %Y}")
        given, limit = self.source.extension(self.unit, self.period), self.late_after
        if given is not None:
            return Text(
                fr=f"{told.fr}, délai accordé\u00a0: {given.because.fr}",
                en=f"{told.en}, more time given: {given.because.en}",
            )
        if limit is None or limit == self.due:
            return told
        return Text(
            fr=f"{told.fr}, toléré jusqu’au {limit:%d/%m/%Y}",
            en=f"{told.en}, tolerated until {limit:%-d %B %Y}",
        )


def debts(dossier: Dossier, entity: str, unit: str, period: Period) -> list[Debt]:
    """What the unit owes for the entity and the period, to each source that could bring it."""
    return [debt_of(source, unit, period) for source in dossier.sources_of(entity) if source.feeds_of(unit)]


def debt_of(source: Source, unit: str, period: Period) -> Debt:
    """What the unit owes to the source for the period."""
    exempt = source.exemption(unit, period)
    why = exempt.because if exempt else EMPTY if source.asks_for(period) else _not_asked(source)
    return Debt(
        source=source,
        unit=unit,
        period=period,
        exempt=why if exempt or why != EMPTY else None,
        due=source.due_day(unit, period),
        late_after=source.late_after(unit, period),
    )


def exemption(dossier: Dossier, entity: str, unit: str, period: Period) -> Missing | None:
    """Why the unit owes no rows of the entity for the period; None when some source expects them."""
    reasons = [debt.exempt for debt in debts(dossier, entity, unit, period)]
    told = [reason for reason in reasons if reason is not None]
    return Missing(Reason.NOT_APPLICABLE, told[0]) if told and len(told) == len(reasons) else None


def is_dispensed(dossier: Dossier, entity: str, unit: str, period: Period) -> bool:
    """True when every source names the unit among those that owe it nothing: its rows are not looked at."""
    sources = [source for source in dossier.sources_of(entity) if source.feeds_of(unit)]
    return bool(sources) and all(source.exemption(unit, period) for source in sources)


def absence(
    dossier: Dossier,
    standing: Standing,
    entity: str,
    unit: str,
    period: Period,
    *,
    last: Period | None,
    as_of: date,
) -> Missing:
    """Why nothing was received from a unit that owes rows.

    Args:
        dossier: the dossier.
        standing: the files in force and those refused.
        entity: the entity that is owed.
        unit: who owes.
        period: the period without rows.
        last: the latest period before it for which the unit did deliver; None when it never did.
        as_of: the day on which one asks.
    """
    owed = [debt for debt in debts(dossier, entity, unit, period) if debt.exempt is None]
    if not owed:
        is_over = as_of > _last_day(period)
        return Missing(Reason.NOT_RECEIVED, NO_SOURCE) if is_over else _at_the_end(period)
    found = [without_rows(debt, standing, last=last, as_of=as_of) for debt in owed]
    return min(found, key=lambda missing: _URGENCY.index(missing.reason))


def without_rows(debt: Debt, standing: Standing, *, last: Period | None, as_of: date) -> Missing:
    """Why a source brought nothing of what a unit owes it (see :func:`absence`)."""
    source, calendar = debt.source, debt.period.calendar
    feeds = [feed.id for feed in source.feeds_of(debt.unit)]
    came = [standing.in_force[feed] for feed in feeds if feed in standing.in_force]
    covering = [receipt for receipt in came if receipt.covers(debt.unit, debt.period, calendar)]
    refused = [standing.refused[feed] for feed in feeds if feed in standing.refused]
    begun = [receipt for receipt in refused if receipt.day >= debt.period.start]
    if begun and not covering:
        return Missing(Reason.REFUSED, _refused(source, begun[-1]))
    if as_of <= (debt.late_after or _last_day(debt.period)):
        return Missing(Reason.NOT_DUE, debt.due_words) if debt.due else _at_the_end(debt.period)
    if covering:
        return Missing(Reason.AT_SOURCE, _joined(_not_in(source, covering[-1]), _since(last)))
    if debt.due is None:
        return Missing(Reason.NOT_RECEIVED, _joined(source.name, _NO_DUE_DAY, _since(last)))
    return Missing(Reason.LATE, _joined(source.name, debt.due_words, _since(last)))


_NO_DUE_DAY = Text("aucune échéance déclarée", "no due date declared")


def days_passed(source: Source, calendar: Calendar, as_of: date) -> object:
    """What a day changes for a source's figures without any new file: the due days that have passed."""
    given = [(item.unit, item.period, item.until < as_of) for item in source.extensions]
    return last_late(source.due, calendar, as_of), given


def last_late(due: Due | None, calendar: Calendar, as_of: date) -> Period:
    """The latest period whose rows are late on a day; without a rule they are owed when it ends."""
    period = Period.containing(as_of, calendar)
    while _limit(due, period) < as_of:
        period = period.next()
    while _limit(due, period) >= as_of:
        period = period.shift(-1)
    return period


def _limit(due: Due | None, period: Period) -> date:
    """The day after which rows of ``period`` are late, for a unit that was not given more time."""
    return due.late_after(period) if due else _last_day(period)


def _last_day(period: Period) -> date:
    return date.fromordinal(period.end.toordinal() - 1)


def _at_the_end(period: Period) -> Missing:
    """Nothing says when the rows are due: not before the period is over."""
    day = _last_day(period)
    told = Text(fr=f"attendu au {day:%d/%m/%Y}, fin de la période", en=f"due when it ends, {day:%-d %B %Y}")
    return Missing(Reason.NOT_DUE, told)


def _not_asked(source: Source) -> Text:
    return Text(
        fr=f"{source.name.fr}\u00a0: rien n’est demandé pour cette période",
        en=f"{source.name.en}: nothing is asked for this period",
    )


def _refused(source: Source, receipt: Receipt) -> Text:
    return Text(
        fr=f"{source.name.fr}, fichier {receipt.file} reçu le {receipt.day:%d/%m/%Y}",
        en=f"{source.name.en}, file {receipt.file} received on {receipt.day:%-d %B %Y}",
    )


def _not_in(source: Source, receipt: Receipt) -> Text:
    return Text(
        fr=f"{source.name.fr}, absent du fichier du {receipt.day:%d/%m/%Y}",
        en=f"{source.name.en}, not in the file of {receipt.day:%-d %B %Y}",
    )


def _since(last: Period | None) -> Text:
    if last is None:
        return EMPTY
    return Text(fr=f"dernière période reçue\u00a0: {last.label}", en=f"last period received: {last.label}")


def _joined(name: Text, *more: Text) -> Text:
    """The source, then what is known, in one line."""
    fr, en = (" ; ", "; ")
    said = [text for text in more if text != EMPTY]
    return Text(fr=fr.join([name.fr, *(t.fr for t in said)]), en=en.join([name.en, *(t.en for t in said)]))
