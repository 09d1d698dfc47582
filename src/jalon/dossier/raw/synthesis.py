"""Decoding of ``synthesis.yaml``, the recipe of a synthetic world."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypedDict, TypeVar

from jalon.dossier.raw.located import Located, locate
from jalon.dossier.synthesis import (
    Aggregate,
    Companies,
    Courses,
    Energy,
    Grants,
    Income,
    Prices,
    Projects,
    Publications,
    Staff,
    Students,
    Synthesis,
    Trouble,
    TroubleKind,
)
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import UnitRegistry

T = TypeVar("T")

MOST = 100_000_000_000
"""No school, publication or euro count of a synthetic world is larger."""


class _Grounds(TypedDict):
    assumption: Text
    references: tuple[Reference, ...]


def read_synthesis(fields: Fields, units: UnitRegistry) -> Located[Synthesis]:
    """The whole recipe."""
    places: dict[str, Place] = {}
    first = fields.integer("first", least=1990, most=2100)
    synthesis = Synthesis(
        first=first,
        last=fields.integer("last", least=first, most=first + 20),
        students=tuple(_students(item, places) for item in fields.records("students")),
        courses=_block(fields, "courses", _courses, places),
        staff=_block(fields, "staff", _staff, places),
        publications=_block(fields, "publications", _publications, places),
        grants=_block(fields, "grants", _grants, places),
        income=_block(fields, "income", _income, places),
        companies=_block(fields, "companies", _companies, places),
        energy=_block(fields, "energy", _energy, places),
        projects=_block(fields, "projects", _projects, places),
        prices=_block(fields, "prices", _prices, places),
        troubles=tuple(_trouble(item, places) for item in fields.records("troubles")),
        aggregates=tuple(_aggregate(item, units, places) for item in fields.records("aggregates")),
    )
    fields.close()
    return locate(synthesis, fields, places)


def _block(fields: Fields, key: str, read: Callable[[Fields], T], places: dict[str, Place]) -> T | None:
    inner = fields.record(key)
    if inner is None:
        return None
    block = read(inner)
    if hasattr(block, "by_unit"):
        places.update({f"{key}.by_unit.{name}": place for name, place in _unit_places(inner).items()})
    inner.close()
    return block


def _unit_places(fields: Fields) -> dict[str, Place]:
    shares = fields.record("by_unit") if fields.has("by_unit") else None
    return {name: shares.place(name) for name in shares.keys()} if shares else {}


def _grounds(fields: Fields) -> _Grounds:
    """Where the figures of a block come from: without it, an invented figure would read as a fact."""
    grounds = _Grounds(assumption=fields.localized("assumption", EMPTY), references=fields.references())
    if not fields.has("assumption") and not fields.has("reference"):
        fields.fault("synthesis-unfounded", "assumption", fields.here)
    return grounds


def _weights(fields: Fields, key: str) -> dict[str, Decimal]:
    """Names that the author chooses, with positive weights."""
    inner = fields.record(key, required=True)
    if inner is None:
        return {}
    weights = {name: inner.decimal(name) for name in inner.keys()}
    wrong = [name for name, weight in weights.items() if weight < 0]
    if wrong or (weights and not any(weights.values()) and not inner.faulty):
        fields.fault("weights-not-positive", key, key=key)
    inner.close()
    return weights


def _rate(fields: Fields, key: str) -> Decimal:
    """A percentage between 0 and 100; 0 when it is not written."""
    rate = fields.decimal(key, Decimal(0))
    if not 0 <= rate <= 100:
        fields.fault("number-out-of-range", key, key=key, number=rate, least=0, most=100)
        return Decimal(0)
    return rate


def _growth(fields: Fields, key: str) -> Decimal:
    """A yearly change in %; above −100, so that something is left."""
    rate = fields.decimal(key, Decimal(0))
    if not -50 <= rate <= 100:
        fields.fault("number-out-of-range", key, key=key, number=rate, least=-50, most=100)
        return Decimal(0)
    return rate


def _count(fields: Fields, key: str) -> int:
    return fields.integer(key, least=0, most=MOST)


def _students(fields: Fields, places: dict[str, Place]) -> Students:
    diploma = fields.text("diploma")
    places[f"students.{diploma}"] = fields.place("diploma")
    places.update({f"students.{diploma}.by_unit.{n}": place for n, place in _unit_places(fields).items()})
    students = Students(
        diploma=diploma,
        total=_count(fields, "total"),
        by_unit=_weights(fields, "by_unit"),
        years=fields.integer("years", least=1, most=10),
        growth=_growth(fields, "growth"),
        women=_rate(fields, "women"),
        women_rise=_growth(fields, "women_rise"),
        apprentices=_rate(fields, "apprentices"),
        continuing=_rate(fields, "continuing"),
        gap_years=_rate(fields, "gap_years"),
        leavers=_rate(fields, "leavers"),
        changes=_rate(fields, "changes"),
        abroad=_rate(fields, "abroad"),
        hosted=fields.boolean("hosted", default=False),
        two_units=_rate(fields, "two_units"),
        second_enrolments=_rate(fields, "second_enrolments"),
        two_programmes=_rate(fields, "two_programmes"),
        long_mobility=_rate(fields, "long_mobility"),
        long_mobility_rise=_growth(fields, "long_mobility_rise"),
        **_grounds(fields),
    )
    fields.close()
    return students


def _courses(fields: Fields) -> Courses:
    return Courses(
        active=_rate(fields, "active"),
        per_student=fields.integer("per_student", least=1, most=50),
        platforms=_weights(fields, "platforms"),
        **_grounds(fields),
    )


def _staff(fields: Fields) -> Staff:
    return Staff(
        total=_count(fields, "total"),
        by_unit=_weights(fields, "by_unit"),
        growth=_growth(fields, "growth"),
        shared=_rate(fields, "shared"),
        women=_rate(fields, "women"),
        part_time=_rate(fields, "part_time"),
        turnover=_rate(fields, "turnover"),
        categories=_weights(fields, "categories"),
        **_grounds(fields),
    )


def _publications(fields: Fields) -> Publications:
    return Publications(
        total=_count(fields, "total"),
        by_unit=_weights(fields, "by_unit"),
        growth=_growth(fields, "growth"),
        two_units=_rate(fields, "two_units"),
        three_units=_rate(fields, "three_units"),
        goal_tied=_rate(fields, "goal_tied"),
        goal_tied_rise=_growth(fields, "goal_tied_rise"),
        goals=_weights(fields, "goals"),
        classifier=fields.text("classifier"),
        types=_weights(fields, "types"),
        **_grounds(fields),
    )


def _grants(fields: Fields) -> Grants:
    return Grants(
        projects=_count(fields, "projects"),
        amount=_count(fields, "amount"),
        by_unit=_weights(fields, "by_unit"),
        growth=_growth(fields, "growth"),
        two_units=_rate(fields, "two_units"),
        programmes=_weights(fields, "programmes"),
        **_grounds(fields),
    )


def _income(fields: Fields) -> Income:
    return Income(
        amount=_count(fields, "amount"),
        by_unit=_weights(fields, "by_unit"),
        growth=_growth(fields, "growth"),
        internal=_rate(fields, "internal"),
        kinds=_weights(fields, "kinds"),
        lines=fields.integer("lines", least=1, most=100_000),
        **_grounds(fields),
    )


def _companies(fields: Fields) -> Companies:
    return Companies(
        total=_count(fields, "total"),
        by_unit=_weights(fields, "by_unit"),
        growth=_growth(fields, "growth"),
        turnover=_rate(fields, "turnover"),
        two_units=_rate(fields, "two_units"),
        three_units=_rate(fields, "three_units"),
        kinds=_weights(fields, "kinds"),
        sizes=_weights(fields, "sizes"),
        **_grounds(fields),
    )


def _energy(fields: Fields) -> Energy:
    return Energy(
        since=fields.integer("since", least=1950, most=2100),
        by_unit=_weights(fields, "by_unit"),
        change=_growth(fields, "change"),
        energies=_weights(fields, "energies"),
        **_grounds(fields),
    )


def _projects(fields: Fields) -> Projects:
    return Projects(steps=_weights(fields, "steps"), pace=_rate(fields, "pace"), **_grounds(fields))


def _prices(fields: Fields) -> Prices:
    return Prices(series=fields.text("series"), rise=_growth(fields, "rise"), **_grounds(fields))


def _trouble(fields: Fields, places: dict[str, Place]) -> Trouble:
    trouble = Trouble(
        source=fields.text("source"), unit=fields.text("unit"), kind=fields.choice("kind", TroubleKind)
    )
    places[f"troubles.{trouble.source}/{trouble.unit}"] = fields.place("source")
    fields.close()
    return trouble


def _aggregate(fields: Fields, units: UnitRegistry, places: dict[str, Place]) -> Aggregate:
    aggregate = Aggregate(
        indicator=fields.text("indicator"),
        period=fields.text("period"),
        unit=fields.text("unit", "institute"),
        value=fields.quantity("value", units, required=True),
        **_grounds(fields),
    )
    places[f"aggregates.{aggregate.indicator}"] = fields.place("indicator")
    places[f"aggregates.{aggregate.indicator}.period"] = fields.place("period")
    fields.close()
    return aggregate
