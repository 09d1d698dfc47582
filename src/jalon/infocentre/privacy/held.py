"""All rows held on one key, in force and in earlier versions: what the right of access asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jalon.dossier.entity import Entity
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import literals, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.lake import Lake
from jalon.infocentre.privacy.doomed import as_plain
from jalon.infocentre.scope import Scope


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that carries the key.

    Attributes:
        entity: what it is.
        delivery, line: where it came from.
        in_force: False for a copy that only earlier versions of the lake hold.
        cells: its columns, as text; an empty cell is None.
    """

    entity: str
    delivery: str
    line: int
    in_force: bool
    cells: Mapping[str, str | None]


def key_columns(entity: Entity) -> tuple[str, ...]:
    """The columns that hold keys of persons or things."""
    return tuple(one.name for one in entity.columns if one.pseudonym or one.identity)


def held_rows(lake: Lake, entity: Entity, keys: Iterable[str], scope: Scope) -> list[HeldRow]:
    """Every row of an entity that carries one of some keys, each once, those in force first.

    Args:
        lake: where they are looked for, in every version of every table of the entity.
        entity: what a row is.
        keys: the keys.
        scope: who asks; columns and units that it does not allow are left out.
    """
    found: dict[tuple[str, int, tuple[object, ...]], HeldRow] = {}
    wanted = pa.array(sorted(set(keys)), pa.string())
    for table in lake.tables(entity):
        current = set(lake.present(table))
        for file in sorted(lake.files(table), key=lambda file: file not in current):
            for row in _matching(file.at_hand, key_columns(entity), wanted):
                held = _held(entity, row, scope, in_force=file in current)
                if held is not None:
                    key = (held.delivery, held.line, tuple(held.cells.items()))
                    found.setdefault(key, held)
    return list(found.values())


def keys_held(lake: Lake, entity: Entity, column: str, keys: Sequence[str], scope: Scope) -> set[str]:
    """Those of some keys that rows in force hold in a column."""
    wanted = f"{name(column)} IN ({literals(keys)})"
    step = Step("held", f"SELECT DISTINCT {name(column)} AS key FROM {name(entity.id)} WHERE {wanted}")
    with Engine([lake.open(entity, scope)]) as engine:
        return set(engine.run([step])["key"].to_pylist())


def _matching(path: Path, columns: Sequence[str], wanted: pa.Array) -> Iterator[Mapping[str, object]]:
    with pq.ParquetFile(path) as file:
        own = [column for column in columns if column in file.schema_arrow.names]
        for batch in file.iter_batches() if own else ():
            rows = as_plain(batch)
            mask = pc.is_in(rows[own[0]], value_set=wanted)
            for column in own[1:]:
                mask = pc.or_(mask, pc.is_in(rows[column], value_set=wanted))
            yield from rows.filter(mask).to_pylist()


def _held(entity: Entity, row: Mapping[str, object], scope: Scope, *, in_force: bool) -> HeldRow | None:
    if scope.units is not None and row.get("unit") not in scope.units:
        return None
    allowed = [*entity.context_columns, *(column.name for column in scope.columns_of(entity))]
    cells = {name: None if row.get(name) is None else str(row[name]) for name in allowed if name in row}
    return HeldRow(entity.id, str(row["_delivery"]), int(str(row["_line"])), in_force, cells)
