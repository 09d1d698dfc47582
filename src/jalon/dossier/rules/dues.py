"""Due dates must say something: extensions of real periods that give more time, frequencies with a start."""

from __future__ import annotations

from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.source import Extension, Source
from jalon.kernel.issues import Issues
from jalon.kernel.periods import Calendar, Period


def check_dues(raw: RawDossier, issues: Issues) -> None:
    """Extensions are for a period of the entity's calendar, once, and later than the day everybody has."""
    calendars = {entity.value.id: entity.value.calendar for entity in raw.entities}
    for source in raw.sources:
        if source.value.every > 1 and source.value.since is None and "since" not in source.faulty:
            issues.error("every-without-since", source.at("every"), every=source.value.every)
        calendar = calendars.get(source.value.entity)
        if calendar is not None and "extended" not in source.faulty:
            _check_extensions(source, calendar, issues)


def _check_extensions(source: Located[Source], calendar: Calendar, issues: Issues) -> None:
    seen: dict[tuple[str, Period], int] = {}
    for number, item in enumerate(source.value.extensions):
        try:
            period = Period.parse(item.period, calendar)
        except ValueError:
            place = source.at(f"extended.{number}.period")
            issues.error("bad-period", place, text=item.period, calendar=calendar.value)
            continue
        first = seen.setdefault((item.unit, period), number)
        if first != number:
            name = f"{item.unit} {period.label}"
            context = {"kind": "extension", "name": name, "first": source.at(f"extended.{first}.unit")}
            issues.error("duplicate-name", source.at(f"extended.{number}.unit"), **context)
        _check_later(source, item, number, period, issues)


def _check_later(
    source: Located[Source], item: Extension, number: int, period: Period, issues: Issues
) -> None:
    day = source.value.due.day(period) if source.value.due else None
    if day is not None and item.until <= day:
        place = source.at(f"extended.{number}.until")
        issues.error("extension-gives-no-time", place, until=item.until, due=day)
