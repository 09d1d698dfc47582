"""What a figure is made from, as hashes: nothing is recomputed whose inputs did not change."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from jalon.dossier.catalogue import Dossier
from jalon.dossier.estimate import Estimate
from jalon.dossier.indicator import ConstantPrice, Indicator, entities
from jalon.dossier.parameters import PriceIndex
from jalon.dossier.source import Source
from jalon.figures.components import Component
from jalon.figures.due import days_passed, last_late
from jalon.figures.identities import NO_DECISIONS, Identities
from jalon.figures.likeforlike import base_period, contract_span, rebase_days
from jalon.figures.standing import Standing
from jalon.figures.terms import with_terms
from jalon.infocentre.engine.scan import Scan
from jalon.kernel.periods import Calendar

_PRICE_YEAR = re.compile(r" \d{4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything figures are made from, as known at one time.

    Attributes:
        dossier: what the institution said.
        scans: the entities of the lake, each at a version of its table.
        standing: files refused and rows left out.
        as_of: the day from which one looks.
        identities: which keys were decided to be one.
    """

    dossier: Dossier
    scans: Mapping[str, Scan]
    standing: Standing
    as_of: date
    identities: Identities = NO_DECISIONS


@dataclass(frozen=True, slots=True)
class Read:
    """What an indicator reads: entities, and price indices with the entities of their months."""

    entities: tuple[str, ...]
    indices: tuple[str, ...]
    price_entities: tuple[str, ...]

    @property
    def all_entities(self) -> frozenset[str]:
        """Every entity that is read, for measures or for prices."""
        return frozenset((*self.entities, *self.price_entities))

    def __or__(self, other: Read) -> Read:
        pairs = (
            (self.entities, other.entities),
            (self.indices, other.indices),
            (self.price_entities, other.price_entities),
        )
        return Read(*(tuple(sorted({*mine, *theirs})) for mine, theirs in pairs))


NOTHING_READ = Read((), (), ())


def read_by(dossier: Dossier, indicator: str) -> Read:
    """What an indicator of the dossier reads, the terms of a derived one included."""
    versions = _versions(dossier, with_terms(dossier, [indicator]))
    names = sorted({entity for version in versions for entity in entities(version.measure)})
    indices = _indices(dossier, versions)
    prices = sorted({index.entity for index in indices})
    return Read(tuple(names), tuple(index.id for index in indices), tuple(prices))


def fingerprint(known: Known, indicator: str) -> str:
    """The hash of everything an indicator's figures depend on, the code that computes included."""
    parts = components(known, indicator, read_by(known.dossier, indicator))
    return _hash([code_version(), sorted(parts.items())])


def components(known: Known, indicator: str, read: Read) -> dict[Component, str]:
    """The hash of each component of what an indicator's figures are made from.

    Args:
        known: where they are looked for.
        indicator: whose figures.
        read: what it reads, in all the definitions that are to be compared.
    """
    own = [name for name in read.entities if name not in read.price_entities]
    found = {
        Component.DATA: [[_of_entity(known, name) for name in own], _estimates(known, indicator)],
        Component.IDENTITIES: _identities(known, own),
        Component.DEFINITION: _definition(known.dossier, indicator),
        Component.PERIMETER: known.dossier.perimeter,
        Component.PRICES: [_prices(known, read), _price_bases(known.dossier, indicator)],
    }
    return {component: _hash(parts) for component, parts in found.items()}


def definition_hash(dossier: Dossier, indicator: str) -> str:
    """The hash of what an indicator's figures mean, whatever they are made from."""
    return _hash(_definition(dossier, indicator))


@cache
def code_version() -> str:
    """The hash of the code that makes figures: a corrected computation recomputes them."""
    digest = hashlib.sha256()
    for room in ("jalon.figures", "jalon.figures.measures", "jalon.infocentre.engine"):
        for file in sorted(files(room).iterdir(), key=lambda item: item.name):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _definition(dossier: Dossier, indicator: str) -> object:
    """All versions, those of the terms of a derived one, their units, the ends of the comparison.

    The price basis of amounts is left out: it goes with the prices.
    """
    if indicator not in dossier.indicators:
        return None
    names = with_terms(dossier, [indicator])
    calendar = dossier.indicators[indicator][-1].calendar
    return [
        [_without_prices(version) for version in _versions(dossier, names)],
        [dossier.units.find(without_year(version.unit)) for version in _versions(dossier, names)],
        contract_span(dossier, calendar),
        base_period(dossier, indicator, calendar),
        rebase_days(dossier, indicator),
    ]


def _without_prices(version: Indicator) -> Indicator:
    measure = version.measure
    if not isinstance(measure, ConstantPrice):
        return version
    return replace(version, measure=replace(measure, index="", base_year=0), unit=without_year(version.unit))


def without_year(unit: str) -> str:
    """A unit of money without the year of its prices; any other unit as it is.

    >>> without_year("EUR 2022"), without_year("persons")
    ('EUR', 'persons')
    """
    return _PRICE_YEAR.sub("", unit)


def _price_bases(dossier: Dossier, indicator: str) -> object:
    """The index, base year and unit of every amount at constant prices."""
    if indicator not in dossier.indicators:
        return None
    versions = _versions(dossier, with_terms(dossier, [indicator]))
    return [
        (version.id, version.since, version.measure.index, version.measure.base_year, version.unit[-4:])
        for version in versions
        if isinstance(version.measure, ConstantPrice)
    ]


def _of_entity(known: Known, name: str) -> object:
    """The deliveries in force of an entity, files refused, and how its sources are read."""
    if name not in known.dossier.entities:
        return None
    entity, sources = known.dossier.entities[name], known.dossier.sources_of(name)
    return [
        entity,
        sources,
        sorted(known.scans[name].deliveries.items()),
        known.standing.of(known.dossier, [name]),
        _dues(sources, entity.calendar, known.as_of),
    ]


def _dues(sources: Iterable[Source], calendar: Calendar, as_of: date) -> list[object]:
    """The due days passed, by source: a figure turns from not due to late without any new file."""
    passed = [days_passed(source, calendar, as_of) for source in sources]
    return [last_late(None, calendar, as_of), *passed]


def _identities(known: Known, names: Iterable[str]) -> object:
    held = known.dossier.entities
    return known.identities.of(held[name] for name in names if name in held)


def _prices(known: Known, read: Read) -> object:
    indices = [known.dossier.price_indices.get(name) for name in read.indices]
    return [indices, [_of_entity(known, name) for name in read.price_entities]]


def _versions(dossier: Dossier, names: Iterable[str]) -> list[Indicator]:
    return [version for name in names for version in dossier.indicators[name]]


def _indices(dossier: Dossier, versions: Iterable[Indicator]) -> list[PriceIndex]:
    wanted = {v.measure.index for v in versions if isinstance(v.measure, ConstantPrice)}
    return [dossier.price_indices[name] for name in sorted(wanted)]


def _hash(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _estimates(known: Known, indicator: str) -> list[Estimate]:
    """The estimates that count on the day: they stand in the place of data."""
    if indicator not in known.dossier.indicators:
        return []
    names = with_terms(known.dossier, [indicator])
    return [item for item in known.dossier.estimates if item.indicator in names and item.on <= known.as_of]
