"""A source must be able to fill its entity, from files inside the dossier."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from jalon.dossier.entity import NUMERIC, Entity
from jalon.dossier.expressions import Expected, cells_in_arithmetic, check_construct
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.rules.databases import check_database
from jalon.dossier.source import ONEROSTER_TABLES, ColumnMapping, ReaderKind, Source
from jalon.kernel.issues import Issues, Place
from jalon.kernel.suggestions import closest, hint
from jalon.kernel.units import UnitRegistry


def check_sources(raw: RawDossier, issues: Issues) -> None:
    """Mappings fit the entity, units are told, paths stay in the dossier, encodings exist."""
    entities = {entity.value.id: entity.value for entity in raw.entities}
    for source in raw.sources:
        _check_paths(source, raw.folder, issues)
        _check_reader(source, issues)
        check_database(source, issues)
        _check_expressions(source, issues)
        entity = entities.get(source.value.entity)
        if entity is not None:
            _check_keys(source, entity, issues)
            _check_mapping(source, entity, issues)
            _check_units(source, entity, raw.units, issues)
            _check_values(source, entity, issues)
            _check_unit(source, entity, issues)
            _check_empty_cells(source, entity, issues)


def _check_paths(source: Located[Source], folder: Path, issues: Issues) -> None:
    root = folder.resolve()
    for feed in source.value.feeds:
        place = source.at(f"feeds.{feed.id}.file") if feed.unit is not None else source.at("file")
        if not feed.path:
            continue
        path = (root / feed.path).resolve()
        if Path(feed.path).is_absolute() or not path.is_relative_to(root):
            issues.error("path-outside-dossier", place, path=feed.path)
        elif not path.is_file():
            near = (
                hint(path.name, [item.name for item in path.parent.glob("*")])
                if path.parent.is_dir()
                else "—"
            )
            issues.error("file-not-found", place, path=feed.path, known=near)


def _check_reader(source: Located[Source], issues: Issues) -> None:
    reader = source.value.reader
    found = reader.kind in {ReaderKind.FEC, ReaderKind.DSN}
    is_told = reader.kind in {ReaderKind.CSV, ReaderKind.JSONL} or (found and reader.encoding != "auto")
    if is_told and not _is_text_encoding(reader.encoding):
        issues.error("unknown-encoding", source.at("reader"), encoding=reader.encoding)
    if reader.kind is ReaderKind.ONEROSTER and reader.table not in ONEROSTER_TABLES:
        known = hint(reader.table, ONEROSTER_TABLES)
        issues.error("unknown-word", source.at("reader"), key="table", word=reader.table, known=known)
    if reader.decimal == reader.thousands:
        issues.error("decimal-is-thousands", source.at("reader"), character=reader.decimal)
    if source.value.unpivot:
        _check_pattern(source.value.unpivot.columns, source.at("unpivot.columns"), issues)


def _is_text_encoding(name: str) -> bool:
    try:
        return bool(codecs.lookup(name).name) and isinstance("".encode(name), bytes)
    except (LookupError, ValueError):
        return False


def _check_pattern(pattern: str, place: Place, issues: Issues) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        issues.error("bad-pattern", place, pattern=pattern, problem=str(error))


def _check_expressions(source: Located[Source], issues: Issues) -> None:
    """What a mapping computes is refused here already; its columns are known when a file is opened."""
    check_construct(source.value.keep, Expected.CONDITION, source.at("keep"), issues)
    for mapping in source.value.columns:
        place = source.at(f"columns.{mapping.column}.expression")
        tree = check_construct(mapping.expression or "", Expected.ANY, place, issues)
        for cell in cells_in_arithmetic(tree) if tree else ():
            issues.error("cell-is-text", place, column=cell)


def _check_units(source: Located[Source], entity: Entity, units: UnitRegistry, issues: Issues) -> None:
    """Cells in another unit are converted, when both units measure the same thing."""
    for mapping in source.value.columns:
        column = entity.find(mapping.column)
        if mapping.unit is None or column is None:
            continue
        place = source.at(f"columns.{mapping.column}.unit")
        written, held = units.find(mapping.unit), units.find(column.unit) if column.unit else None
        if written is None:
            issues.error("unknown-unit", place, unit=mapping.unit, known=units.hint(mapping.unit))
        elif held is None or not written.is_comparable_to(held):
            context = {"column": column.name, "unit": mapping.unit, "held": column.unit or "—"}
            issues.error("cells-unit-differs", place, **context)


def _check_keys(source: Located[Source], entity: Entity, issues: Issues) -> None:
    """Several numbers name one thing only where what is kept is a key: a pseudonym, or an identity."""
    for mapping in source.value.columns:
        column = entity.find(mapping.column)
        if mapping.keys and column is not None and not (column.pseudonym or column.identity):
            place = source.at(f"columns.{mapping.column}.keys")
            issues.error("keys-of-plain-column", place, column=column.name, entity=entity.id)


def _check_mapping(source: Located[Source], entity: Entity, issues: Issues) -> None:
    mapped = [column.column for column in source.value.columns]
    names = [column.name for column in entity.columns]
    required = [column.name for column in entity.columns if column.required and column.name not in mapped]
    for column in mapped:
        if column not in names:
            place, listed = source.at(f"columns.{column}"), hint(column, names)
            issues.error("unknown-column", place, column=column, owner=entity.id, known=listed)
            # Misspelling a required column is one mistake, not two.
            meant = closest(column, required)
            required = [name for name in required if name != meant]
    for name in required if "columns" not in source.faulty else ():
        issues.error("required-column-unmapped", source.at("columns"), column=name, entity=entity.id)


def _check_values(source: Located[Source], entity: Entity, issues: Issues) -> None:
    """Codes and constants give values that the column accepts; otherwise every such row would be refused."""
    for mapping in source.value.columns:
        column = entity.find(mapping.column)
        for key, value in _written_values(mapping):
            if column and column.values and value not in column.values:
                place = source.at(f"columns.{mapping.column}.{key}")
                context = {"column": column.name, "value": value, "known": hint(value, column.values)}
                issues.error("value-not-accepted", place, **context)
        if mapping.other is not None and not mapping.codes:
            issues.error(
                "other-without-codes", source.at(f"columns.{mapping.column}.other"), column=mapping.column
            )


def _written_values(mapping: ColumnMapping) -> list[tuple[str, str]]:
    """The values that a mapping can give, with the key under which each is written."""
    found = [(f"codes.{code}", value) for code, value in mapping.codes.items()]
    if mapping.constant is not None and not mapping.codes:
        found.append(("constant", mapping.constant))
    return found if mapping.other is None else [*found, ("other", mapping.other)]


def _check_unit(source: Located[Source], entity: Entity, issues: Issues) -> None:
    value = source.value
    fixed = all(feed.unit for feed in value.feeds)
    if source.faulty & {"unit", "files"}:
        return
    if entity.shared and (value.unit_column or fixed):
        issues.error("shared-entity-with-unit", source.at("unit"), entity=entity.id)
    elif not entity.shared and not fixed and not value.unit_column:
        issues.error("source-without-unit", source.place, source=value.id)
    elif fixed and value.unit_column:
        issues.error("unit-told-twice", source.at("unit"), source=value.id)


def _check_empty_cells(source: Located[Source], entity: Entity, issues: Issues) -> None:
    numeric = [column.name for column in entity.columns if column.type in NUMERIC]
    for rule in source.value.empties:
        for name in rule.columns:
            if name not in numeric:
                place = source.at(f"empty_cells.{name}")
                issues.error("unknown-column", place, column=name, owner=entity.id, known=hint(name, numeric))
