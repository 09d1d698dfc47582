"""The data dictionary of a dossier: what each column means, who fills it and who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Column, Entity
from jalon.dossier.expressions import columns_of
from jalon.dossier.indicator import Filter, Indicator
from jalon.services.rows import Row

_EXPRESSIONS = ("value", "key", "numerator", "denominator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One column of one entity.

    Attributes:
        entity, column: what it is.
        sources: the sources that fill it, in the order of the dossier.
        indicators: the indicators that read it, of any version.
    """

    entity: Entity
    column: Column
    sources: tuple[str, ...]
    indicators: tuple[str, ...]

    @property
    def row(self) -> Row:
        """The entry for machines."""
        column = self.column
        return {
            "entity": self.entity.id,
            "column": column.name,
            "type": column.type.value,
            "required": "yes" if column.required else "no",
            "key": "yes" if column.name in self.entity.key else "no",
            "unit": column.unit or "",
            "sensitivity": column.sensitivity.value,
            "identity": column.identity,
            "pseudonym": column.pseudonym,
            "values": ", ".join(column.values),
            "meaning_fr": column.description.fr,
            "meaning_en": column.description.en,
            "sources": ", ".join(self.sources),
            "indicators": ", ".join(self.indicators),
        }


def dictionary(dossier: Dossier, *, everything: bool = False) -> tuple[Entry, ...]:
    """Every column of the entities that a source of the dossier fills or an indicator reads.

    Args:
        dossier: the dossier.
        everything: the entities that nothing fills or reads too.
    """
    read = _columns_read(dossier)
    used = {source.entity for source in dossier.sources.values()} | {entity for entity, _ in read}
    chosen = [item for name, item in sorted(dossier.entities.items()) if everything or name in used]
    return tuple(_entry(dossier, entity, column, read) for entity in chosen for column in entity.columns)


def _entry(
    dossier: Dossier, entity: Entity, column: Column, read: dict[tuple[str, str], dict[str, None]]
) -> Entry:
    sources = [
        source.id
        for source in dossier.sources_of(entity.id)
        if any(mapping.column == column.name for mapping in source.columns)
    ]
    indicators = tuple(read.get((entity.id, column.name), {}))
    return Entry(entity=entity, column=column, sources=tuple(sources), indicators=indicators)


def _columns_read(dossier: Dossier) -> dict[tuple[str, str], dict[str, None]]:
    """The indicators that read each column of each entity, by entity and column; a dictionary keeps order."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for name, versions in dossier.indicators.items():
        for indicator in versions:
            for pair in _pairs(indicator):
                found.setdefault(pair, {})[name] = None
    return found


def _pairs(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The columns that an indicator reads: in its expressions, its conditions and its breakdowns."""
    for part in _parts(indicator.measure):
        entity = getattr(part, "entity", "")
        texts = [getattr(part, name, "") for name in _EXPRESSIONS]
        texts += [item.where for item in getattr(part, "filters", ()) if isinstance(item, Filter)]
        names = [name for text in texts if isinstance(text, str) and text for name in columns_of(text)]
        yield from ((entity, name) for name in (*names, *indicator.breakdowns))


def _parts(measure: object) -> Iterator[object]:
    """The parts of a measure that read rows, whatever wraps them: a quotient, constant prices."""
    if not is_dataclass(measure):
        return
    if getattr(measure, "entity", ""):
        yield measure
    for field in fields(measure):
        yield from _parts(getattr(measure, field.name))
