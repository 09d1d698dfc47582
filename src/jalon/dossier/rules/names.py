"""Every name must lead to one thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.kernel.dated import overlapping
from jalon.kernel.issues import Issues, Place
from jalon.kernel.suggestions import hint


class Named(Protocol):
    """Anything with an identifier."""

    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)


def check_unique_names(raw: RawDossier, issues: Issues) -> None:
    """Two things of one kind never share an identifier."""
    _unique("unit", raw.org_units, issues)
    _unique("entity", raw.entities, issues)
    _unique("source", raw.sources, issues)
    _unique("index", raw.price_indices, issues)
    contract = raw.contract
    for kind, items in (
        ("axis", contract.value.axes),
        ("objective", contract.value.objectives),
        ("target", contract.value.targets),
        ("commitment", contract.value.commitments),
        ("party", contract.value.parties),
    ):
        names = [item.id for item in items]
        for name in sorted({name for name in names if names.count(name) > 1}):
            place = contract.at(f"{kind}s.{name}")
            issues.error("duplicate-name", place, kind=kind, name=name, first=contract.place)


def check_versions(raw: RawDossier, issues: Issues) -> None:
    """Versions of one indicator never overlap in time."""
    by_name: dict[str, list[_Version]] = {}
    for item in raw.indicators:
        version = _Version(item.value.since, item.value.until, item.place)
        by_name.setdefault(item.value.id, []).append(version)
    for name, versions in by_name.items():
        for first, second in overlapping(versions):
            issues.error("versions-overlap", second.place, name=name, first=first.place)


class _Version:
    def __init__(self, since: date, until: date | None, place: Place) -> None:
        self.since, self.until, self.place = since, until, place


def check_contract_names(raw: RawDossier, issues: Issues) -> None:
    """Axes, objectives, indicators, parties and units named by the contract exist."""
    contract = raw.contract
    axes = [axis.id for axis in contract.value.axes]
    for objective in contract.value.objectives:
        place = contract.at(f"objectives.{objective.id}.axis")
        _known(objective.axis, axes, "axis", place, issues)
    objectives = [objective.id for objective in contract.value.objectives]
    indicators = [item.value.id for item in raw.indicators]
    units = [INSTITUTE, *(unit.value.id for unit in raw.org_units)]
    for target in contract.value.targets:
        at = f"targets.{target.id}."
        _known(target.objective, objectives, "objective", contract.at(at + "objective"), issues)
        _known(target.indicator, indicators, "indicator", contract.at(at + "indicator"), issues)
        _known(target.unit, units, "unit", contract.at(at + "unit"), issues)
    parties = [party.id for party in contract.value.parties]
    for commitment in contract.value.commitments:
        place = contract.at(f"commitments.{commitment.id}.party")
        _known(commitment.party, parties, "party", place, issues)


def check_parents(raw: RawDossier, issues: Issues) -> None:
    """The tree of units is a tree: parents exist and no unit is its own ancestor."""
    parents = {unit.value.id: unit.value.parent for unit in raw.org_units}
    for unit in raw.org_units:
        if unit.value.id == INSTITUTE:
            issues.error("reserved-name", unit.at("unit"), name=INSTITUTE)
        _known(unit.value.parent, [INSTITUTE, *parents], "unit", unit.at("parent"), issues)
        loop = _loop(unit.value.id, parents)
        if loop:
            issues.error("unit-cycle", unit.at("parent"), cycle=" → ".join(loop))


def _loop(start: str, parents: dict[str, str]) -> list[str]:
    path = [start]
    while path[-1] in parents:
        path.append(parents[path[-1]])
        if path[-1] in path[:-1]:
            return path
    return []


def check_source_names(raw: RawDossier, issues: Issues) -> None:
    """Sources name entities, their columns, units and code lists that exist."""
    entities = {entity.value.id: entity.value for entity in raw.entities}
    units = [unit.value.id for unit in raw.org_units]
    code_lists = sorted({key for unit in raw.org_units for key in unit.value.codes})
    for source in raw.sources:
        value = source.value
        _known(value.entity, entities, "entity", source.at("entity"), issues)
        if value.unit_codes:
            _known(value.unit_codes, code_lists, "code list", source.at("unit"), issues)
        for feed in value.feeds:
            if feed.unit is not None:
                _known(feed.unit, units, "unit", source.at(f"feeds.{feed.id}"), issues)
        for item in value.not_expected:
            _known(item.unit, units, "unit", source.at(f"not_expected.{item.unit}"), issues)


def _unique(kind: str, items: Sequence[Located[N]], issues: Issues) -> None:
    seen: dict[str, Place] = {}
    for item in items:
        name = item.value.id
        if name in seen:
            issues.error("duplicate-name", item.place, kind=kind, name=name, first=seen[name])
        seen.setdefault(name, item.place)


def _known(name: str, known: Iterable[str], kind: str, place: Place, issues: Issues) -> None:
    words = list(known)
    if name and name not in words:
        issues.error("unknown-name", place, kind=kind, name=name, known=hint(name, words))
