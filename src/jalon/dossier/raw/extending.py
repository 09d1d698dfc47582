"""Entities with the columns that a dossier adds to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jalon.dossier.entity import Entity, Extension
from jalon.dossier.raw.located import Located
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint


def extended(
    entities: Sequence[Located[Entity]],
    extensions: Sequence[Located[Extension]],
    issues: Issues,
    *,
    complete: bool,
) -> tuple[Located[Entity], ...]:
    """The entities with their new columns, at the end and in the order of the files.

    A column that the entity has already is a fault: what the library says of a column, every dossier and
    every indicator reads alike.

    Args:
        entities: as they were written.
        extensions: the columns to add.
        issues: receives the faults.
        complete: False when some file could not be read: an entity that nobody declares may stand there.
    """
    found = {item.value.id: item for item in entities}
    for extension in extensions:
        name = extension.value.entity
        if name in found:
            found[name] = _with_columns(found[name], extension, issues)
        elif name and complete:
            context = {"kind": "entity", "name": name, "known": hint(name, found)}
            issues.error("unknown-name", extension.at("extends"), **context)
    # Two entities of one name are reported later: both must still be there.
    return tuple(found[item.value.id] if item is _last(entities, item) else item for item in entities)


def _last(entities: Sequence[Located[Entity]], item: Located[Entity]) -> Located[Entity]:
    """The last entity of that name: the one that extensions are about."""
    return next(other for other in reversed(entities) if other.value.id == item.value.id)


def _with_columns(item: Located[Entity], extension: Located[Extension], issues: Issues) -> Located[Entity]:
    entity, places = item.value, dict(item.places)
    new = []
    for column in extension.value.columns:
        at = f"columns.{column.name}"
        if entity.find(column.name):
            context = {"column": column.name, "entity": entity.id, "first": item.at(at)}
            issues.error("column-already-there", extension.at(at), **context)
            continue
        new.append(column)
        places |= {key: place for key, place in extension.places.items() if key.startswith(at)}
    widened = replace(entity, columns=(*entity.columns, *new))
    return Located(widened, item.place, places, item.faulty | extension.faulty)
