"""The data dictionary: the entities shipped with Jalon."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from jalon.dossier.entity import Census, Column, Entity
from jalon.dossier.raw.entity import read_entity
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Issues
from jalon.kernel.strictyaml import parse_yaml
from reference.markdown import both, code, page, table

_INTRODUCTION = """The kinds of rows that the infocentre knows. A source maps a file to one of them; an
indicator measures one of them. A dossier adds its own under `entities/` ([format](dossier.md#entitiesyaml)).

Beside its columns, each entity has `period`, and `unit` unless it is shared: its rows then belong to no unit.
A column is **required** when a row without it is refused. English first, French in italics."""


def entities_page() -> str:
    """The page ``entities.md``."""
    parts = [part for entity in _entities() for part in _part(entity)]
    return page("Entities", _INTRODUCTION, *parts)


def _entities() -> Iterator[Entity]:
    folder = files("jalon.library") / "entities"
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        issues = Issues()
        record = parse_yaml(item.read_text(encoding="utf-8"), item.name, issues)
        assert record is not None, f"{item.name} is shipped and cannot be read"
        yield read_entity(Fields(record, issues)).value
        assert not issues.has_errors, f"{item.name} is shipped and has faults"


def _part(entity: Entity) -> Iterator[str]:
    yield f"## {code(entity.id)}"
    yield both(entity.name)
    key = ", ".join(code(name) for name in (*entity.context_columns, *entity.key))
    told = [f"- grain: {both(entity.grain)}", f"- calendar: {code(entity.calendar.value)}"]
    told.append(f"- key: {key}" if entity.key else "- key: none, rows may repeat")
    told += [f"- counted on: {_day(rule)}" for rule in entity.census]
    told += ["- shared: its rows belong to no unit"] if entity.shared else []
    yield "\n".join(told)
    yield table(
        ("column", "type", "unit", "values", "sensitivity", "identity, pseudonym", "meaning"),
        map(_column, entity.columns),
    )


def _day(rule: Census) -> str:
    documents = "; ".join(reference.document for reference in rule.references)
    return f"{rule.month:02d}-{rule.day:02d} ({documents})"


def _identity(column: Column) -> str:
    told = [f"same {column.identity} everywhere"] if column.identity else []
    told += [f"kept as a pseudonym ({column.pseudonym})"] if column.pseudonym else []
    return ", ".join(told)


def _column(column: Column) -> tuple[str, ...]:
    kind = f"{column.type.value}, **required**" if column.required else column.type.value
    values = ", ".join(code(value) for value in column.values)
    return (
        code(column.name),
        kind,
        code(column.unit or ""),
        values,
        column.sensitivity.value,
        _identity(column),
        both(column.description),
    )
