"""Causes: in a few words, what changed in a component between two sides, for one indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import ConstantPrice, Indicator
from jalon.dossier.perimeter import OrgUnit, Perimeter
from jalon.figures.components import NAMES, Component
from jalon.figures.fingerprints import NOTHING_READ, Known, Read, read_by
from jalon.figures.terms import with_terms
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language, Text
from jalon.services.compare import Comparison

_SHOWN = 3
_FIELDS = {
    "measure": Text("mesure", "measure"),
    "unit": Text("unité de mesure", "unit of measurement"),
    "since": Text("date d’effet", "date of effect"),
    "until": Text("date de fin", "end date"),
    "calendar": Text("calendrier", "calendar"),
    "population": Text("population", "population"),
    "breakdowns": Text("ventilations", "breakdowns"),
}
"""The parts of a definition that move figures, in a reader's words; the others only move its words."""


class Causes:
    """What changed between the two sides of a comparison."""

    def __init__(self, comparison: Comparison, workspace: Workspace) -> None:
        self._before, self._after = comparison.before.known, comparison.after.known
        self._workspace = workspace
        self._told = lru_cache(maxsize=None)(self._tell)

    def of(self, component: Component, indicator: str, unit: str = "") -> Text:
        """What changed in a component for an indicator, and for a unit when one is named."""
        is_one = unit in {one.id for one in self._after.dossier.perimeter.bottom}
        return self._told(component, indicator, unit if component is Component.DATA and is_one else "")

    def _tell(self, component: Component, indicator: str, unit: str) -> Text:
        return {
            Component.DATA: lambda: self._data(indicator, unit),
            Component.IDENTITIES: lambda: self._identities(indicator),
            Component.DEFINITION: lambda: self._definition(indicator),
            Component.PERIMETER: lambda: _perimeter(self._before.dossier, self._after.dossier),
            Component.PRICES: lambda: self._prices(indicator),
            Component.CODE: lambda: Text("une autre version de Jalon", "another version of Jalon"),
        }[component]()

    def _read(self, indicator: str) -> Read:
        read = NOTHING_READ
        for known in (self._before, self._after):
            if indicator in known.dossier.indicators:
                read = read | read_by(known.dossier, indicator)
        return read

    def _data(self, indicator: str, unit: str) -> Text:
        read = self._read(indicator)
        own = [name for name in read.entities if name not in read.price_entities]
        files = self._deliveries(own, unit)
        if files:
            return files
        left, right = self._before, self._after
        rules = [name for name in own if left.dossier.sources_of(name) != right.dossier.sources_of(name)]
        if rules:
            sources = _names(source.name for name in rules for source in right.dossier.sources_of(name))
            return Text(
                f"autre lecture de la source {sources.fr}", f"source {sources.en} read in another way"
            )
        if left.as_of != right.as_of:
            return Text(
                f"vu du {_day(right.as_of).fr}, et non plus du {_day(left.as_of).fr}",
                f"seen from {_day(right.as_of).en}, no longer from {_day(left.as_of).en}",
            )
        return Text("livraisons refusées ou lignes écartées", "deliveries refused or rows left out")

    def _deliveries(self, entities: Iterable[str], unit: str) -> Text | None:
        """The files received or withdrawn since, those of a unit first when one is named."""
        ledger, told = Ledger(self._workspace), []
        for name in entities:
            for feed, delivery in _in_force(self._after, name).items():
                if _in_force(self._before, name).get(feed) == delivery or not _is_of(feed, unit):
                    continue
                found = ledger.find(delivery)
                if found is not None:
                    on = _day(date.fromisoformat(found.received))
                    told.append(Text(f"{found.file}, reçu le {on.fr}", f"{found.file}, received on {on.en}"))
        return _names(told) if told else None

    def _identities(self, indicator: str) -> Text:
        entities = self._read(indicator).entities
        keys = 0
        for domain in _domains((self._before.dossier, self._after.dossier), entities):
            left, right = (_groups(known, domain) for known in (self._before, self._after))
            keys += sum(left.get(key) != right.get(key) for key in {*left, *right})
        return Text(f"clés réunies ou séparées\u00a0: {keys}", f"keys merged or split: {keys}")

    def _definition(self, indicator: str) -> Text:
        left, right = self._before.dossier.indicators, self._after.dossier.indicators
        if indicator not in left:
            return Text("indicateur créé depuis", "indicator created since")
        if indicator not in right:
            return Text("indicateur retiré depuis", "indicator withdrawn since")
        changed = _changed_fields(left[indicator], right[indicator])
        if changed:
            fields_ = _names(changed)
            return Text(f"définition modifiée ({fields_.fr})", f"definition amended ({fields_.en})")
        terms = [
            name
            for name in with_terms(self._after.dossier, [indicator])
            if left.get(name) != right[name] and name != indicator
        ]
        if terms:
            names = _names(right[name][-1].name for name in terms)
            return Text(f"définition modifiée de {names.fr}", f"definition of {names.en} amended")
        return Text("texte de la définition ou dates du contrat", "words of the definition or contract dates")

    def _prices(self, indicator: str) -> Text:
        sides = (self._before, self._after)
        left, right = (_base_years(known.dossier, indicator) for known in sides)
        if left != right:
            return Text(f"prix de {right} au lieu de {left}", f"{right} prices instead of {left}")
        files = self._deliveries(self._read(indicator).price_entities, "")
        return files or Text("indice de prix redéfini", "price index redefined")


def _base_years(dossier: Dossier, indicator: str) -> str:
    """The years whose prices the amounts of an indicator are at."""
    names = with_terms(dossier, [indicator]) if indicator in dossier.indicators else []
    measures = [version.measure for name in names for version in dossier.indicators[name]]
    years = {measure.base_year for measure in measures if isinstance(measure, ConstantPrice)}
    return ", ".join(map(str, sorted(years))) or "—"


def _in_force(known: Known, entity: str) -> dict[str, str]:
    scan = known.scans.get(entity)
    return dict(scan.deliveries) if scan else {}


def _is_of(feed: str, unit: str) -> bool:
    """A feed without a unit of its own can hold rows of any."""
    _, slash, owner = feed.partition("/")
    return not unit or not slash or owner == unit


def _domains(dossiers: Iterable[Dossier], entities: Iterable[str]) -> set[str]:
    wanted = set(entities)
    held = (one.entities[name] for one in dossiers for name in wanted if name in one.entities)
    return {column.identity for entity in held for column in entity.columns if column.identity}


def _groups(known: Known, domain: str) -> dict[str, str]:
    same = known.identities.domains.get(domain)
    return dict(same.possible) if same else {}


def _changed_fields(before: Sequence[Indicator], after: Sequence[Indicator]) -> list[Text]:
    """The fields that move figures and that differ between the versions of one date."""
    if len(before) != len(after):
        return [Text("nouvelle version", "new version")]
    pairs = list(zip(before, after, strict=True))
    names = [field.name for field in fields(Indicator) if field.name in _FIELDS]
    return [_FIELDS[name] for name in names if any(getattr(x, name) != getattr(y, name) for x, y in pairs)]


def _perimeter(before: Dossier, after: Dossier) -> Text:
    left, right = _units(before.perimeter), _units(after.perimeter)
    told = [
        *(Text(f"+ {unit.name.fr}", f"+ {unit.name.en}") for id, unit in right.items() if id not in left),
        *(Text(f"− {unit.name.fr}", f"− {unit.name.en}") for id, unit in left.items() if id not in right),
        *(
            Text(f"{unit.name.fr} (appartenance)", f"{unit.name.en} (membership)")
            for id, unit in right.items()
            if id in left and left[id] != unit
        ),
    ]
    return _names(told) if told else Text("règles du périmètre", "rules of the perimeter")


def _units(perimeter: Perimeter) -> dict[str, OrgUnit]:
    return {unit.id: unit for unit in perimeter.units}


def _names(texts: Iterable[Text]) -> Text:
    """The first few, and how many more."""
    found = list(dict.fromkeys(texts))
    more = len(found) - _SHOWN
    fr = ", ".join(text.fr for text in found[:_SHOWN]) + (f" et {more} autres" if more > 0 else "")
    en = ", ".join(text.en for text in found[:_SHOWN]) + (f" and {more} others" if more > 0 else "")
    return Text(fr, en)


def _day(day: date) -> Text:
    return Text(f"{day:%d/%m/%Y}", f"{day:%-d %B %Y}")


def named(components: Iterable[Component], language: Language) -> str:
    """Components by name, joined."""
    return " + ".join(NAMES[component].say(language) for component in components)
