"""A source must be able to fill its entity, from files inside the dossier."""

from __future__ import annotations

import re
from pathlib import Path

from jalon.dossier.entity import NUMERIC, Entity
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.source import ReaderKind, Source
from jalon.kernel.issues import Issues, Place
from jalon.kernel.suggestions import hint


def check_sources(raw: RawDossier, issues: Issues) -> None:
    """Mappings fit the entity, units are told, paths stay in the dossier, encodings exist."""
    entities = {entity.value.id: entity.value for entity in raw.entities}
    for source in raw.sources:
        _check_paths(source, raw.folder, issues)
        _check_reader(source, issues)
        entity = entities.get(source.value.entity)
        if entity is not None:
            _check_mapping(source, entity, issues)
            _check_unit(source, entity, issues)
            _check_empty_cells(source, entity, issues)


def _check_paths(source: Located[Source], folder: Path, issues: Issues) -> None:
    root = folder.resolve()
    for feed in source.value.feeds:
        place = source.at(f"feeds.{feed.id}") if feed.unit else source.at("file")
        if not feed.path:
            continue
        path = (root / feed.path).resolve()
        if Path(feed.path).is_absolute() or not path.is_relative_to(root):
            issues.error("path-outside-dossier", place, path=feed.path)
        elif not path.is_file():
            near = hint(path.name, [item.name for item in path.parent.glob("*")]) if path.parent.is_dir() else "—"
            issues.error("file-not-found", place, path=feed.path, known=near)


def _check_reader(source: Located[Source], issues: Issues) -> None:
    reader = source.value.reader
    if reader.kind is ReaderKind.CSV:
        try:
            "".encode(reader.encoding)
        except LookupError:
            issues.error("unknown-encoding", source.at("reader"), encoding=reader.encoding)
    if reader.decimal == reader.thousands:
        issues.error("decimal-is-thousands", source.at("reader"), character=reader.decimal)
    if source.value.unpivot:
        _check_pattern(source.value.unpivot.columns, source.at("unpivot.columns"), issues)


def _check_pattern(pattern: str, place: Place, issues: Issues) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        issues.error("bad-pattern", place, pattern=pattern, problem=str(error))


def _check_mapping(source: Located[Source], entity: Entity, issues: Issues) -> None:
    mapped = [column.column for column in source.value.columns]
    names = [column.name for column in entity.columns]
    for column in mapped:
        if column not in names:
            place = source.at(f"columns.{column}")
            owner = f"entity {entity.id}"
            issues.error("unknown-column", place, column=column, owner=owner, known=hint(column, names))
    for item in entity.columns:
        if item.required and item.name not in mapped:
            issues.error("required-column-unmapped", source.at("columns"), column=item.name, entity=entity.id)


def _check_unit(source: Located[Source], entity: Entity, issues: Issues) -> None:
    value = source.value
    fixed = all(feed.unit for feed in value.feeds)
    if entity.shared and (value.unit_column or fixed):
        issues.error("shared-entity-with-unit", source.at("unit"), entity=entity.id)
    if not entity.shared and not fixed and not value.unit_column:
        issues.error("source-without-unit", source.place, source=value.id)
    if fixed and value.unit_column:
        issues.error("unit-told-twice", source.at("unit"), source=value.id)


def _check_empty_cells(source: Located[Source], entity: Entity, issues: Issues) -> None:
    numeric = [column.name for column in entity.columns if column.type in NUMERIC]
    for rule in source.value.empties:
        for name in rule.columns:
            if name not in numeric:
                place = source.at(f"empty_cells.{name}")
                owner = f"entity {entity.id}"
                issues.error("unknown-column", place, column=name, owner=owner, known=hint(name, numeric))
