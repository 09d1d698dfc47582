"""Decoding of targets. One written for several units becomes one target a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import (
    Acceptance,
    Baseline,
    IntermediateGoal,
    ReferencePace,
    Shape,
    Target,
    TargetForm,
)
from jalon.kernel.decoding import EPOCH, Fields
from jalon.kernel.issues import Place
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import EMPTY
from jalon.kernel.units import Quantity, UnitRegistry

Calendars = Mapping[str, Calendar]


def read_targets(
    fields: Fields, units: UnitRegistry, calendars: Calendars, places: dict[str, Place]
) -> tuple[Target, ...]:
    """The targets of a contract, in its order."""
    found: list[Target] = []
    for item in fields.records("targets"):
        found.extend(_targets(item, units, calendars, places))
    return tuple(found)


def unsound(target: str) -> str:
    """The key under which a contract remembers that a target could not be read whole, so is not judged."""
    return f"unsound targets.{target}"


def _targets(
    fields: Fields, units: UnitRegistry, calendars: Calendars, places: dict[str, Place]
) -> list[Target]:
    owners = fields.texts("unit") or [(INSTITUTE, fields.here)]
    target = _target(fields, units, calendars.get(fields.text("indicator")) or _guessed(fields))
    fields.close()
    several = len(owners) > 1
    found: list[Target] = []
    for unit, place in owners:
        one = replace(target, unit=unit, id=f"{target.id}/{unit}" if several else target.id)
        for key in fields.keys():
            places[f"targets.{one.id}.{key}"] = fields.place(key)
        places[f"targets.{one.id}"] = fields.here
        places[f"targets.{one.id}.unit"] = place
        if unit in [other.unit for other in found]:
            fields.fault("duplicate-name", "unit", place, kind="unit", name=unit, first=fields.place("unit"))
        if fields.faulty:
            places[unsound(one.id)] = fields.here
        found.append(one)
    return found


def _guessed(fields: Fields) -> Calendar:
    """The calendar the horizon seems to follow, when the indicator is unknown: one fault is enough."""
    text = fields.text("horizon", "")
    for calendar in (Calendar.YEAR, Calendar.ACADEMIC_YEAR, Calendar.MONTH):
        try:
            Period.parse(text, calendar)
        except ValueError:
            continue
        return calendar
    return Calendar.YEAR


def _target(fields: Fields, units: UnitRegistry, calendar: Calendar) -> Target:
    form = fields.choice("form", TargetForm)
    low, high = _bounds(fields, form, units)
    horizon = fields.period("horizon", calendar)
    return Target(
        id=fields.identifier("target"),
        objective=fields.text("objective"),
        indicator=fields.text("indicator"),
        unit=INSTITUTE,
        form=form,
        low=low,
        high=high,
        tolerance=fields.quantity("tolerance", units),
        baseline=_baseline(fields, units, calendar),
        pace=_pace(fields, units, calendar),
        horizon=horizon or Period(calendar, EPOCH.year),
        milestones=_milestones(fields, units, calendar),
        shape=fields.choice("trajectory", Shape, Shape.STRAIGHT_LINE),
        population=fields.text("population"),
        to_be_supplied=fields.localized("to_be_supplied", EMPTY),
        contributes_to=fields.text("contributes_to", ""),
        note=fields.localized("note", EMPTY),
        accepted=_acceptance(fields),
        references=fields.references(),
        since=fields.date("since", EPOCH),
        until=fields.optional_date("until"),
    )


def _bounds(fields: Fields, form: TargetForm, units: UnitRegistry) -> tuple[Quantity | None, Quantity | None]:
    if form is not TargetForm.RANGE:
        return fields.quantity("value", units), None
    bounds = fields.texts("value")
    if len(bounds) != 2 and not fields.has("to_be_supplied"):
        fields.fault("range-needs-two-bounds", "value", count=len(bounds))
    found = [fields.parse_quantity("value", text, units, place) for text, place in bounds[:2]]
    return (found[0], found[1]) if len(found) == 2 else (None, None)


def _baseline(fields: Fields, units: UnitRegistry, calendar: Calendar) -> Baseline | None:
    item = fields.record("baseline")
    if item is None:
        return None
    period = item.period("period", calendar) if item.has("period") else None
    baseline = Baseline(period=period, stated=item.quantity("value", units))
    item.node("period")
    item.close()
    return baseline


def _pace(fields: Fields, units: UnitRegistry, calendar: Calendar) -> ReferencePace | None:
    item = fields.record("faster_than")
    if item is None:
        return None
    first, last = item.period("first", calendar), item.period("last", calendar)
    stated = item.quantity("value", units)
    item.close()
    return ReferencePace(first=first, last=last, stated=stated) if first and last else None


_ACCEPTANCE = ("accepted_because", "accepted_by", "accepted_on")


def _acceptance(fields: Fields) -> Acceptance | None:
    """A justification counts with its author and its day: the three go together."""
    because = fields.localized("accepted_because", EMPTY)
    by, on = fields.text("accepted_by", ""), fields.optional_date("accepted_on")
    written = [key for key in _ACCEPTANCE if fields.has(key)]
    absent = [key for key in _ACCEPTANCE if key not in written]
    if written and absent:
        fields.fault("acceptance-incomplete", written[0], absent=", ".join(absent))
    return Acceptance(because=because, by=by, on=on) if on and not absent else None


def _milestones(fields: Fields, units: UnitRegistry, calendar: Calendar) -> tuple[IntermediateGoal, ...]:
    found = []
    for item in fields.records("milestones"):
        period, value = item.period("period", calendar), item.quantity("value", units, required=True)
        item.close()
        if period and value:
            found.append(IntermediateGoal(period=period, value=value))
    return tuple(sorted(found, key=lambda goal: goal.period.number))
