"""Worlds: each component of what figures are made from, taken from one time or another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Entity
from jalon.dossier.expressions import columns_of
from jalon.dossier.indicator import ConstantPrice, Distinct, Fractional, Indicator, Part, parts
from jalon.dossier.source import Source
from jalon.figures.components import ORDER, Component
from jalon.figures.compute import Request, compute
from jalon.figures.figure import Figure
from jalon.figures.fingerprints import Known, fingerprint, without_year
from jalon.figures.terms import with_terms
from jalon.infocentre.engine.scan import Scan
from jalon.kernel.dated import in_force
from jalon.kernel.texts import Text


@dataclass(frozen=True)
class World:
    """For each component, the knowledge from which it is taken."""

    sides: Mapping[Component, Known]

    @classmethod
    def of(cls, known: Known) -> World:
        """The world in which everything is as known at one time."""
        return cls(dict.fromkeys(ORDER, known))

    def with_(self, components: Iterable[Component], known: Known) -> World:
        """The same world, some components taken from elsewhere."""
        return World({**self.sides, **dict.fromkeys(components, known)})

    @cached_property
    def dossier(self) -> Dossier:
        """The dossier of that world."""
        base = self.sides[Component.DEFINITION].dossier
        if len({id(known) for known in self.sides.values()}) == 1:
            return base
        return replace(
            base,
            indicators=self._indicators,
            perimeter=self.sides[Component.PERIMETER].dossier.perimeter,
            price_indices=self.sides[Component.PRICES].dossier.price_indices,
            entities=self._entities,
            sources=self._sources,
            estimates=self.sides[Component.DATA].dossier.estimates,
        )

    @cached_property
    def _indicators(self) -> dict[str, tuple[Indicator, ...]]:
        """The definitions, each amount at the price basis of the prices' side."""
        own = self.sides[Component.DEFINITION].dossier.indicators
        theirs = self.sides[Component.PRICES].dossier.indicators
        return {
            name: tuple(at_price_basis(version, theirs.get(name, ())) for version in versions)
            for name, versions in own.items()
        }

    @cached_property
    def known(self) -> Known:
        """What is known in that world."""
        data, prices = self.sides[Component.DATA], self.sides[Component.PRICES]
        scans: dict[str, Scan] = {}
        for name in self._entities:
            side = prices if name in self._price_entities else data
            scans[name] = side.scans[name]
        return Known(
            dossier=self.dossier,
            scans=scans,
            standing=data.standing,
            as_of=data.as_of,
            identities=self.sides[Component.IDENTITIES].identities,
        )

    @cached_property
    def _price_entities(self) -> frozenset[str]:
        """The months of price indices go with the prices, whichever side the data is from."""
        sides = (self.sides[Component.DATA], self.sides[Component.PRICES])
        return frozenset(index.entity for side in sides for index in side.dossier.price_indices.values())

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        data = self.sides[Component.DATA].dossier.entities
        prices = self.sides[Component.PRICES].dossier.entities
        own = {name: entity for name, entity in data.items() if name not in self._price_entities}
        return own | {name: prices[name] for name in sorted(self._price_entities) if name in prices}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        data = self.sides[Component.DATA].dossier.sources
        prices = self.sides[Component.PRICES].dossier.sources
        own = {name: one for name, one in data.items() if one.entity not in self._price_entities}
        return own | {name: one for name, one in prices.items() if one.entity in self._price_entities}

    def obstacle(self, indicator: str) -> Text | None:
        """Why an indicator cannot be computed in this world: its definition reads what is not there."""
        own = self.sides[Component.DEFINITION].dossier
        if indicator not in own.indicators:
            return None
        for name in with_terms(own, [indicator]):
            for version in self._indicators[name]:
                told = self._unreadable(version, own)
                if told is not None:
                    return told
        return None

    def _unreadable(self, version: Indicator, own: Dossier) -> Text | None:
        measure = version.measure
        if isinstance(measure, ConstantPrice) and measure.index not in self.dossier.price_indices:
            return _told(version, f"« {measure.index} »", f"“{measure.index}”")
        for part in parts(measure):
            before, here = own.entities[part.entity], self._entities.get(part.entity)
            if here is None or here.calendar is not before.calendar:
                return _told(version, f"« {part.entity} »", f"“{part.entity}”")
            for column in dict.fromkeys((*_columns(part), *version.breakdowns)):
                if not self._reads_alike(own, before, here, column):
                    return _told(version, f"{part.entity}.{column}", f"{part.entity}.{column}")
        return None

    def _reads_alike(self, own: Dossier, before: Entity, here: Entity, column: str) -> bool:
        """True when a column holds the same kind of thing where the definition was written and here."""
        left, right = before.find(column), here.find(column)
        if left is None or right is None:
            return left is right and column in before.context_columns and column in here.context_columns
        kinds = {_dimension(own, left.unit), _dimension(self.dossier, right.unit)}
        return left.type is right.type and len(kinds) == 1


def _dimension(dossier: Dossier, unit: str | None) -> str:
    found = dossier.units.find(unit) if unit else None
    return found.dimension if found else ""


def _told(version: Indicator, fr: str, en: str) -> Text:
    return Text(
        f"la définition de « {version.id} » lit {fr}, qui n’y est pas sous cette forme",
        f"the definition of “{version.id}” reads {en}, which is not there in that form",
    )


def _columns(part: Part) -> list[str]:
    texts = [
        part.key if isinstance(part, Distinct | Fractional) else part.value,
        *(item.where for item in part.filters),
    ]
    return [column for text in texts for column in columns_of(text)]


def at_price_basis(version: Indicator, others: Sequence[Indicator]) -> Indicator:
    """A definition at the price index and base year of another time; as it is when there are none."""
    other = in_force(others, version.since) or (others[-1] if others else None)
    measure = version.measure
    if (
        not isinstance(measure, ConstantPrice)
        or other is None
        or not isinstance(other.measure, ConstantPrice)
    ):
        return version
    basis = replace(measure, index=other.measure.index, base_year=other.measure.base_year)
    unit, year = without_year(version.unit), other.unit.removeprefix(without_year(other.unit))
    return replace(version, measure=basis, unit=unit + year)


def figures_of(
    world: World, indicators: Iterable[str], overflow: Path, advance: Callable[[str], None] = lambda _: None
) -> list[Figure]:
    """Every figure of some indicators in a world; those that it does not define are left out."""
    request = request_of(world.known, indicators, overflow, advance)
    return compute(request).figures if request.indicators else []


def request_of(
    known: Known, indicators: Iterable[str], overflow: Path, advance: Callable[[str], None]
) -> Request:
    """What to ask of the computation for some indicators, as known at one time."""
    names = tuple(name for name in indicators if name in known.dossier.indicators)
    return Request(
        dossier=known.dossier,
        indicators=names,
        scans=known.scans,
        fingerprints={name: fingerprint(known, name) for name in names},
        as_of=known.as_of,
        overflow=overflow,
        standing=known.standing,
        identities=known.identities,
        advance=advance,
    )
