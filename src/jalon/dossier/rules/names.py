"""Every name must lead to one thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from jalon.dossier.contract import Contract
from jalon.dossier.perimeter import INSTITUTE, OrgUnit
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.source import Source
from jalon.dossier.target import Target
from jalon.kernel.issues import Issues, Place
from jalon.kernel.suggestions import hint


class Named(Protocol):
    """Anything with an identifier."""

    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)

UNNAMED = ""
"""The name of what could not be read: next to it, no name can be called unknown."""


def check_unique_names(raw: RawDossier, issues: Issues) -> None:
    """Two things of one kind never share an identifier, nor two units a code."""
    _unique("unit", raw.org_units, issues)
    _unique("entity", raw.entities, issues)
    _unique("source", raw.sources, issues)
    _unique("index", raw.price_indices, issues)
    _unique("estimate", raw.estimates, issues)
    seen: dict[tuple[str, str], Place] = {}
    for unit in raw.org_units:
        for code_list, code in unit.value.codes.items():
            place = unit.at(f"codes.{code_list}")
            first = seen.setdefault((code_list, code), place)
            if code and first != place:
                issues.error("duplicate-name", place, kind=f"code {code_list}", name=code, first=first)


def check_contract_names(raw: RawDossier, issues: Issues) -> None:
    """Axes, objectives, indicators, parties and units named by the contract exist."""
    contract = raw.contract
    axes = [axis.id for axis in contract.value.axes]
    for objective in contract.value.objectives:
        place = contract.at(f"objectives.{objective.id}.axis")
        _known(objective.axis, axes, "axis", place, issues)
    objectives = [objective.id for objective in contract.value.objectives]
    indicators = [item.value.id for item in raw.indicators] + _unread(raw, "indicators")
    units = [INSTITUTE, *_units(raw)]
    for target in contract.value.targets:
        at = f"targets.{target.id}."
        _known(target.objective, objectives, "objective", contract.at(at + "objective"), issues)
        _known(target.indicator, indicators, "indicator", contract.at(at + "indicator"), issues)
        _known(target.unit, units, "unit", contract.at(at + "unit"), issues)
        _check_claim(target, contract, issues)
    parties = [party.id for party in contract.value.parties]
    for commitment in contract.value.commitments:
        place = contract.at(f"commitments.{commitment.id}.party")
        _known(commitment.party, parties, "party", place, issues)


def _check_claim(target: Target, contract: Located[Contract], issues: Issues) -> None:
    """A target contributes to a target of the institute, and is not one itself."""
    if not target.contributes_to:
        return
    place = contract.at(f"targets.{target.id}.contributes_to")
    ids = [other.id for other in contract.value.targets if other.unit == INSTITUTE]
    # One written for several units is the institute's under its own name too.
    wholes = dict.fromkeys(name for one in ids for name in (one, one.partition("/")[0]))
    if target.unit == INSTITUTE:
        issues.error("institute-contributes", place, target=target.id)
    else:
        _known(target.contributes_to, wholes, "institute target", place, issues)


def check_parents(raw: RawDossier, issues: Issues) -> None:
    """The tree of units is a tree: parents exist and no unit is its own ancestor."""
    units: dict[str, Located[OrgUnit]] = {}
    for unit in raw.org_units:
        if unit.value.id == INSTITUTE:
            issues.error("reserved-name", unit.at("unit"), name=INSTITUTE)
        else:
            units[unit.value.id] = unit
    told: set[str] = set()
    for name, unit in units.items():
        _known(unit.value.parent, [INSTITUTE, *units], "unit", unit.at("parent"), issues)
        loop = _loop(name, units)
        if loop and not told.intersection(loop):
            told.update(loop)
            issues.error("unit-cycle", unit.at("parent"), cycle=" → ".join(loop))


def _loop(start: str, units: dict[str, Located[OrgUnit]]) -> list[str]:
    """The path from a unit up to itself, or nothing; a unit that only hangs below a loop is not in it."""
    path = [start]
    while path[-1] in units:
        path.append(units[path[-1]].value.parent)
        if path[-1] == start:
            return path
        if path[-1] in path[:-1]:
            return []
    return []


def check_source_names(raw: RawDossier, issues: Issues) -> None:
    """Sources name entities, units and code lists that exist."""
    entities = [entity.value.id for entity in raw.entities] + _unread(raw, "entities")
    code_lists = sorted({key for unit in raw.org_units for key in unit.value.codes})
    if not raw.org_units or any("codes" in unit.faulty for unit in raw.org_units):
        code_lists.append(UNNAMED)
    for source in raw.sources:
        value = source.value
        _known(value.entity, entities, "entity", source.at("entity"), issues)
        if value.unit_codes:
            _known(value.unit_codes, code_lists, "code list", source.at("unit"), issues)
        _check_units_of(source, raw, issues)


def _check_units_of(source: Located[Source], raw: RawDossier, issues: Issues) -> None:
    units = _units(raw)
    for feed in source.value.feeds:
        if feed.unit is not None:
            place = source.at(f"feeds.{feed.id}.unit")
            _known(feed.unit, units, "unit", place, issues)
            if feed.unit in {unit.value.parent for unit in raw.org_units} - {INSTITUTE}:
                issues.error("unit-is-a-group", place, unit=feed.unit)
    for item in source.value.not_expected:
        _known(item.unit, units, "unit", source.at(f"not_expected.{item.unit}"), issues)
    for number, given in enumerate(source.value.extensions):
        _known(given.unit, units, "unit", source.at(f"extended.{number}.unit"), issues)


def _unique(kind: str, items: Sequence[Located[N]], issues: Issues) -> None:
    seen: dict[str, Place] = {}
    for item in items:
        name, place = item.value.id, item.at(kind)
        if name and name in seen:
            issues.error("duplicate-name", place, kind=kind, name=name, first=seen[name])
        seen.setdefault(name, place)


def _units(raw: RawDossier) -> list[str]:
    return [unit.value.id for unit in raw.org_units] or [UNNAMED]


def _unread(raw: RawDossier, folder: str) -> list[str]:
    return [UNNAMED] if folder in raw.unread else []


def _known(name: str, known: Iterable[str], kind: str, place: Place, issues: Issues) -> None:
    words = list(known)
    if name and name not in words and UNNAMED not in words:
        issues.error("unknown-name", place, kind=kind, name=name, known=hint(name, words))
