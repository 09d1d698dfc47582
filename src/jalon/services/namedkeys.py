"""From somebody's number to the keys under which the lake keeps her, for whoever holds their secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Column
from jalon.dossier.source import ColumnMapping
from jalon.infocentre.pseudonyms.keys import Key, Keys, KeysProblem
from jalon.infocentre.pseudonyms.tokens import is_number, message, normalised, token
from jalon.infocentre.workspace import Workspace
from jalon.kernel.suggestions import hint
from jalon.services.problems import stop


@dataclass(frozen=True, slots=True)
class _Naming:
    """How a source names persons: the kind of number, the purpose of the key, whether it is of one unit."""

    scheme: str
    purpose: str
    within_unit: bool


def keys_named(
    dossier: Dossier, workspace: Workspace, scheme: str, number: str, unit: str = ""
) -> tuple[str, ...]:
    """The keys under which a number is kept; those of a rotation that is under way included.

    Args:
        dossier: says which kinds of numbers its sources give.
        workspace: whose keys they are.
        scheme: the kind of number, such as ``ine``.
        number: the number; neither it nor a part of it is ever told.
        unit: whose number it is, for a kind that means somebody inside one unit only.

    Raises:
        DossierProblem: no source gives such numbers, or any; it is no such number, the unit is not told or
            not known, or the key is not there.
    """
    namings = _namings_by(scheme, dossier)
    if not is_number(scheme, normalised(number)):
        raise stop("holdings-not-a-number", scheme=scheme)
    units = [one.id for one in dossier.perimeter.bottom]
    if unit not in units and any(one.within_unit for one in namings):
        raise stop("holdings-unit-needed", scheme=scheme, known=hint(unit, units))
    said = {(one.purpose, message(scheme, number, unit if one.within_unit else "")) for one in namings}
    return tuple(sorted({token(key, text) for purpose, text in said for key in _keys(workspace, purpose)}))


def _namings_by(scheme: str, dossier: Dossier) -> set[_Naming]:
    told = set(_namings(dossier))
    found = {one for one in told if one.scheme == scheme}
    if not told:
        raise stop("holdings-without-numbers")
    if not found:
        known = sorted({one.scheme for one in told})
        raise stop("holdings-scheme-unknown", scheme=scheme, known=hint(scheme, known))
    return found


def _namings(dossier: Dossier) -> Iterator[_Naming]:
    for source in dossier.sources.values():
        entity = dossier.entities[source.entity]
        for mapping in source.columns:
            column = entity.find(mapping.column)
            if column is not None and column.pseudonym:
                yield from _of(mapping, column)


def _of(mapping: ColumnMapping, column: Column) -> Iterator[_Naming]:
    """A column without declared keys is hashed under the name of its purpose."""
    for key in mapping.keys:
        yield _Naming(key.scheme, column.pseudonym, key.within_unit)
    if not mapping.keys:
        yield _Naming(column.pseudonym, column.pseudonym, within_unit=False)


def _keys(workspace: Workspace, purpose: str) -> list[Key]:
    keys = Keys(workspace.keys)
    try:
        found = [key for key in (keys.find(purpose), keys.before(purpose)) if key is not None]
    except KeysProblem as problem:
        raise stop(problem.code, path=problem.path) from problem
    if not found:
        # Nothing would be found, and « nothing is held » would be wrong where the key is only elsewhere.
        raise stop("holdings-without-key", purpose=purpose, folder=workspace.keys)
    return found
