"""A source must tell the period of its rows in a way that its entity has."""

from __future__ import annotations

from itertools import combinations

from jalon.dossier.codes import meet
from jalon.dossier.entity import Entity
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.source import Source
from jalon.kernel.decoding import EPOCH
from jalon.kernel.issues import Issues
from jalon.kernel.periods import Calendar, Period


def check_period_forms(raw: RawDossier, issues: Issues) -> None:
    """Constants are periods, a census day is asked of an entity that has one, years start where they may."""
    entities = {item.value.id: item.value for item in raw.entities}
    for item in raw.entities:
        _check_census(item, issues)
    for source in raw.sources:
        entity = entities.get(source.value.entity)
        if entity is not None:
            _check_form(source, entity, issues)


def _check_census(item: Located[Entity], issues: Issues) -> None:
    if item.value.census and item.value.calendar is Calendar.MONTH:
        issues.error("census-of-months", item.at("census.0"), entity=item.value.id)
    for number, rule in enumerate(item.value.census):
        if rule.since is not None and rule.until is not None and EPOCH < rule.until <= rule.since:
            issues.error(
                "until-before-since", item.at(f"census.{number}"), since=rule.since, until=rule.until
            )
    for (m, one), (n, other) in combinations(enumerate(item.value.census), 2):
        if meet(one.since, one.until, other.since, other.until):
            context = {"entity": item.value.id, "first": item.at(f"census.{m}")}
            issues.error("census-days-overlap", item.at(f"census.{n}"), **context)


def _check_form(source: Located[Source], entity: Entity, issues: Issues) -> None:
    value = source.value
    if value.period_constant and not _is_period(value.period_constant, entity.calendar):
        context = {"text": value.period_constant, "calendar": entity.calendar.value}
        issues.error("bad-period", source.at("period.constant"), **context)
    if value.lasting and not entity.census:
        issues.error("entity-without-census", source.at("period.census"), entity=entity.id)
    if value.year_starts and (entity.calendar is Calendar.MONTH or not value.period_dates):
        issues.error("year-starts-unused", source.at("period.year_starts"), source=value.id)


def _is_period(text: str, calendar: Calendar) -> bool:
    try:
        Period.parse(text, calendar)
    except ValueError:
        return False
    return True
